"""What kind of body a name says, in English, Chinese and Tibetan: police, court, paper, society; of what: rights, health, a river, the morning.

Rows of one notion: Latin words, Han, Tibetan, each with | between alternatives. HEADS say what a body is; OF says what it is for or how it is told
from others of its kind. Not checked by a native reader of Chinese or Tibetan.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

HEADS = """
paper newspaper post gazette courier herald observer tribune times daily journal chronicle weekly review mirror star|报 报纸 日报 周报 周刊 杂志 时报|ཚགས་པར གསར་ཤོག དུས་དེབ
press agency wire news newswire|通讯社 新闻社 新闻网|གསར་འགྱུར་ཁང གསར་འགོད་ཁང གསར་འགྱུར
radio television tv broadcasting|电台 电视台 广播|རླུང་འཕྲིན བརྙན་འཕྲིན
police constabulary|公安局 公安 警察局 警察 警方 警|ཉེན་རྟོག་ཁང ཉེན་རྟོག་པ ཉེན་རྟོག
court tribunal|法院 法庭|ཁྲིམས་ཁང
prosecutor prosecutors procuratorate|检察院|ཞིབ་དཔྱོད་ཁང
government administration|政府|སྲིད་གཞུང
prison jail|监狱 看守所|བཙོན་ཁང
army military|军队 军|དམག་མི དམག
ministry|部|པུའུ ལྷན་ཁང
bureau office department agency authority directorate|局 处 厅 署 办公室 机构 办|ལས་ཁུངས ལས་ཁང
committee commission council|委员会 理事会|ཨུ་ཡོན་ལྷན་ཁང ཨུ་ཡོན་ཚོགས་པ ལྷན་ཚོགས
parliament assembly congress|议会 人大 代表大会|གྲོས་ཚོགས འཐུས་མི་ཚོགས་ཆེན
society association circle group union league federation network alliance centre center foundation fund organisation organization club forum movement team|协会 联合会 学会 基金会 组织 中心 网络 联盟 团体 会 社 团 组 队|ཚོགས་པ མཐུན་ཚོགས ལྟེ་གནས ཐེབས་རྩ དྲ་བ རུ་ཁག སྐྱིད་སྡུག
institute academy|研究所 研究院 学院|ཞིབ་འཇུག་ཁང ཞིབ་འཇུག་གླིང
university college|大学|སློབ་གྲྭ་ཆེན་མོ མཐོ་སློབ
school|学校 中学 小学|སློབ་གྲྭ
hospital clinic|医院 诊所|སྨན་ཁང
company corporation|公司 集团|ཀུང་སི
bank|银行|དངུལ་ཁང
monastery temple|寺 寺院 寺庙|དགོན་པ ལྷ་ཁང
party|党|ཏང
"""
OF = """
rights|权利 人权 权益|ཐོབ་ཐང
watch monitor observer observatory|观察 监察 监测 监督 瞭望|ལྟ་ཞིབ ལྟ་སྐུལ ལྟ་རྟོག
relief rescue|救济 救援 救助 赈济|རོགས་སྐྱོར སྐྱོབ་གསོ
aid help|援助 帮助 互助|རོགས་རམ རོགས
legal law justice lawyers|法律 司法 律师|ཁྲིམས་ལུགས ཁྲིམས
health medical|卫生 医疗 健康|འཕྲོད་བསྟེན
works construction building|工程 建设 建筑|བཟོ་སྐྲུན འཛུགས་སྐྲུན
water river|河流 水利 水务 江河|གཙང་པོའི གཙང་པོ ཆུ་བོ ཆུ
morning|晨 早|ཞོགས་པའི ཞོགས
evening|晚|དགོང་དྲོའི དགོང
courier|信使|བང་ཆེན
gazette bulletin|公报|གསལ་བསྒྲགས
herald|先驱|སྔོན་འགྲོའི སྔོན་འགྲོ
tribune forum|论坛|གླེང་སྟེགས
post|邮|སྦྲག
times|时|དུས་བབ
journal|杂志|དུས་དེབ
women|妇女 女性|བུད་མེད
children child youth|儿童 少年 青年|བྱིས་པ གཞོན་ནུ
labour labor workers worker|劳动 劳工 工人|ངལ་རྩོལ བཟོ་པ
human people|人民 民众|མི་དམངས མི
education schools|教育|སློབ་གསོ
religious religion church|宗教 教会|ཆོས་ལུགས
environment nature forest|环境 自然 林业|ཁོར་ཡུག ནགས
peace|和平|ཞི་བདེ
press media journalists|记者 新闻 传媒|གསར་འགོད་པ གསར་འགོད
research study studies|研究 调查|ཞིབ་འཇུག
security safety|安全 保安|བདེ་འཇགས
statistics|统计|བསྡོམས་རྩིས
transport road roads|交通 公路|འགྲིམ་འགྲུལ ལམ
agriculture farm farmers|农业 农民|ཞིང་ལས ཞིང་པ
"""
# What a name says of where a body is, and no more; it tells nothing apart.
LEVELS = """
county|县|རྫོང
district|地方 地区 区|ས་ཁུལ
prefecture|州|ཁུལ
province provincial|省|ཞིང་ཆེན
city municipal|市|གྲོང་ཁྱེར
town township village|乡 镇 村|གྲོང་རྡལ གྲོང་ཚོ ཤང
region national state central high intermediate public local|国家 中央 高级 中级 公 地方|རྒྱལ་ཡོངས ས་གནས
the of for and in||
"""


@dataclass(frozen=True, slots=True)
class Told:
    """What a name says of the body beside its own part: notions of HEADS and of OF by number, and the own part itself."""

    heads: frozenset[int]
    of: frozenset[int]
    own: str


def _rows(table: str) -> list[tuple[list[str], list[str], list[str]]]:
    rows = [line.split("|") for line in table.strip().splitlines()]
    return [(a.split(), b.split(), c.split()) for a, b, c in rows]


@lru_cache(maxsize=3)
def _words(column: int) -> dict[str, list[tuple[int, int]]]:
    """Each word of a script and the notions it may say: (which table, which row)."""
    found: dict[str, list[tuple[int, int]]] = {}
    for t, table in enumerate((HEADS, OF, LEVELS)):
        for n, row in enumerate(_rows(table)):
            for word in row[column]:
                found.setdefault(word, []).append((t, n))
    return found


@lru_cache(maxsize=2)
def _pattern(column: int) -> re.Pattern[str]:
    words = sorted(_words(column), key=len, reverse=True)
    if column == 1:
        return re.compile("|".join(words))
    return re.compile("(?<![\u0f40-\u0fbc])(?:" + "|".join(words) + ")(?:འི|ས|ར)?(?![\u0f40-\u0fbc])")


@lru_cache(maxsize=20_000)
def told_by(name: str, column: int) -> Told:
    """What a name in Latin (0), Han (1) or Tibetan (2) letters says of the body, and what is left of it."""
    seen: list[tuple[int, int]] = []
    known = _words(column)
    if column == 0:
        left = []
        for word in re.findall(r"[a-z]+", name.lower()):
            stem = "press" if word.endswith("press") and len(word) > 5 else ""
            seen += known.get(stem or word, [])
            if stem:
                left.append(word.removesuffix("press"))
            elif word not in known:
                left.append(word)
        own = " ".join(left)
    else:

        def said(m: re.Match[str]) -> str:
            word = m.group()
            seen.extend(known.get(word) or next((known[word[:-n]] for n in (1, 2) if word[:-n] in known), []))
            return " "

        own = _pattern(column).sub(said, name)
    return Told(frozenset(n for t, n in seen if t == 0), frozenset(n for t, n in seen if t == 1), own)

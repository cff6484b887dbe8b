"""Whether two names in different scripts may be one: their consonants as transliterations keep them, and the kind of body they name.

In: two names as texts write them, in Latin, Han or Tibetan letters. Out: a probability that they name one party; OPEN where the letters do not tell.
Han characters are those that transliterations use (after the tables of the Xinhua news agency's handbooks, by consonants only); a Tibetan letter stands for
its consonant. Vowels, and what distinguishes b from p, d from t, g from k or l from r, are not kept.
"""

from __future__ import annotations

import re
from functools import lru_cache

SAME, OPEN, DIFFERENT = 0.97, 0.5, 0.03
ALIKE, ALIKE_KIND, UNLIKE = (
    0.78,
    0.7,
    0.6,
)  # (ALIKE_KIND where the kind of body is the same) likeness of two skeletons from which names are one, and below which they are two

_HAN = {
    "P": "巴芭帕比皮匹布普伯博波勃贝佩派拜百保鲍毕别彼", "PN": "班潘本彭邦庞宾平奔朋", "M": "马玛麦迈梅美米密姆穆莫默摩毛茂谬缪", "MN": "曼蔓门孟蒙明敏",
    "F": "法菲费弗夫福富佛维威韦瓦沃武伍娃", "FN": "凡范芬丰冯方文温万旺翁", "T": "达塔大德特迪蒂的杜图土都多托陀戴代泰太道陶丢", "TN": "丹坦唐登滕丁廷东通敦顿邓当汤",
    "N": "纳娜尼妮奈内努诺涅瑙纽安恩昂", "NN": "南嫩农宁", "L": "拉腊莱来雷蕾里利丽莉李力勒鲁卢路罗洛萝劳留柳尔儿", "LN": "兰朗伦龙隆林琳仑连",
    "K": "加卡嘎咖盖凯高考格克戈哥科柯可古库圭奎瓜夸果郭基", "KN": "甘坎康根肯贡孔昆冈刚金", "H": "哈海黑赫霍胡", "HN": "汉亨洪汗欣",
    "S": "萨莎沙赛塞斯丝思司西希锡苏索绍舍什施史士札扎泽兹齐祖佐左朱乔焦杰捷吉季查恰奇契丘楚茨策措察切车若热日休叙肖谢夏", "SN": "桑森生申辛新松尚山珊钱琴仁让詹真珍津京琼春孙顺曾增赞宗",
    "Y": "亚雅娅耶叶约尤犹于优余", "YN": "延扬杨因英永云尹", "": "阿艾爱埃奥欧厄伊依乌吾",
}  # fmt: skip
_BY_HAN = {char: sound for sound, chars in _HAN.items() for char in chars}
_TIBETAN = dict(zip("ཀཁགངཅཆཇཉཏཐདནཔཕབམཙཚཛཝཞཟའཡརལཤསཧཨ", "KKKNSSSNTTTNPPPMSSSFSS-YLLSSH-", strict=True))
_TIBETAN |= {chr(ord(c) + 0x50): s for c, s in _TIBETAN.items()}
_LATIN = (
    ("sch", "S"),
    ("tch", "S"),
    ("th", "T"),
    ("sh", "S"),
    ("ch", "S"),
    ("zh", "S"),
    ("ph", "F"),
    ("qu", "K"),
    ("ck", "K"),
    ("x", "KS"),
    ("dj", "S"),
)
_LETTER = dict(zip("bpmfvwdtnlrgkqchszjy", "PPMFFFTTNLLKKKKHSSSY", strict=True))
_NEAR = {frozenset(x) for x in ("TS", "PF", "KS", "HK", "HF", "YS")}

# Kinds of bodies and papers: one word a kind and language; names of different kinds are two.
_KINDS = (
    ("courier", "信使报", "བང་ཆེན"), ("herald", "先驱报", "སྔོན་འགྲོ"), ("tribune", "论坛报", "གླེང་སྟེགས"), ("gazette", "公报", "གསལ་བསྒྲགས"), ("observer", "观察报", "ལྟ་ཞིབ"), ("post", "邮报", "སྦྲག"),
    ("times", "时报", "དུས་བབ"), ("daily", "日报", "ཉིན་རེ"), ("press", "通讯社", "གསར་འགྱུར་ཁང"), ("agency", "通讯社", "གསར་འགྱུར་ཁང"), ("police", "警", "ཉེན་རྟོག"), ("police", "公安", "ཉེན་རྟོག"), ("court", "法院", "ཁྲིམས་ཁང"),
    ("government", "政府", "སྲིད་གཞུང"), ("bureau", "局", "ལས་ཁུངས"), ("office", "处", "ལས་ཁུངས"), ("watch", "观察", "ལྟ་ཞིབ"), ("monitor", "监察", "ལྟ་སྐུལ"), ("society", "会", "ཚོགས་པ"), ("circle", "会", "ཚོགས་པ"),
    ("institute", "研究所", "ཞིབ་འཇུག"), ("university", "大学", "སློབ་གྲྭ"), ("hospital", "医院", "སྨན་ཁང"), ("ministry", "部", "པུའུ"), ("association", "协会", "མཐུན་ཚོགས"),
)  # fmt: skip
_TYPES_HAN = re.compile(
    "(?:通讯社|人民|地方|地区|中级|高级|信使报|先驱报|论坛报|公报|观察报|观察社|邮报|时报|日报|晚报|电视台|公安局|警察局|政府|法院|工程处|卫生局|委员会|协会|研究所|大学|医院|法律援助|人权|救济|援助|监察|观察|河流|县|州|市|省|报|社|局|处|会|部|站|组|圈)+"
)
_TYPES_LATIN = frozenset(w for kind in _KINDS for w in kind[0].split()) | frozenset(
    [
        "county",
        "district",
        "river",
        "legal",
        "aid",
        "rights",
        "relief",
        "works",
        "health",
        "the",
        "of",
        "morning",
        "evening",
        "news",
        "network",
        "group",
        "union",
    ]
)
_TYPES_TIBETAN = re.compile(
    "|".join(["ཚགས་པར", "གསར་འགྱུར་ཁང", "རྫོང", "ལས་ཁུངས", "ཉེན་རྟོག་ཁང", "སྲིད་གཞུང", "ཁྲིམས་ཁང", "ཚོགས་པ", *(k[2] for k in _KINDS)])
)


def script(name: str) -> str:
    """Which letters a name is in: han, tibetan or latin ("" for others)."""
    if re.search(r"[\u3400-\u9fff]", name):
        return "han"
    if re.search(r"[\u0f40-\u0fbc]", name):
        return "tibetan"
    return "latin" if re.search(r"[A-Za-z]", name) else ""


@lru_cache(maxsize=20_000)
def skeleton(name: str) -> str:
    """The consonants of a name's own part, without the words that say what kind of body it is; "?" stands for a letter not known."""
    how = script(name)
    if how == "han":
        return _single("".join(_BY_HAN.get(c, "?") for c in _TYPES_HAN.sub("", name) if "\u3400" <= c <= "\u9fff"))
    if how == "tibetan":
        return _single("".join(_TIBETAN.get(c, "") for c in _TYPES_TIBETAN.sub("", name)).replace("-", ""))
    words = [w.removesuffix("press") for w in re.findall(r"[a-z]+", name.lower()) if w not in _TYPES_LATIN]
    return _single("".join(_latin(w) for w in words))


def _single(sounds: str) -> str:
    """A skeleton with every run of one sound as one."""
    return re.sub(r"([A-Z])\1+", r"\1", sounds)


def _latin(word: str) -> str:
    out, at = "", 0
    while at < len(word):
        for letters, sound in _LATIN:
            if word.startswith(letters, at):
                out, at = out + sound, at + len(letters)
                break
        else:
            letter = word[at]
            doubled = at > 0 and word[at - 1] == letter
            out, at = out + ("" if doubled else _LETTER.get(letter, "")), at + 1
    return out


def may_be_one(a: str, b: str) -> float:
    """How likely two names in different scripts are one party: SAME, OPEN or DIFFERENT."""
    if script(a) == script(b) or "" in (script(a), script(b)):
        return DIFFERENT
    if not _same_kind(a, b):
        return DIFFERENT
    x, y = skeleton(a), skeleton(b)
    if min(len(x), len(y)) < 2:
        return SAME if x and x == y and _kinds(a) & _kinds(b) else DIFFERENT if x and y and "?" not in x + y and x != y else OPEN
    known = 1 - (x.count("?") + y.count("?")) / (len(x) + len(y))
    like = 1 - _distance(x, y) / max(len(x), len(y))
    if like >= (ALIKE if not _kinds(a) & _kinds(b) else ALIKE_KIND):
        return SAME
    return DIFFERENT if like < UNLIKE and known > 0.7 else OPEN


def _same_kind(a: str, b: str) -> bool:
    """Whether the words that say what kind of body it is agree, as far as they are known in both."""
    mine, other = _kinds(a), _kinds(b)
    if bool(mine) != bool(other) and _person(a if not mine else b):
        return False
    return bool(mine & other) or not mine or not other


def _person(name: str) -> bool:
    """Whether a name has the shape of a person's: two or three capitalised words of no kind, or Han parts with a dot between."""
    if script(name) == "han":
        return "·" in name
    words = name.split()
    return 2 <= len(words) <= 3 and all(
        w[:1].isupper() and w.lower() not in _TYPES_LATIN and not w.lower().endswith("press") for w in words
    )


def _kinds(name: str) -> frozenset[int]:
    low = name.lower()
    column = {"han": 1, "tibetan": 2, "latin": 0}[script(name)]
    words = set(re.findall(r"[a-z]+", low))
    joined = low if column else ""
    return frozenset(
        i for i, kind in enumerate(_KINDS) if (kind[column] in joined if column else kind[0] in words or low.endswith(kind[0]))
    )


def _distance(x: str, y: str) -> float:
    """Edit distance of two skeletons; near sounds and a letter not known cost half."""
    row = [float(j) for j in range(len(y) + 1)]
    for i, a in enumerate(x, 1):
        before, row[0] = row[0], float(i)
        for j, b in enumerate(y, 1):
            swap = 0.0 if a == b else 0.5 if "?" in (a, b) or frozenset((a, b)) in _NEAR else 1.0
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + swap)
    return row[-1]

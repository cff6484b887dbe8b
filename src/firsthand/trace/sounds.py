"""Whether two names in different scripts may be one: their consonants as transliterations keep them, and the kind of body they name.

In: two names as texts write them, in Latin, Han or Tibetan letters. Out: a probability that they name one party; OPEN where the letters do not tell.
Han characters are those that transliterations use (after the tables of the Xinhua news agency's handbooks, by consonants only); a Tibetan letter stands for
its consonant. Vowels, and what distinguishes b from p, d from t, g from k or l from r, are not kept.
"""

from __future__ import annotations

import re
from functools import lru_cache

from firsthand.trace.body_words import told_by

SAME, OPEN, DIFFERENT = 0.97, 0.5, 0.03
ALIKE, ALIKE_KIND, UNLIKE = (
    0.78,
    0.7,
    0.6,
)  # likeness of two skeletons from which names are one (of one kind of body), and below which they are two
LONG = 3  # sounds of a name from which another of its kind that begins with them is the same

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

_COLUMN = {"latin": 0, "han": 1, "tibetan": 2}


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
    own = told_by(name, _COLUMN[how]).own if how else ""
    if how == "han":
        return _single("".join(_BY_HAN.get(c, "?") for c in own if "\u3400" <= c <= "\u9fff"))
    if how == "tibetan":
        return _single("".join(_TIBETAN.get(c, "") for c in own).replace("-", ""))
    return _single("".join(_latin(w) for w in own.split()))


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
    kin = _same_kind(a, b)
    if kin is None:
        return DIFFERENT
    x, y = skeleton(a), skeleton(b)
    if min(len(x), len(y)) < 2:
        return SAME if x == y and kin else DIFFERENT if x and y and "?" not in x + y and x != y else OPEN
    known = 1 - (x.count("?") + y.count("?")) / (len(x) + len(y))
    like = 1 - _distance(x, y) / max(len(x), len(y))
    if like >= (ALIKE_KIND if kin else ALIKE):
        return SAME
    if kin is not False and _begins(x, y):  # words of the longer name that the table does not know may say what kind of body it is
        return SAME if kin and min(len(x), len(y)) >= LONG else OPEN
    if min(len(x), len(y)) > LONG and x[: LONG + 1] == y[: LONG + 1]:
        return OPEN
    return DIFFERENT if like < UNLIKE and known > 0.7 else OPEN


def _begins(x: str, y: str) -> bool:
    """Whether the longer of two skeletons begins as the shorter one."""
    short, long = sorted((x, y), key=len)
    return 1 - min(_distance(short, long[: len(short) + d]) for d in (-1, 0, 1)) / len(short) >= ALIKE


def _same_kind(a: str, b: str) -> bool | None:
    """Whether both names say the same kind of body: True; nothing against it: False; None where they say different kinds, or one a person."""
    one, two = (told_by(x, _COLUMN[script(x)]) for x in (a, b))
    if bool(one.heads | one.of) != bool(two.heads | two.of) and _person(b if one.heads | one.of else a):
        return None
    for mine, other in ((one.heads, two.heads), (one.of, two.of)):
        if mine and other and not mine & other:
            return None
    return bool(one.heads & two.heads or one.of & two.of)


def _person(name: str) -> bool:
    """Whether a name has the shape of a person's: two or three capitalised words of no kind, or Han parts with a dot between."""
    if script(name) == "han":
        return "·" in name
    words = name.split()
    return 2 <= len(words) <= 3 and all(w[:1].isupper() for w in words)


def _distance(x: str, y: str) -> float:
    """Edit distance of two skeletons; near sounds and a letter not known cost half."""
    row = [float(j) for j in range(len(y) + 1)]
    for i, a in enumerate(x, 1):
        before, row[0] = row[0], float(i)
        for j, b in enumerate(y, 1):
            swap = 0.0 if a == b else 0.5 if "?" in (a, b) or frozenset((a, b)) in _NEAR else 1.0
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + swap)
    return row[-1]

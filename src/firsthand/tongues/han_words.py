"""Whether a lone Chinese numeral is a piece of a word: 一切, 四川, 收拾, 登陆 hold no number, 一只 and 三人 do."""

from __future__ import annotations

from firsthand.tongues.zh.counting import CLASSIFIERS, COUNTED_AFTER, FORMAL

LOOK = 8  # code points on each side in which the segmenter finds the word


def in_a_word(text: str, at: int) -> bool:
    """Whether the numeral at a place belongs to a word that is no number; the segmenter is loaded on first use."""
    if text[at] in FORMAL and "\u4e00" <= text[at + 1 : at + 2] <= "\u9fff":
        return text[at + 1] not in "元整个個人名份圆圓"
    words = _words(text, at)
    i = next((i for i, (start, word, _) in enumerate(words) if start <= at < start + len(word)), -1)
    if i < 0:
        return False
    start, word, tag = words[i]
    following = words[i + 1] if i + 1 < len(words) else (0, "", "")
    if len(word) > 1:
        counts = start == at and (word[1] in CLASSIFIERS or (len(word) == 2 and word[1] in COUNTED_AFTER))
        return not (counts or tag in ("m", "mq", "t"))
    if word in "两兩":
        return word in (following[1], words[i - 1][1] if i else "")
    return word == "一" and following[2].startswith("v") and following[1] != "是"


def _words(text: str, at: int) -> list[tuple[int, str, str]]:
    """The words of the run of Han around a place: where each begins, itself, its tag."""
    import rjieba

    low = at
    while low > 0 and at - low < LOOK and "\u4e00" <= text[low - 1] <= "\u9fff":
        low -= 1
    found = []
    for word, tag in rjieba.tag(text[low : at + LOOK]):
        found.append((low, word, tag))
        low += len(word)
    return found

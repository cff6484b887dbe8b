"""Chinese: who did it to whom, by 被 遭 由, by 将 把 对, else by word order. Days, adverbs and who says it are cut away before the subject."""

from __future__ import annotations

import re

_STOP = "，。；：、！？“”"
_PASSIVE = re.compile(rf"([^{_STOP}被]{{1,24}}?)(?:被|遭到|遭受|遭|受到)([^{_STOP}]{{0,14}})$")
_BY = re.compile(rf"([^{_STOP}]{{0,20}}?)由([^{_STOP}由]{{2,14}}?)(?:进行|予以|依法|负责|实施)?$")
_OBJECT = re.compile(
    rf"([^{_STOP}]{{0,24}}?)(?:将|將|对|對|把|给|給)(?!于|在|会|要|继续|繼續|于|進一步|进一步)([^{_STOP}将將对對把]{{1,20}}?)(?:进行|進行|予以|实施|實施|开展|加以|全部|强行|非法)*$"
)
_SUBJECT = re.compile(rf"([^{_STOP}]{{1,28}})$")
_AFTER = re.compile(rf"(?:了|过|過)?(?:共|共计|约|近|至少|超过|逾)?([^{_STOP}的]{{1,16}})")
_BEFORE_SUBJECT = re.compile(
    r"^(?:(?:据|據)[^，]{1,12}(?:报道|報道|称|稱|说|說|消息)|.{0,14}?(?:表示|宣布|通报称|报道称|指出|证实|称|稱|说|說)(?=.{2})|(?:截至|截止|自|从|在|于|到)?(?:\d{2,4}年(?:\d{1,2}月)?(?:\d{1,2}[日号])?|\d{1,2}月(?:\d{1,2}[日号]|份)?|\d{1,2}[日号]|去年|今年|昨天|昨日|今天|当天|當天|日前|近日|目前|此前|随后|隨後|同时|期间|以来|当地时间)(?:至\d{1,2}[日号]|起|前|后|後|以来|上午|下午|晚上?|凌晨|间|，)?|又|还|還|但|而|并|並|因此|其中|另有|另外)"
)
_ADVERBS = re.compile(
    r"(?:将?(?:于|在)[\d一二三四五六七八九十]{1,4}[月日年][^，]{0,6}|(?:以|因|用)[^，]{1,10}(?:罪|名|由|因)|欠有|欠|采集|抽取|提取|收集|招标|已经|已經|已|将|將|正在|正|仍|曾|曾经|又|也|还|還|再次|多次|非法|强行|任意|集中|依法|共|一共|总共|共计|累计|大规模|拒绝|没有|沒有|未|不|从未|计划|準備|准备|开始|要|会|能|可以|必须|应|應|拟|全面|统一|先后|先後|连续|主动|公开|公開|一起|都|均|全部|进行|進行|予以|在[^在]{1,8}(?:县|市|州|省|乡|镇|村|区|校|内|里|中))$"
)
_PURPOSE = re.compile(r"(?:以|因|于|於|在|从|從|带走|強行|强行|非法|任意|依法|集体|秘密|当场).*$")
_PRONOUNS = frozenset(("他", "她", "它", "他们", "她们", "我", "我们", "其", "该", "这", "那", "本人", "有人", "并", "而", "的"))


def chinese_roles(before: str, after: str, befalls: bool) -> tuple[str, str]:
    """Actor and affected from the words before and after an act; `befalls`: it has no actor."""
    if m := _PASSIVE.search(before):
        return _named(_PURPOSE.sub("", m[2])), _subject(m[1])
    if m := _OBJECT.search(before):
        return _subject(m[1]), m[2]
    if m := _BY.search(before):
        return _named(m[2]), _subject(m[1])
    subject, found = _SUBJECT.search(before), _AFTER.match(after)
    first = _subject(subject[1]) if subject else ""
    if befalls:
        return "", first
    return first, found[1] if found else ""


def _subject(words: str) -> str:
    while (m := _BEFORE_SUBJECT.match(words)) is not None and m.end():
        words = words[m.end() :]
    while (m := _ADVERBS.search(words)) is not None and m.start() < m.end():
        words = words[: m.start()]
    return _named(_THERE_ARE.sub("", words))


_THERE_ARE = re.compile(r"^.*?有(?=(?:另外|至少|至多|超过|将近|近|约|逾|大约|多达)*[\d一二三四五六七八九十百千万两数多])")


def _named(words: str) -> str:
    return "" if words in _PRONOUNS else words

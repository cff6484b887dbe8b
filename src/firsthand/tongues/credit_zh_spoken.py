"""Chinese speakers: the clause before a verb of saying, without time, connectives and manner; whom it was said to; what was said.

Every search is bounded, so that time grows with the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from firsthand.model.claims import Credit
from firsthand.model.passages import Span
from firsthand.tongues.credit_page import Page, trimmed
from firsthand.tongues.credit_scripts import (
    inside_quote,
    own_credit,
    script_credit,
    verbs_pattern,
)
from firsthand.tongues.credit_words import CreditWords, agencies, governments

_CLAUSE_MARKS = "，。；！？：“”「」,;!?:\n（）()—"
_ZH_MAKER = re.compile(
    r"^(?P<name>.{2,24}?)(?:\d{1,2}日|近日|日前|最新|新近)?(?:发布|公布|发表|撰写|出具|提交)?的?(?:一份|一项|最新|调查|年度|新)*(?:报告|研究|声明|调查|统计|数据|文章|通报|公告|白皮书)$"
)
TIME_FIRST = re.compile(
    r"^(?:(?:\d{2,4}年)?\d{1,2}月(?:\d{1,2}日)?|\d{1,2}日|当地时间|北京时间|上?周[一二三四五六日天]|星期[一二三四五六日天]|今年|去年|本月|上月|当天|日前|近日|昨日|今日|昨天|今天|此前|随后)+"
)
_ZH_PLACE_TAIL = re.compile(
    r"(?:在[^在]{1,20}?(?:会上|发布会上|通告中|声明中|通报中|报告中|采访时|讲话中|来信中|信中|文章中|公告中|博客中|推特上|微博上|社交媒体上|记者会上|中|上|时|里|会)|通过自己的访谈|经自己的监察员|对[^对]{2,16}|向[^向]{2,16}|[指站坐看拿望笑哭流握含带抱摇举拉捧]着[^着]{0,10}|(?<!的)(?<!布)(?:发布|发表|发出)?(?:通告|声明|公告|消息|文章|报告|通报|讲话)|(?:也|还|则|均|都|已|起初|最初|后来|曾|又|再次|随后|同时|明确|公开|进一步|多次|周[一二三四五六日]|星期[一二三四五六日]|\d{1,2}月\d{1,2}日|\d{1,2}日|日前|近日|今天|昨天|当天|上周|上月|去年|今年|本周|本月|此前|随后|稍早))+$"
)  # fmt: skip
SPEAKER_REACH = 48  # code points before a Chinese verb in which its speaker stands

_TOLD_OF = re.compile(r"被|遭|曾|已|未|不|公开|新近|最新|受|参与|参加|负责|知情|在场|获释|前来|逃出|流亡|匿名|要求匿名|目击")


def chinese_spoken(page: Page, sentence: Span) -> Iterator[Credit]:
    """Name, then verb of saying, then comma, colon, quotation or clause."""
    taken = sentence.start
    for m in verbs_pattern(page.words.language).finditer(page.text, sentence.start, sentence.end):
        if m.start() < taken or inside_quote(page, m.start()) or page.text[m.end() : m.end() + 1] == "的" or m.group("verb") == "获悉":
            continue
        if _no_saying(page.text, m):
            continue
        subject = _chinese_subject(page, sentence, m.start(), m.group("verb"))
        if subject is None:
            continue
        at, listener = subject
        after = m.end()
        if m.group("verb").startswith("告诉") and (heard := re.match(r"[^，。：“”\s]{2,16}(?=[，。：“])", page.text[after : after + 20])):
            listener = Span(after, after + heard.end())
            after = listener.end
        content = _chinese_content(page, sentence, at, after)
        if content.end - content.start < 4:
            continue
        manner = page.words.verbs[m.group("verb")]
        cue = Span(*m.span())
        if page.words.has("unnamed", page.part(at)) and page.part(at) == "记者":
            continue
        if seen := re.match(r"(.{2,16}?)(?:看到|获得|掌握|拿到|得到|查阅)的", page.part(at)):
            if seen.group(1) in {"本报", "本刊", "我们", page.publisher}:
                yield own_credit(page, at, "seen-by-publisher")
            continue
        maker = _ZH_MAKER.match(page.part(at))
        if maker and any(maker.group("name").endswith(w) for w in page.words.of("bodies") | page.words.of("medium")):
            at, manner = Span(at.start, at.start + maker.end("name")), "document"
        if page.part(at).startswith(("记者", "据", "本报", "本刊")):
            continue
        at = _bare(page, at)
        yield script_credit(page, at, cue, content, "said" if manner == "denied" else manner, f"zh-speaker-verb:{manner}")
        if listener is not None:
            yield from _chinese_listener(page, cue, listener, content, page.part(at))
        taken = m.end()


_TRADE = re.compile(r"[^，]{0,12}?(?:村民|牧民|居民|医生|律师|教师|作家|僧人|农民|商人)(?P<name>[\u4e00-\u9fff]{2,3})$(?<![们等都说称也])")
_TELLS = re.compile(r"[^，。]{1,14}?(?:说|表示|透露|证实|介绍|通报|讲述|称|承认|报告|解释|提到)")
_COUNTED = re.compile(
    r"(?:那|这)[位名个]|(?:有?[一两二三四五六七八九十几数多]+|\d+)[位名个].{1,10}$|有人$|受访[^的]{1,4}$|.{0,6}的(?:男人|女人|村民|家属|姐姐|哥哥|妻子|丈夫|母亲|父亲)$|(?:死者|老)[^，]{1,6}$"
)


def _no_saying(text: str, m: re.Match[str]) -> bool:
    """说法, 说明, 称号 name things; 向 tells only where a verb of saying follows; 要求 and 估计 after 被 or 的 are no verbs of a speaker."""
    verb, after = m["verb"], text[m.end() : m.end() + 1]
    if verb[-1] in "说称" and after in "法明服号为呼赞职":
        return True
    if verb == "向" and not _TELLS.match(text, m.end()):
        return True
    return verb in ("要求", "估计", "预计", "承诺", "指控") and text[m.start() - 1 : m.start()] in ("被", "的", "据", "不")


def _chinese_subject(page: Page, sentence: Span, verb: int, word: str) -> tuple[Span, Span | None] | None:
    """The clause's text before the verb without time, connectives and manner; and whom it was said to."""
    low = max(sentence.start, verb - SPEAKER_REACH)
    start = verb
    while start > low and page.text[start - 1] not in _CLAUSE_MARKS:
        start -= 1
    end = verb
    if start == verb and verb > low and page.text[verb - 1] in "”」":
        return None
    listener = None
    if start > low and page.text[start - 1] in "）)":
        start = _over_bracket(page.text, start, low)
    clause = page.text[start:end]
    if start > low and page.text[start - 1] in "，," and (m := re.match(r"其?(?:对|向|告诉)(.{2,16})$", clause)):
        listener = Span(start + m.start(1), end)
        end = start - 1
        start = end
        while start > low and page.text[start - 1] not in _CLAUSE_MARKS:
            start -= 1
        if page.text[start:end].endswith("在场"):
            end -= 2
        clause = page.text[start:end]
    elif m := re.search(r"(?:对|向)([^对向，]{2,16})$", clause):
        listener = Span(start + m.start(1), end)
    start, end = narrowed(page.text, start, end, page.words)
    if end - start < 1 or end - start > 30 or not _nominal(page.text[start:end], page.words, word):
        return None
    return Span(start, end), listener


def _over_bracket(text: str, start: int, low: int) -> int:
    """The clause's start with a bracketed acronym and the name before it taken in."""
    opened = max(text.rfind("（", low, start), text.rfind("(", low, start))
    if opened < 0 or not re.fullmatch(r"[（(][A-Za-z·. -]{2,24}[）)]", text[opened:start]):
        return start
    while opened > low and text[opened - 1] not in _CLAUSE_MARKS:
        opened -= 1
    return opened


def narrowed(text: str, start: int, end: int, words: CreditWords) -> tuple[int, int]:
    """The name alone: leading time and connectives off, trailing "at the press conference", "again", "to reporters" off."""
    if m := re.search(r"[电讯][\s　]+(?=\S+$)", text[start:end]):
        start += m.end()
    for _ in range(4):
        piece = text[start:end]
        lead = next((w for w in sorted(words.of("lead"), key=len, reverse=True) if piece.startswith(w) and len(piece) > len(w)), "")
        m = TIME_FIRST.match(piece)
        cut = len(lead) or (m.end() if m and m.end() < len(piece) else 0)
        if not cut:
            break
        start += cut
    if m := re.match(r"有?一[名位个][^·，]{1,8}?(?=[^·]{1,6}·)", text[start:end]):
        trade = text[start : start + m.end()]
        start += max((trade.rfind(w) + len(w) for w in words.of("role") if w in trade), default=0)
    if m := _TRADE.match(text[start:end]):
        start += m.start("name")
    if (m := _ZH_PLACE_TAIL.search(text[start:end])) and m.start() > 0:
        end = start + m.start()
    return start, end


def _nominal(piece: str, words: CreditWords, verb: str) -> bool:
    """Whether a clause's beginning can be a speaker: a name with · or a role or body word at its end, a known outlet, an unnamed one, or short."""
    ends = words.of("role") | words.of("bodies") | words.of("unnamed") | words.of("document") | words.of("medium")
    if any(piece.endswith(w) for w in ends) or "·" in piece or piece.lower() in agencies() or piece in governments():
        return True
    if piece in words.of("person") or piece in words.of("body"):
        return True
    if any(piece.endswith(x) for x in "）)") or _COUNTED.match(piece):
        return not re.fullmatch(r"(?:其中)?[\d一两二三四五六七八九十]+[位名个]", piece)
    role = max((piece.rfind(w) + len(w) for w in words.of("role") | words.of("unnamed") if w in piece), default=-1)
    if role > 0 and 1 < len(piece) - role <= 6 and not re.search(r"[的了在是和与将被把于为]", piece[role:]):
        return True
    return (
        len(piece) in (2, 3)
        and verb in {"说", "表示", "称", "指出", "介绍", "透露", "告诉", "强调", "认为", "写道"}
        and not re.search(r"[的了在是和与将被把于为有也就都可能不这那此其自如即或]", piece)
    )


def _chinese_content(page: Page, sentence: Span, at: Span, after: int) -> Span:
    """What follows the verb to the sentence's end, the closing quotation with it; what stands before where nothing follows."""
    rest = trimmed(page.text, after, sentence.end)
    stop = rest.end
    while stop > rest.start and page.text[stop - 1] in "。！？":
        stop -= 1
    rest = Span(rest.start, stop)
    if rest.end - rest.start >= 4:
        end = next((q.end for q in page.quotes_over(rest.end, rest.end) if q.start < rest.end <= q.end), rest.end)
        return Span(rest.start, end)
    before = trimmed(page.text, sentence.start, at.start)
    start = next((q.start for q in page.quotes_over(before.start, before.start) if q.start <= before.start < q.end), before.start)
    return Span(start, max(start, before.end))


def _chinese_listener(page: Page, cue: Span, listener: Span, content: Span, speaker: str) -> Iterator[Credit]:
    """The one who was told: a newsroom, or this one."""
    inside = re.search(r"《([^《》]+)》", page.part(listener))
    at = Span(listener.start + inside.start(1), listener.start + inside.end(1)) if inside else listener
    name = page.part(at)
    span = Span(cue.start, max(cue.end, listener.end))
    here = Span(cue.start, cue.start)
    if name in {"记者", "本报", "我们", "我", "本报记者", "本刊"} or (page.publisher and name.removesuffix("记者") == page.publisher):
        yield Credit(span, cue, "", here, content, "own", "own", "zh-told-us", (speaker,))
    elif any(name.removesuffix("记者").endswith(w) for w in page.words.of("medium")) or name.lower() in agencies():
        yield Credit(span, cue, name, at, content, "body", "told", "zh-told-to", (speaker,))


def _bare(page: Page, at: Span) -> Span:
    """A name without what is told of it before 的: 被指控受贿的前副县长; a body before 的 is left, as its report is its own."""
    name = page.part(at)
    told, _, bare = name.rpartition("的")
    if not _TOLD_OF.match(told) or len(bare) < 2 or any(told.endswith(w) for w in page.words.of("bodies")):
        return at
    return Span(at.end - len(bare), at.end)

"""Credits in Chinese, Japanese, Tibetan and Arabic: the speaker by clause and particle instead of capitals.

Every pattern is bounded in length, so that time grows with the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from firsthand.model.claims import Credit, CreditKind
from firsthand.model.passages import Span
from firsthand.tongues.credit_page import Page, trimmed
from firsthand.tongues.credit_words import CreditWords, agencies, credit_words, governments
from firsthand.tongues.names_in_text import tokens_of

_ZH_NAME = r"[^\s，。；：！？、“”「」（）()《》,;:!?\n]"
_ZH_CITING = re.compile(
    r"(?:另?据(?!悉)|根据|按照|援引|引述|引用|转引自)(?P<name>[^\s，。；：！？、“”「」,;!?\n]{1,44}?)"
    r"(?P<cue>的话|报道|报导|消息|介绍|通报|披露|称|透露|(?:的|发布|公布){0,2}(?:一份)?(?:最新)?(?:报告|统计|公告|声明|数据|研究|文章|说法|估计|表示))(?=[，,：:。；]|称|说|显示|示|指出|表明|报道|透露|指|$)"
)
_ZH_QUOTER = re.compile(r"(?P<name>[\u4e00-\u9fff·]{2,16}?)(?P<cue>援引|引述|转引)")
_ZH_MESSAGE = re.compile(r"(?:^|\n)\s*(?P<name>[\u4e00-\u9fffA-Za-z]{2,16})(?P<cue>消息|讯)[：:，]")
_ZH_MAKER = re.compile(
    r"^(?P<name>.{2,24}?)(?:\d{1,2}日|近日|日前|最新|新近)?(?:发布|公布|发表|撰写|出具|提交)?的?(?:一份|一项|最新|调查|年度|新)*(?:报告|研究|声明|调查|统计|数据|文章|通报|公告|白皮书)$"
)
_ZH_SOURCE = re.compile(
    r"(?:^|[\n（(【\[\s　。])(?:稿件来源|文章来源|消息来源|信息来源|资料来源|来源|稿源|转自|转载自|摘自|原载|编译自|出处)\s*[：:丨|]?\s*(?P<name>[^\s，。；）)】\]\n|]{2,30})"
)
_ZH_WIRE = re.compile(
    r"(?P<name>新华社|中新社|中新网|人民网|法新社|路透社|美联社|央视网|新华网|中国新闻网)(?P<place>[\u4e00-\u9fff]{0,8})\s?\d{1,2}月\d{1,2}日\s?[电讯]"
)
_ZH_TAG = re.compile(r"^[^\n]{0,40}?[（(](?P<name>[\u4e00-\u9fff]{2,14}(?:社|报|网|通讯|新闻))[）)]\s*[—–-]")
_ZH_LEARNT = re.compile(
    r"记者(?:\d{1,2}日|日前|今日|今天|昨天|近日)?从(?P<name>[^\s，。；：“”]{2,30}?)(?:获悉|了解到|处获悉|处了解到|获知)"
)
_ZH_PHOTO = re.compile(r"[（(]?(?:图片?来源|图源|供图|摄影)[：:/]\s*[^\s，。）)]{2,24}|[\u4e00-\u9fff·]{2,12}\s?摄(?=[）)\n\s]|$)")
_CLAUSE_MARKS = "，。；！？：“”「」,;!?:\n（）()—"
_ZH_TIME = re.compile(
    r"^(?:(?:\d{2,4}年)?\d{1,2}月(?:\d{1,2}日)?|\d{1,2}日|当地时间|北京时间|上?周[一二三四五六日天]|星期[一二三四五六日天]|今年|去年|本月|上月|当天|日前|近日|昨日|今日|昨天|今天|此前|随后)+"
)
_ZH_PLACE_TAIL = re.compile(
    r"(?:在[^在]{1,20}?(?:会上|发布会上|通告中|声明中|通报中|报告中|采访时|讲话中|来信中|信中|文章中|公告中|博客中|推特上|微博上|社交媒体上|记者会上|中|上|时|里|会)|通过自己的访谈|经自己的监察员|对[^对]{2,16}|向[^向]{2,16}|(?<!的)(?<!布)(?:发布|发表|发出)?(?:通告|声明|公告|消息|文章|报告|通报|讲话)|(?:也|还|则|均|都|已|曾|又|再次|随后|同时|明确|公开|进一步|多次|周[一二三四五六日]|星期[一二三四五六日]|\d{1,2}月\d{1,2}日|\d{1,2}日|日前|近日|今天|昨天|当天))+$"
)  # fmt: skip
SPEAKER_REACH = 48  # code points before a Chinese verb in which its speaker stands


def chinese_credits(page: Page) -> list[Credit]:
    """Credits of a Chinese page."""
    found = [*_chinese_marks(page)]
    for m in _ZH_CITING.finditer(page.text):
        found += _chinese_citing(page, m)
    for pattern in (_ZH_QUOTER, _ZH_MESSAGE):
        for m in pattern.finditer(page.text):
            start, end = _narrowed(page.text, *m.span("name"), page.words)
            name = page.text[start:end]
            if name.lower() in agencies() or any(name.endswith(w) for w in page.words.of("medium")):
                found.append(_credit(page, Span(start, end), Span(*m.span("cue")), _rest(page, m.end()), "reported", "zh-citing", "body"))
    cited = [c.span for c in found if c.rule.startswith(("zh-citing", "zh-learnt"))]
    for sentence in page.sentences:
        found += [c for c in _chinese_spoken(page, sentence) if not any(s.start <= c.cue.start < s.end for s in cited)]
    found += _own_words(page)
    return _led_back(page, found)


def _chinese_marks(page: Page) -> Iterator[Credit]:
    for m in _ZH_SOURCE.finditer(page.text):
        rest = Span(0, m.start()) if m.start() > 20 else Span(m.end(), len(page.text))
        yield _credit(page, Span(m.start("name"), m.end("name")), Span(*m.span()), rest, "source_line", "zh-source-line", "body")
    for pattern, rule in ((_ZH_WIRE, "zh-wire"), (_ZH_TAG, "zh-dateline-tag")):
        for m in pattern.finditer(page.text[:3000]):
            own = bool(page.publisher) and m.group("name") in page.publisher
            at = Span(*m.span("name"))
            if own:
                yield _own(page, Span(*m.span()), "own-dateline")
            else:
                yield _credit(page, at, Span(*m.span()), Span(m.end(), len(page.text)), "agency", rule, "body")
            break
    for m in _ZH_LEARNT.finditer(page.text):
        yield _credit(page, Span(*m.span("name")), Span(*m.span()), _rest(page, m.end()), "told", "zh-learnt-from", "body")
        yield _own(page, Span(*m.span()), "zh-learnt-own")
    for m in _ZH_PHOTO.finditer(page.text):
        span = Span(*m.span())
        at = Span(m.start() + re.match(r"[（(]?(?:[^：:/]{2,4}[：:/]\s*)?", m.group()).end(), m.end())  # type: ignore[union-attr]
        yield Credit(span, span, page.part(at), at, Span(span.end, span.end), "body", "photo", "zh-photo")


def _rest(page: Page, at: int) -> Span:
    """From here to the end of the sentence."""
    ends = [i for c in "。！？\n" if (i := page.text.find(c, at, at + 400)) >= 0]
    return trimmed(page.text, at, min(ends, default=min(len(page.text), at + 400)))


def _chinese_citing(page: Page, m: re.Match[str]) -> Iterator[Credit]:
    name = m.group("name")
    at = _without_time(page.text, m.start("name"), m.end("name"))
    cue = Span(*m.span("cue"))
    if name in {"了解", "介绍", "悉", "统计", "报", "估计", "称", "此"} or at.end <= at.start:
        yield Credit(Span(*m.span()), cue, page.part(at), at, _rest(page, m.end()), "unnamed", "citing", "zh-citing-nobody")
        return
    yield _credit(
        page, at, Span(*m.span()), _rest(page, m.end()), "reported" if m.group("cue") in {"报道", "报导", "消息"} else "citing", "zh-citing"
    )


def _without_time(text: str, start: int, end: int) -> Span:
    if m := _ZH_TIME.match(text[start:end]):
        start += m.end()
    if (m := re.search(r"《([^《》]{2,16})》", text[start:end])) is not None:
        return Span(start + m.start(1), start + m.end(1))
    if m := re.search(
        r"(?:\d{1,2}月\d{1,2}日|\d{1,2}日|\d{4}年|周[一二三四五六日]|发布|公布|的|在|所|今天|昨天|日前|近日|最新|一份|刊登|于)+$",
        text[start:end],
    ):
        end = start + m.start()
    return trimmed(text, start, end)


@cache
def _zh_verbs(language: str) -> re.Pattern[str]:
    words = credit_words(language)
    assert words is not None
    return re.compile("|".join(sorted(map(re.escape, words.verbs), key=len, reverse=True)))


def _chinese_spoken(page: Page, sentence: Span) -> Iterator[Credit]:
    """Name, then verb of saying, then comma, colon, quotation or clause."""
    taken = sentence.start
    for m in _zh_verbs(page.words.language).finditer(page.text, sentence.start, sentence.end):
        if m.start() < taken or _inside_quote(page, m.start()) or page.text[m.end() : m.end() + 1] == "的" or m.group() == "获悉":
            continue
        subject = _chinese_subject(page, sentence, m.start(), m.group())
        if subject is None:
            continue
        at, listener = subject
        after = m.end()
        if m.group().startswith("告诉") and (heard := re.match(r"[^，。：“”\s]{2,16}(?=[，。：“])", page.text[after : after + 20])):
            listener = Span(after, after + heard.end())
            after = listener.end
        content = _chinese_content(page, sentence, at, after)
        if content.end - content.start < 4:
            continue
        manner = page.words.verbs[m.group()]
        cue = Span(*m.span())
        if page.words.has("unnamed", page.part(at)) and page.part(at) == "记者":
            continue
        maker = _ZH_MAKER.match(page.part(at))
        if maker and any(maker.group("name").endswith(w) for w in page.words.of("bodies") | page.words.of("medium")):
            at, manner = Span(at.start, at.start + maker.end("name")), "document"
        if page.part(at).startswith(("记者", "据", "本报", "本刊")):
            continue
        yield _credit(page, at, cue, content, "said" if manner == "denied" else manner, f"zh-speaker-verb:{manner}")
        if listener is not None:
            yield from _chinese_listener(page, cue, listener, content, page.part(at))
        taken = m.end()


def _inside_quote(page: Page, at: int) -> bool:
    return any(q.start < at < q.end - 1 for q in page.quotes)


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
    start, end = _narrowed(page.text, start, end, page.words)
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


def _narrowed(text: str, start: int, end: int, words: CreditWords) -> tuple[int, int]:
    """The name alone: leading time and connectives off, trailing "at the press conference", "again", "to reporters" off."""
    for _ in range(4):
        piece = text[start:end]
        lead = next((w for w in sorted(words.of("lead"), key=len, reverse=True) if piece.startswith(w) and len(piece) > len(w)), "")
        m = _ZH_TIME.match(piece)
        cut = len(lead) or (m.end() if m and m.end() < len(piece) else 0)
        if not cut:
            break
        start += cut
    if m := re.match(r"有?一[名位个][^·，]{1,8}?(?=[^·]{1,6}·)", text[start:end]):
        trade = text[start : start + m.end()]
        start += max((trade.rfind(w) + len(w) for w in words.of("role") if w in trade), default=0)
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
    if any(piece.endswith(x) for x in "）)"):
        return True
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
        end = next((q.end for q in page.quotes if q.start < rest.end <= q.end), rest.end)
        return Span(rest.start, end)
    before = trimmed(page.text, sentence.start, at.start)
    start = next((q.start for q in page.quotes if q.start <= before.start < q.end), before.start)
    return Span(start, max(start, before.end))


def _chinese_listener(page: Page, cue: Span, listener: Span, content: Span, speaker: str) -> Iterator[Credit]:
    name = page.part(listener).replace("《", "").replace("》", "")
    if name in {"记者", "本报", "我们", "我", "本报记者", "本刊"}:
        yield Credit(cue, cue, "", Span(cue.start, cue.start), content, "own", "own", "zh-told-us", (speaker,))
    elif any(name.removesuffix("记者").endswith(w) for w in page.words.of("medium")) or name.lower() in agencies():
        own = bool(page.publisher) and name.removesuffix("记者") == page.publisher
        manner, kind = ("own", "own") if own else ("told", "body")
        yield Credit(
            Span(cue.start, max(cue.end, listener.end)), cue, "" if own else name, listener, content, kind, manner, "zh-told-to", (speaker,)
        )  # type: ignore[arg-type]


def _own_words(page: Page) -> Iterator[Credit]:
    low = page.text.lower()
    for phrase in page.words.phrases.get("phrases", ()):
        at = low.find(phrase)
        if at >= 0 and not _inside_quote(page, at):
            yield _own(page, Span(at, at + len(phrase)), "own-words")


def _own(page: Page, span: Span, rule: str) -> Credit:
    content = next((s for s in page.sentences if s.start <= span.start < s.end), Span(span.end, len(page.text)))
    return Credit(span, span, "", Span(span.start, span.start), content, "own", "own", rule)


def _credit(page: Page, at: Span, cue: Span, content: Span, manner: str, rule: str, kind: CreditKind | None = None) -> Credit:
    name = page.part(at)
    quoted = any(min(q.end, content.end) - max(q.start, content.start) >= 4 for q in page.quotes)
    span = Span(min(cue.start, at.start), max(cue.end, at.end))
    return Credit(span, cue, name, at, content, kind or script_kind(name, page.words), manner, rule, (), quoted)


def script_kind(name: str, words: CreditWords) -> CreditKind:
    """Person, body, document or unnamed for names in scripts without capitals, by what they end in."""
    if name.lower() in agencies() or name in governments():
        return "body"
    if name.endswith(("ཞིག", "ཞིག་")) or (re.match(r"(?:有?一[名位个些]|多[名位]|几[名位]|数[名位]|某)", name) and "·" not in name):
        return "unnamed"
    if (
        name in words.of("unnamed")
        or any(name.endswith(w) for w in words.of("unnamed"))
        and not any(w in name[: -len(w)] for w in words.of("bodies") for _ in (0,) if len(name) > 4 and len(w) > 1)
    ):
        return "unnamed"
    if any(w in name for w in words.of("speaker")):
        return "body"
    if any(name.endswith(w) for w in words.of("document")):
        return "document"
    if "·" in name or any(name.endswith(w) or (w in name and len(name) - name.rfind(w) - len(w) <= 5) for w in words.of("role")):
        return "person"
    if any(name.endswith(w) for w in words.of("bodies")):
        return "body"
    return "person" if len(name) <= 4 else "body"


def _led_back(page: Page, found: list[Credit]) -> list[Credit]:
    """他说, 该报告称: to the nearest source before."""
    from dataclasses import replace

    out: list[Credit] = []
    for c in sorted(found, key=lambda c: (c.span.start, c.manner != "agency")):
        if any(o.at == c.at and o.kind != "own" and c.kind != "own" for o in out):
            continue
        back = c.name in page.words.of("person") or c.name[:1] == "该" or c.name in page.words.of("body")
        if not back or c.kind == "own":
            out.append(c)
            continue
        wanted = {"person"} if c.name in page.words.of("person") else {"body", "document"}
        earlier = next((o for o in reversed(out) if o.kind in wanted and o.at.end > o.at.start and c.span.start - o.span.end < 400), None)
        if earlier is None:
            out.append(replace(c, kind="unnamed", rule=c.rule + "+no-antecedent"))
        else:
            out.append(replace(c, name=earlier.name, at=earlier.at, kind=earlier.kind, rule=c.rule + "+antecedent"))
    return out


# ---- Japanese
_JA_NAME = r"[^\s、。「」『』（）()\n]"
_JA_CITING = re.compile(rf"(?P<name>{_JA_NAME}{{2,36}}?)(?:の(?:報道|発表|調査|報告書?|話|記事|声明))?(?P<cue>によると|によれば|を引用し)")
_JA_SUBJECT = re.compile(rf"(?P<name>(?:{_JA_NAME}|（[A-Za-z]{{2,10}}）){{2,30}}?)(?:は|も|が(?!\d))(?=[、「]|[^、。\n]{{2,120}})")
_JA_SOURCE = re.compile(r"(?:出典|出所|引用元|転載元|情報源|ソース)\s*[：:]\s*(?P<name>[^\s、。）)\n]{2,30})")
_JA_TAG = re.compile(r"[（(【\[](?P<name>[^\s（）()]{2,12}?)(?:[＝=][^（）()]{0,10}|通信|発)?[）)】\]]")


def japanese_credits(page: Page) -> list[Credit]:
    """Credits of a Japanese page: によると, and は ... と述べた in one sentence."""
    found = [
        _credit(page, Span(*m.span("name")), Span(*m.span()), Span(0, m.start()), "source_line", "ja-source-line")
        for m in _JA_SOURCE.finditer(page.text)
    ]
    verbs = _zh_verbs("ja")
    for sentence in page.sentences:
        for m in _JA_CITING.finditer(page.text, sentence.start, sentence.end):
            found.append(
                _credit(
                    page,
                    trimmed(page.text, *m.span("name")),
                    Span(*m.span()),
                    trimmed(page.text, m.end(), sentence.end),
                    "citing",
                    "ja-citing",
                )
            )
        last = None
        for last in verbs.finditer(page.text, sentence.start, sentence.end):
            pass
        subject = _JA_SUBJECT.search(page.text, sentence.start, sentence.end)
        if (
            last
            and subject
            and subject.end() < last.start()
            and not _inside_quote(page, last.start())
            and not any(f.at.start == subject.start("name") for f in found)
        ):
            at = Span(*subject.span("name"))
            manner = page.words.verbs[last.group()]
            found.append(
                _credit(
                    page,
                    at,
                    Span(*last.span()),
                    trimmed(page.text, subject.end(), last.start()),
                    "said" if manner == "denied" else manner,
                    f"ja-speaker-verb:{manner}",
                )
            )
    for m in _JA_TAG.finditer(page.text[:2000]):
        if m.group("name").lower() in agencies():
            found.append(_credit(page, Span(*m.span("name")), Span(*m.span()), Span(m.end(), len(page.text)), "agency", "ja-tag", "body"))
    return found + [*_own_words(page)]


# ---- Tibetan
_BO_SYLLABLE = re.compile(r"[\u0f40-\u0fbc]+")
_BO_AGENT = frozenset(["གིས", "ཀྱིས", "གྱིས", "ཡིས"])
_BO_NOT_AGENT = frozenset(
    [
        "ནས",
        "ལས",
        "དུས",
        "ཆོས",
        "གནས",
        "བྱས",
        "ཚོགས",
        "སྐབས",
        "ཐབས",
        "རྗེས",
        "ལྟས",
        "དངོས",
        "རིགས",
        "ཁུངས",
        "ཕྱོགས",
        "ཁས",
        "མས",
        "ངེས",
        "ཞེས",
        "ཅེས",
        "དགོས",
        "འདས",
        "ནུས",
        "ཐོས",
        "རས",
        "གོས",
        "དབུས",
        "དམིགས",
        "ཤེས",
        "འགྲེམས",
        "ཤུགས",
        "གཉིས",
        "ཆགས",
        "ལོགས",
        "སྡེབས",
        "སེམས",
    ]
)
_BO_SPEAKS = re.compile(r"(?:ཞེས|ཅེས|ཤེས|ཟེར)་?(?:བཤད|བརྗོད|གསུངས|གླེང|གསལ་བསྒྲགས|བྲིས|ལན་བཏབ|འཁོད)|ཁས་མ་བླངས|ཟེར")


def tibetan_credits(page: Page) -> list[Credit]:
    """Credits of a Tibetan page: X ལྟར་ན, and the agentive with ཞེས་བཤད at the end."""
    found: list[Credit] = []
    for sentence in page.sentences:
        body = sentence.start
        for phrase in sorted(page.words.before, key=len, reverse=True):
            at = page.text.find(phrase, sentence.start, sentence.end)
            if at > sentence.start:
                name = _tibetan_trim(page.text, sentence.start, at)
                cue = Span(at, at + len(phrase))
                found.append(_credit(page, name, cue, _tibetan_next(page, sentence, cue.end), page.words.before[phrase], "bo-citing"))
                body = cue.end
                break
        found += _tibetan_spoken(page, sentence, body)
    for mark in page.words.phrases.get("source_line", ()):
        at = page.text.find(mark)
        if at >= 0 and not any(c.rule == "bo-source-line" for c in found):
            rest = Span(0, at) if at > 40 else Span(at + len(mark), len(page.text))
            found.append(
                _credit(page, _tibetan_line(page, at + len(mark)), Span(at, at + len(mark)), rest, "source_line", "bo-source-line", "body")
            )
    return found + [*_own_words(page)]


def _tibetan_line(page: Page, start: int) -> Span:
    """The name after a source mark, to the next stroke or line break."""
    m = re.compile(r"[^།\n]{1,60}").match(page.text, start)
    return _tibetan_trim(page.text, start, m.end() if m else start)


def _tibetan_next(page: Page, sentence: Span, at: int) -> Span:
    """What is credited: the rest of this sentence, or the next one where nothing is left."""
    rest = trimmed(page.text, at, sentence.end)
    if rest.end - rest.start > 8:
        return rest
    following = next((s for s in page.sentences if s.start >= sentence.end), None)
    return following or rest


def _tibetan_trim(text: str, start: int, end: int) -> Span:
    while start < end and not "\u0f40" <= text[start] <= "\u0fbc":
        start += 1
    while end > start and not "\u0f40" <= text[end - 1] <= "\u0fbc":
        end -= 1
    return Span(start, end)


def _tibetan_spoken(page: Page, sentence: Span, start: int) -> Iterator[Credit]:
    said = _BO_SPEAKS.search(page.text, start, sentence.end)
    if said is None:
        return
    for m in _BO_SYLLABLE.finditer(page.text, start, said.start()):
        syllable = m.group()
        fused = (
            len(syllable) > 1
            and syllable.endswith("ས")
            and syllable not in _BO_NOT_AGENT
            and syllable[-2] != "ག"
            and (len(syllable) == 2 or "\u0f71" <= syllable[-2] <= "\u0fbc" or syllable[-2] in "པབམ")
        )
        if fused and _goes_on(page.text, m.end(), said.start()):
            continue
        if syllable in _BO_AGENT or fused:
            end = m.start() if syllable in _BO_AGENT else m.end() - 1
            at = _tibetan_trim(page.text, start, end)
            if at.end - at.start >= 2:
                cue = Span(*said.span())
                content = trimmed(page.text, m.end(), said.start())
                yield _credit(page, at, cue, content, "said", "bo-agent-verb")
            return


def _goes_on(text: str, at: int, end: int) -> bool:
    """Whether a syllable in -s is no agent after all: a participle follows, or an agent's particle comes right after."""
    following = _BO_SYLLABLE.search(text, at, min(end, at + 12))
    if following is None:
        return False
    syllable = following.group()
    if syllable in _BO_AGENT or syllable in {"པ", "པའི", "པར", "པས", "པོ", "ནས", "ཏེ", "པོའི", "པོས", "པ་ན"}:
        return True
    return len(syllable) > 2 and syllable.endswith("ས") and "\u0f71" <= syllable[-2] <= "\u0fbc" and syllable not in _BO_NOT_AGENT


# ---- Arabic
def arabic_credits(page: Page) -> list[Credit]:
    """Credits of an Arabic page: verb first, then the speaker to the next comma; "وفق X"."""
    found: list[Credit] = []
    for sentence in page.sentences:
        tokens = tokens_of(page.text, sentence, page.quotes)
        for i, token in enumerate(tokens):
            phrase = next(
                (
                    p
                    for p in sorted(page.words.before, key=len, reverse=True)
                    if page.text.startswith(p, token.start) and _arabic_edge(page.text, token.start, len(p), p)
                ),
                None,
            )
            manner = page.words.before[phrase] if phrase else page.words.verbs.get(token.text)
            if manner is None or token.quoted:
                continue
            at = _arabic_name(page, token.start + len(phrase or token.text), sentence.end)
            if at.end - at.start < 2:
                continue
            cue = Span(token.start, token.start + len(phrase or token.text))
            after = trimmed(page.text, at.end, sentence.end)
            content = after if after.end - after.start > 12 else trimmed(page.text, sentence.start, cue.start)
            if content.end > content.start:
                found.append(
                    _credit(
                        page, at, cue, content, "said" if manner == "denied" else manner, "ar-verb-speaker" if not phrase else "ar-citing"
                    )
                )
            if i > 400:
                break
    found += [
        _credit(
            page,
            trimmed(page.text, at + len(mark), _rest(page, at + len(mark)).end),
            Span(at, at + len(mark)),
            Span(0, at),
            "source_line",
            "ar-source-line",
        )
        for mark in page.words.phrases.get("source_line", ())
        if (at := page.text.find(mark)) >= 0
    ]
    return found + [*_own_words(page)]


def _arabic_edge(text: str, start: int, length: int, phrase: str) -> bool:
    return phrase.endswith("ل") or not text[start + length : start + length + 1].isalpha()


def _arabic_name(page: Page, start: int, end: int) -> Span:
    """From after the verb to a comma, "إن", "أن", a quotation, or the eighth word."""
    stop = re.search(r"[،,.:؛\"“»«]|\s(?:إن|أن|إنه|إنها|أنه|أنها|إلى|اليوم|في|يوم|خلال|بأن)\s", page.text[start:end])
    high = start + stop.start() if stop else end
    words = page.text[start:high].split()
    if len(words) > 9:
        return Span(start, start)
    return trimmed(page.text, start, high)

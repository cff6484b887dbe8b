"""Credits in Chinese: citing, source lines, wires, what a reporter learnt, and speakers.

Every pattern is bounded in length, so that time grows with the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from firsthand.model.claims import Credit
from firsthand.model.passages import Span
from firsthand.tongues.credit_page import Page, trimmed
from firsthand.tongues.credit_scripts import (
    own_credit,
    own_words,
    rest_of_sentence,
    script_credit,
)
from firsthand.tongues.credit_words import agencies
from firsthand.tongues.credit_zh_spoken import TIME_FIRST, chinese_spoken, narrowed

_ZH_NAME = r"[^\s，。；：！？、“”「」（）()《》,;:!?\n]"
_ZH_CITING = re.compile(
    r"(?:(?<![依证数根凭占收论])另?据(?!悉)|根据|按照|援引|引述|引用|转引自)(?P<name>[^\s，。；：！？、“”「」,;!?\n]{1,44}?)"
    r"(?P<cue>的话|报道|报导|消息|介绍|通报|披露|称|说|指出|透露|(?:的|发布|公布){0,2}(?:一份)?(?:最新)?(?:报告|统计|公告|声明|数据|研究|文章|说法|估计|表示))(?=[，,：:。；]|称|说|显示|示|指出|表明|报道|透露|指|$)"
)
_ZH_PAPER = re.compile(
    r"(?:根据|(?<![依证数根凭占收论])据)(?:一份|该|其|这份)?(?P<name>[^\s，。；：！？、“”「」,;!?\n]{1,24}?(?P<cue>通知|年报|文件|判决书|报告|公告|通告|记录|统计))(?=[，,：:])"
)
_ZH_HEAD = re.compile(r"(?:^|\n)\s*(?P<name>[\u4e00-\u9fff·]{2,20}?)(?P<cue>：|:)(?=[^\n]{6})")
_ZH_OUTLET = re.compile(r"(?:^|[，。；：、“”！？\s])(?!本)([\u4e00-\u9fff·]{1,15}(?:报|社|台|网|新闻|周刊|杂志))$")
_ZH_SAW = re.compile(r"(?:本报)?记者(?:在)?[^，。；\n]{0,12}?(?:看到|目击|注意到|见到)")
_ZH_JOINT = re.compile(r"[（(【](?:本报)?综合(?P<names>[^（）()【】\n]{2,40}?)(?:等)?(?:报道|消息|电|讯)[）)】]")
_ZH_QUOTER = re.compile(r"(?P<name>[\u4e00-\u9fff·]{2,16}?)(?P<cue>援引|引述|转引)")
_ZH_MESSAGE = re.compile(r"(?:^|\n)\s*(?P<name>[\u4e00-\u9fffA-Za-z]{2,16})(?P<cue>消息|讯)[：:，]")
_ZH_SOURCE = re.compile(
    r"(?:^|[\n（(【\[\s　。])(?:稿件来源|文章来源|消息来源|信息来源|资料来源|来源|稿源|转自|转载自|摘自|原载|编译自|出处|本文转载自|本文来源于|本文来自)(?:微信公众号|公众号)?[“《]?\s*[：:丨|]?\s*(?P<name>[^\s，。；“”《》）)】\]\n|]{2,30})"
)
_ZH_WIRE = re.compile(
    r"(?P<name>新华社|中新社|中新网|人民网|法新社|路透社|美联社|央视网|新华网|中国新闻网|(?:(?<=\n)|(?<![\s\S]))[\u4e00-\u9fff]{2,6}(?:通讯社|社))(?P<place>[\u4e00-\u9fff]{0,8})\s?\d{1,2}月\d{1,2}日\s?[电讯]"
)
_ZH_TAG = re.compile(r"^[^\n]{0,40}?[（(](?P<name>[\u4e00-\u9fff]{2,14}(?:社|报|网|通讯|新闻))[）)]\s*[—–-]")
_ZH_HEADED = re.compile(r"【(?P<name>[\u4e00-\u9fff]{2,10}?)(?:综合)?(?:报道|讯|消息|电)】")
_ZH_LEARNT = re.compile(
    r"记者(?:\d{1,2}日|日前|今日|今天|昨天|近日)?从(?P<name>[^\s，。；：“”]{2,30}?)(?:获悉|了解到|处获悉|处了解到|获知)"
)
_ZH_PHOTO = re.compile(r"[（(]?(?:图片?来源|图源|供图|摄影)[：:/]\s*[^\s，。）)]{2,24}|[\u4e00-\u9fff·]{2,12}\s?摄(?=[）)\n\s]|$)")


def chinese_credits(page: Page) -> list[Credit]:
    """Credits of a Chinese page."""
    found = [*_chinese_marks(page)]
    for m in _ZH_CITING.finditer(page.text):
        found += _chinese_citing(page, m)
    for pattern in (_ZH_QUOTER, _ZH_MESSAGE):
        for m in pattern.finditer(page.text):
            start, end = narrowed(page.text, *m.span("name"), page.words)
            name = page.text[start:end]
            if name.lower() in agencies() or any(name.endswith(w) for w in page.words.of("medium")):
                found.append(
                    script_credit(
                        page, Span(start, end), Span(*m.span("cue")), rest_of_sentence(page, m.end()), "reported", "zh-citing", "body"
                    )
                )
    found += _chinese_papers(page)
    cited = sorted((c.span for c in found if c.rule.startswith(("zh-citing", "zh-learnt"))), key=lambda s: s.start)
    for sentence in page.sentences:
        found += [c for c in chinese_spoken(page, sentence) if not _within(cited, c.cue.start)]
    found += own_words(page)
    return _led_back(page, found)


def _chinese_papers(page: Page) -> Iterator[Credit]:
    """根据X通知, 据一份内部文件; a post headed by the body that speaks (X公安局：...); what the reporter saw."""
    for m in _ZH_PAPER.finditer(page.text):
        at = Span(*m.span("name"))
        maker = page.text[at.start : m.start("cue")]
        body = len(maker) > 2 and any(maker.endswith(w) for w in page.words.of("bodies"))
        at = Span(at.start, m.start("cue")) if body else at
        yield script_credit(page, at, Span(*m.span()), rest_of_sentence(page, m.end()), "document", "zh-citing-paper")
    head = _ZH_HEAD.match(page.text)
    if head and any(head["name"].endswith(w) for w in page.words.of("bodies")):
        yield script_credit(
            page, Span(*head.span("name")), Span(*head.span("cue")), rest_of_sentence(page, head.end()), "said", "zh-head", "body"
        )
    for m in _ZH_SAW.finditer(page.text):
        outlet = _ZH_OUTLET.search(page.text[max(0, m.start() - 20) : m.start()]) if m[0].startswith("记者") else None
        if outlet:  # another outlet's reporter
            at = Span(m.start() - len(outlet[1]), m.start())
            yield script_credit(page, at, Span(*m.span()), rest_of_sentence(page, m.end()), "reported", "zh-saw", "body")
        else:
            yield own_credit(page, Span(*m.span()), "zh-saw")


def _within(spans: Sequence[Span], at: int) -> bool:
    """Whether the last of the spans that begin before `at` still holds it."""
    i = bisect_right(spans, at, key=lambda s: s.start) - 1
    return i >= 0 and at < spans[i].end


def _chinese_marks(page: Page) -> Iterator[Credit]:
    for m in _ZH_SOURCE.finditer(page.text):
        rest = Span(0, m.start()) if m.start() > 20 else Span(m.end(), len(page.text))
        yield script_credit(page, Span(m.start("name"), m.end("name")), Span(*m.span()), rest, "source_line", "zh-source-line", "body")
    for pattern, rule in ((_ZH_WIRE, "zh-wire"), (_ZH_TAG, "zh-dateline-tag"), (_ZH_HEADED, "zh-dateline-tag")):
        for m in pattern.finditer(page.text[:3000]):
            own = bool(page.publisher) and m.group("name") in page.publisher
            at = Span(*m.span("name"))
            if own:
                yield own_credit(page, Span(*m.span()), "own-dateline")
            else:
                yield script_credit(page, at, Span(*m.span()), Span(m.end(), len(page.text)), "agency", rule, "body")
            break
    for m in _ZH_JOINT.finditer(page.text):
        for part in re.finditer(r"[^、和与，\s]{2,12}", m.group("names")):
            at = Span(m.start("names") + part.start(), m.start("names") + part.end())
            if part.group() in agencies() or any(part.group().endswith(w) for w in page.words.of("medium")):
                yield script_credit(
                    page,
                    at,
                    Span(*m.span()),
                    Span(0, m.start()) if m.start() > 40 else Span(m.end(), len(page.text)),
                    "agency",
                    "zh-joint-report",
                    "body",
                )
    for m in _ZH_LEARNT.finditer(page.text):
        yield script_credit(page, Span(*m.span("name")), Span(*m.span()), rest_of_sentence(page, m.end()), "told", "zh-learnt-from", "body")
        yield own_credit(page, Span(*m.span()), "zh-learnt-own")
    for m in _ZH_PHOTO.finditer(page.text):
        span = Span(*m.span())
        at = Span(m.start() + re.match(r"[（(]?(?:[^：:/]{2,4}[：:/]\s*)?", m.group()).end(), m.end())  # type: ignore[union-attr]
        yield Credit(span, span, page.part(at), at, Span(span.end, span.end), "body", "photo", "zh-photo")


def _chinese_citing(page: Page, m: re.Match[str]) -> Iterator[Credit]:
    name = m.group("name")
    at = _without_time(page.text, m.start("name"), m.end("name"))
    cue = Span(*m.span("cue"))
    if name in {"了解", "介绍", "悉", "统计", "报", "估计", "称", "此"} or at.end <= at.start:
        yield Credit(Span(*m.span()), cue, page.part(at), at, rest_of_sentence(page, m.end()), "unnamed", "citing", "zh-citing-nobody")
        return
    yield script_credit(
        page,
        at,
        Span(*m.span()),
        rest_of_sentence(page, m.end()),
        "reported" if m.group("cue") in {"报道", "报导", "消息"} else "citing",
        "zh-citing",
    )


def _without_time(text: str, start: int, end: int) -> Span:
    if m := TIME_FIRST.match(text[start:end]):
        start += m.end()
    if (m := re.search(r"《([^《》]{2,16})》", text[start:end])) is not None:
        return Span(start + m.start(1), start + m.end(1))
    if m := re.search(
        r"(?:\d{1,2}月\d{1,2}日|\d{1,2}日|\d{4}年|周[一二三四五六日]|发布|公布|的|在|所|今天|昨天|日前|近日|最新|一份|刊登|于)+$",
        text[start:end],
    ):
        end = start + m.start()
    return trimmed(text, start, end)


NEAR = 60  # credits among which an antecedent is looked for


def _led_back(page: Page, found: list[Credit]) -> list[Credit]:
    """他说, 该报告称: to the nearest source before; of two credits by one name at one place the first."""
    out: list[Credit] = []
    taken: set[Span] = set()
    for c in sorted(found, key=lambda c: (c.span.start, c.manner != "agency")):
        if c.kind != "own" and c.at in taken:
            continue
        taken |= {c.at} if c.kind != "own" else set()
        person = c.name in page.words.of("person")
        back = c.kind != "own" and (person or c.name[:1] == "该" or c.name in page.words.of("body"))
        out.append(_antecedent(c, out[-NEAR:], {"person"} if person else {"body", "document"}) if back else c)
    return out


def _antecedent(c: Credit, earlier: Sequence[Credit], wanted: set[str]) -> Credit:
    e = next((o for o in reversed(earlier) if o.kind in wanted and o.at.end > o.at.start and c.span.start - o.span.end < 400), None)
    if e is None:
        return replace(c, kind="unnamed", rule=c.rule + "+no-antecedent")
    return replace(c, name=e.name, at=e.at, kind=e.kind, rule=c.rule + "+antecedent")

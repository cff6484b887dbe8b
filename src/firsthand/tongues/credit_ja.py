"""Credits in Japanese: によると, and the topic with a verb of saying at the end of the sentence."""

from __future__ import annotations

import re

from firsthand.model.claims import Credit
from firsthand.model.passages import Span
from firsthand.tongues.credit_page import Page, trimmed
from firsthand.tongues.credit_scripts import (
    inside_quote,
    own_words,
    script_credit,
    verbs_pattern,
)
from firsthand.tongues.credit_words import agencies

_JA_NAME = r"[^\s、。「」『』（）()［］【】\n]"
_JA_CITING = re.compile(rf"(?P<name>{_JA_NAME}{{2,36}}?)(?:の(?:報道|発表|調査|報告書?|話|記事|声明))?(?P<cue>によると|によれば|を引用し)")
_JA_SUBJECT = re.compile(rf"(?P<name>(?:{_JA_NAME}|（[A-Za-z]{{2,10}}）){{2,30}}?)(?:は|も|が(?!\d+[^日\d]))(?=[、「]|[^、。\n]{{2,120}})")
_JA_SOURCE = re.compile(r"(?:出典|出所|引用元|転載元|情報源|ソース)\s*[：:]\s*(?P<name>[^\s、。）)\n]{2,30})")
_JA_TAG = re.compile(r"[（(【\[［](?P<inside>[^（）()\[\]［］【】\n]{2,30})[）)】\]］]")


def japanese_credits(page: Page) -> list[Credit]:
    """Credits of a Japanese page: によると, and は ... と述べた in one sentence."""
    found = [
        script_credit(page, Span(*m.span("name")), Span(*m.span()), Span(0, m.start()), "source_line", "ja-source-line")
        for m in _JA_SOURCE.finditer(page.text)
    ]
    for sentence in page.sentences:
        for m in _JA_CITING.finditer(page.text, sentence.start, sentence.end):
            found.append(
                script_credit(
                    page,
                    trimmed(page.text, *m.span("name")),
                    Span(*m.span()),
                    trimmed(page.text, m.end(), sentence.end),
                    "citing",
                    "ja-citing",
                )
            )
        if (spoken := _spoken(page, sentence)) is not None and not any(f.at.start == spoken.at.start for f in found):
            found.append(spoken)
    for m in _JA_TAG.finditer(page.text[:2000]):
        for word in re.finditer(r"[^\s＝=・、]+", m.group("inside")):
            if word.group().lower() in agencies():
                at = Span(m.start("inside") + word.start(), m.start("inside") + word.end())
                found.append(script_credit(page, at, Span(*m.span()), Span(m.end(), len(page.text)), "agency", "ja-tag", "body"))
    return found + [*own_words(page)]


def _spoken(page: Page, sentence: Span) -> Credit | None:
    """は and the last verb of saying in a sentence, outside quotation marks; None where either is missing."""
    last = next(iter(reversed([*verbs_pattern("ja").finditer(page.text, sentence.start, sentence.end)])), None)
    subject = _JA_SUBJECT.search(page.text, sentence.start, sentence.end)
    if not last or not subject or subject.end() >= last.start() or inside_quote(page, last.start()):
        return None
    manner = page.words.verbs[last.group("verb")]
    content = trimmed(page.text, subject.end(), last.start())
    said = "said" if manner == "denied" else manner
    return script_credit(page, Span(*subject.span("name")), Span(*last.span()), content, said, f"ja-speaker-verb:{manner}")

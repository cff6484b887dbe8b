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
    verbs = verbs_pattern("ja")
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
        last = next(iter(reversed([*verbs.finditer(page.text, sentence.start, sentence.end)])), None)
        subject = _JA_SUBJECT.search(page.text, sentence.start, sentence.end)
        if (
            last
            and subject
            and subject.end() < last.start()
            and not inside_quote(page, last.start())
            and not any(f.at.start == subject.start("name") for f in found)
        ):
            at = Span(*subject.span("name"))
            manner = page.words.verbs[last.group("verb")]
            found.append(
                script_credit(
                    page,
                    at,
                    Span(*last.span()),
                    trimmed(page.text, subject.end(), last.start()),
                    "said" if manner == "denied" else manner,
                    f"ja-speaker-verb:{manner}",
                )
            )
    for m in _JA_TAG.finditer(page.text[:2000]):
        for word in re.finditer(r"[^\s＝=・、]+", m.group("inside")):
            if word.group().lower() in agencies():
                at = Span(m.start("inside") + word.start(), m.start("inside") + word.end())
                found.append(script_credit(page, at, Span(*m.span()), Span(m.end(), len(page.text)), "agency", "ja-tag", "body"))
    return found + [*own_words(page)]

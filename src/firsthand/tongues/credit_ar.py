"""Credits in Arabic: the verb first, then the speaker to the next comma or conjunction; "according to"."""

from __future__ import annotations

import re

from firsthand.model.claims import Credit
from firsthand.model.passages import Span
from firsthand.tongues.credit_page import Page, trimmed
from firsthand.tongues.credit_scripts import (
    own_words,
    rest_of_sentence,
    script_credit,
)
from firsthand.tongues.tokens_in_text import tokens_of


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
                    script_credit(
                        page, at, cue, content, "said" if manner == "denied" else manner, "ar-verb-speaker" if not phrase else "ar-citing"
                    )
                )
            if i > 400:
                break
    for mark in page.words.phrases.get("source_line", ()):
        place = page.text.find(mark)
        if place >= 0:
            name = trimmed(page.text, place + len(mark), rest_of_sentence(page, place + len(mark)).end)
            rest = Span(0, place) if place > 40 else Span(name.end, len(page.text))
            found.append(script_credit(page, name, Span(place, place + len(mark)), rest, "source_line", "ar-source-line"))
    return found + [*own_words(page)]


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

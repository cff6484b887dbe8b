"""Others named beside a speaker: the members of a named crowd, and the one who was told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from firsthand.model.claims import Credit
from firsthand.model.passages import Span
from firsthand.tongues.credit_page import Page, credit, kind_of, own_house
from firsthand.tongues.credit_words import agencies
from firsthand.tongues.names_after import phrase_after
from firsthand.tongues.names_in_text import Phrase
from firsthand.tongues.tokens_in_text import Token


def members_of(page: Page, tokens: Sequence[Token], phrase: Phrase, cue: Span, content: Span) -> Iterator[Credit]:
    """The named ones of a crowd: "Many outlets, from A to B," and "groups including A and B"."""
    low = [t.low for t in tokens[phrase.first : phrase.last]]
    if not any(page.words.has("collective", w) for w in low):
        return
    for key in ("from", "including", "such"):
        if key not in low:
            continue
        start = phrase.first + low.index(key) + (2 if key == "such" else 1)
        for at in named_list(tokens, start, phrase.last):
            yield credit(page, cue, at, content, "reported", "members-of-crowd")
        return


def named_list(tokens: Sequence[Token], start: int, end: int) -> Iterator[Span]:
    """Capitalised names in [start, end), parted by commas, "and", "to"."""
    run: list[Token] = []
    for token in tokens[start:end]:
        if token.word and (token.capital or (run and token.low in {"of", "for", "the"})) and token.low not in {"and", "to"}:
            run.append(token)
            continue
        if token.low == "the" or (token.text == "(" and run):
            continue
        if run and not _a_date(run):
            yield Span(run[0].start, run[-1].end)
        run = []
        if token.word and not token.capital and token.low not in {"and", "to", "a", "or"}:
            return
    if run and not _a_date(run):
        yield Span(run[0].start, run[-1].end)


def _a_date(run: Sequence[Token]) -> bool:
    return any(t.low in _MONTHS for t in run)


_MONTHS = frozenset(
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
)


def written_for(page: Page, tokens: Sequence[Token], i: int) -> Span | None:
    """The outlet in "X wrote for the Y", "X reported in the Y"; None if the verb has none."""
    if i + 2 >= len(tokens) or tokens[i + 1].low not in {"for", "in"} or page.words.language != "en":
        return None
    found = phrase_after(tokens, i + 2, page.words)
    if found is not None and not all(t.capital or page.words.has("determiner", t.low) for t in tokens[found.first : found.head_end]):
        return None
    if found is None or not any(
        page.words.has("medium", t.low) or t.low in agencies() for t in tokens[found.first : found.head_end] if t.capital
    ):
        return None
    return Span(tokens[found.first].start, tokens[found.head_end - 1].end)


def heard_by(page: Page, tokens: Sequence[Token], i: int, cue: Span, content: Span, speaker: str) -> Iterator[Credit]:
    """The one who was told: a newsroom, or this one."""
    words = page.words
    if i + 1 >= len(tokens):
        return
    low = tokens[i + 1].low
    if words.has("self", low) or words.has("reader", low):
        yield credit(page, cue, Span(cue.start, cue.start), content, "own", "told-us", "own", (speaker,))
        return
    found = phrase_after(tokens, i + 1, words)
    if found is None or not any(t.capital for t in tokens[found.first : found.last]):
        return
    end = next(
        (k for k in range(found.first + 1, found.head_end) if page.words.has("preposition", tokens[k].low) and tokens[k].low != "of"),
        found.head_end,
    )
    at = Span(tokens[found.first].start, tokens[end - 1].end)
    if own_house(page.part(at), page.publisher) and page.publisher:
        yield credit(page, cue, Span(cue.start, cue.start), content, "own", "told-us", "own", (speaker,))
        return
    if kind_of(page.part(at), words) == "person" and (
        not any(words.has("medium", t.low) for t in tokens[found.first : found.head_end])
        and len(page.part(at).split()) > 1
        and tokens[found.first].low != "the"
    ):
        return
    yield credit(page, cue, at, content, "told", "told-to", "body", (speaker,))

"""Credits by a participle: ", adding that ...", by the speaker of the sentence so far."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from firsthand.model.claims import Credit
from firsthand.model.passages import Span
from firsthand.tongues.credit_page import Page, credit, kind_of, trimmed
from firsthand.tongues.credit_rules import without_stop
from firsthand.tongues.names_after import phrase_after
from firsthand.tongues.tokens_in_text import Token


def participle_credits(page: Page, sentence: Span, tokens: Sequence[Token], spoken: Sequence[Credit]) -> Iterator[Credit]:
    """ ", saying that ..." and ", adding ...": by the speaker of the sentence so far, or its first name."""
    for i, token in enumerate(tokens):
        if (
            i == 0
            or token.quoted
            or not page.words.has("participle", token.low)
            or tokens[i - 1].text not in ',”"'
            and tokens[i - 1].low not in {"and", "is", "are", "was", "were", "also", "been"}
        ):
            continue
        earlier = [c for c in spoken if c.cue.start < token.start and c.kind != "own"]
        if earlier:
            at, kind = earlier[-1].at, earlier[-1].kind
        elif (found := _opening_name(page, tokens, i)) is not None:
            at, kind = found, None
        else:
            continue
        content = trimmed(page.text, token.end, without_stop(page.text, sentence))
        if content.end - content.start >= 8:
            cue = Span(token.start, token.end)
            made = credit(page, cue, at, content, "said", "participle", kind)
            yield made


def _opening_name(page: Page, tokens: Sequence[Token], i: int) -> Span | None:
    """The name with which the sentence opens, if it opens with one."""
    found = phrase_after(tokens, 0, page.words)
    if found is None or found.last > i or not any(t.capital for t in tokens[found.first + 1 : found.last]) and not tokens[0].capital:
        return None
    if kind_of(page.part(Span(tokens[0].start, tokens[found.last - 1].end)), page.words) == "unnamed" and not page.words.has(
        "person", tokens[0].low
    ):
        return None
    return Span(tokens[found.first].start, tokens[found.last - 1].end)

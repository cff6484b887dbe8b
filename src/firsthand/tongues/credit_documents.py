"""Whose document a phrase is: "a statement by X", "the report of X", "a WHO report", "a study that X brought out"."""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.tongues.credit_words import CreditWords, agencies
from firsthand.tongues.names_after import phrase_after
from firsthand.tongues.names_in_text import Phrase
from firsthand.tongues.tokens_in_text import Token


def body_of_document(tokens: Sequence[Token], phrase: Phrase, words: CreditWords) -> Phrase | None:
    """Whose document the phrase is: "a statement by X", "X's report", "a WHO report", "a study that X brought out"; None if it is none."""
    head = _document_place(tokens, phrase, words)
    if head is None:
        return None
    if (
        head + 1 < len(tokens)
        and tokens[head + 1].low
        in {"by", "from", "of", "von", "de", "du", "da", "do", "del", "della", "van", "der", "des", "di", "oleh", "dari"}
        and head + 2 < len(tokens)
    ):
        found = phrase_after(tokens, head + 2, words)
        if found is not None and _names_somebody(tokens, found, words):
            return Phrase(found.first, found.head_end, found.first, found.head_end)
    if (
        head + 2 < len(tokens)
        and tokens[head + 1].low in {"that", "which"}
        and (tokens[head + 2].capital or words.has("determiner", tokens[head + 2].low))
    ):
        found = phrase_after(tokens, head + 2, words)
        if found is not None and _names_somebody(tokens, found, words):
            return Phrase(found.first, found.head_end, found.first, found.head_end)
    return _owner_before(tokens, phrase.first, head, words)


def _names_somebody(tokens: Sequence[Token], found: Phrase, words: CreditWords) -> bool:
    return any(t.capital and not words.has("day", t.low) and not words.has("month", t.low) for t in tokens[found.first : found.head_end])


def _document_place(tokens: Sequence[Token], phrase: Phrase, words: CreditWords) -> int | None:
    """The place of the document noun that heads the phrase: the first such noun not inside a name."""
    for k in range(phrase.first, min(len(tokens), phrase.head_end)):
        low = tokens[k].low
        if words.has("document", low) and not (tokens[k].capital and k > phrase.first and tokens[k - 1].capital):
            return k
        if low in {"by", "of", "from"} or tokens[k].text == ",":
            break
    for k in range(phrase.head_end - 1, phrase.first, -1):
        if words.has("document", tokens[k].low) and not tokens[k].capital:
            return k
    return None


def _owner_before(tokens: Sequence[Token], first: int, head: int, words: CreditWords) -> Phrase | None:
    """The run of capitals right before a document noun, dates and adjectives left out."""
    end = head
    while end > first and not tokens[end - 1].capital and tokens[end - 1].text != ")":
        end -= 1
    start = end
    while (
        start > first
        and (tokens[start - 1].capital or tokens[start - 1].text in "()&" or tokens[start - 1].low in {"of", "for", "and", "the"})
        and not words.has("month", tokens[start - 1].low)
        and tokens[start - 1].text != ","
    ):
        start -= 1
    while start < end and (
        words.has("determiner", tokens[start].low)
        or tokens[start].low in {"of", "and", "for"}
        or tokens[start].low.rstrip("'s") in words.of("day")
        or tokens[start].low.removesuffix("'s") in words.of("day")
    ):
        start += 1
    if start == 0 and end == 1 and not _surely_name(tokens[0], words):
        return None
    return Phrase(start, end, start, end) if start < end else None


def _surely_name(token: Token, words: CreditWords) -> bool:
    """Whether the first word of a sentence is a name though any word has a capital there."""
    plain = token.low.removesuffix("'s")
    return plain != token.low or token.text.isupper() or plain in agencies() or words.has("medium", plain) or words.has("bodies", plain)

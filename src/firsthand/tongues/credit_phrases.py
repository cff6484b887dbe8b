"""Credits by set phrases: "according to X", "published first on X", "a study by X", "seen by this newspaper", and an outlet that "has" a quotation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from firsthand.model.claims import Credit
from firsthand.model.passages import Span
from firsthand.tongues.credit_documents import body_of_document
from firsthand.tongues.credit_page import Page, credit, kind_of, own_house, trimmed
from firsthand.tongues.credit_parties import named_list
from firsthand.tongues.credit_words import credit_words
from firsthand.tongues.names_after import phrase_after
from firsthand.tongues.names_in_text import Phrase, phrase_before
from firsthand.tongues.tokens_in_text import Token

_BLANK_MANNER = ""
APPEARED = ("appeared in", "printed in", "carried by", "quoted in", "picked up by")


def phrase_credits(page: Page, sentence: Span, tokens: Sequence[Token]) -> Iterator[Credit]:
    """Credits by phrases before a name, and after one."""
    for i, n, manner in _matches(tokens, _starts(page.words.language, "before")):
        if manner == _BLANK_MANNER or tokens[i].quoted:
            continue
        yield from _named_after(page, sentence, tokens, i, n, manner)
    for i, _, manner in _matches(tokens, _starts(page.words.language, "after")):
        found = phrase_before(tokens, i, page.words)
        if found is not None and not tokens[i].quoted:
            cue = Span(tokens[i].start, tokens[i].end)
            at = Span(tokens[found.first].start, tokens[found.last - 1].end)
            yield credit(page, cue, at, trimmed(page.text, cue.end, sentence.end), manner, "phrase-after-name")


_Starts = Mapping[
    str, tuple[tuple[tuple[str, ...], str], ...]
]  # first word -> phrases that begin with it, the longest first, and their manners


@cache
def _starts(language: str, which: str) -> _Starts:
    """The phrases of a language before a name, after one, or by which outlets print, by their first word."""
    words = credit_words(language)
    phrases = (
        dict.fromkeys(APPEARED, "reported")
        if which == "appeared"
        else (words.before if which == "before" else words.after)
        if words
        else {}
    )
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, manner in phrases.items():
        found.setdefault(phrase.split()[0], []).append((tuple(phrase.split()), manner))
    return {first: tuple(sorted(those, key=lambda x: -len(x[0]))) for first, those in found.items()}


def _matches(tokens: Sequence[Token], starts: _Starts) -> Iterator[tuple[int, int, str]]:
    """Where a phrase stands: token place, its length in tokens, its manner; the longest at each place."""
    for i, token in enumerate(tokens):
        for parts, manner in starts.get(token.low, ()):
            if len(parts) == 1 or tuple(t.low for t in tokens[i : i + len(parts)]) == parts:
                yield i, len(parts), manner
                break


def _named_after(page: Page, sentence: Span, tokens: Sequence[Token], i: int, n: int, manner: str) -> Iterator[Credit]:
    cue = Span(tokens[i].start, tokens[i + n - 1].end)
    found = phrase_after(tokens, i + n, page.words)
    if found is None:
        return
    last = found.last if i > 1 or (found.last < len(tokens) and tokens[found.last].text == ",") else found.head_end
    at = Span(tokens[found.first].start, tokens[last - 1].end)
    content = _beside(page, sentence, cue, at)
    whose = body_of_document(tokens, found, page.words)
    if whose is not None:
        at = Span(tokens[whose.first].start, tokens[whose.last - 1].end)
        yield credit(page, cue, at, content, "document", "phrase+document")
        return
    named = next((t for t in tokens[found.first : found.head_end] if not page.words.has("determiner", t.low)), None)
    if manner in {"document", "link"} and (named is None or not named.capital):
        return
    yield credit(page, cue, at, content, manner, "phrase-before-name" if manner != "link" else "republished-from")


def _beside(page: Page, sentence: Span, cue: Span, at: Span) -> Span:
    """The clause a set phrase belongs to: what stands before it in the sentence, or what follows where it opens the sentence."""
    before = trimmed(page.text, sentence.start, cue.start)
    after = trimmed(page.text, at.end, sentence.end)
    if before.end - before.start >= 15:
        start = next((q.start for q in page.quotes_over(before.start, before.start) if q.start <= before.start < q.end), before.start)
        return Span(start, before.end)
    if max(after.end - after.start, before.end - before.start) < 12:
        return page.before(sentence.start)
    return after if after.end > after.start else before


def document_credits(page: Page, sentence: Span, tokens: Sequence[Token]) -> Iterator[Credit]:
    """Credits by a document named with its maker: "in a report by X", "estimates that X put forward", "a WHO report showed"."""
    words = page.words
    for k, token in enumerate(tokens):
        if not words.has("document", token.low) or token.quoted or token.capital and k > 0:
            continue
        if k + 2 >= len(tokens):
            continue
        after = tokens[k + 1].low
        if after in {"that", "which"}:
            yield from _brought_out(page, sentence, tokens, k)
        elif after in {"by", "from"} or (
            after in {"of", "von", "de", "da", "do", "del", "van"}
            and token.low.startswith(("estimate", "figure", "stud", "estud", "étud", "relat", "rapport", "bericht", "informe"))
        ):
            yield from _by_maker(page, sentence, tokens, k)


def _brought_out(page: Page, sentence: Span, tokens: Sequence[Token], k: int) -> Iterator[Credit]:
    found = phrase_after(tokens, k + 2, page.words)
    if found is None or not any(t.capital for t in tokens[found.first : found.head_end]):
        return
    rest = next((t for t in tokens[found.last :] if t.text not in ",”"), None)
    if rest is None or not (page.words.has("made_known", rest.low) or rest.low in page.words.verbs):
        return
    at = Span(tokens[found.first].start, tokens[found.last - 1].end)
    cue = Span(tokens[k].start, tokens[k].end)
    after = trimmed(page.text, tokens[found.last].end if found.last < len(tokens) else at.end, sentence.end)
    yield credit(page, cue, at, after if k < 3 else trimmed(page.text, sentence.start, cue.start), "study", "document-brought-out")


def _by_maker(page: Page, sentence: Span, tokens: Sequence[Token], k: int) -> Iterator[Credit]:
    found = phrase_after(tokens, k + 2, page.words)
    named = (
        None if found is None else next((t for t in tokens[found.first : found.head_end] if not page.words.has("determiner", t.low)), None)
    )
    if found is None or named is None or not named.capital or page.words.has("month", named.low) or page.words.has("day", named.low):
        return
    at = Span(tokens[found.first].start, tokens[found.head_end - 1].end)
    cue = Span(tokens[k].start, tokens[k].end)
    yield credit(page, cue, at, _beside(page, sentence, cue, at), "document", "document-by")


def outlet_credits(page: Page, sentence: Span, tokens: Sequence[Token]) -> Iterator[Credit]:
    """An outlet that "has" a quoted statement, and names a thing "appeared in"."""
    for i, n, _ in _matches(tokens, _starts(page.words.language, "appeared")):
        end = next((k for k in range(i + n, len(tokens)) if tokens[k].text in ";.:"), len(tokens))
        cue = Span(tokens[i].start, tokens[i + n - 1].end)
        content = trimmed(page.text, sentence.start, cue.start)
        for at in named_list(tokens, i + n, end):
            yield credit(page, cue, at, content, "reported", "appeared-in", "body")
    for i, token in enumerate(tokens[1:6], 1):
        if page.words.has("prints", token.low) and not token.quoted and any(t.quoted for t in tokens[i + 1 :]):
            found = phrase_before(tokens, i, page.words)
            if found is None or found.first != 0 or not _is_name(tokens, found):
                return
            cue = Span(token.start, token.end)
            at = Span(tokens[0].start, tokens[found.last - 1].end)
            yield credit(page, cue, at, trimmed(page.text, cue.end, sentence.end), "said", "subject-with-quotation")
            return


def _is_name(tokens: Sequence[Token], found: Phrase) -> bool:
    inside = [t for t in tokens[found.first : found.last] if t.low != "the"]
    return bool(inside) and all(t.capital for t in inside)


def own_credits(page: Page, sentence: Span, tokens: Sequence[Token], own: Sequence[str], seen: Sequence[str]) -> Iterator[Credit]:
    """Words by which the document says that it knows for itself: those of its language that stand in it (`own`), and that somebody saw a thing (`seen`)."""
    low = page.part(sentence).lower().replace("’", "'")
    for phrase in own:
        at = low.find(phrase)
        if at < 0 or not _bounded(low, at, len(phrase)):
            continue
        cue = Span(sentence.start + at, sentence.start + at + len(phrase))
        if not any(q.start < cue.start and cue.end < q.end for q in page.quotes_over(cue.start, cue.end)):
            yield credit(page, cue, Span(cue.start, cue.start), sentence, "own", "own-words", "own")
            return
    for phrase in seen:
        at = low.find(phrase + " ")
        if at >= 0:
            yield from _seen_by(page, sentence, tokens, Span(sentence.start + at, sentence.start + at + len(phrase)))


def _bounded(low: str, at: int, length: int) -> bool:
    outside = (low[at - 1 : at] if at else "") + low[at + length : at + length + 1]
    return not any(c.isalnum() and c.isascii() for c in outside)


def _seen_by(page: Page, sentence: Span, tokens: Sequence[Token], cue: Span) -> Iterator[Credit]:
    """ "Documents seen by X": own knowledge of X, who may be this document's publisher."""
    first = next((k for k, t in enumerate(tokens) if t.start >= cue.end), None)
    found = phrase_after(tokens, first, page.words) if first is not None else None
    if found is None or not any(t.capital for t in tokens[found.first : found.head_end]):
        return
    at = Span(tokens[found.first].start, tokens[found.head_end - 1].end)
    name = page.part(at)
    if page.publisher and own_house(name, page.publisher):
        yield credit(page, cue, at, sentence, "own", "seen-by-publisher", "own")
    elif kind_of(name, page.words) == "body":
        yield credit(page, cue, at, sentence, "citing", "seen-by")

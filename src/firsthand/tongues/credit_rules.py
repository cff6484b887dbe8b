"""Credits by verbs of saying, in languages whose speaker stands beside the verb: "X said that", ", said X", "X told Y", ", adding that".

Each function looks at one sentence as tokens and gives the credits it sees; every credit names its rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from firsthand.model.claims import Credit
from firsthand.model.passages import Span
from firsthand.tongues.credit_documents import body_of_document
from firsthand.tongues.credit_page import Page, credit, trimmed
from firsthand.tongues.credit_parties import heard_by, members_of, written_for
from firsthand.tongues.credit_verbs import wanted
from firsthand.tongues.credit_words import CreditWords
from firsthand.tongues.names_after import phrase_after
from firsthand.tongues.names_in_text import Phrase, phrase_before
from firsthand.tongues.tokens_in_text import Token

_JOINS = frozenset(["and", "but", "und", "y", "et", "e", "en", "i", "dan"])
_SENTENCE_END = ".!?"


def verb_credits(page: Page, sentence: Span, tokens: Sequence[Token]) -> Iterator[Credit]:
    """Credits by verbs of saying, with their speaker before or after."""
    for i, token in enumerate(tokens):
        manner = page.words.verbs.get(token.low)
        if manner is None or token.quoted or not _is_verb(tokens, i, page.words):
            continue
        found = _speaker(tokens, i, page.words)
        if found is None:
            continue
        phrase, inverted = found
        if not wanted(tokens, i, phrase, inverted, page.words):
            continue
        content = _content(page, sentence, tokens, i, phrase, inverted)
        yield from _spoken(page, tokens, i, phrase, inverted, manner, content)


def _is_verb(tokens: Sequence[Token], i: int, words: CreditWords) -> bool:
    """Whether the form at i is a finite verb here: no noun after an article, no infinitive, no passive."""
    token = tokens[i]
    headline = token.text in {"Says", "Say", "Tells", "Reports", "Warns", "Claims"} and i > 0 and tokens[i - 1].capital
    if token.capital and not headline and i > 0 and not (i == 1 and tokens[0].text in '”"'):
        return False
    if i == 0:
        return False
    before = tokens[i - 1]
    if words.has("determiner", before.low) and before.low not in {"her", "all", "that", "both", "others", "many", "some", "several"}:
        return False
    if words.has("modal", before.low):
        return before.low == "would" and words.has("base_form", token.low)
    if words.has("past", token.low) and i + 1 < len(tokens) and tokens[i + 1].low == "by":
        return False
    return not (words.has("preposition", before.low) and before.low not in {"on", "in"})


def _speaker(tokens: Sequence[Token], i: int, words: CreditWords) -> tuple[Phrase, bool] | None:
    """The speaker's phrase and whether it follows the verb."""
    before = tokens[i - 1]
    if words.language != "en" and words.has("auxiliary", before.low) and i > 1:
        before = tokens[i - 2]
    if before.low in _JOINS and not before.quoted:
        shared = _shared_subject(tokens, i, words)
        return None if shared is None else (shared, False)
    if before.text in ',”"»' or before.quoted or before.text in ".!?—–…-":
        after = phrase_after(tokens, i + 1, words)
        set_apart = phrase_before(tokens, i, words) if before.text == "," and not before.quoted else None
        if set_apart is not None and (
            words.verbs[tokens[i].low] == "told"
            or not (after is not None and (after.last >= len(tokens) or tokens[after.last].text in ".,;"))
        ):
            return set_apart, False
        if after is not None and after.first == i + 1 and _ends_clause(tokens, after.last):
            return after, True
        return (
            (after, True)
            if after is not None and words.language != "en"
            else (after, True)
            if after is not None and _relative(tokens, after.last)
            else None
        )
    if (
        words.language != "en"
        and before is tokens[0]
        and words.has("so", before.low)
        and (after := phrase_after(tokens, i + 1, words)) is not None
    ):
        return after, True
    found = phrase_before(tokens, i, words)
    if found is not None:
        return found, False
    return None


def _shared_subject(tokens: Sequence[Token], i: int, words: CreditWords) -> Phrase | None:
    """The subject that a verb after "and" shares with the clause before: the name with which that clause begins."""
    start = i - 1
    while (
        start > 0
        and tokens[start - 1].text not in ";:—–"
        and not (tokens[start].low in {"but", "that", "however", "while", "though", "although"} and start < i - 1)
        and not tokens[start - 1].quoted
    ):
        start -= 1
    if tokens[start].low in {"but", "that", "however", "while", "though", "although"}:
        start += 1
    if (
        tokens[start].low in words.verbs
        or words.has("preposition", tokens[start].low)
        or tokens[start].low in {"after", "when", "as", "while", "before"}
    ):
        start = next((k + 1 for k in range(start, i) if tokens[k].text == ","), start)
    found = phrase_after(tokens, start, words)
    if found is None or found.last >= i - 1 or not any(t.capital for t in tokens[max(found.first, 1 if start == 0 else 0) : found.last]):
        return None
    return found


def _ends_clause(tokens: Sequence[Token], at: int) -> bool:
    """Whether a clause ends here, or what follows cannot go on with a verb of its own."""
    if at >= len(tokens):
        return True
    token = tokens[at]
    return (
        token.text in ".,;:!?)—–"
        or token.low
        in {
            "in",
            "on",
            "at",
            "during",
            "to",
            "when",
            "who",
            "while",
            "as",
            "after",
            "before",
            "through",
            "last",
            "this",
            "that",
            "about",
            "of",
            "by",
            "via",
            "and",
        }
        or token.quoted
        or token.low.endswith("day")
    )


def _relative(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].low in {"that", "which", "who"}


def _content(page: Page, sentence: Span, tokens: Sequence[Token], i: int, phrase: Phrase, inverted: bool) -> Span:
    """What is credited: the clause on the other side of the speaker and verb, whole quotations included."""
    low, high = tokens[min(phrase.first, i)].start, tokens[max(phrase.last - 1, i)].end
    before = trimmed(page.text, sentence.start, low)
    if inverted and page.words.has("so", tokens[0].low) and i <= 2:
        return page.before(sentence.start)
    after = trimmed(page.text, high, without_stop(page.text, sentence))
    following = tokens[max(phrase.last, i + 1)] if max(phrase.last, i + 1) < len(tokens) else None
    trailing = inverted or following is None or following.text in _SENTENCE_END
    if trailing and before.end - before.start > 3:
        start = next((q.start for q in page.quotes_over(before.start, before.start) if q.start <= before.start < q.end), before.start)
        return Span(start, before.end)
    if page.words.verbs.get(tokens[i].low) == "told" and not inverted:
        that = next((t for t in tokens[i + 1 : i + 14] if page.words.has("that", t.low) or t.quoted), None)
        after = trimmed(page.text, that.start, after.end) if that is not None else Span(after.start, after.start)
    if (
        not inverted
        and before.end - before.start > 3
        and any(q.end == before.end or q.end + 1 == before.end for q in page.quotes_over(before.end - 1, before.end))
        and page.text[max(0, low - 2) : low].strip() in {"", "”", '"', "»"}
    ):
        return Span(
            next((q.start for q in page.quotes_over(before.start, before.start) if q.start <= before.start < q.end), before.start),
            before.end,
        )
    joined = tokens[i - 1].low in _JOINS
    if not inverted and not joined and after.end - after.start < 12 and before.end - before.start > 8:
        return before
    if inverted and before.end - before.start <= 12 and after.end - after.start <= 12:
        return page.before(sentence.start)
    end = next((q.end for q in page.quotes_over(after.end, after.end) if q.start < after.end <= q.end), after.end)
    return Span(after.start, max(after.start, end))


def without_stop(text: str, sentence: Span) -> int:
    end = sentence.end
    while end > sentence.start and (text[end - 1].isspace() or text[end - 1] in ".!?"):
        end -= 1
    return end


def _spoken(page: Page, tokens: Sequence[Token], i: int, phrase: Phrase, inverted: bool, manner: str, content: Span) -> Iterator[Credit]:
    """The credit of a verb, that of the listener of "told", those of the members of a named crowd."""
    words = page.words
    cue = Span(tokens[i].start, tokens[i].end)
    first = tokens[phrase.first]
    rule = f"{'verb-speaker' if inverted else 'speaker-verb'}:{manner}"
    if words.has("self", first.low):
        yield credit(page, cue, Span(cue.start, cue.start), content, "own", "own-verb", "own")
        return
    members = tuple(members_of(page, tokens, phrase, cue, content))
    if members:
        yield from members
        return
    at = Span(first.start, tokens[phrase.last - 1].end)
    if manner in {"wrote", "reported"} and (outlet := written_for(page, tokens, i)) is not None:
        yield credit(page, cue, outlet, content, manner, rule + "+outlet", "body", (page.part(at),))
        return
    behind: tuple[str, ...] = ()
    yield from _of_document(page, tokens, phrase, cue, content, manner, rule, at, behind)
    if manner == "told" and not inverted:
        yield from heard_by(page, tokens, i, cue, content, page.part(at))


def _of_document(
    page: Page, tokens: Sequence[Token], phrase: Phrase, cue: Span, content: Span, manner: str, rule: str, at: Span, behind: tuple[str, ...]
) -> Iterator[Credit]:
    """A credit by its name; where the phrase is a document of somebody, by that body."""
    whose = body_of_document(tokens, phrase, page.words)
    if whose is None:
        yield credit(page, cue, at, content, "said" if manner in {"denied", "spoke"} else manner, rule, None, behind)
        return
    inner = Span(tokens[whose.first].start, tokens[whose.last - 1].end)
    yield credit(page, cue, inner, content, "document", rule + "+document", None, behind)

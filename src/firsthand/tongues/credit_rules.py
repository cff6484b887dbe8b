"""Credits inside sentences of languages whose speaker stands beside the verb: "X said that", ", said X", "according to X", "a study by X".

Each function looks at one sentence as tokens and gives the credits it sees; every credit names its rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from firsthand.model.claims import Credit
from firsthand.model.passages import Span
from firsthand.tongues.credit_page import Page, credit, kind_of, trimmed
from firsthand.tongues.credit_words import CreditWords
from firsthand.tongues.names_in_text import Phrase, Token, phrase_after, phrase_before

_AMBIGUOUS = frozenset(
    [
        "reports",
        "claims",
        "estimates",
        "estimate",
        "states",
        "notes",
        "charges",
        "calls",
        "shows",
        "finds",
        "posts",
        "counts",
        "answers",
        "demands",
        "urges",
        "comments",
        "records",
        "documents",
        "promises",
        "warns",
        "releases",
        "published",
        "released",
        "quoted",
        "cited",
        "stated",
        "claim",
        "asks",
        "reads",
        "read",
        "charged",
        "called",
        "urged",
        "tweets",
        "remarks",
        "questions",
    ]
)
_BASE = frozenset(["say", "claim", "estimate", "think", "believe", "read"])
_MODAL = frozenset(
    [
        "to",
        "would",
        "could",
        "should",
        "might",
        "can",
        "will",
        "must",
        "did",
        "does",
        "do",
        "not",
        "be",
        "been",
        "being",
        "was",
        "were",
        "is",
        "are",
    ]
)
_PARTICIPLES = frozenset(
    [
        "reported",
        "cited",
        "quoted",
        "published",
        "released",
        "stated",
        "confirmed",
        "announced",
        "recorded",
        "documented",
        "written",
        "posted",
        "told",
        "denied",
        "said",
        "found",
    ]
)
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
        if not _wanted(tokens, i, phrase, inverted, page.words):
            continue
        content = _content(page, sentence, tokens, i, phrase, inverted)
        yield from _spoken(page, tokens, i, phrase, inverted, manner, content)


def _is_verb(tokens: Sequence[Token], i: int, words: CreditWords) -> bool:
    """Whether the form at i is a finite verb here: no noun after an article, no infinitive, no passive."""
    token = tokens[i]
    if token.capital and i > 0 and not (i == 1 and tokens[0].text in '”"'):
        return False
    if i == 0:
        return False
    before = tokens[i - 1]
    if words.has("determiner", before.low) and before.low not in {"her", "all", "that", "both", "others", "many", "some", "several"}:
        return False
    if words.language == "en" and (before.low in _MODAL or (token.low in _BASE and before.low in _MODAL)):
        return before.low in {"would"} and token.low in _BASE
    if token.low in _PARTICIPLES and i + 1 < len(tokens) and tokens[i + 1].low == "by":
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
    if before.text in ',”"»' or before.quoted or before.text in ".!?—–…":
        after = phrase_after(tokens, i + 1, words)
        set_apart = phrase_before(tokens, i, words) if before.text == "," and not before.quoted else None
        if set_apart is not None and not (after is not None and (after.last >= len(tokens) or tokens[after.last].text in ".,;")):
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


def _wanted(tokens: Sequence[Token], i: int, phrase: Phrase, inverted: bool, words: CreditWords) -> bool:
    """Whether the verb has what it needs to be a credit."""
    low = tokens[i].low
    need = words.need.get(low, "")
    following = tokens[i + 1 : i + 9]
    after = following[0] if following else None
    set_off = after is None or after.text in ",.:" or inverted
    quote_near = any(t.quoted for t in following) or (i > 0 and any(t.quoted for t in tokens[max(0, phrase.first - 2) : i]))
    that_near = any(words.has("that", t.low) for t in following[:6])
    number_near = low in {"counts", "counted", "estimates", "estimated", "recorded", "documented", "reckons"} and any(
        t.text[0].isdigit() for t in following[:4]
    )
    if low in _AMBIGUOUS and words.language == "en" and not (set_off or that_near or quote_near or number_near):
        return False
    if (
        low in _AMBIGUOUS
        and not inverted
        and not any(t.capital or words.has("person", t.low) or words.has("body", t.low) for t in tokens[max(1, phrase.first) : phrase.last])
    ):
        last = tokens[phrase.last - 1]
        if (
            not (
                words.has("unnamed", last.low)
                or words.has("document", last.low)
                or tokens[phrase.first].capital
                and phrase.last - phrase.first == 1
            )
            or last.low == low
        ):
            return False
    if need == "that":
        quote_next = any(t.quoted for t in following[:3]) or (i > 0 and tokens[i - 1].quoted)
        return that_near or quote_next or set_off or number_near or _clause_follows(following)
    if need == "quote":
        return quote_near
    if words.verbs[low] == "spoke":
        return after is not None and after.low in {"of"}
    return True


_FINITE = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "has",
        "had",
        "have",
        "will",
        "would",
        "could",
        "should",
        "can",
        "may",
        "might",
        "did",
        "does",
        "do",
        "isn't",
        "wasn't",
        "won't",
        "didn't",
        "doesn't",
    ]
)


def _clause_follows(following: Sequence[Token]) -> bool:
    """Whether a clause of its own begins right after the verb: a subject, then a finite auxiliary, before any mark."""
    if not following or not following[0].word or following[0].low in _FINITE:
        return False
    for token in following[1:]:
        if not token.word:
            return False
        if token.low in _FINITE:
            return True
    return False


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
        content = trimmed(page.text, token.end, _without_stop(page.text, sentence))
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


def _content(page: Page, sentence: Span, tokens: Sequence[Token], i: int, phrase: Phrase, inverted: bool) -> Span:
    """What is credited: the clause on the other side of the speaker and verb, whole quotations included."""
    low, high = tokens[min(phrase.first, i)].start, tokens[max(phrase.last - 1, i)].end
    before = trimmed(page.text, sentence.start, low)
    after = trimmed(page.text, high, _without_stop(page.text, sentence))
    following = tokens[max(phrase.last, i + 1)] if max(phrase.last, i + 1) < len(tokens) else None
    trailing = inverted or following is None or following.text in _SENTENCE_END
    if trailing and before.end - before.start > 3:
        start = next((q.start for q in page.quotes if q.start <= before.start < q.end), before.start)
        return Span(start, before.end)
    if page.words.verbs.get(tokens[i].low) == "told" and not inverted:
        that = next((t for t in tokens[i + 1 : i + 14] if page.words.has("that", t.low) or t.quoted), None)
        after = trimmed(page.text, that.start, after.end) if that is not None else after
    if not inverted and after.end - after.start < 12 and before.end - before.start > 20:
        return before
    end = next((q.end for q in page.quotes if q.start < after.end <= q.end), after.end)
    return Span(after.start, max(after.start, end))


def _without_stop(text: str, sentence: Span) -> int:
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
    members = tuple(_members(page, tokens, phrase, cue, content))
    if members:
        yield from members
        return
    at = Span(first.start, tokens[phrase.last - 1].end)
    behind: tuple[str, ...] = ()
    yield from _of_document(page, tokens, phrase, cue, content, manner, rule, at, behind)
    if manner == "told" and not inverted:
        yield from _heard(page, tokens, i, cue, content, page.part(at))


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
        if words.has("document", low) and not (
            tokens[k].capital and k > phrase.first and k + 1 < phrase.head_end and tokens[k + 1].capital
        ):
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
    return Phrase(start, end, start, end) if start < end else None


def _members(page: Page, tokens: Sequence[Token], phrase: Phrase, cue: Span, content: Span) -> Iterator[Credit]:
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
        if run:
            yield Span(run[0].start, run[-1].end)
        run = []
        if token.word and not token.capital and token.low not in {"and", "to", "a", "or"}:
            return
    if run:
        yield Span(run[0].start, run[-1].end)


def _heard(page: Page, tokens: Sequence[Token], i: int, cue: Span, content: Span, speaker: str) -> Iterator[Credit]:
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
    at = Span(tokens[found.first].start, tokens[found.head_end - 1].end)
    if kind_of(page.part(at), words) == "person":
        if (
            not any(words.has("medium", t.low) for t in tokens[found.first : found.head_end])
            and len(page.part(at).split()) > 1
            and not tokens[found.first].low == "the"
        ):
            return
    yield credit(page, cue, at, content, "told", "told-to", "body", (speaker,))

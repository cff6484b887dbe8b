"""Who is named before a verb: the noun phrase that ends there.

No part-of-speech tagger: closed word classes of the language, capitals, commas in pairs and brackets say where a name begins and ends.
Every search runs over at most REACH tokens.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from firsthand.tongues.credit_words import CreditWords
from firsthand.tongues.tokens_in_text import Token

REACH = 60  # tokens looked at on either side of a cue


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase by token places [first, last) and the place of its head [head, head_end): the phrase without its apposition."""

    first: int
    last: int
    head: int
    head_end: int


def is_noun(token: Token, words: CreditWords) -> bool:
    low = token.low
    return (
        token.word
        and low not in words.verbs
        and not (words.has("stop", low) or words.has("preposition", low) or words.has("determiner", low))
    )


def _closes(token: Token) -> bool:
    return not token.word and token.text not in "()&-–'’·."


def phrase_before(tokens: Sequence[Token], at: int, words: CreditWords) -> Phrase | None:
    """The noun phrase that the verb at `at` has for its subject, when the subject stands before it."""
    j = at - 1
    while (
        j >= 0
        and not tokens[j].quoted
        and (words.has("auxiliary", tokens[j].low) or (tokens[j].low.endswith("ly") and not tokens[j].capital and len(tokens[j].low) > 4))
    ):
        j -= 1
    j = _over_time(tokens, j, words)
    if j < 0 or tokens[j].quoted:
        return None
    if tokens[j].low == "who" and j >= 1:
        return _before_who(tokens, j - 1, words)
    if tokens[j].text == ",":
        return _with_apposition(tokens, j, words)
    first = _back(tokens, j, words)
    if (
        first is not None
        and first > 0
        and tokens[first].low in {"berufung", "verwijzing", "verweis"}
        and tokens[first - 1].low in {"unter", "onder"}
    ):
        return phrase_before(tokens, first - 1, words)
    return None if first is None else _trimmed(tokens, first, j + 1, words)


def _before_who(tokens: Sequence[Token], j: int, words: CreditWords) -> Phrase | None:
    """The phrase that "who" goes back to: the one before it, a comma between them or not."""
    if tokens[j].text == ",":
        j -= 1
    first = _back(tokens, j, words) if j >= 0 else None
    return None if first is None else _trimmed(tokens, first, j + 1, words)


def _over_time(tokens: Sequence[Token], j: int, words: CreditWords) -> int:
    """Steps back over "on Friday", "last week", "in May 2018" before a verb."""
    k = j
    while (
        k >= 0
        and (words.has("day", tokens[k].low) or words.has("month", tokens[k].low) or tokens[k].low.isdigit())
        and not tokens[k].quoted
    ):
        k -= 1
    if k == j:
        return j
    if k >= 0 and tokens[k].low in {"on", "in", "am", "im", "le", "el", "em", "op", "w"}:
        k -= 1
    return k


def _with_apposition(tokens: Sequence[Token], comma: int, words: CreditWords) -> Phrase | None:
    """The phrase of "Name, what she is, <verb>", given the place of the comma before the verb."""
    for k in range(comma - 1, max(-1, comma - REACH), -1):
        token = tokens[k]
        if token.quoted or token.text in ";:.!?":
            return None
        if token.text == "," and k + 1 < comma and apposes(tokens, k + 1, words):
            first = _back(tokens, k - 1, words)
            if first is None:
                continue
            found = _trimmed(tokens, first, k, words)
            return None if found is None else Phrase(found.first, comma, found.head, found.head_end)
    return None


def apposes(tokens: Sequence[Token], at: int, words: CreditWords) -> bool:
    """Whether what begins here can be an apposition: who, a, the, a role, an age, or an acronym after "or"."""
    token = tokens[at]
    low = token.low
    if low == "or" and at + 1 < len(tokens) and tokens[at + 1].capital:
        return True
    return (
        words.has("appositive", low)
        or words.has("role", low)
        or low.isdigit()
        or (token.capital and not words.has("lead", low))
        or low.endswith("'s")
    )


def _back(tokens: Sequence[Token], j: int, words: CreditWords) -> int | None:
    """The first token of the noun phrase whose last token is `j`; None if there is none."""
    first: int | None = None
    k, floor = j, max(-1, j - REACH)
    while k > floor:
        token = tokens[k]
        if _stops(tokens, k, first, words):
            break
        if token.text == ")":
            k = _opening(tokens, k) - 1
            continue
        if token.low in _AND or words.has("preposition", token.low):
            if first is None or not (_joins if token.low in _AND else _attaches)(tokens, k, words):
                break
        elif token.word:
            first = k
            genitive = words.has("genitive", token.low) and k > 0 and tokens[k - 1].capital and tokens[k - 1].word
            if words.has("determiner", token.low) and not genitive and not (k > 0 and words.has("preposition", tokens[k - 1].low)):
                break
        k -= 1
    return first


_AND = frozenset(("and", "und", "et", "y", "e", "en", "i", "dan"))


def _stops(tokens: Sequence[Token], k: int, first: int | None, words: CreditWords) -> bool:
    """Whether a phrase read backwards begins after token k: a mark, a verb, a word that opens a clause, a date before the name."""
    token = tokens[k]
    if token.quoted or token.text in '”"»' or (token.low in words.verbs and not token.capital and not plain_noun(token, words)):
        return True
    if not token.word:
        return token.text not in ")&-–/"
    if token.low.isdigit() and first is not None and k > 0 and (words.has("month", tokens[k - 1].low) or len(token.low) == 4):
        return True
    inside_name = token.capital and first is not None and k > 0 and tokens[k - 1].capital
    return words.has("stop", token.low) and not inside_name and token.low not in _AND


def plain_noun(token: Token, words: CreditWords) -> bool:
    """Words that are verbs and nouns alike ("reports", "claims") count as nouns inside a phrase only when listed as such."""
    return words.has("document", token.low) or words.has("unnamed", token.low)


def _opening(tokens: Sequence[Token], k: int) -> int:
    for i in range(k - 1, max(-1, k - REACH), -1):
        if tokens[i].text == "(":
            return i
    return k


def _joins(tokens: Sequence[Token], k: int, words: CreditWords) -> bool:
    """Whether "and" at k joins two names or two plain nouns."""
    if k == 0 or k + 1 >= len(tokens):
        return False
    left, right = tokens[k - 1], tokens[k + 1]
    right_name = right.capital or (words.has("determiner", right.low) and k + 2 < len(tokens) and tokens[k + 2].capital)
    return (
        is_noun(left, words)
        and not left.quoted
        and (left.capital == right_name or words.has("role", left.low) and words.has("role", right.low))
    )


def _attaches(tokens: Sequence[Token], k: int, words: CreditWords) -> bool:
    """Whether the preposition at k ties what follows to a noun before it."""
    if k == 0 or not (is_noun(tokens[k - 1], words) or tokens[k - 1].text == ")") or tokens[k - 1].quoted:
        return False
    before = tokens[k - 1]
    return not (words.has("day", before.low) or words.has("month", before.low) or k == 1 and words.has("lead", before.low))


def _trimmed(tokens: Sequence[Token], first: int, last: int, words: CreditWords) -> Phrase | None:
    """The phrase without leading adverbs and dates; None if nothing of a name is left."""
    while first < last and (
        (
            words.has("lead", tokens[first].low)
            and not (
                tokens[first].capital
                and first > 0
                and first + 1 < last
                and tokens[first + 1].capital
                and not words.has("preposition", tokens[first].low)
            )
        )
        or (words.has("day", tokens[first].low) and not words.has("determiner", tokens[first].low) and last - first > 1)
        or tokens[first].text in "-–&"
        or (tokens[first].low.endswith("ly") and len(tokens[first].low) > 5)
    ):
        first += 1
    if first >= last or not any(
        is_noun(t, words) or words.has("person", t.low) or words.has("body", t.low) or words.has("determiner", t.low)
        for t in tokens[first:last]
    ):
        return None
    return Phrase(first, last, first, last)

"""Whether a verb of saying is a credit where it stands: some need "that", a quotation, a number or a mark beside them, and some are nouns as well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from firsthand.tongues.credit_words import CreditWords
from firsthand.tongues.names_in_text import Phrase
from firsthand.tongues.tokens_in_text import Token

_COUNTING = frozenset(("counts", "counted", "estimates", "estimated", "recorded", "documented", "reckons"))
_ASKING = frozenset(("asked", "asks", "inquired"))
_NUMBERED = frozenset(
    ("number", "numbers", "figure", "total", "toll", "count", "share", "cost", "population", "sum", "rate", "value", "size")
)
REACH_OF_NUMBER = 40  # tokens after "puts" within which "the number of ... at 4,000" ends
SHORT_TAIL = 9  # tokens from a verb to the end of its sentence within which ", X found through its own inquiries" is set off


@dataclass(frozen=True, slots=True)
class _Beside:
    """What stands beside a verb: it is set off by marks, a quotation near or next to it, "that", a number after a verb of counting, a clause of its own,
    "to know" or "whether", the article or name that begins an object."""

    set_off: bool
    quote_near: bool
    quote_next: bool
    that: bool
    number: bool
    clause: bool
    question: bool
    named_object: bool


def wanted(tokens: Sequence[Token], i: int, phrase: Phrase, inverted: bool, words: CreditWords) -> bool:
    """Whether the verb at i, whose speaker is `phrase`, has what it needs to be a credit."""
    low = tokens[i].low
    following = tokens[i + 1 : i + 9]
    beside = _beside(tokens, i, phrase, inverted, words)
    if words.has("ambiguous", low) and not _is_no_noun(tokens, i, phrase, inverted, beside, words):
        return False
    if low in _ASKING and beside.question:
        return True
    need = words.need.get(low, "")
    if need == "that":
        return beside.that or beside.quote_next or beside.set_off or beside.number or beside.clause
    if need == "know":
        return [t.low for t in following[:2]] == ["to", "know"]
    if need == "number":
        return _puts_at(tokens[i + 1 : i + REACH_OF_NUMBER])
    if need == "quote":
        return beside.quote_near or (bool(following) and following[0].text == ":")
    return words.verbs[low] != "spoke" or (bool(following) and following[0].low == "of")


def _puts_at(following: Sequence[Token]) -> bool:
    """Whether a number is put at so many: "the number of families ... at about 4,000"."""
    if not any(t.low in _NUMBERED for t in following[:5]):
        return False
    places = [k for k, t in enumerate(following) if t.low == "at"]
    return any(t.text[0].isdigit() for k in places for t in following[k + 1 : k + 5])


def _beside(tokens: Sequence[Token], i: int, phrase: Phrase, inverted: bool, words: CreditWords) -> _Beside:
    low, following = tokens[i].low, tokens[i + 1 : i + 9]
    after = following[0] if following else None
    lows = [t.low for t in following]
    ends_soon = len(tokens) - i <= SHORT_TAIL and after is not None
    after_comma = phrase.first > 0 and tokens[phrase.first - 1].text == ","
    trailing = after is not None and ends_soon and ((after_comma and words.has("preposition", after.low)) or after.low == "through")
    before_quoted = i > 0 and any(t.quoted for t in tokens[max(0, phrase.first - 2) : i])
    return _Beside(
        set_off=after is None or after.text in ",.:" or inverted or trailing,
        quote_near=any(t.quoted for t in following) or before_quoted,
        quote_next=any(t.quoted for t in following[:3]) or (i > 0 and tokens[i - 1].quoted),
        that=any(words.has("that", x) for x in lows[:6]),
        number=low in _COUNTING and any(t.text[0].isdigit() for t in following[:4]),
        clause=_clause_follows(following, words),
        question=lows[:2] == ["to", "know"] or any(x in {"if", "whether"} for x in lows[:2]),
        named_object=after is not None and (words.has("determiner", after.low) or after.capital),
    )


def _is_no_noun(tokens: Sequence[Token], i: int, phrase: Phrase, inverted: bool, beside: _Beside, words: CreditWords) -> bool:
    """Whether a form that is a noun as well ("reports", "claims") is a verb here: it has a subject that can speak, and something to say."""
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if following is not None and following.low in words.verbs:
        return False
    subject, last = tokens[max(1, phrase.first) : phrase.last], tokens[phrase.last - 1]
    speaks = inverted or any(t.capital or words.has("person", t.low) or words.has("body", t.low) for t in subject)
    lone = tokens[phrase.first].capital and phrase.last - phrase.first == 1
    if not speaks and (last.low == tokens[i].low or not (words.has("unnamed", last.low) or words.has("document", last.low) or lone)):
        return False
    if beside.set_off or beside.that or beside.quote_near or beside.number or words.language != "en":
        return True
    return beside.named_object and speaks and not last.low.endswith("'s")


def _clause_follows(following: Sequence[Token], words: CreditWords) -> bool:
    """Whether a clause of its own begins right after the verb: a subject, then a finite auxiliary, before any mark."""
    if not following or not following[0].word or words.has("finite", following[0].low):
        return False
    for token in following[1:]:
        if not token.word:
            return False
        if words.has("finite", token.low):
            return True
    return False

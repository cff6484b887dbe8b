"""Who is named beside a verb: tokens of a sentence, and the noun phrase that ends before or begins after a place in it.

No part-of-speech tagger: closed word classes of the language, capitals, commas in pairs and brackets say where a name begins and ends.
Every search runs over at most REACH tokens.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from firsthand.model.passages import Span
from firsthand.tongues.credit_words import CreditWords

REACH = 60  # tokens looked at on either side of a cue
_TOKEN = re.compile(
    r"(?:[A-Z]\.){1,4}(?=\W|$)|(?:Mr|Mrs|Ms|Dr|Prof|Rep|Sen|Gov|Gen|Lt|Col|Sgt|St|Jr|Sr|No|Inc|Corp|Ltd|Co|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec|Mass|Calif)\.(?=\s|,|$)"
    r"|@\w+|[^\W_]+(?:[-’'./&·][^\W_]+)*(?:[’'](?=\s[a-z]|$))?|[^\w\s]|_",
)
_OPEN, _CLOSE = '“„«「『"‘', '”“»」』"’'


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark with its place; `low` is its lower case, `quoted` whether it stands inside quotation marks."""

    start: int
    end: int
    text: str
    low: str
    quoted: bool

    @property
    def word(self) -> bool:
        """Whether it is a word or a number."""
        return self.text[0].isalnum() or self.text[0] == "@"

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper() or self.text[0] == "@"


def tokens_of(text: str, span: Span, quotes: Sequence[Span]) -> list[Token]:
    """The tokens of one sentence; `quotes` are sorted and disjoint."""
    found: list[Token] = []
    near = [q for q in quotes if q.start < span.end and q.end > span.start]
    at = 0
    for m in _TOKEN.finditer(text, span.start, span.end):
        while at < len(near) and near[at].end <= m.start():
            at += 1
        quoted = at < len(near) and near[at].start <= m.start()
        word = m.group()
        if found and "\n" in text[found[-1].end : m.start()] and word[0].isupper():
            found.append(Token(found[-1].end, found[-1].end + 1, ";", ";", False))
        found.append(Token(m.start(), m.end(), word, word.lower().replace("’", "'"), quoted))
    return found


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase by token places [first, last) and the place of its head [head, head_end): the phrase without its apposition."""

    first: int
    last: int
    head: int
    head_end: int


def _noun(token: Token, words: CreditWords) -> bool:
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
    if tokens[j].text == ",":
        return _with_apposition(tokens, j, words)
    first = _back(tokens, j, words)
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
        if token.text == "," and k + 1 < comma and _apposes(tokens, k + 1, words):
            first = _back(tokens, k - 1, words)
            if first is None:
                continue
            found = _trimmed(tokens, first, k, words)
            return None if found is None else Phrase(found.first, comma, found.head, found.head_end)
    return None


def _apposes(tokens: Sequence[Token], at: int, words: CreditWords) -> bool:
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
    first, k, floor = None, j, max(-1, j - REACH)
    while k > floor:
        token = tokens[k]
        if token.quoted or token.text in '”"»' or (token.low in words.verbs and not token.capital and not _plain_noun(token, words)):
            break
        if token.low.isdigit() and first is not None and k > 0 and (words.has("month", tokens[k - 1].low) or len(token.low) == 4):
            break
        if token.text == ")":
            k = _opening(tokens, k) - 1
            continue
        if token.text in "&-–" or token.text == "/":
            k -= 1
            continue
        if not token.word:
            break
        if words.has("stop", token.low) and not (token.capital and first is not None and k > 0 and tokens[k - 1].capital):
            if token.low != "and":
                break
        if token.low == "and" or token.low in {"und", "et", "y", "e", "en", "i", "dan"}:
            if first is None or not _joins(tokens, k, words):
                break
            k -= 1
            continue
        if words.has("preposition", token.low):
            if first is None or not _attaches(tokens, k, words):
                break
            k -= 1
            continue
        first = k
        if words.has("determiner", token.low) and not (k > 0 and words.has("preposition", tokens[k - 1].low)):
            break
        k -= 1
    return first


def _plain_noun(token: Token, words: CreditWords) -> bool:
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
        _noun(left, words)
        and not left.quoted
        and (left.capital == right_name or words.has("role", left.low) and words.has("role", right.low))
    )


def _attaches(tokens: Sequence[Token], k: int, words: CreditWords) -> bool:
    """Whether the preposition at k ties what follows to a noun before it."""
    if k == 0 or not (_noun(tokens[k - 1], words) or tokens[k - 1].text == ")") or tokens[k - 1].quoted:
        return False
    before = tokens[k - 1]
    if words.has("day", before.low) or words.has("month", before.low) or (k == 1 and words.has("lead", before.low)):
        return False
    return True


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
        _noun(t, words) or words.has("person", t.low) or words.has("body", t.low) or words.has("determiner", t.low)
        for t in tokens[first:last]
    ):
        return None
    return Phrase(first, last, first, last)


def phrase_after(tokens: Sequence[Token], at: int, words: CreditWords) -> Phrase | None:
    """The noun phrase that begins at or soon after token `at`, with its apposition."""
    first = at
    if first < len(tokens) and tokens[first].low.endswith("ly") and not tokens[first].capital:
        first += 1
    last = _forward(tokens, first, words)
    if last is None:
        return None
    head_end = last
    last = _apposition_after(tokens, last, words)
    return Phrase(first, last, first, head_end)


def _forward(tokens: Sequence[Token], first: int, words: CreditWords) -> int | None:
    """The end of the noun phrase that begins at `first`."""
    k, seen, top = first, False, min(len(tokens), first + REACH)
    while k < top:
        token = tokens[k]
        if token.quoted or (words.has("stop", token.low) and not (token.capital and k > first and tokens[k - 1].capital)):
            if not (token.low == "and" and seen and _joins_after(tokens, k, words)):
                break
        elif token.text == "(":
            close = next((i for i in range(k, min(top, k + 12)) if tokens[i].text == ")"), None)
            if close is None or not seen:
                break
            k = close
        elif token.text in "&-–/" or token.text == "," and _dated(tokens, k, words):
            pass
        elif not token.word:
            break
        elif words.has("preposition", token.low):
            if not seen or k + 1 >= top or not tokens[k + 1].word or _timely(tokens, k + 1, words) or words.has("stop", tokens[k + 1].low):
                break
        elif (
            words.has("day", token.low)
            and seen
            and not token.capital
            or (words.has("day", token.low) and not words.has("determiner", token.low) and seen)
            or token.low in words.verbs
            and seen
            and not token.capital
            and not _plain_noun(token, words)
            or (words.has("auxiliary", token.low) and seen)
        ):
            break
        elif words.has("determiner", token.low):
            if seen and token.low in _PARTICLES and tokens[k - 1].capital and k + 1 < top and tokens[k + 1].capital:
                pass
            elif seen and not words.has("preposition", tokens[k - 1].low):
                break
        elif (
            seen
            and not token.capital
            and _full_name(tokens, first, k)
            and not any(words.has(x, token.low) for x in ("document", "bodies", "role", "tied", "unnamed", "speaker"))
        ):
            break
        else:
            seen = True
        k += 1
    while (
        k > first
        and (words.has("preposition", tokens[k - 1].low) or words.has("determiner", tokens[k - 1].low) or tokens[k - 1].text in "-–,/&")
        and k - first > 1
    ):
        k -= 1
    return k if seen else None


_PARTICLES = frozenset(["de", "van", "der", "den", "la", "el", "al", "bin", "da", "di", "dos", "le", "du", "y"])


def _full_name(tokens: Sequence[Token], first: int, k: int) -> bool:
    """Whether the words before k end in a name that is complete: a bracket, an acronym, or two capitals."""
    before = tokens[k - 1]
    if before.text == ")":
        return True
    return before.capital and ((len(before.text) > 1 and before.text.isupper()) or (k - 2 >= first and tokens[k - 2].capital))


def _joins_after(tokens: Sequence[Token], k: int, words: CreditWords) -> bool:
    following = tokens[k + 1 : k + 3]
    return (
        bool(following)
        and tokens[k - 1].capital
        and (following[0].capital or (len(following) > 1 and words.has("determiner", following[0].low) and following[1].capital))
    )


def _dated(tokens: Sequence[Token], k: int, words: CreditWords) -> bool:
    """Whether the comma at k stands inside or right after a date ("June 17, 2020, New York Times")."""
    if k < 1 or k + 1 >= len(tokens):
        return False
    before, after = tokens[k - 1].low, tokens[k + 1]
    if before.isdigit() and len(before) <= 2 and after.low.isdigit() and len(after.low) == 4:
        return True
    return before.isdigit() and len(before) == 4 and k >= 3 and tokens[k - 2].text == "," and after.capital


def _timely(tokens: Sequence[Token], k: int, words: CreditWords) -> bool:
    token = tokens[k]
    return (
        words.has("day", token.low)
        and not words.has("determiner", token.low)
        or words.has("month", token.low)
        or (token.low.isdigit() and len(token.low) in (2, 4))
    )


def _apposition_after(tokens: Sequence[Token], last: int, words: CreditWords) -> int:
    """The end of the phrase with what follows its comma, where that says who the name is."""
    if (
        last + 3 < len(tokens)
        and tokens[last].text == ","
        and _bare_name(tokens, last + 1)
        and any(words.has("role", t.low) for t in tokens[max(0, last - 14) : last])
    ):
        return last + 3 if not (last + 4 < len(tokens) and tokens[last + 3].capital) else last + 4
    if last + 1 >= len(tokens) or tokens[last].text != "," or not _apposes(tokens, last + 1, words) or tokens[last + 1].quoted:
        return last
    if not (
        words.has("role", tokens[last + 1].low)
        or words.has("appositive", tokens[last + 1].low)
        or tokens[last + 1].low == "or"
        or _role_near(tokens, last + 1, words)
    ):
        return last
    end = last + 1
    for k in range(last + 1, min(len(tokens), last + REACH)):
        token = tokens[k]
        if (
            token.text in ",;:.!?—–"
            and token.end - token.start == 1
            or token.quoted
            or (k > last + 1 and token.low.endswith("ing") and not token.capital)
        ):
            break
        if (
            token.low in words.verbs
            and not token.capital
            and tokens[last + 1].low not in {"who", "which"}
            and not _plain_noun(token, words)
        ):
            return last
        end = k + 1
    return end


def _bare_name(tokens: Sequence[Token], at: int) -> bool:
    """Whether two or three capitals stand here and nothing else before the next mark."""
    for length in (2, 3):
        if (
            at + length <= len(tokens)
            and all(t.capital and not t.quoted for t in tokens[at : at + length])
            and (at + length == len(tokens) or tokens[at + length].text in ",.;")
        ):
            return True
    return False


def _role_near(tokens: Sequence[Token], at: int, words: CreditWords) -> bool:
    """Whether a role stands within the next words, before any mark."""
    for token in tokens[at : at + 8]:
        if not token.word:
            return False
        if words.has("role", token.low) or any(words.has("role", part) for part in re.split(r"[-’']", token.low)):
            return True
    return False

"""Who is named after a cue: the noun phrase that begins there, with its apposition. Every search runs over at most REACH tokens."""

from __future__ import annotations

import re
from collections.abc import Sequence

from firsthand.tongues.credit_words import CreditWords
from firsthand.tongues.names_in_text import REACH, Phrase, apposes, plain_noun
from firsthand.tongues.tokens_in_text import Token

_PARTICLES = frozenset(["de", "van", "der", "den", "la", "el", "al", "bin", "da", "di", "dos", "le", "du", "y"])


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
            and not plain_noun(token, words)
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
    if last + 1 >= len(tokens) or tokens[last].text != "," or not apposes(tokens, last + 1, words) or tokens[last + 1].quoted:
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
        if token.low in words.verbs and not token.capital and tokens[last + 1].low not in {"who", "which"} and not plain_noun(token, words):
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

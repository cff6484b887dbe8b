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
    """The end of the noun phrase that begins at `first`; None if no noun does."""
    k, seen, top = first, False, min(len(tokens), first + REACH)
    while k < top:
        following, noun = _step(tokens, first, k, top, seen, words)
        if following == k:
            break
        k, seen = following, seen or noun
    while k - first > 1 and _dangles(tokens, k - 1, words):
        k -= 1
    return k if seen else None


def _step(tokens: Sequence[Token], first: int, k: int, top: int, seen: bool, words: CreditWords) -> tuple[int, bool]:
    """The place after token k and whether it is a noun, or k itself where the phrase ends before it."""
    token, before = tokens[k], tokens[max(first, k - 1)]
    inside_name = k > first and token.capital and before.capital
    if k == first and not token.quoted and words.has("determiner", token.low):
        return k + 1, False
    if token.quoted or (words.has("stop", token.low) and not inside_name):
        return (k + 1, False) if token.low == "and" and seen and _joins_after(tokens, k, words) else (k, False)
    if token.text == "(":
        close = next((i for i in range(k, min(top, k + 12)) if tokens[i].text == ")"), None)
        return (k, False) if close is None or not seen else (close + 1, False)
    if token.text in "&-–/" or (token.text == "," and _dated(tokens, k, words)):
        return k + 1, False
    if not token.word:
        return k, False
    if words.has("preposition", token.low):
        return (k + 1, False) if seen and k + 1 < top and _tied(tokens, k + 1, words) else (k, False)
    if seen and _ends_phrase(token, words):
        return k, False
    if words.has("determiner", token.low) and not (seen and inside_name):
        particle = seen and token.low in _PARTICLES and before.capital and k + 1 < top and tokens[k + 1].capital
        genitive = words.has("genitive", token.low) and k + 1 < top and tokens[k + 1].capital
        return (k + 1, False) if particle or genitive or not seen or words.has("preposition", before.low) else (k, False)
    if seen and not token.capital and _full_name(tokens, first, k) and not any(words.has(x, token.low) for x in _GO_ON):
        return k, False
    return k + 1, True


_GO_ON = ("document", "bodies", "role", "tied", "unnamed", "speaker")  # nouns that go on after a complete name: "WHO report"


def _tied(tokens: Sequence[Token], k: int, words: CreditWords) -> bool:
    """Whether what follows a preposition belongs to the phrase: words, no date, no new clause."""
    return tokens[k].word and not _timely(tokens, k, words) and not words.has("stop", tokens[k].low)


def _ends_phrase(token: Token, words: CreditWords) -> bool:
    """Whether a word after a noun ends its phrase: a day, a verb, an auxiliary."""
    if words.has("day", token.low) and (not token.capital or not words.has("determiner", token.low)):
        return True
    return (token.low in words.verbs and not token.capital and not plain_noun(token, words)) or words.has("auxiliary", token.low)


def _dangles(tokens: Sequence[Token], k: int, words: CreditWords) -> bool:
    """Whether the last token of a phrase cannot end it."""
    token = tokens[k]
    inside_name = token.capital and k > 0 and tokens[k - 1].capital
    return token.text in "-–,/&" or ((words.has("preposition", token.low) or words.has("determiner", token.low)) and not inside_name)


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

"""A sieve before the rules of credits: which sentences hold a word without which no rule sees a credit in them. Most sentences of a page hold none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from firsthand.model.passages import Span
from firsthand.tongues.credit_page import Page
from firsthand.tongues.credit_phrases import APPEARED
from firsthand.tongues.credit_words import CreditWords, credit_words
from firsthand.tongues.numerals import lowered

_RUN = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Sieve:
    """What is looked for on one page: its text in lower case, the words one of which a credit has, those it has beside a quotation, and the
    phrases of own knowledge that stand on the page at all."""

    low: str
    words: frozenset[str]
    beside_quotation: frozenset[str]
    own: tuple[str, ...]
    seen: tuple[str, ...]

    def keeps(self, page: Page, sentence: Span) -> bool:
        """Whether a rule may see a credit in this sentence."""
        found = _RUN.findall(self.low, sentence.start, sentence.end)
        if not self.words.isdisjoint(found):
            return True
        if not self.beside_quotation.isdisjoint(found) and page.quotes_over(sentence.start, sentence.end):
            return True
        return bool(self.own or self.seen) and self._knows(self.low[sentence.start : sentence.end].replace("’", "'"))

    def _knows(self, low: str) -> bool:
        return any(phrase in low for phrase in (*self.own, *self.seen))


def sieve_of(page: Page) -> Sieve:
    """The sieve for the sentences of a page."""
    low = lowered(page.text)
    plain = low.replace("’", "'")
    words, beside = _keys(page.words.language)
    return Sieve(
        low, words, beside, _standing(plain, page.words.phrases.get("phrases", ())), _standing(plain, page.words.phrases.get("seen", ()))
    )


def _standing(low: str, phrases: Sequence[str]) -> tuple[str, ...]:
    return tuple(p for p in phrases if p in low)


@cache
def _keys(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Of each word or phrase of credit its longest run of letters; and those of the verbs of printing, which credit beside a quotation only."""
    words = credit_words(language)
    if words is None:
        return frozenset(), frozenset()
    return frozenset(map(_key, _all(words))), frozenset(map(_key, words.of("prints")))


def _all(words: CreditWords) -> Iterable[str]:
    return (*words.verbs, *words.of("participle"), *words.of("document"), *words.before, *words.after, *APPEARED)


def _key(phrase: str) -> str:
    """The longest run of letters among those with which the words of a phrase begin."""
    return max((m[0] for word in phrase.split() if (m := _RUN.match(word))), key=len, default=phrase)

"""Credits: every way a document says whence it has something, with its words, its name, what it covers and by which rule it was seen.

English and Chinese to depth; Tibetan, German, French, Spanish, Portuguese, Italian, Dutch, Polish, Indonesian, Japanese and Arabic by their words
and the same patterns. Time grows with the length of the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from firsthand.model.claims import Credit
from firsthand.model.passages import Span
from firsthand.tongues.antecedents import resolved
from firsthand.tongues.credit_ar import arabic_credits
from firsthand.tongues.credit_bo import tibetan_credits
from firsthand.tongues.credit_ja import japanese_credits
from firsthand.tongues.credit_marks import mark_credits
from firsthand.tongues.credit_page import Page
from firsthand.tongues.credit_participles import participle_credits
from firsthand.tongues.credit_phrases import document_credits, outlet_credits, own_credits, phrase_credits
from firsthand.tongues.credit_rules import verb_credits
from firsthand.tongues.credit_sieve import Sieve, sieve_of
from firsthand.tongues.credit_words import CreditWords, credit_words
from firsthand.tongues.credit_zh import chinese_credits
from firsthand.tongues.quotes import quotations
from firsthand.tongues.tokens_in_text import Token, tokens_of
from firsthand.tongues.words import simplified

LONGEST_SENTENCE = 4000  # code points; what is longer is no sentence and is cut
_SCRIPTS = {"zh": chinese_credits, "bo": tibetan_credits, "ja": japanese_credits, "ar": arabic_credits}


def credits_in(
    text: str, language: str, sentences: Sequence[Span], *, title: str = "", publisher: str = "", url: str = ""
) -> tuple[Credit, ...]:
    """The credits of a document, in the order of their place; those of the list (publisher, title, address) come first with empty spans.

    `language` is ISO 639-1; an unknown one is read with English words. `sentences` are those of the text, sorted and disjoint.
    """
    words = _words(language)
    page = Page(text, words, tuple(_bounded(sentences)), quotations(text, words.language), title, publisher, url)
    found = [*mark_credits(page)]
    if words.language == "zh":
        plain = replace(page, text=simplified(text))
        found += [replace(c, name=page.part(c.at)) if c.name else c for c in chinese_credits(plain)]
    elif words.script in _SCRIPTS:
        found += _SCRIPTS[words.script](page)
    else:
        found += _spoken(page)
    return _settled(found)


def _words(language: str) -> CreditWords:
    words = credit_words(language) or credit_words("en")
    assert words is not None
    return words


def _bounded(sentences: Iterable[Span]) -> Iterator[Span]:
    for s in sentences:
        for start in range(s.start, s.end, LONGEST_SENTENCE):
            yield Span(start, min(s.end, start + LONGEST_SENTENCE))


def _spoken(page: Page) -> list[Credit]:
    """Credits of all sentences, pronouns and "the report" led back to what they stand for."""
    found: list[Credit] = []
    sieve = sieve_of(page)
    for sentence in page.sentences:
        if not sieve.keeps(page, sentence):
            continue
        tokens = tokens_of(page.text, sentence, page.quotes)
        here = _best(_of_sentence(page, sentence, tokens, sieve))
        found += _with_those_behind(here or _best(outlet_credits(page, sentence, tokens)))
    return resolved(page, found)


def _with_those_behind(found: Sequence[Credit]) -> list[Credit]:
    """Credits of one sentence; what reports another's credited words has them from that other: "..., according to A, B reported"."""
    return [replace(c, behind=c.behind or _inside(c, found)) if c.manner == "reported" else c for c in found]


def _inside(outer: Credit, found: Sequence[Credit]) -> tuple[str, ...]:
    names = (c.name for c in found if c.name != outer.name and outer.content.start <= c.span.start and c.span.end <= outer.content.end)
    return tuple(dict.fromkeys(n for n in names if n))


def _of_sentence(page: Page, sentence: Span, tokens: Sequence[Token], sieve: Sieve) -> Iterator[Credit]:
    spoken = _best(verb_credits(page, sentence, tokens))
    yield from spoken
    yield from participle_credits(page, sentence, tokens, spoken)
    yield from phrase_credits(page, sentence, tokens)
    yield from document_credits(page, sentence, tokens)
    if sieve.own or sieve.seen:
        yield from own_credits(page, sentence, tokens, sieve.own, sieve.seen)


def _best(found: Iterable[Credit]) -> list[Credit]:
    """Of several credits by one name at one place, the first rule's."""
    kept: list[Credit] = []
    for c in found:
        if c.kind == "own" or not any(_same_place(c, k) for k in kept):
            kept.append(c)
    return kept


def _same_place(one: Credit, other: Credit) -> bool:
    if "participle" in (one.rule, other.rule):
        return one.cue == other.cue
    return other.kind != "own" and other.at.start < one.at.end and one.at.start < other.at.end


def _settled(found: Iterable[Credit]) -> tuple[Credit, ...]:
    unique = {(c.span, c.at, c.manner, c.rule): c for c in found}
    return tuple(sorted(unique.values(), key=lambda c: (c.span.start, c.at.start, c.rule)))

"""What the rules of credits in scripts without capitals share: a credit, its kind by what the name ends in, own knowledge, ends of sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from firsthand.model.claims import Credit, CreditKind
from firsthand.model.passages import Span
from firsthand.tongues.credit_page import Page, trimmed
from firsthand.tongues.credit_words import CreditWords, agencies, credit_words, governments


def rest_of_sentence(page: Page, at: int) -> Span:
    """From here to the end of the sentence."""
    ends = [i for c in "。！？\n" if (i := page.text.find(c, at, at + 400)) >= 0]
    return trimmed(page.text, at, min(ends, default=min(len(page.text), at + 400)))


@cache
def verbs_pattern(language: str) -> re.Pattern[str]:
    words = credit_words(language)
    assert words is not None
    forms = "|".join(sorted(map(re.escape, words.verbs), key=len, reverse=True))
    return re.compile(f"(?P<verb>{forms})(?:称|说|道)?" if language == "zh" else f"(?P<verb>{forms})")


def inside_quote(page: Page, at: int) -> bool:
    return any(q.start < at < q.end - 1 for q in page.quotes_over(at, at))


def own_words(page: Page) -> Iterator[Credit]:
    low = page.text.lower()
    for phrase in page.words.phrases.get("phrases", ()):
        at = low.find(phrase)
        if at >= 0 and not inside_quote(page, at):
            yield own_credit(page, Span(at, at + len(phrase)), "own-words")


def own_credit(page: Page, span: Span, rule: str) -> Credit:
    content = next((s for s in page.sentences if s.start <= span.start < s.end), Span(span.end, len(page.text)))
    return Credit(span, span, "", Span(span.start, span.start), content, "own", "own", rule)


def script_credit(page: Page, at: Span, cue: Span, content: Span, manner: str, rule: str, kind: CreditKind | None = None) -> Credit:
    name = page.part(at)
    quoted = any(min(q.end, content.end) - max(q.start, content.start) >= 4 for q in page.quotes_over(content.start, content.end))
    span = Span(min(cue.start, at.start), max(cue.end, at.end))
    return Credit(span, cue, name, at, content, kind or script_kind(name, page.words), manner, rule, (), quoted)


def script_kind(name: str, words: CreditWords) -> CreditKind:
    """Person, body, document or unnamed for names in scripts without capitals, by what they end in."""
    if name.lower() in agencies() or name in governments():
        return "body"
    if name.endswith(("ཞིག", "ཞིག་")) or (re.match(r"(?:有?一[名位个些]|多[名位]|几[名位]|数[名位]|某)", name) and "·" not in name):
        return "unnamed"
    if (
        name in words.of("unnamed")
        or any(name.endswith(w) for w in words.of("unnamed"))
        and not any(w in name[: -len(w)] for w in words.of("bodies") for _ in (0,) if len(name) > 4 and len(w) > 1)
    ):
        return "unnamed"
    if any(name.endswith(w) for w in words.of("unnamed")) and any(len(w) > 1 and w in name for w in words.of("bodies")):
        return "body"
    if any(w in name for w in words.of("speaker")):
        return "body"
    if any(name.endswith(w) for w in words.of("document")):
        return "document"
    if any(len(w) > 2 and name.endswith(w) for w in words.of("bodies")):
        return "body"
    if "·" in name or any(name.endswith(w) or (w in name and len(name) - name.rfind(w) - len(w) <= 5) for w in words.of("role")):
        return "person"
    if any(name.endswith(w) for w in words.of("bodies")):
        return "body"
    if "\u0f40" <= name[:1] <= "\u0fbc":
        counted = name.rstrip("་").endswith(("གཉིས", "གསུམ", "བཞི", "ལྔ", "དྲུག", "མཁན", "ཚོ", "རྣམས"))
        return "unnamed" if counted else "person" if name.count("་") <= 3 else "body"
    return "person" if len(name) <= 4 else "body"

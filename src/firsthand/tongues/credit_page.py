"""What the rules of credits share: the page they look at, what kind of source a name is, and how a credit is put together."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from firsthand.model.claims import Credit, CreditKind
from firsthand.model.passages import Span
from firsthand.tongues.credit_words import CreditWords, agencies, governments

_WORD = re.compile(r"[@\w][\w’'./&·-]*")
_ACRONYM = re.compile(r"[A-Z][A-Z.&/]{1,7}[A-Z.]?(?:['’]s)?")
_PERSONAL = re.compile(
    r"[A-ZÀ-ÖØ-ÞŁŚŻ][\w’'.-]*(?:\s+(?:de|da|di|van|von|bin|al|el|der|den|del|la)){0,2}(?:\s+[A-ZÀ-ÖØ-ÞŁŚŻ][\w’'.-]*){1,3}"
)


@dataclass(frozen=True)
class Page:
    """A document as the rules see it: text, words of its language, sentences, quoted spans (sorted, disjoint), and what its list or page says of it."""

    text: str
    words: CreditWords
    sentences: tuple[Span, ...]
    quotes: tuple[Span, ...]
    title: str = ""
    publisher: str = ""
    url: str = ""

    def quotes_over(self, start: int, end: int) -> tuple[Span, ...]:
        """The quotations that touch [start, end], marks included, found by halving."""
        low = bisect_left(self.quotes, start, key=lambda q: q.end)
        high = bisect_right(self.quotes, end, key=lambda q: q.start)
        return self.quotes[low:high]

    def before(self, at: int) -> Span:
        """The sentence that ends at or before `at`; empty at the beginning."""
        i = bisect_right(self.sentences, at, key=lambda s: s.end) - 1
        return self.sentences[i] if i >= 0 else Span(at, at)

    def part(self, span: Span) -> str:
        """The text of a span."""
        return self.text[span.start : span.end]


def kind_of(name: str, words: CreditWords) -> CreditKind:
    """Person, body, document or unnamed, by the words of the name as it stands."""
    parts = [w.group() for w in _WORD.finditer(name)]
    low = [p.lower().removesuffix("'s").removesuffix("’s") for p in parts]
    plain = " ".join(low[1:] if low and low[0] in {"the"} else low)
    if plain in agencies():
        return "body"
    first_capital = 1 if parts and words.has("determiner", low[0]) else 0
    capitals = [p for p in parts[first_capital:] if p[:1].isupper() or p.startswith("@")]
    if any(words.has("speaker", w) for w in low) or (any(w in governments() for w in low) and not _named_with_role(name, low, words)):
        return "body" if capitals else "unnamed"
    if not capitals:
        return _kind_of_plain(low, words)
    if any(words.has("role", w) for w in low) and not _bodily(name, low, words):
        return "person"
    if _bodily(name, low, words):
        return "person" if _named_with_role(name, low, words) else "body"
    if (
        _only_first(parts, first_capital, capitals)
        and words.has("unnamed", low[-1])
        and low[0] not in governments()
        and not capitals[0].isupper()
    ):
        return "unnamed"
    if (
        any(words.has("unnamed", w) for w in low)
        and len(capitals) == 1
        and parts[first_capital : first_capital + 1] == capitals
        and low[first_capital] in words.of("unnamed")
    ):
        return "unnamed"
    return "person" if _PERSONAL.search(name) or name.startswith("@") else "body"


def _only_first(parts: list[str], first: int, capitals: list[str]) -> bool:
    """Whether the first word alone has a capital, as any word may that begins a sentence."""
    return len(capitals) == 1 and first == 0 and len(parts) > 1 and parts[0] == capitals[0]


def _kind_of_plain(low: list[str], words: CreditWords) -> CreditKind:
    """A phrase without a name: the police are a body, a brother a person, the rest nobody in particular."""
    if any(words.has("relation", w) for w in low) and low[0] in _WHOSE:
        return "person"
    if low and words.has("assembly", low[-1]):
        return "body"
    if any(words.has("document", w) for w in low):
        return (
            "document"
            if low and low[0] not in {"many", "some", "several", "various", "other"} and low[-1] not in words.of("collective")
            else "unnamed"
        )
    if any(words.has("bodies", w) for w in low) and not any(words.has("unnamed", w) or words.has("collective", w) for w in low):
        return "body" if words.has("determiner", low[0]) else "unnamed"
    if low and low[-1] in {"police", "polizei", "policía", "politie"}:
        return "body"
    return "unnamed"


_WHOSE = frozenset(
    [
        "his",
        "her",
        "their",
        "my",
        "our",
        "the",
        "ihre",
        "seine",
        "sein",
        "ihr",
        "sa",
        "son",
        "ses",
        "su",
        "sus",
        "seu",
        "sua",
        "suo",
        "zijn",
        "haar",
        "jego",
        "jej",
    ]
)


def _bodily(name: str, low: list[str], words: CreditWords) -> bool:
    return any(words.has("bodies", w) for w in low) or any(
        _ACRONYM.fullmatch(w.group()) and len(w.group()) > 1 for w in _WORD.finditer(name)
    )


def _named_with_role(name: str, low: list[str], words: CreditWords) -> bool:
    """Whether a personal name stands beside the body: "Gay Dougall, member of the UN Committee"."""
    head = name.split(",")[0]
    first = [w.lower() for w in head.split()]
    if "," in name and _PERSONAL.search(head) and not any(words.has("bodies", w) for w in first):
        return True
    return (
        any(words.has("role", w) for w in low)
        and bool(re.search(r"(?:^|\s)[A-Z]\w+\s+[A-Z]\w+$", head))
        and not any(words.has("bodies", w) for w in first[-2:])
    )


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without white space and stray marks at its ends."""
    while start < end and (text[start].isspace() or text[start] in ",;:–—-、，："):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:–—、，："):
        end -= 1
    return Span(start, end)


def credit(
    page: Page, cue: Span, at: Span, content: Span, manner: str, rule: str, kind: CreditKind | None = None, behind: tuple[str, ...] = ()
) -> Credit:
    """A credit whose span covers cue and name; its kind from its name unless given; quoted where the content holds a quotation of some length."""
    name = page.part(at)
    quoted = any(
        q.start < content.end and q.end > content.start and min(q.end, content.end) - max(q.start, content.start) >= 6
        for q in page.quotes_over(content.start, content.end)
    )
    span = Span(min(cue.start, at.start if name else cue.start), max(cue.end, at.end if name else cue.end))
    return Credit(span, cue, name, at, content, kind or kind_of(name, page.words), manner, rule, behind, quoted)


def same_name(one: str, other: str) -> bool:
    """Whether two names of outlets mean one, the article and case apart."""
    plain = ["".join(w for w in x.split("(")[0].lower().replace("’", "'").split() if w not in {"the"}) for x in (one, other)]
    return bool(plain[0]) and plain[0] == plain[1]


def own_house(name: str, publisher: str) -> bool:
    """Whether a name is the publisher's own, in full or by its first word ("Oxley" for "Oxley News Agency")."""
    first = name.split("(")[0].split()
    whole = publisher.removeprefix("The ").removeprefix("the ")
    return same_name(name, publisher) or (len(first) == 1 and len(first[0]) > 3 and whole.lower().startswith(first[0].lower() + " "))

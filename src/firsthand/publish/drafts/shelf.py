"""The works of a case as notes may call them: by address, digest, title, publisher and day."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from firsthand.model.dates import PartialDate
from firsthand.publish.drafts.values import Work
from firsthand.tongues.addresses import canonical
from firsthand.tongues.references import Citation
from firsthand.tongues.words import characters, forms

FULL_TITLE, MAIN_TITLE, SHORT_TITLE, BODY, DAY, MONTH = 8.0, 6.0, 4.0, 3.0, 3.0, 1.0  # what speaks for a work; ENOUGH is needed
ENOUGH = 5.5
CONFLICT = -4.0  # a day that is not that of the work
LEAST_TITLE = 3  # tokens of a title by which a work is known alone; Han and Tibetan need LEAST_SIGNS
LEAST_SIGNS = 5
REST = 3  # tokens beside a publisher's name that a short reference may have ("Quarry Lane Institute, p. 5")
_DIGEST = re.compile(r"\b[0-9a-f]{12,64}\b")
_PARTED = re.compile(r"\s*(?:[:：|—–]|\s-\s)\s*")
_BRACKETED = re.compile(r"\s*[(（].*?[)）]")
_SMALL = frozenset([
    "the", "of", "a", "an", "and", "on", "in", "for", "to", "at", "by", "le", "la", "les", "der", "die", "das", "de", "and", "&", "p",
    "pp", "para", "no", "art",
])  # fmt: skip
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def key_of(text: str) -> str:
    """Words as tokens parted by blanks, under the form in which two ways of writing are one: letters of Han one by one, Tibetan by syllable."""
    spans = characters(text)
    return " ".join(forms(text, spans))


class Shelf:
    """Works, found by what a citation says."""

    def __init__(self, works: Sequence[Work], aliases: dict[str, str] | None = None) -> None:
        self.works = tuple(works)
        self._by_url: dict[str, list[Work]] = defaultdict(list)
        self._by_token: dict[str, list[int]] = defaultdict(list)
        latin = aliases or {}
        self._titles: list[tuple[str, str]] = []
        self._publishers: list[tuple[str, ...]] = []
        for place, work in enumerate(self.works):
            for address in {canonical(a) for a in (work.url, work.archive_url)} - {""}:
                self._by_url[address].append(work)
            bare = _BRACKETED.sub("", work.title).strip() or work.title
            self._titles.append((key_of(work.title), key_of(_PARTED.split(bare)[0])))
            names = [work.publisher, _BRACKETED.sub("", work.publisher), latin.get(key_of(work.publisher), "")]
            self._publishers.append(tuple(k for k in dict.fromkeys(key_of(n) for n in names) if k))
            for token in {t for k in (*self._titles[-1], *self._publishers[-1]) for t in k.split()} - _SMALL:
                self._by_token[token].append(place)

    def at(self, urls: Sequence[str]) -> tuple[Work, ...]:
        """The works at these addresses."""
        return tuple({w.source: w for u in urls for w in self._by_url.get(canonical(u), ())}.values())

    def find(self, citation: Citation) -> tuple[tuple[Work, ...], str]:
        """The works that a citation can mean, and by what: one when it is sure, more when it is not, none when none is held."""
        by_url = self.at(citation.urls)
        if by_url:
            return by_url, "address"
        digests = _DIGEST.findall(citation.text)
        if digests and (named := tuple(w for w in self.works if any(d.startswith(x) for d in w.digests for x in digests))):
            return named, "digest"
        text = _without_addresses(citation)
        scores = self._scores(text, citation)
        best = max(scores.values(), default=0.0)
        if best < ENOUGH:
            return (), ""
        found = tuple(self.works[i] for i, s in scores.items() if s == best)
        return found, "title" if any(
            self._title_score(i, f" {key_of(text)} ", citation) for i, s in scores.items() if s == best
        ) else "publisher"

    def conflict(self, work: Work, citation: Citation) -> PartialDate | None:
        """A day in a citation that cannot be that of the work, where none of its days can."""
        days = self._days(work, citation)
        if not days or work.published is None or any(_agree(d, work.published) for d in days):
            return None
        return next((d for d in days if len(d.text) == 10 and len(work.published.text) == 10), None)

    def _days(self, work: Work, citation: Citation) -> list[PartialDate]:
        """The days of a citation beyond those that stand in the work's title."""
        inside = {m[0] for m in _YEAR.finditer(work.title)}
        title = key_of(work.title)
        out = []
        for d in citation.dates:
            words = key_of(citation.text[d.start : d.end])
            if d.date is None or (words and f" {words} " in f" {title} ") or (len(d.date.text) == 4 and d.date.text in inside):
                continue
            out.append(d.date)
        return out

    def _scores(self, text: str, citation: Citation) -> dict[int, float]:
        key = f" {key_of(text)} "
        tokens = [t for t in key.split() if t not in _SMALL]
        candidates = {i for t in tokens for i in self._by_token.get(t, ())} | {i for t in tokens if len(t) >= 3 for i in self._begun(t)}
        out: dict[int, float] = {}
        for i in candidates:
            title, body = self._title_score(i, key, citation), self._publisher_score(i, key)
            if not title and not body:
                continue
            score = title + body + self._day_score(i, citation)
            if not title and body and self._rest(i, text, citation) <= REST and not any(_is_title(t) for t in citation.titles):
                score += ENOUGH - BODY if self._only(i) and self._day_score(i, citation) >= 0 else 0.0
            out[i] = score
        return out

    def _begun(self, token: str) -> list[int]:
        """Works with a word in their publisher's name that this one shortens ("Inst.", "Comm'r")."""
        return (
            [i for i, names in enumerate(self._publishers) if any(t.startswith(token) for n in names for t in n.split())]
            if len(self.works) < 2_000
            else []
        )

    def _title_score(self, i: int, key: str, citation: Citation) -> float:
        full, main = self._titles[i]
        if _telling(full) and f" {full} " in key:
            return FULL_TITLE
        if _telling(main) and f" {main} " in key:
            return MAIN_TITLE
        short = [key_of(t) for t in citation.titles]
        return SHORT_TITLE if any(_telling(s) and f" {s} " in f" {full} " for s in short) else 0.0

    def _publisher_score(self, i: int, key: str) -> float:
        return max((BODY for n in self._publishers[i] if _named(n, key)), default=0.0)

    def _day_score(self, i: int, citation: Citation) -> float:
        work = self.works[i]
        days = self._days(work, citation)
        if not days or work.published is None:
            return 0.0
        if any(_agree(d, work.published) for d in days):
            exact = any(len(d.text) == 10 and d == work.published for d in days)
            return DAY if exact else MONTH
        return CONFLICT

    def _only(self, i: int) -> bool:
        """Whether the publisher has no other work here."""
        return sum(bool(set(self._publishers[i]) & set(p)) for p in self._publishers) == 1

    def _rest(self, i: int, text: str, citation: Citation) -> int:
        """How many tokens a citation has beside the publisher's name and its dates."""
        for d in reversed(citation.dates):
            text = text[: d.start] + text[d.end :]
        rest = set(key_of(text).split()) - {t for n in self._publishers[i] for t in n.split()} - _SMALL
        return len([t for t in rest if not t.isdigit()])


def _without_addresses(citation: Citation) -> str:
    text = citation.text
    for u in citation.urls:
        text = text.replace(u, " " * len(u))
    return text


def _is_title(words: str) -> bool:
    return len(key_of(words).split()) >= LEAST_TITLE


def _telling(key: str) -> bool:
    """Whether a title is long enough to be known by."""
    tokens = key.split()
    latin = [t for t in tokens if t.isascii() and not t.isdigit()]
    return (
        len(latin) >= LEAST_TITLE
        or len(tokens) - len(latin) >= LEAST_SIGNS
        or (len(tokens) >= LEAST_TITLE and any(t.isdigit() for t in tokens))
    )


def _named(name: str, key: str) -> bool:
    """Whether a publisher's name stands in a citation, its words perhaps shortened ("Quarry Lane Inst.")."""
    if f" {name} " in key:
        return True
    wanted = [t for t in name.split() if t not in _SMALL]
    if len(wanted) < 2 or not all(t.isascii() for t in wanted):
        return False
    there = [t for t in key.split() if t not in _SMALL]
    return any(
        all(_short_for(a, b) for a, b in zip(there[at : at + len(wanted)], wanted, strict=True))
        for at in range(len(there) - len(wanted) + 1)
    )


def _short_for(token: str, word: str) -> bool:
    return (
        token == word
        or (len(token) >= 3 and word.startswith(token.rstrip("'r").rstrip("'")))
        or (token[-2:] == "'r" and word.startswith(token[:-2]))
    )


def _agree(one: PartialDate, other: PartialDate) -> bool:
    """Whether two dates can be the same day."""
    return one.text.startswith(other.text) or other.text.startswith(one.text)

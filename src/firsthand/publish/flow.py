"""Screening as numbers: what was found, looked at, taken in and left out, and why. In the manner of PRISMA 2020 (BMJ 2021;372:n71)."""

from __future__ import annotations

from dataclasses import dataclass

MOST_REASONS = 8  # told by name; the rest together


@dataclass(frozen=True, slots=True)
class Flow:
    """How many documents went which way. found = no_page + waiting + included + excluded; a document with the same bytes as another counts by itself.

    no_page: only a block page or a removed notice was kept, and nobody screened it; reasons: why excluded ("" for none given) and how often, the most frequent
    first; relied_on: how many of the included ones a report shows, None outside of a report; searches: how many are on record; languages: of these searches.
    """

    found: int = 0
    duplicates: int = 0
    no_page: int = 0
    waiting: int = 0
    included: int = 0
    excluded: int = 0
    reasons: tuple[tuple[str, int], ...] = ()
    searches: int = 0
    languages: tuple[tuple[str, int], ...] = ()
    relied_on: int | None = None

    @property
    def screened(self) -> int:
        """How many somebody decided on."""
        return self.included + self.excluded


def lines(flow: Flow) -> tuple[tuple[str, int, int], ...]:
    """The flow as lines: words, number, how deep; for a table, a terminal, a page without pictures."""
    found: list[tuple[str, int, int]] = [("Found", flow.found, 0)]
    found += [("with the same bytes as another", flow.duplicates, 1)] if flow.duplicates else []
    found += [("only a block page or a removed notice", flow.no_page, 1)] if flow.no_page else []
    found += [("Screened", flow.screened, 0), ("Excluded", flow.excluded, 0)]
    found += [(reason, number, 1) for reason, number in told_reasons(flow)]
    found += [("Included", flow.included, 0)]
    found += [("Relied on here", flow.relied_on, 0)] if flow.relied_on is not None else []
    found += [("Not screened yet", flow.waiting, 0)] if flow.waiting else []
    spoken = ", ".join(f"{language or 'language not noted'} {number}" for language, number in flow.languages)
    return (*found, ("Searches on record" + (f" ({spoken})" if spoken else ""), flow.searches, 0))


def told_reasons(flow: Flow) -> list[tuple[str, int]]:
    """The reasons as they are told: the most frequent by name, the others together, none given last."""
    named = [(r, n) for r, n in flow.reasons if r]
    rest, none = named[MOST_REASONS:], sum(n for r, n in flow.reasons if not r)
    return [
        *named[:MOST_REASONS],
        *([(f"{len(rest)} other reasons", sum(n for _, n in rest))] if rest else []),
        *([("no reason given", none)] if none else []),
    ]

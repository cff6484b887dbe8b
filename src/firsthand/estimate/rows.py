"""What goes in: claims about counts as rows, a census, units that are declared to belong together, what is asked, and the declared profile.

A row is one claim: how many (numbers as written), of which population, in which place and period, done or wanted, and who first had it.
Places are paths ("X/A" lies in "X"; two names under one path lie apart); so are populations ("detained/women" are some of the "detained", but two
parts of one population may overlap unless they are declared apart). Periods are half-open: `begins` is in, `ends` is not; None is unknown.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Literal

from firsthand.model.amounts import AmountKind, Measure, Status

Layer = Literal["wording", "profile", "assumption", "model"]
LAYERS: tuple[Layer, ...] = ("wording", "profile", "assumption", "model")
PERSONS = "persons"
RESIDENTS = "population"  # as the base of a share: those who live in the place, by the census
UNSAID_ORIGIN = "(origin not said)"  # rows that name none may all have one: the coarsest partition puts them together
CENSUS = "census"


@dataclass(frozen=True, slots=True)
class Row:
    """One claim about a count.

    floor, ceiling: the numbers as written (None open); for a share of unit "%" they are per cents; base: what a share is a share of: the name of a
    population of the same place and period, "population" (the residents), the id of another claim, or a whole number; for a measure "additional" the
    id of the claim it comes on top of. origins: who first had it; several where it is undecided which, they then count as one. version: a date or
    number by which later versions of the same origin replace earlier ones; held: this is the origin's own text. speaker: witness, body, or "" unknown.
    layer: from which layer on the row counts. line: its place in the file, for messages.
    """

    claim: str
    place: str
    begins: date | None
    ends: date | None
    population: str
    unit: str
    kind: AmountKind
    floor: Fraction | None
    ceiling: Fraction | None
    status: Status = "achieved"
    measure: Measure = "unsaid"
    base: str = ""
    origins: tuple[str, ...] = ()
    quote: str = ""
    version: str = ""
    held: bool = False
    speaker: str = ""
    layer: Layer = "wording"
    line: int = 0


@dataclass(frozen=True, slots=True)
class Census:
    """So many live in a place, give or take `margin`."""

    place: str
    number: Fraction
    margin: Fraction
    line: int = 0


@dataclass(frozen=True, slots=True)
class UnitLink:
    """One of `few` is from `least` to `most` of `many`: a household is 2 to 6 persons."""

    many: str
    few: str
    least: Fraction
    most: Fraction | None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: how many of `population`, counted in `unit`, in `place`, from `begins` to `ends`; of which status; a flow, or a stock at `begins`.

    dated: False for counts whose period nobody says.
    """

    place: str
    begins: date | None
    ends: date | None
    population: str
    unit: str
    status: Status = "achieved"
    stock: bool = False
    dated: bool = True


@dataclass(frozen=True, slots=True)
class Profile:
    """How figures are declared to be made; every field may be set otherwise by whoever asks.

    rounding: "heaping" (to the largest of 1, 2, 2.5, 5 x 10^k that divides the number) or "none"; about: how far "about N" may lie off, as a part of N;
    full_coverage: what part of all "all", "100%" means at least; census_cap: no more persons than live there; once_per_person: nobody is counted
    twice within a population, so that a flow of persons is capped by the census; held_where_taken: who is held in a place was taken there.
    """

    rounding: Literal["heaping", "none"] = "heaping"
    about: Fraction = Fraction(1, 10)
    full_coverage: Fraction = Fraction(9, 10)
    census_cap: bool = True
    once_per_person: bool = True
    held_where_taken: bool = True


@dataclass(frozen=True)
class Counts:
    """Everything that was given. apart: populations (paths) of which no two overlap; assume: codes of assumptions that are made."""

    rows: tuple[Row, ...]
    census: tuple[Census, ...] = ()
    units: tuple[UnitLink, ...] = ()
    apart: tuple[tuple[str, ...], ...] = ()
    asked: tuple[Asked, ...] = ()
    assume: tuple[str, ...] = ()
    profile: Profile = field(default_factory=Profile)


def above(path: str) -> tuple[str, ...]:
    """A path and everything it lies in, nearest first: "X/A/B", "X/A", "X"."""
    parts = path.split("/")
    return tuple("/".join(parts[:n]) for n in range(len(parts), 0, -1))


def within(path: str, other: str) -> bool:
    """Whether a path is, or lies in, another."""
    return path == other or path.startswith(other + "/")

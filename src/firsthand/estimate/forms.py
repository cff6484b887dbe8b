"""Rows as arithmetic: sums over regions that lie between two numbers. A region is a place, a period and a population, counted in one unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

RegionKind = Literal["flow", "undated", "stock", "residents"]


@dataclass(frozen=True, slots=True)
class Region:
    """What is counted. flow: what happened from `begins` to `ends` (None: ever before, ever after); undated: what happened when nobody says;
    stock: who was there on the day `begins` (or at most on some day before `ends`); residents: who lives in the place, by the census."""

    kind: RegionKind
    unit: str
    status: str
    place: str
    begins: date | None
    ends: date | None
    population: str


@dataclass(frozen=True, slots=True)
class Form:
    """low <= sum of coefficient x count of region <= high (None open); which claims say so, of which class of origins ("" the layer itself), in words;
    assumes: the code of the assumption that it is part of ("" none)."""

    terms: tuple[tuple[Fraction, Region], ...]
    low: Fraction | None
    high: Fraction | None
    claims: tuple[str, ...]
    origin: str
    says: str
    assumes: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """What holds of every atom alike: "cap" (no more persons than residents), "held" (who is held was taken before, at the outermost places or, with
    each=True, in every place), "unit" (two units that belong together), "apart" (populations that do not overlap), "complete" (nothing of a place
    outside the parts that are named)."""

    name: Literal["cap", "held", "unit", "apart", "complete"]
    each: bool = False
    names: tuple[str, ...] = ()
    least: Fraction = Fraction(0)
    most: Fraction | None = None
    assumes: str = ""


@dataclass(frozen=True)
class Forms:
    """All that holds in one layer, and the claims that give nothing in it with the reason in words."""

    forms: tuple[Form, ...]
    rules: tuple[Rule, ...]
    left_out: tuple[tuple[str, str], ...]

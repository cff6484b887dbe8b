"""One line of a spreadsheet as a value, or refused in words: negative and fractional counts, endless numbers, periods that end before they begin."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import get_args

from firsthand.errors import Trouble
from firsthand.estimate.rows import LAYERS, PERSONS, Asked, Census, Profile, Row, UnitLink
from firsthand.model.amounts import AmountKind, Measure, Status
from firsthand.model.dates import PartialDate

Cells = Mapping[str, str]
LARGEST = 10**15  # no count of people or things in this world; larger is a slip of the pen
_PERSONS = {"", "person", "persons", "people", "individual", "individuals", "residents", "人", "名", "མི", "མི་", "people/persons"}
_GROUPED = re.compile(r"\d{1,3}(?:[,\u2009\u202f ]\d{3})+")
_SPEAKERS = {"": "", "witness": "witness", "body": "body", "official": "body", "unknown": ""}
_YES = {"yes": True, "true": True, "1": True, "held": True, "": False, "no": False, "false": False, "0": False}


class Refused(Exception):
    """Why a line cannot be used, in words."""


def cell(cells: Cells, name: str) -> str:
    """The words of a cell: composed, one blank between them."""
    return " ".join(unicodedata.normalize("NFC", cells.get(name) or "").split())


def number(words: str, what: str) -> Fraction | None:
    """A number as written, None where nothing stands; raises Refused on words, on negative and on endless numbers."""
    bare = re.sub(r"[,\u2009\u202f ]", "", words) if _GROUPED.fullmatch(words) else words
    if not bare:
        return None
    try:
        value = Decimal(bare)
    except InvalidOperation:
        raise Refused(f"its {what} “{words}” is no number") from None
    if not value.is_finite():
        raise Refused(f"its {what} “{words}” is no number that anybody counted; leave it empty where nothing limits it")
    if value < 0:
        raise Refused(f"its {what} {words} is negative; nobody can count fewer than none")
    if value.adjusted() > 15 or value.adjusted() < -12:
        raise Refused(f"its {what} {words} is beyond what can be counted (more than {LARGEST:,})")
    return Fraction(value)


def path_of(words: str, what: str) -> str:
    """A path of names, each trimmed; "" where nothing is said; raises Refused where a name between two strokes is missing."""
    names = [n.strip() for n in words.split("/")]
    if len(names) > 1 and not all(names):
        raise Refused(f"its {what} “{words}” has an empty name between two strokes")
    return "/".join(names)


def unit_named(words: str) -> str:
    """A unit as it is compared: persons by whatever word, others as written, in small letters."""
    low = words.casefold()
    return PERSONS if low in _PERSONS else low


def day(words: str, what: str) -> date | None:
    """The first day of a date as far as it is known: 2023, 2023-05 or 2023-05-17; None where nothing stands."""
    if not words:
        return None
    try:
        return PartialDate(words).first()
    except Trouble:
        raise Refused(f"its {what} “{words}” is no date (2023, 2023-05 or 2023-05-17)") from None


def _one_of(words: str, allowed: tuple[str, ...], what: str, empty: str) -> str:
    low = words.casefold().replace(" ", "_").replace("-", "_") or empty
    if low not in allowed:
        raise Refused(f"its {what} “{words}” is none of {', '.join(allowed)}")
    return low


def row_of(cells: Cells, line: int) -> Row:
    """A claim."""
    given = {name: cell(cells, name) for name in ("claim", "base", "origin", "quote", "version", "speaker", "held")}
    floor, ceiling = number(cell(cells, "floor"), "floor"), number(cell(cells, "ceiling"), "ceiling")
    kind = _kind(cell(cells, "kind"), floor, ceiling)
    unit = cell(cells, "unit")
    floor, ceiling = _numbers(kind, floor, ceiling, unit, given["base"])
    measure = _one_of(cell(cells, "measure"), get_args(Measure), "measure", "unsaid")
    begins, ends = _period(day(cell(cells, "from"), "from"), day(cell(cells, "to"), "to"), measure)
    if given["speaker"].casefold() not in _SPEAKERS:
        raise Refused(f"its speaker “{given['speaker']}” is none of witness, body")
    if given["held"].casefold() not in _YES:
        raise Refused(f"its held “{given['held']}” is neither yes nor no")
    return Row(
        given["claim"] or f"row {line}", path_of(cell(cells, "place"), "place"), begins, ends, path_of(cell(cells, "population"), "population"),
        unit if unit == "%" else unit_named(unit), kind, floor, ceiling,
        _one_of(cell(cells, "status"), get_args(Status), "status", "achieved"), measure, given["base"],  # type: ignore[arg-type]
        tuple(o.strip() for o in given["origin"].split(";") if o.strip()), given["quote"], given["version"], _YES[given["held"].casefold()],
        _SPEAKERS[given["speaker"].casefold()], _one_of(cell(cells, "layer"), LAYERS, "layer", "wording"), line,  # type: ignore[arg-type]
    )  # fmt: skip


def _kind(words: str, floor: Fraction | None, ceiling: Fraction | None) -> AmountKind:
    if not words:
        if floor is None and ceiling is None:
            return "none"
        words = "exact" if floor is not None and floor == ceiling else "range"
    if words.casefold() == "range" and (floor is None) != (ceiling is None):
        words = "at_least" if ceiling is None else "at_most"
    return _one_of(words, get_args(AmountKind), "kind", "none")  # type: ignore[return-value]


def _numbers(kind: str, floor: Fraction | None, ceiling: Fraction | None, unit: str, base: str) -> tuple[Fraction | None, Fraction | None]:
    """The two numbers of a kind, the absent one filled in where the kind says what it is."""
    if kind in ("exact", "about", "share") and (floor is None) != (ceiling is None):
        floor = ceiling = floor if floor is not None else ceiling
    needs = {"at_least": floor, "at_most": ceiling, "exact": floor, "about": floor, "range": floor, "share": floor}
    if kind in needs and needs[kind] is None:
        raise Refused(f"a claim of the kind {kind.replace('_', ' ')} needs a {'ceiling' if kind == 'at_most' else 'floor'}")
    if floor is not None and ceiling is not None and floor > ceiling:
        raise Refused(f"its floor {floor} is above its ceiling {ceiling}")
    if kind == "share" and not base:
        raise Refused("it is a share without a base; say of what it is a share")
    if unit == "%":
        if kind not in ("share", "none", "vague") and not base:
            raise Refused("it is a share without a base; say of what it is a share")
        if max(floor or 0, ceiling or 0) > 100:
            raise Refused("its share is above 100%")
    elif kind not in ("rate", "none"):
        for value in (floor, ceiling):
            if value is not None and value.denominator != 1:
                raise Refused(f"its number {float(value):g} is a fraction; people and things are counted whole")
    return floor, ceiling


def _period(begins: date | None, ends: date | None, measure: str) -> tuple[date | None, date | None]:
    if begins and ends and begins == ends and measure == "stock":
        ends = begins + timedelta(days=1)
    if begins and ends and begins >= ends:
        raise Refused(f"its period ends before it begins ({begins} to {ends}); `to` is the first day that is no longer in it")
    return begins, ends


def census_of(cells: Cells, line: int) -> Census:
    """A line `population,PLACE,N,margin`."""
    place = path_of(cell(cells, "place"), "place")
    count, margin = number(cell(cells, "number"), "number"), number(cell(cells, "margin"), "margin")
    if not place or count is None:
        raise Refused("a census needs a place and a number: population,PLACE,N,margin")
    if count.denominator != 1:
        raise Refused(f"its number {float(count):g} is a fraction; people are counted whole")
    return Census(place, count, margin or Fraction(0), line)


def unit_of(cells: Cells, line: int) -> UnitLink:
    """A line `unit,MANY,FEW,least,most`."""
    many, few = unit_named(cell(cells, "many")), unit_named(cell(cells, "few"))
    least, most = number(cell(cells, "least"), "least"), number(cell(cells, "most"), "most")
    if many == few or least is None:
        raise Refused("a link of units needs two units and how many of the one are in the other: unit,persons,households,2,6")
    if most is not None and most < least:
        raise Refused("its most is below its least")
    return UnitLink(many, few, least, most, line)


def asked_of(cells: Cells, line: int) -> Asked:
    """A line `question,PLACE,from,to,POPULATION,UNIT,status,measure`."""
    measure = _one_of(cell(cells, "measure"), get_args(Measure), "measure", "unsaid")
    begins, ends = _period(day(cell(cells, "from"), "from"), day(cell(cells, "to"), "to"), measure)
    status = _one_of(cell(cells, "status"), get_args(Status), "status", "achieved")
    if status == "target":
        raise Refused("a question about a target asks what was wanted; bounds say what was done")
    if cell(cells, "unit") == "%":
        raise Refused(
            "it asks for a share, and bounds are on counts; ask how many of the part, and how many of the whole, in two questions"
        )
    place, population = path_of(cell(cells, "place"), "place"), path_of(cell(cells, "population"), "population")
    dated = measure == "stock" or begins is not None or ends is not None
    return Asked(place, begins, ends, population, unit_named(cell(cells, "unit")), status, measure == "stock", dated)  # type: ignore[arg-type]


def profile_of(cells: Cells) -> Profile:
    """The declared profile; raises Refused on a field that it does not have or a value that it cannot take."""
    known, out = Profile.__dataclass_fields__, dict[str, object]()
    for name, words in cells.items():
        if name not in known:
            raise Refused(f"its profile has no field `{name}` ({', '.join(known)})")
        if name == "rounding":
            out[name] = _one_of(words, ("heaping", "none"), "rounding", "heaping")
        elif name in ("about", "full_coverage"):
            part = number(words, name)
            if part is None or part > 1:
                raise Refused(f"`{name}` of its profile is a part of one, such as 0.1")
            out[name] = part
        elif words.casefold() in _YES:
            out[name] = _YES[words.casefold()]
        else:
            raise Refused(f"`{name}` of its profile is true or false")
    return Profile(**out)  # type: ignore[arg-type]

"""The layers: what holds by the wording alone, under a declared profile, under an assumption that somebody names, and with what a model says.

In each layer a figure counts once for each origin, region and version; a later version of one origin replaces the earlier; where those who repeat an
origin that nobody holds give different figures, what it said lies within their hull.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from firsthand.estimate.forms import Form, Forms, Region, Rule
from firsthand.estimate.origins import Classes
from firsthand.estimate.readings import Interval, by_profile, by_words, whole
from firsthand.estimate.regions import ONE, base_of, counted, larger, whole_of, with_unit
from firsthand.estimate.rows import CENSUS, LAYERS, PERSONS, Counts, Layer, Profile, Row
from firsthand.estimate.saying import census_says, says

Key = tuple[object, ...]
Meaning = Callable[[Row], Interval | str]
ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class _Reading:
    """low <= count of `part` <= high, or, where `base` is given, low <= part / base <= high."""

    part: Region
    base: Region | None
    low: Fraction | None
    high: Fraction | None
    claims: tuple[str, ...]
    origin: str
    says: str


def forms_of(counts: Counts, layer: Layer, classes: Classes) -> Forms:
    """Everything that holds in a layer."""
    used, left_out = _used(counts.rows, layer)
    by_claim = {row.claim: row for row in used}
    meaning: Meaning = by_words if layer == "wording" else partial(by_profile, profile=counts.profile)
    groups: dict[Key, list[_Reading]] = defaultdict(list)
    for row in used:
        read = _readings(row, by_claim, classes, meaning)
        if isinstance(read, str):
            left_out.append((row.claim, read))
            continue
        for n, one in enumerate(read):
            groups[(row.claim, n) if row.held or not row.origins else (one.origin, one.part, one.base)].append(one)
    forms = [form for group in groups.values() for form in _as_forms(_hull(group))]
    return Forms((*forms, *_census(counts, classes)), tuple(_rules(counts, layer)), tuple(left_out))


def _used(rows: Sequence[Row], layer: Layer) -> tuple[list[Row], list[tuple[str, str]]]:
    """The rows that speak in a layer: what was done or not done, in its latest version."""
    left_out: list[tuple[str, str]] = []
    speak: list[Row] = []
    for row in rows:
        if row.status == "target":
            left_out.append((row.claim, "it says what was wanted, not what was done"))
        elif LAYERS.index(row.layer) > LAYERS.index(layer):
            left_out.append((row.claim, f"it counts only from the layer “{row.layer}” on"))
        else:
            speak.append(row)
    replaced = _replaced(speak)
    left_out += [(row.claim, replaced[row.claim]) for row in speak if row.claim in replaced]
    return [row for row in speak if row.claim not in replaced], left_out


def _replaced(rows: Iterable[Row]) -> dict[str, str]:
    """The claims that another version of the same origin replaces, with the reason."""
    groups: dict[Key, list[Row]] = defaultdict(list)
    for row in rows:
        if row.origins and not isinstance(by_profile(row, Profile()), str):
            groups[(row.origins, counted(row).region, row.measure, row.base)].append(row)
    out: dict[str, str] = {}
    for group in groups.values():
        own = [r for r in group if r.held] or group
        newest = max((_version(r.version) for r in own if r.version), default=None)
        for row in group:
            if newest and row.version and _version(row.version) < newest:
                out[row.claim] = "a later version of the same origin replaces it"
            elif row not in own:
                out[row.claim] = "the origin's own text is held, and is used instead"
    return out


def _version(words: str) -> tuple[int, Fraction, str]:
    """Versions in their order: numbers by size, dates and other words by their letters."""
    try:
        return 0, Fraction(words), ""
    except (ValueError, ZeroDivisionError):
        return 1, ZERO, words


def _readings(row: Row, by_claim: Mapping[str, Row], classes: Classes, meaning: Meaning) -> list[_Reading] | str:
    """What a row says of which regions; in words why it says nothing."""
    given = meaning(row)
    if isinstance(given, str):
        return given
    make = partial(_Reading, claims=(row.claim,), origin=classes.of(row))
    if row.unit == "%":
        return _share(row, given, by_claim, make)
    at = counted(row)
    low, high = whole(given[0] if at.low else None, given[1] if at.high else None)
    on_top = _on_top(row, low, by_claim, meaning)
    if on_top:
        return [make(part=on_top[0], base=None, low=on_top[1], high=None, says=says(row, on_top[1], None))]
    if low is None and high is None:
        return f"its number limits nothing: {at.why}"
    out = [make(part=at.region, base=None, low=low, high=high, says=says(row, low, high))]
    all_of_it, base = whole_of(at.region), base_of(row, by_claim)
    if row.kind == "share" and all_of_it and isinstance(base, Fraction):  # "22 of 31 regions" also counts the regions
        out.append(make(part=all_of_it, base=None, low=base, high=base, says=f"{row.floor} of {base}"))
    return out


def _on_top(row: Row, low: Fraction | None, by_claim: Mapping[str, Row], meaning: Meaning) -> tuple[Region, Fraction] | None:
    """The region that holds an additional count and what it comes on top of, and the sum of both."""
    other = by_claim.get(row.base)
    if row.measure != "additional" or low is None or other is None or other.unit == "%":
        return None
    region, given = larger(counted(row).region, counted(other).region), meaning(other)
    return None if region is None or isinstance(given, str) or given[0] is None else (region, low + given[0])


def _share(row: Row, given: Interval, by_claim: Mapping[str, Row], make: partial[_Reading]) -> list[_Reading] | str:
    """A share keeps its base as a variable; of a base that is a number it is a count."""
    base = base_of(row, by_claim)
    if isinstance(base, str):
        return base
    part = counted(row).region
    low, high = (None if x is None else x / 100 for x in given)
    if isinstance(base, Fraction):
        low, high = whole(None if low is None else low * base, None if high is None else high * base)
        return [make(part=part, base=None, low=low, high=high, says=says(row, low, high))]
    return [make(part=with_unit(part, base.unit), base=base, low=low, high=high, says=says(row, low, high))]


def _hull(group: Sequence[_Reading]) -> _Reading:
    """One reading for all that repeat one origin on one region: what it said lies within their hull."""
    if len(group) == 1:
        return group[0]
    lows, highs = [r.low for r in group], [r.high for r in group]
    low = None if None in lows else min(x for x in lows if x is not None)
    high = None if None in highs else max(x for x in highs if x is not None)
    claims, words = dict.fromkeys(c for r in group for c in r.claims), dict.fromkeys(r.says for r in group)
    return _Reading(group[0].part, group[0].base, low, high, tuple(claims), group[0].origin, " or ".join(words))


def _as_forms(r: _Reading) -> Iterator[Form]:
    """A reading as arithmetic. A share: part = s x base for some s in [low, high] is exactly low x base <= part <= high x base, where base >= 0."""
    if r.base is None:
        yield Form(((ONE, r.part),), r.low, r.high, r.claims, r.origin, r.says)
        return
    for share, low, high in ((r.low, ZERO, None), (r.high, None, ZERO)):
        if share is not None:
            terms = ((Fraction(share.denominator), r.part), (Fraction(-share.numerator), r.base))
            yield Form(terms, low, high, r.claims, r.origin, r.says)


def _census(counts: Counts, classes: Classes) -> Iterator[Form]:
    for one in counts.census:
        region = Region("residents", PERSONS, "", one.place, None, None, "")
        low, high = max(one.number - one.margin, ZERO), one.number + one.margin
        yield Form(((ONE, region),), low, high, (f"{CENSUS} of {one.place}",), classes.census, census_says(one))


def _rules(counts: Counts, layer: Layer) -> Iterator[Rule]:
    """What holds of every atom alike."""
    yield Rule("held", each=layer != "wording" and counts.profile.held_where_taken)
    if layer != "wording" and counts.profile.census_cap and counts.profile.once_per_person:
        yield Rule("cap")
    for link in counts.units:
        yield Rule("unit", names=(link.many, link.few), least=link.least, most=link.most)
    for names in counts.apart:
        yield Rule("apart", names=names)

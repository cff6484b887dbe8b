"""What a row says, in words; what a bound says; numbers as people write them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

from firsthand.estimate.forms import Region
from firsthand.estimate.rows import PERSONS, Census, Row
from firsthand.model.estimates import Bound

DAY = timedelta(days=1)


def figure(value: Fraction | int) -> str:
    """A number with its thousands apart; a fraction as it is."""
    whole = Fraction(value)
    if whole.denominator == 1:
        return f"{whole.numerator:,}"
    return f"{float(whole):,.6g}" if abs(whole) < 10**9 else f"{float(whole):,.1f}"


def between(low: Fraction | None, high: Fraction | None) -> str:
    """An interval in words."""
    if low is None or high is None:
        return f"at most {figure(high)}" if high is not None else f"at least {figure(low)}" if low is not None else "no number"
    return f"exactly {figure(low)}" if low == high else f"{figure(low)}–{figure(high)}"


def says(row: Row, low: Fraction | None, high: Fraction | None) -> str:
    """What a row says in a layer."""
    if row.unit == "%" and row.floor is not None:
        written = "–".join(dict.fromkeys(figure(x) for x in (row.floor, row.ceiling) if x is not None))
        return f"{written}% of {row.base}"
    return between(low, high)


def census_says(one: Census) -> str:
    """What a census says."""
    return f"{figure(one.number)} live in {one.place}" + (f", give or take {figure(one.margin)}" if one.margin else "")


def question_says(region: Region) -> str:
    """A question in words: how many of whom, where and when."""
    unit = "" if region.unit == PERSONS else f" ({region.unit})"
    who = f"{region.population or 'persons'}{unit}"
    done = {"not_done": ", not done"}.get(region.status, "")
    where = f" in {region.place}" if region.place else ""
    return f"How many {who}{done}{where}{_when(region)}?"


def _when(region: Region) -> str:
    if region.kind == "undated":
        return ", no date said"
    if region.kind == "stock":
        if region.begins is None:
            return " at one time"
        one_day = region.ends is None or (region.ends - region.begins).days <= 1
        return f" on {spelled(region.begins)}" if one_day else f" at most at one time {_period(region.begins, region.ends)}"
    return _period(region.begins, region.ends)


def _period(begins: date | None, ends: date | None) -> str:
    """A half-open period as people say it, its last day in it."""
    if begins is None or ends is None:
        return f" to {spelled(ends - DAY)}" if ends else f" from {spelled(begins)} on" if begins else ""
    if begins.day == ends.day == 1 and begins.month == ends.month == 1:
        return f" in {begins.year}" if ends.year == begins.year + 1 else f" from {begins.year} to {ends.year - 1}"
    if begins.day == 1 and ends == (begins.replace(day=28) + 4 * DAY).replace(day=1):
        return f" in {begins:%B %Y}"
    return f" on {spelled(begins)}" if ends - begins == DAY else f" from {spelled(begins)} to {spelled(ends - DAY)}"


def spelled(day: date) -> str:
    """A day as people write it."""
    return f"{day.day} {day:%B %Y}"


def words_of(b: Bound) -> str:
    """What a bound says, in one or two sentences."""
    if_wrong = "" if not b.wrong else f"any {'one origin is' if b.wrong == 1 else f'{b.wrong} origins are'} wrong"
    ifs = " and ".join(x for x in (b.assumed, if_wrong) if x)
    head = f"If {ifs}: " if ifs else ""
    if b.contradiction:
        return f"{head or ''}{'the' if head else 'The'} claims cannot all be so; no number follows."
    if b.upper is None:
        said = (
            f"at least {figure(b.lower or 0)}; no upper limit from this evidence"
            if b.lower
            else "no limit from this evidence, lower or upper"
        )
    elif b.lower == b.upper:
        said = f"{figure(b.upper)}"
    else:
        said = f"from {figure(b.lower or 0)} to {figure(b.upper)}" if b.lower else f"at most {figure(b.upper)}"
    again = " There are more choices of wrong origins than were looked at, so this is the safe answer." if b.spent else ""
    if not ifs and b.unit == PERSONS and b.layer == "wording" and 0 < b.different < (b.lower or 0):
        again = f" Should the same persons stand in several counts, at least {figure(b.different)} different ones."
    return (head + said if head else said[:1].upper() + said[1:]) + "." + again


def statement(bounds: Sequence[Bound]) -> str:
    """What a report says to a question: by the words if they do not contradict each other, else with the declared profile, else with wrong origins."""
    for layer, opening in (("wording", "By the words alone"), ("profile", "With the declared profile")):
        for b in bounds:
            if b.layer == layer and not b.contradiction and not (b.wrong and layer == "wording"):
                return f"{b.question} {opening}: {b.words[:1].lower() + b.words[1:]}"
    return f"{bounds[0].question} {bounds[0].words}"

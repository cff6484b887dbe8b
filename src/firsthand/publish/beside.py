"""The check of what stands beside the claims: a census or a table of lists is what its source says, and the methods give again what the page shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from firsthand.errors import Trouble
from firsthand.model.passages import Reading
from firsthand.publish.found import FAILS, FIELDS, OK, OPEN, Checked, Found
from firsthand.publish.page import Page, flat
from firsthand.publish.report import Listed, Method, Report

SAME, DRAWN = 0.005, 0.05  # shares by which a number may differ on another machine: of a method, and of one that draws long chains
LONG = ("classes",)
Whole = Callable[[Found], None]


def texts_hold(report: Report, readings: Mapping[str, Reading], state: Mapping[str, Found], found: Found) -> None:
    """Whether each text beside the claims is the one that its source gives when it is read again."""
    for one in report.beside:
        held, reading = state.get(one.source), readings.get(one.source)
        if held is None:
            found.say("bytes", FAILS, f"The {one.what} beside the claims leans on a source that the report does not hold.")
            continue
        for name in ("bytes", "span"):
            if name in held.words:
                found.say(name, held.words[name])
        found.why += [w for w in held.why if w not in found.why]
        if reading is None:
            found.say("span", OPEN)
        elif reading.text != one.text:
            found.say("span", FAILS, f"{reading.name} does not say what the report counts from ({one.what}).")


def listed_checked(shown: Listed, fresh: Listed | None, page: Page, whole: Whole) -> Checked:
    """How many from lists, checked: the words seen, the methods carried out again (`fresh`; None: not possible), `whole`: texts and the page."""
    found = Found()
    seen = [words for i, words in page.sentences if i == shown.id]
    right = bool(seen) and all(words == flat(shown.text) for words in seen)
    found.say("text", OK if right else FAILS, "" if right else "The page shows other words than the evidence holds.")
    _methods_hold(shown, fresh, found)
    found.say("clearance", FAILS if page.outside else OK)
    whole(found)
    worst = FAILS if FAILS in found.words.values() else OPEN if OPEN in found.words.values() else "matches its source"
    return Checked(shown.text, **{**dict.fromkeys(FIELDS, "-"), **found.words}, verdict=worst, why=tuple(found.why))


def _methods_hold(shown: Listed, fresh: Listed | None, found: Found) -> None:
    found.say("number", OK)
    if fresh is None or not _same_methods(shown.methods, fresh.methods):
        found.say("number", FAILS, "Carried out again on the table, the methods give other numbers.")
    elif (shown.text, shown.merged, shown.look, shown.overlap) != (
        fresh.text,
        fresh.merged,
        fresh.look,
        fresh.overlap,
    ) and shown.methods == fresh.methods:
        found.say("text", FAILS, "Its words or its picture are not those of its methods.")
    elif shown.methods == fresh.methods and shown.picture != fresh.picture:
        found.say("text", FAILS, "Its picture is not that of its methods.")
    elif shown.methods != fresh.methods:
        found.say("number", OPEN, "Carried out again, the methods give nearly the same numbers, not the same to the last digit.")


def _same_methods(shown: Sequence[Method], fresh: Sequence[Method]) -> bool:
    """Whether every method is there, says the same, and gives the same but for the last digits."""

    def words(m: Method) -> Method:
        return replace(m, estimate=None, lower=None, upper=None)

    return len(shown) == len(fresh) and all(words(a) == words(b) and _near(a, b) for a, b in zip(shown, fresh, strict=True))


def _near(a: Method, b: Method) -> bool:
    share = DRAWN if a.name in LONG else SAME
    pairs = ((a.estimate, b.estimate), (a.lower, b.lower), (a.upper, b.upper))
    return all((x is None and y is None) or (x is not None and y is not None and abs(x - y) <= max(1, share * y)) for x, y in pairs)


def again(work: Callable[[Report], Sequence[Listed]], report: Report) -> dict[str, Listed]:
    """The tables worked out again, by their ids; {} where what the page carries is no such table."""
    try:
        return {x.id: x for x in work(report)} if report.beside else {}
    except Trouble:
        return {}

"""What a person puts beside the claims of a report: a source that is a census, and one that is a table of overlapping lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from firsthand.case.named import source_named
from firsthand.case.trace import Traced
from firsthand.errors import Trouble
from firsthand.publish.report import Beside


@dataclass(frozen=True)
class Put:
    """The sources put beside the claims, by name or id ("" none)."""

    lists: str = ""
    census: str = ""


NOTHING = Put()


def put_beside(t: Traced, put: Put) -> tuple[Beside, ...]:
    """Their texts as they were read; raises Trouble("no-such-source") and Trouble("bad-table") where one cannot be used."""
    given = [(what, name) for what, name in (("census", put.census), ("lists", put.lists)) if name]
    found = tuple(Beside(what, source, t.by_source[source].text) for what, name in given for source in [_readable(t, name)])
    for one in found:
        _usable(one, t.name(one.source))
    return found


def could_stand_beside(t: Traced) -> dict[str, tuple[str, ...]]:
    """The names of the sources of a case that can be put beside its claims: tables of lists, and censuses."""
    from firsthand.case.overlapping import tables_held

    census = tuple(r.name for r in t.readings if r.text.lower().startswith("claim,place,") and "\npopulation," in r.text)
    return {"lists": tuple(t.name(s) for s in tables_held(t)), "census": census}


def lists_held(t: Traced, put: Sequence[Beside]) -> set[str]:
    """The sources of the case that a table calls its lists, so that a report shows what ties them."""
    from firsthand.estimate.table_files import overlaps_of_csv

    names = {n for one in put if one.what == "lists" for n in overlaps_of_csv(one.text, one.source).lists}
    return {r.source for r in t.readings if r.name in names}


def _readable(t: Traced, name: str) -> str:
    source = source_named(t.state, name).id
    if source not in t.by_source:
        raise Trouble("no-such-source", name=name)
    return source


def _usable(one: Beside, name: str) -> None:
    """Raises Trouble("bad-table") where a table of lists is none; a census is looked at where it is counted with."""
    from firsthand.estimate.table_files import overlaps_of_csv

    if one.what == "lists":
        overlaps_of_csv(one.text, name)

"""The case's own columns of a coding sheet: declared in case.toml, their values kept sealed, claim by claim, as decisions.

[[columns]]
name = "detained"
values = ["yes", "no", "unclear"]     # may be left out: then any text may stand in it
"""

from __future__ import annotations

from collections.abc import Mapping

from firsthand.case.open import Case
from firsthand.case.state import State
from firsthand.claim.heads import COLUMNS, MARK
from firsthand.claim.heads import plainly as head
from firsthand.errors import Trouble
from firsthand.model.entries import Entry
from firsthand.model.names import derived_id
from firsthand.publish.table import Column

WIDTH = 16  # characters of an own column


def declared(case: Case) -> tuple[Column, ...]:
    """The columns that case.toml declares; raises Trouble("bad-columns") where one has no name, a name that is taken, or values that are no texts."""
    out = list[Column]()
    taken = {*COLUMNS, MARK}
    for given in case.settings.columns:
        name, values = given.get("name"), given.get("values", [])
        if not isinstance(name, str) or not name.strip() or head(name) in taken:
            raise Trouble("bad-columns", why=f"a column needs a name that no other has, not {name!r}")
        if not isinstance(values, list) or not all(isinstance(v, str) and v.strip() for v in values):
            raise Trouble("bad-columns", why=f"the values of {name} are no list of texts")
        taken.add(head(name))
        out.append(Column(name.strip(), WIDTH, tuple(v.strip() for v in values), about="A column of this case."))
    return tuple(out)


def values_in(state: State) -> dict[str, dict[str, str]]:
    """What stands in the case's own columns, by the claim's id."""
    out = {}
    for subject, decisions in state.decisions.items():
        standing = [d for d in state.standing(subject) if d.of == "columns"] if decisions[-1].of == "columns" else []
        if standing:
            columns = standing[-1].value.get("columns")
            out[str(standing[-1].value.get("claim", ""))] = {k: str(v) for k, v in columns.items()} if isinstance(columns, dict) else {}
    return out


def checked(column: Column, text: str) -> str:
    """A value for a column, as it is declared; raises Trouble("wrong-value") when the column knows no such word."""
    fits = {v.casefold(): v for v in column.words}
    word = text.strip()
    if word and fits and word.casefold() not in fits:
        raise Trouble("wrong-value", field=column.head, value=word, allowed=", ".join(column.words))
    return fits.get(word.casefold(), word)


def decided(case: Case, state: State, claim: str, source: str, values: Mapping[str, str]) -> Entry:
    """The entry of what a person wrote into the columns of a claim: the whole of it, sealed."""
    subject = derived_id("columns", claim)
    head_: dict[str, object] = {"subject": subject, "of": "columns", "answer": "amend", "sees": [d.id for d in state.heads(subject)]}
    return case.entry("decided", head_, {"value": {"claim": claim, "source": source, "columns": {k: v for k, v in values.items() if v}}})

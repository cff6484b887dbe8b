"""What must not leave a case: notes, reasons, queries, people to protect, own columns, the columns of a list that are no source's own words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress

from firsthand.case.state import State
from firsthand.model.plain import Plain

REREAD = ("url", "title", "publisher", "published", "language")  # what a list says that reading again needs; notes stay at home
PUBLIC = (
    *REREAD,
    "archive_url",
    "name",
    "captured",
    "key",
    "file",
    "why",
    "list_id",
    "charset",
    "final_url",
    "package_signature",
)  # of a source's details
SEALED = ("note", "protect", "region", "search")  # what people add for themselves
SHORTEST, SHORTEST_UNSPACED = (
    12,
    6,
)  # characters of a secret: a shorter one would be found by chance; in a script without blanks each says more
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_WORD_ENDS = re.compile(r"[\s\u0f0b\u0f0d]+")  # a blank, a tsheg, a shad


def leaking(state: State, told: str, public: str, told_on_purpose: frozenset[str] = frozenset()) -> list[str]:
    """The secrets of the case that stand in what is told, sorted; what is public anyway, or told on purpose, is none."""
    return sorted(s for s in secrets_in(state) - told_on_purpose if _telling(s) and s in told and s not in public)


def secrets_in(state: State) -> set[str]:
    """Every free text of the case that is for its people only."""
    out = set[str]()
    for d in (*state.added.values(), *(x for xs in state.decisions.values() for x in xs)):
        out.add(d.because)
        if d.of in SEALED and d.value.get("source") != "introduction":
            out.add(str(d.value.get("text", "")))
        if d.of == "columns":
            out |= {t for t in texts_in(d.value.get("columns"))}
    for h in state.sources.values():
        for details in (h.details, *(k.details for k in h.captures)):
            out |= {v for k, v in details.items() if k not in PUBLIC}
    return out


def _telling(secret: str) -> bool:
    """Whether a text is long enough not to stand somewhere by chance."""
    if len(_UNSPACED.findall(secret)) >= SHORTEST_UNSPACED:
        return True
    return len(secret) >= SHORTEST and len([w for w in _WORD_ENDS.split(secret) if w]) > 1


def texts_in(value: Plain) -> Iterator[str]:
    """Every text in a value; JSON inside it (the opened decisions) is looked into."""
    if isinstance(value, str):
        yield value
        with suppress(ValueError):
            yield from texts_in(json.loads(value)) if value.startswith("{") else ()
    elif isinstance(value, dict):
        for inside in value.values():
            yield from texts_in(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from texts_in(inside)

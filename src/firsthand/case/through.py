"""How pages may be fetched: chosen by a person, written into case.toml, where it can be read and changed by hand as well."""

from __future__ import annotations

import json
import re
import tomllib

from firsthand.case.open import Case
from firsthand.errors import Trouble
from firsthand.guard import disk

_LINE = re.compile(r"(?m)^through[ \t]*=.*$")


def choose(case: Case, through: str) -> None:
    """Write the way into case.toml and leave the rest as it is; raises Trouble("bad-through"), ("case-broken"). It counts when the case is opened next."""
    from firsthand.guard.proxies import way_of

    path = case.folder / "case.toml"
    if through:
        way_of(through, str(path))
    before = path.read_text(encoding="utf-8")
    line = f"through = {json.dumps(through)}"
    after = _LINE.sub(lambda _: line, before, count=1) if _LINE.search(before) else f"{line}\n{before}"
    if {**tomllib.loads(before), "through": through} != tomllib.loads(after):
        raise Trouble("case-broken", path=case.folder, why="the line `through` could not be changed alone")
    disk.put_bytes(path, after.encode("utf-8"))

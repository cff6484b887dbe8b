"""A claim as a row of a coding sheet, and the claim that an edited row makes of it. A cell that was not changed changes nothing."""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from firsthand.claim.heads import AMOUNT, COLUMNS, EDITABLE, MARK
from firsthand.errors import Trouble
from firsthand.guard.cells import alike, shown
from firsthand.model.amounts import Amount
from firsthand.model.claims import Claim

Cells = Mapping[str, str]
FIELDS = {
    "place": "where",
    "date": "when",
    "actor": "actor",
    "act": "act",
    "acted on": "acted_on",
    "statement": "statement",
}  # of free text
ANSWERS: dict[str, str] = {  # what a person may write into `state` -> the answer it is
    **dict.fromkeys(("accepted", "accept", "amended", "yes", "接受", "采纳", "是"), "accept"), **dict.fromkeys(("rejected", "reject", "no", "拒绝", "否"), "reject"),
    **dict.fromkeys(("withdrawn", "withdraw", "撤回"), "withdraw"),
}  # fmt: skip
IN_FORCE = {"accept": ("accepted", "amended"), "reject": ("rejected",), "withdraw": ("withdrawn",)}
_NUMBER = re.compile(r"-?\d{1,30}(\.\d{1,12})?")


@dataclass(frozen=True, slots=True)
class Around:
    """What a row says beside its claim: the source's name, when it came out, the figure's own words, a translation, who decided, the case's own columns."""

    source: str
    published: str = ""
    figure: str = ""
    translation: str = ""
    decided_by: str = ""
    own: tuple[tuple[str, str], ...] = ()


def cells_of(claim: Claim, around: Around) -> dict[str, str]:
    """The cells of a claim's row, by column; MARK among them."""
    a = claim.amount
    cells = {
        "claim": claim.id, "source": around.source, "published": around.published, "figure": around.figure,
        **{column: str(getattr(claim, name)) for column, name in FIELDS.items()},
        **{c: "" if a is None else _written(getattr(a, c)) for c in AMOUNT},
        "stance": claim.stance, "said by": "; ".join(claim.said_by), "quote": claim.passages[0].quote, "translation": around.translation,
        "state": claim.state, "decided by": around.decided_by, **dict(around.own),
    }  # fmt: skip
    return {**{c: cells[c] for c in COLUMNS}, **dict(around.own), MARK: mark_of(cells)}


def _written(value: object) -> str:
    return "" if value is None else format(value, "f") if isinstance(value, Decimal) else str(value)


def mark_of(cells: Cells) -> str:
    """A mark of everything in a row that a person may change: begins with a letter, so that no program takes it for a number. Empty cells do not count."""
    fixed = {c for c in COLUMNS if c not in EDITABLE} | {MARK}
    said = sorted((c, plainly(c, text)) for c, text in cells.items() if c not in fixed and plainly(c, text))
    raw = hashlib.sha256("\0".join(x for pair in said for x in pair).encode("utf-8", "surrogatepass")).digest()
    return "x" + base64.b32encode(raw[:10]).decode("ascii").lower()


def plainly(column: str, text: str) -> str:
    """A cell as it is compared: numbers as numbers, line ends and blanks around apart."""
    text = shown(text).replace("x005F_", "").strip()
    if column in ("floor", "ceiling") and text:
        try:
            return str(number_of(text).normalize())
        except Trouble:
            return text
    if column == "said by":
        return "; ".join(_names(text))
    return " ".join(text.split()) if column == "quote" else text


def differing(row: Cells, now: Cells) -> tuple[str, ...]:
    """The columns that may be changed and in which a row says something else; `state` is not among them, see answer_in()."""
    return tuple(
        c
        for c, text in row.items()
        if c not in ("state", MARK) and (c in EDITABLE or c not in COLUMNS) and not _same(c, text, now.get(c, ""))
    )


def _same(column: str, one: str, other: str) -> bool:
    return alike(one, other) or plainly(column, one) == plainly(column, other)


def answer_in(row: Cells, now: str) -> str:
    """The answer that the cell `state` asks for: accept, reject, withdraw, or "" when it asks for nothing that is not so; raises Trouble("wrong-value")."""
    asked = row.get("state", "").strip().casefold()
    if asked in ("", "proposed", now):
        return ""
    answer = ANSWERS.get(asked)
    if answer is None:
        raise Trouble("wrong-value", field="state", value=asked, allowed="accepted, rejected, withdrawn")
    return "" if now in IN_FORCE[answer] else answer


def amended(claim: Claim, cells: Cells) -> Claim:
    """The claim with these cells in place of its own; other columns than those of a claim are passed over. Raises Trouble("wrong-value")."""
    cells = {c: shown(text).strip() for c, text in cells.items()}
    fields: dict[str, Any] = {name: cells[c] for c, name in FIELDS.items() if c in cells}
    if "stance" in cells:
        fields["stance"] = _closed("stance", cells["stance"]) or claim.stance
    if "said by" in cells:
        fields["said_by"] = _names(cells["said by"])
    if any(c in cells for c in AMOUNT):
        fields["amount"] = _amount(claim.amount, {c: cells[c] for c in AMOUNT if c in cells})
        fields["amount_at"] = claim.amount_at if fields["amount"] else None
    return replace(claim, **fields)


def _names(text: str) -> tuple[str, ...]:
    return tuple(" ".join(x.split()) for x in re.split("[;；]", text) if x.strip())


def _amount(before: Amount | None, cells: Cells) -> Amount | None:
    """The amount after its cells; None when nothing is left of it."""
    told = {c: "" if before is None else _written(getattr(before, c)) for c in AMOUNT} | dict(cells)
    floor, ceiling = (number_of(told[c]) if told[c] else None for c in ("floor", "ceiling"))
    kind = _closed("kind", told["kind"])
    if floor is None and ceiling is None and kind in ("", "none") and not told["what"] and not told["unit"]:
        return None
    if floor is not None and ceiling is not None and (floor > ceiling or (kind == "exact" and floor != ceiling)):
        allowed = "a number not above the ceiling" if floor > ceiling else "the same number as the ceiling, as long as the kind is exact"
        raise Trouble("wrong-value", field="floor", value=told["floor"], allowed=allowed)
    words = {"kind": kind or _kind(floor, ceiling), **{c: w for c in ("status", "measure") if (w := _closed(c, told[c]))}}
    fields: dict[str, Any] = {"floor": floor, "ceiling": ceiling, "unit": told["unit"], "what": told["what"], **words}
    return replace(before or Amount(None, None, "none"), **fields)


def _kind(floor: Decimal | None, ceiling: Decimal | None) -> str:
    """How a figure is put that has these bounds and of which nobody says how."""
    if floor is None:
        return "none" if ceiling is None else "at_most"
    return "at_least" if ceiling is None else "exact" if floor == ceiling else "range"


def _closed(column: str, text: str) -> str:
    """A closed word, however its blanks and capitals are written; "" for an empty cell."""
    word = re.sub(r"[\s_-]+", "_", text.strip().casefold())
    if word and word not in COLUMNS[column][0]:
        raise Trouble("wrong-value", field=column, value=text.strip(), allowed=", ".join(COLUMNS[column][0]))
    return word


def number_of(text: str) -> Decimal:
    """The number in a cell: digits of any script, with or without signs between the thousands; raises Trouble("wrong-value")."""
    bare = re.sub(r"[\s,，'’%]", "", unicodedata.normalize("NFKC", text))
    if not _NUMBER.fullmatch(bare):
        raise Trouble("wrong-value", field="a number", value=text.strip()[:40], allowed="digits, such as 1206962 or 32.9")
    return Decimal(bare)


def figure_of(text: str, language: str) -> Amount | None:
    """The amount that a cell of somebody else's sheet means: a bare number is exact, else as its words are read; None when it has none or several."""
    from firsthand.tongues.amounts import amounts_in

    try:
        number = number_of(text)
        return Amount(
            number, number, "share" if text.strip().endswith(("%", "％")) else "exact", "%" if text.strip().endswith(("%", "％")) else ""
        )
    except Trouble:
        found = [x.amount for x in amounts_in(text, language)]
        return found[0] if len(found) == 1 else None


def filled(cells: Cells, columns: Iterable[str]) -> dict[str, str]:
    """The cells of these columns that say something."""
    return {c: cells[c] for c in columns if cells.get(c, "").strip()}

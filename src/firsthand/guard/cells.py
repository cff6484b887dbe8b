"""Cells of a spreadsheet: what a text looks like in one, so that no program takes it for a formula, and the text back again exactly.

A spreadsheet program that opens a CSV works out a cell that begins with = + - @ or a control (OWASP, "CSV Injection"); an XLSX cell does the same
once somebody presses Enter in it. Such a cell gets an apostrophe before it; restored() takes off just the apostrophe that neutral() put there.
"""

from __future__ import annotations

import re

LONGEST = 32_000  # characters of one cell: Excel takes 32,767 UTF-16 units and cuts what is longer without a word
_FORMULA = re.compile(r"[\s']*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_CONTROLS = {n: 0x2400 + n for n in range(32) if n not in (9, 10)} | {0x7F: 0x2421, 0xFFFE: 0xFFFD, 0xFFFF: 0xFFFD}  # XML cannot hold them
_LONE = re.compile("[\ud800-\udfff]")


def neutral(text: str) -> str:
    """The text as a cell that nothing works out: an apostrophe before what looks like a formula."""
    return "'" + text if _FORMULA.match(text) else text


def restored(cell: str) -> str:
    """The text that neutral() made this cell of; a cell that it did not touch is given back as it is."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell


def shown(text: str) -> str:
    """A text as any spreadsheet can hold it: line ends as one character, controls as their pictures (␌), no more than LONGEST characters."""
    plain = _LONE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROLS))
    return plain if len(plain.encode("utf-16-le")) <= 2 * LONGEST else plain[: LONGEST // 2] + " …"


def alike(one: str, other: str) -> bool:
    """Whether two cells say the same: blanks around them and what programs do to rare characters apart."""
    return _bare(one) == _bare(other)


def _bare(text: str) -> str:
    return shown(text).replace("x005F_", "").strip()  # how XLSX spells an underscore; some readers take it off everywhere

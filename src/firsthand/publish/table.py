"""A table as a value: what an export writes as CSV, XLSX, HTML or DOCX. Every cell is text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its width in characters, the only words that may stand in it (none: any), whether it is only to be read, what it holds."""

    head: str
    width: int = 18
    words: tuple[str, ...] = ()
    fixed: bool = False
    about: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its title, its columns, its rows with a cell for every column."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]

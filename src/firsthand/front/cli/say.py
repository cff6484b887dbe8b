"""How the command line speaks: JSON lines for programs, tables and sentences for people, progress on a terminal."""

from __future__ import annotations

import json
import shutil
import sys
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from firsthand.errors import Trouble

if TYPE_CHECKING:
    from firsthand.case.open import Progress


def json_line(row: dict[str, object]) -> None:
    """One JSON object on a line of standard output."""
    sys.stdout.write(json.dumps({"v": 1, **row}, ensure_ascii=False, separators=(",", ":")) + "\n")


def line(text: str = "") -> None:
    """One line for people."""
    sys.stdout.write(_safe(text) + "\n")


def paragraph(text: str, indent: str = "") -> None:
    """A paragraph for people, wrapped to the terminal."""
    width = min(100, shutil.get_terminal_size((100, 40)).columns)
    for part in text.split("\n"):
        for wrapped in textwrap.wrap(_safe(part), width, initial_indent=indent, subsequent_indent=indent) or [""]:
            sys.stdout.write(wrapped + "\n")


def troubles(found: Iterable[Trouble], as_json: bool) -> int:
    """Say each trouble on standard error; returns how many there were."""
    count = 0
    for trouble in found:
        count += 1
        if as_json:
            name = str(trouble.values.get("path", trouble.values.get("name", "")))
            sys.stderr.write(
                json.dumps({"v": 1, "error": trouble.code, "text": trouble.text, "advice": trouble.advice, "id": name}, ensure_ascii=False)
                + "\n"
            )
        else:
            sys.stderr.write(f"  ! {one_line(trouble.text)} {one_line(trouble.advice)}\n")
    return count


def table(rows: Sequence[Sequence[object]], head: Sequence[str], widest: int = 60) -> None:
    """A plain table: columns as wide as their words, at most `widest`."""
    cells = [[_cut(_safe("" if c is None else str(c)), widest) for c in r] for r in [head, *rows]]
    widths = [max(_width(r[i]) for r in cells) for i in range(len(head))]
    for number, row in enumerate(cells):
        sys.stdout.write("  ".join(c + " " * (w - _width(c)) for c, w in zip(row, widths, strict=True)).rstrip() + "\n")
        if number == 0:
            sys.stdout.write("  ".join("-" * w for w in widths) + "\n")


def _width(text: str) -> int:
    """Columns that a text takes on a terminal: East Asian wide characters take two, combining ones none."""
    return sum(
        0 if unicodedata.combining(c) or unicodedata.category(c) in ("Mn", "Me") else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def _cut(text: str, widest: int) -> str:
    text = " ".join(text.split())
    while _width(text) > widest:
        text = text[: max(1, len(text) - max(1, (_width(text) - widest) // 2) - 1)].rstrip("…") + "…"
    return text


def _safe(text: str) -> str:
    """Text from outside without what would steer a terminal or turn its direction."""
    return "".join(
        c if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co") or c in "\u200c\u200d" else "\N{REPLACEMENT CHARACTER}"
        for c in text
    )


def one_line(text: str) -> str:
    """Text from outside on one line, without what would steer a terminal."""
    return _safe(" ".join(text.split()))


@contextmanager
def progress() -> Iterator[Progress]:
    """A progress bar on a terminal's standard error, nothing when piped."""
    if not sys.stderr.isatty():
        yield lambda what, done, of: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as bar:
        tasks: dict[str, int] = {}

        def show(what: str, done: int, of: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=of)
            bar.update(tasks[what], completed=done, total=of)  # type: ignore[arg-type]

        yield show


def count(number: int, one: str, many: str = "") -> str:
    """'1 source', '3 sources'."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"

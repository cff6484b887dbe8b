"""A document as one self-contained HTML page (no request, no script), and as plain text of 78 characters a line."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from firsthand.guard import cells
from firsthand.publish.document import Blanks, Block, Document, Grid, Heading, Picture, Text
from firsthand.publish.render import wording
from firsthand.publish.render.web import face_for

if TYPE_CHECKING:
    from jinja2 import Template

WIDTH = 78  # characters of a line of plain text


def html_of(document: Document) -> bytes:
    """The document as HTML; its footnotes are left out, for a page has room for what they say."""
    from markupsafe import Markup

    style = "".join(
        (files("firsthand") / "data" / "report" / name).read_text(encoding="utf-8") for name in ("tokens.css", "report.css", "document.css")
    )
    words = "\n".join(text_lines(document))
    page = _template().render(
        title=_shown(document.title), foot=_shown(document.foot), css=Markup(face_for(words) + style), blocks=list(_blocks(document))
    )
    return page.encode("utf-8", "replace")


def _blocks(document: Document) -> Iterator[dict[str, object]]:
    from markupsafe import Markup

    step = 0
    for block in document.blocks:
        told: dict[str, object] = {**{k: _deep(v) for k, v in asdict(block).items()}, "kind": type(block).__name__}
        if isinstance(block, Text):
            step = step + 1 if block.look == "step" else step
            told["step"] = step if block.look == "step" else 0
        if isinstance(block, Grid):
            told["rows"] = [[_shown(cell).split("\n") for cell in row] for row in block.rows]
        if isinstance(block, Picture):
            told["svg"] = Markup(block.svg)
        yield told


def _deep(value: object) -> object:
    return _shown(value) if isinstance(value, str) else [_deep(v) for v in value] if isinstance(value, list | tuple) else value


def _shown(words: str) -> str:
    return wording.shown(cells.shown(words))


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    made = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.filters["tongued"] = wording.tongued
    return made.from_string((files("firsthand") / "data" / "report" / "document.html.j2").read_text(encoding="utf-8"))


def text_of(document: Document) -> bytes:
    """The document as plain text in UTF-8."""
    return ("\n".join(text_lines(document)) + "\n").encode("utf-8", "replace")


def text_lines(document: Document) -> list[str]:
    """The lines of the document as plain text."""
    out, step = [_shown(document.title), "=" * min(WIDTH, len(document.title)), ""], 0
    for block in document.blocks:
        step += isinstance(block, Text) and block.look == "step"
        out += [*_lines(block, step), ""]
    return [*out, _shown(document.foot)]


def _lines(block: Block, step: int) -> list[str]:
    if isinstance(block, Heading):
        return [_shown(block.words), "-" * min(WIDTH, len(block.words))]
    if isinstance(block, Text):
        lead = f"{step}. " if block.look == "step" else "- " if block.look == "item" else ""
        return _wrapped(block.words, lead)
    if isinstance(block, Blanks):
        return [f"{label:<12}{'_' * 48}\n" for label in block.labels]
    if isinstance(block, Picture):
        return [f"{number:>8}  {words}" for words, number in block.lines]
    return [line for row in block.rows for line in (*_record(block, row), "")]


def _record(block: Grid, row: tuple[str, ...]) -> list[str]:
    """A row of a table as lines, each with the head of its column."""
    heads = block.heads or ("",) * len(row)
    return [
        line
        for head, cell in zip(heads, row, strict=True)
        if cell
        for line in _wrapped(cell.replace("\n", "; "), f"{head}: " if head else "")
    ]


def _wrapped(words: str, lead: str) -> list[str]:
    return textwrap.wrap(
        _shown(words), WIDTH, initial_indent=lead, subsequent_indent=" " * min(len(lead), 4), break_long_words=False, break_on_hyphens=False
    ) or [""]

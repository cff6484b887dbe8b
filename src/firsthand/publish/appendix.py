"""The appendix of sources as a value, and as the document and the table that are filed with a submission."""

from __future__ import annotations

from dataclasses import dataclass

from firsthand.publish.document import Block, Document, Grid, Heading, Picture, Text
from firsthand.publish.flow import Flow, lines
from firsthand.publish.render import wording
from firsthand.publish.render.flow import svg
from firsthand.publish.report import SCOPE
from firsthand.publish.table import Column, Table

DIGEST = "SHA-256 is a number computed from every byte of the document as it was kept: if one byte changes, the number changes."
HELD = "“Kept” is the time since which the bytes are held unchanged, by the clock named; it does not say that what a document says is so."


@dataclass(frozen=True, slots=True)
class Item:
    """A source as the appendix shows it: its number, its id in the list, title and translated title, who issued it, where, when, the figures relied upon in
    its own words, addresses, digest of its bytes (SHA-256, hex), when it was captured (UTC seconds; else as the list of the case says) and since when it is
    kept, each by whose clock."""

    number: int
    name: str
    title: str
    translated: str
    body: str
    place: str
    date: str
    figures: tuple[str, ...]
    url: str
    archive_url: str
    digest: str
    captured: int | None
    captured_as_listed: str
    captured_clock: str
    kept: int
    clock: str
    language: str
    media: str
    remark: str = ""  # what a reader must know of the capture: pictures missing, only a block page


@dataclass(frozen=True, slots=True)
class Appendix:
    """All of them; `flow` where documents were screened."""

    title: str
    at: int
    clock: str
    items: tuple[Item, ...]
    flow: Flow | None = None


def document_of(appendix: Appendix) -> Document:
    """The appendix as a document to be filed."""
    count = wording.many(len(appendix.items), "document")
    blocks: list[Block] = [
        Text(f"{wording.capital(count)}, written {wording.moment(appendix.at)} UTC, by {wording.curled(appendix.clock)}. Figures are in the words of each document."),
        Text(f"{DIGEST} {HELD}", "small"),
        Grid(("No.", "Document", "Place and date", "Figures relied upon", "Address", "Kept"), tuple(_row(i) for i in appendix.items), (4, 24, 14, 16, 22, 26)),
    ]  # fmt: skip
    if appendix.flow and appendix.flow.screened:
        blocks += flow_blocks(appendix.flow)
    return Document(f"Appendix: sources. {appendix.title}", tuple(blocks), f"Origins and figures are {SCOPE}.", wide=True)


def flow_blocks(flow: Flow) -> list[Block]:
    """The screening as a heading and a picture."""
    told = tuple(("    " * deep + words, f"{number:,}") for words, number, deep in lines(flow))
    return [Heading("How the documents were chosen"), Picture(svg(flow), told)]


def _row(i: Item) -> tuple[str, ...]:
    title = f"{i.title}\n[{i.translated}]" if i.translated else i.title
    archived = f"Archived: {i.archive_url}" if i.archive_url else ""
    at = f"{wording.moment(i.captured)} UTC" if i.captured is not None else wording.day(i.captured_as_listed)
    captured = f"Captured {at}, by {wording.curled(i.captured_clock)}." if at else ""
    kept = f"Kept {wording.moment(i.kept)} UTC, by {wording.curled(i.clock)}."
    return (
        str(i.number), _joined(title, i.body, i.remark), _joined(i.place, wording.day(i.date) or "undated"), _joined(*i.figures), _joined(i.url, archived),
        _joined(captured, kept, f"SHA-256 {i.digest}"),
    )  # fmt: skip


def _joined(*parts: str) -> str:
    return "\n".join(p for p in parts if p)


def table_of(appendix: Appendix) -> Table:
    """The appendix as a table, a column for each thing."""
    heads = ("number", "id", "title", "translated title", "issued by", "place", "date", "figures relied upon", "address", "archive address", "sha256", "captured",
             "captured by the clock of", "kept", "kept by the clock of", "language", "remark")  # fmt: skip
    rows = tuple(
        (
            str(i.number), i.name, i.title, i.translated, i.body, i.place, i.date, "; ".join(i.figures), i.url, i.archive_url, i.digest,
            i.captured_as_listed if i.captured is None else wording.stamp(i.captured), i.captured_clock, wording.stamp(i.kept), i.clock, i.language, i.remark,
        )
        for i in appendix.items
    )  # fmt: skip
    return Table(f"Appendix: sources. {appendix.title}", tuple(Column(h) for h in heads), rows)

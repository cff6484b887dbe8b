"""The custody statement: in plain words for a person to sign. It says what was kept, when, with what, by whose clock, and what was done since; that the bytes
are held unchanged, and nothing about whether what they say is so."""

from __future__ import annotations

from dataclasses import dataclass

from firsthand.publish.document import Blanks, Block, Document, Grid, Heading, Text
from firsthand.publish.render import wording


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A document as it was kept: its id in the list, its title, its address, SHA-256 (hex) of its bytes and of the file that holds them ("" when the same),
    when captured and since when kept (UTC seconds), a remark."""

    name: str
    title: str
    url: str
    digest: str
    file: str
    captured: int | None
    kept: int
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """What the ledger records since: words, how often, when first and last (UTC seconds)."""

    words: str
    count: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Custody:
    """Everything the statement needs. `size` and `root` (hex): the latest checkpoint of each log with its key; files: how many files hold the documents."""

    case: str
    title: str
    at: int
    clock: str
    version: str
    documents: tuple[KeptFile, ...]
    files: int
    checkpoints: tuple[tuple[str, int, str, str], ...]  # log, size, root, key
    done: tuple[Done, ...]
    erased: int = 0
    properties: tuple[tuple[str, str], ...] = ()  # what the Berkeley Protocol asks of preservation, and what the ledger says of it


def document_of(c: Custody) -> Document:
    """The statement as a document with room for a name, a place, a date and a signature."""
    steps = [_what(c), _how(c), _clock(c), _unchanged(c), _since(c), _not_said()]
    blocks: list[Block] = [
        Text(f"On the documents of the case “{c.title}” ({c.case})."),
        Text("I have charge of this case and its records. From these records I state the following."),
        *(Text(words, "step") for words in steps),
        Blanks(("Name", "Capacity", "Place", "Date", "Signature")),
        Heading("The documents"),
        Grid(("Document", "Address", "Captured and kept (UTC)", "SHA-256"), tuple(_row(d) for d in c.documents), (5, 5, 4, 7)),
        Heading("The ledger"),
        Text(f"What was done, as the ledger of the case records it, in UTC, by {wording.curled(c.clock.partition(';')[0])}:", "small"),
        Grid(("What", "How often", "First", "Last"), tuple(_done(d) for d in c.done), (8, 2, 4, 4)),
        *_properties(c),
        Text("The latest checkpoint of each log, by which anybody can tell whether an entry was changed, taken out or put in between:", "small"),
        Grid(("Log", "Entries", "Root", "Key of the log"), tuple((log, f"{size:,}", root, key) for log, size, root, key in c.checkpoints), (4, 2, 7, 7)),
    ]  # fmt: skip
    return Document(
        "Statement on the keeping of documents",
        tuple(blocks),
        f"Written by Firsthand {c.version} on {wording.moment(c.at)} UTC, by {wording.curled(c.clock.partition(';')[0])}.",
    )


def _properties(c: Custody) -> list[Block]:
    if not c.properties:
        return []
    head = "What the Berkeley Protocol on Digital Open Source Investigations asks of preservation, and what the ledger says of it:"
    return [Text(head, "small"), Grid(("Property", "On record"), c.properties, (3, 12))]


def _what(c: Custody) -> str:
    first, last = min(d.kept for d in c.documents), max(d.kept for d in c.documents)
    when = f"on {wording.moment(first)}" if first == last else f"between {wording.moment(first)} and {wording.moment(last)}"
    files = f"in {wording.many(c.files, 'file')}" if c.files != len(c.documents) else "each in a file of its own"
    return (
        f"What was kept. {wording.capital(wording.many(len(c.documents), 'document'))}, {files}, {'was' if len(c.documents) == 1 else 'were'} put into the case {when} (UTC), byte for byte as received. "
        "The list below gives for each its title, its address, the times, and its SHA-256: a number computed from every byte, which changes if one byte changes."
    )


def _how(c: Custody) -> str:
    return (
        "With what. They were kept with the program Firsthand, which writes every act into a ledger as an entry that cannot be changed or taken out unseen. "
        f"This statement was written by its version {c.version}; the ledger does not record which version kept which document."
    )


def _clock(c: Custody) -> str:
    words = "By whose clock. The times of keeping and of the entries are those of "
    words += (
        "this computer’s clock only; no outside authority has confirmed them."
        if c.clock == "this computer's clock only"
        else f"{wording.curled(c.clock)}."
    )
    captured = any(d.captured is not None for d in c.documents)
    return words + (" A time of capture is the one that the web archive states in which the document came." if captured else "")


def _unchanged(c: Custody) -> str:
    return (
        f"Held unchanged. On {wording.moment(c.at)} (UTC) the SHA-256 of every file was computed again, and each is the one in the ledger: each document is held unchanged since the time "
        f"in the list at which it was kept, by {wording.curled(c.clock)}."
    )


def _since(c: Custody) -> str:
    erased = (
        f"{wording.capital(wording.many(c.erased, 'erasure'))} {'is' if c.erased == 1 else 'are'} on record; what was erased is not in the list below."
        if c.erased
        else "Nothing was erased."
    )
    return f"What was done since. The ledger records the acts listed below; none of them changes a kept file. {erased}"


def _not_said() -> str:
    return (
        "What this does not say. It does not say that what a document says is so, who wrote it, or that the page looked the same to anybody else. "
        "Of the time before a document was kept it says nothing but what the document, its list or its archive says."
    )


def _row(d: KeptFile) -> tuple[str, ...]:
    captured = f"captured {wording.stamp(d.captured)}\n" if d.captured is not None else ""
    holder = f"\nin the file {d.file}" if d.file else ""
    remark = f"\n{d.remark}" if d.remark else ""
    return f"{d.name}: {d.title}{remark}", d.url, f"{captured}kept {wording.stamp(d.kept)}", d.digest + holder


def _done(d: Done) -> tuple[str, ...]:
    return d.words, f"{d.count:,}", wording.stamp(d.first), wording.stamp(d.last)

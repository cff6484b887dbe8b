"""A report as a value: everything the page shows and everything a stranger needs to check it; the page embeds it whole as JSON."""

from __future__ import annotations

from dataclasses import dataclass

from firsthand.model.claims import Claim
from firsthand.model.estimates import Bound
from firsthand.model.findings import Level, Lineage, Mutation, Origins
from firsthand.model.passages import Part, Passage
from firsthand.publish.flow import Flow

FORMAT = "firsthand web-report 1"
SCOPE = "counted among the sources shown here"
MOST_EMBEDDED = 2_000_000  # bytes of one payload that a page carries; a longer one is checked with --case


@dataclass(frozen=True, slots=True)
class Proof:
    """That an entry stands in the log: its canonical line, its place, the hashes (hex) up to the root of the checkpoint, and, where the sealed
    payload is given, the payload's canonical text and its key (hex), which open the commitment in the entry."""

    line: str
    log: str
    index: int
    path: tuple[str, ...]
    payload: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One source as the report shows it. `payload` is base64 of the gzipped bytes that were read ("" when withheld, and `withheld` says why)."""

    id: str
    name: str
    title: str
    publisher: str
    published: str
    language: str
    url: str
    archive_url: str
    part: Part
    media: str
    capture: str
    condition: str
    captured: int | None  # UTC seconds of the capture, where known
    kept: int  # UTC seconds when the ledger took it
    clock: str  # whose clock says so
    listed: tuple[tuple[str, str], ...]  # what the list said, needed to read it again
    proof: Proof
    payload: str = ""
    withheld: str = ""


@dataclass(frozen=True, slots=True)
class Rendering:
    """A passage in the language of the report: the text, by person or machine, checked by whom ("" nobody)."""

    language: str
    text: str
    made_by: str
    checked_by: str = ""


@dataclass(frozen=True, slots=True)
class Cited:
    """A claim that bears a sentence (or speaks against it), its passage in other languages, and the way it came, nearest step first, in words."""

    claim: Claim
    renderings: tuple[Rendering, ...] = ()
    way: tuple[str, ...] = ()

    @property
    def source(self) -> str:
        """The source that holds the passage."""
        return self.claim.source

    @property
    def passage(self) -> Passage:
        """The passage that bears the sentence."""
        return self.claim.passages[0]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A published sentence: its words, the passages, the origins, what changed on the way, and the decision that accepted it."""

    id: str
    text: str
    question: str
    level: Level
    cited: tuple[Cited, ...]
    against: tuple[Cited, ...]
    origins: Origins
    mutations: tuple[Mutation, ...]
    decision: Proof


@dataclass(frozen=True, slots=True)
class Decided:
    """A claim whose figure, place or period a person decided apart from its finding, and that decision."""

    claim: str
    decision: Proof


@dataclass(frozen=True, slots=True)
class Estimate:
    """How many, for one question: what is shown in a sentence, the bounds with what proves them, pictures (SVG) of the layers and of what each source
    changes, and what the letters of the pictures stand for."""

    id: str
    text: str
    bounds: tuple[Bound, ...]
    picture: str = ""
    changes: str = ""
    assumed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Beside:
    """A source that a person put beside the claims, as the text that was read: a census ("census") or a table of overlapping lists ("lists")."""

    what: str
    source: str
    text: str


@dataclass(frozen=True, slots=True)
class Method:
    """One method on a table of lists, in whole people; before: its limits without merging, in words; measured: how often its limits held the truth."""

    name: str
    assumes: str
    estimate: int | None
    lower: int | None
    upper: int | None
    refused: str = ""
    warns: bool = False
    before: str = ""
    measured: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """How many, from overlapping lists: the sentence, which lists were taken as one, what is to be looked at, the methods, pictures (SVG) of both."""

    id: str
    text: str
    source: str
    merged: tuple[str, ...]
    look: tuple[str, ...]
    methods: tuple[Method, ...]
    picture: str
    overlap: str


@dataclass(frozen=True, slots=True)
class Looked:
    """A search that found nothing and that a person lets the report tell: its words, in which language and where ("" not noted), when it was put on record
    (UTC seconds), the question it was for, and the entry that records it."""

    id: str
    text: str
    language: str
    where: str
    at: int
    question: str
    record: Proof


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report. `checkpoints`: for each log its id, signed note (C2SP) and verifier key; sentences stand in the order of the questions."""

    format: str
    case: str
    title: str
    introduction: str
    at: int  # UTC seconds of publication
    clock: str
    scope: str
    settings: str  # SHA-256 (hex) of case.toml
    checkpoints: tuple[tuple[str, str, str], ...]
    questions: tuple[tuple[str, str], ...]  # id, text
    sentences: tuple[Sentence, ...]
    sources: tuple[Card, ...]
    lineage: Lineage
    mutations: tuple[Mutation, ...]
    picture: str = ""  # SVG
    estimates: tuple[Estimate, ...] = ()  # from the claims that the sentences cite
    decided: tuple[Decided, ...] = ()
    beside: tuple[Beside, ...] = ()
    listed: tuple[Listed, ...] = ()  # from the table of lists beside the claims
    looked: tuple[Looked, ...] = ()
    untold: tuple[tuple[str, int], ...] = ()  # searches that found nothing and whose words stay at home: language, how many
    flow: Flow | None = None  # how the documents were chosen, where anything was screened

"""Claims: what a passage says, by whom, how firmly; and the credits by which a document says whence it has something."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from firsthand.model.amounts import Amount
from firsthand.model.passages import Passage, Span

Stance = Literal["asserted", "reported", "alleged", "denied", "negated", "estimated", "planned", "conditional"]
State = Literal["proposed", "accepted", "amended", "rejected", "withdrawn", "disagreement"]
CreditKind = Literal["person", "body", "document", "unnamed", "own"]


@dataclass(frozen=True, slots=True)
class Credit:
    """Words by which a document says whence it has something.

    span: the whole credit; cue: the word that makes it one ("according to", "said", a dateline's tag); name: as written and where ("" for own
    knowledge); content: what is credited, as sure as the syntax lets one be; kind; behind: those the named source had it from, nearest first
    ("a study by ASPI, the Times reported" is name "the Times", behind ("ASPI",)); manner: said, told, wrote, reported, citing, agency, byline,
    source_line, footnote, link, photo, own, study, document; rule: which rule saw it; quoted: the content stands in quotation marks.
    """

    span: Span
    cue: Span
    name: str
    at: Span
    content: Span
    kind: CreditKind
    manner: str
    rule: str
    behind: tuple[str, ...] = ()
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """Who said that how many of whom were done what, when and where, how firmly; `slot` tells claims of one passage apart.

    One passage and the speaker are all that a hand-made claim needs. `said_by` runs from the nearest speaker to the farthest: X citing Y citing Z.
    `why` names the rules that proposed it.
    """

    id: str
    source: str
    passages: tuple[Passage, ...]
    said_by: tuple[str, ...] = ()
    actor: str = ""
    act: str = ""
    acted_on: str = ""
    when: str = ""
    where: str = ""
    amount: Amount | None = None
    amount_at: Span | None = None  # the amount's own words, within the source's stream
    stance: Stance = "asserted"
    slot: str = ""
    state: State = "proposed"
    why: tuple[str, ...] = ()
    statement: str = ""  # a person's own sentence of it, if any


@dataclass(frozen=True, slots=True)
class Said:
    """What one source says, as proposed: its claims and its credits."""

    source: str
    claims: tuple[Claim, ...] = ()
    credits: tuple[Credit, ...] = ()

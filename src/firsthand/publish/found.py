"""What a check finds: a checked sentence, its fields while they are gathered, and the tools that a check may call."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from firsthand.errors import Trouble
from firsthand.model.amounts import Amount
from firsthand.model.findings import Origins
from firsthand.model.passages import Reading
from firsthand.publish.report import Card, Estimate, Listed, Report, Sentence

OK, FAILS, OPEN = "ok", "fails", "cannot tell"
FIELDS = ("text", "bytes", "span", "number", "origins", "stance", "clearance")


@dataclass(frozen=True)
class Checked:
    """One sentence and what was found: each field "ok", "fails", "cannot tell" or "-" (does not apply); the verdict; why, in words."""

    sentence: str
    text: str = "-"
    bytes: str = "-"
    span: str = "-"
    number: str = "-"
    origins: str = "-"
    stance: str = "-"
    clearance: str = "-"
    verdict: str = "not evidenced"
    why: tuple[str, ...] = ()


@dataclass
class Tools:
    """What the check may call: proofs (raise Trouble or answer), reading, what a text says, counting origins."""

    entry_in: Callable[[str, int, Sequence[str], str, str], bool]  # line, index, path, checkpoint, key
    checkpoint_signed: Callable[[str, str], bool]  # checkpoint, key
    opens: Callable[[str, str, str], bool]  # entry line, payload, key
    read: Callable[[Sequence[tuple[Card, bytes]]], Sequence[Reading | Trouble]]  # all at once, in bounded workers
    amounts: Callable[[str, str], Sequence[Amount]]  # text, language
    stance: Callable[[str, str], str]
    count: Callable[[Report, Sentence, dict[str, Reading]], Origins | None]
    quotations: Callable[[str, str], Sequence[str]] = lambda text, language: ()  # the words inside quotation marks
    kept: Callable[[Card], bytes | None] = lambda card: None  # bytes that the report withholds, where a case is at hand
    estimates: Callable[[Report], Sequence[Estimate]] = lambda report: ()  # how many, worked out again from what the sentences cite
    listed: Callable[[Report], Sequence[Listed]] = lambda report: ()  # the same from tables of lists
    in_case: Callable[[Report], Sequence[str]] = lambda report: ()  # why its log is not that of the case at hand
    readings: dict[str, Reading] = field(default_factory=dict)


@dataclass
class Found:
    """The findings of one field while they are gathered: the worst word and every reason."""

    words: dict[str, str] = field(default_factory=dict)
    why: list[str] = field(default_factory=list)

    def say(self, name: str, word: str, why: str = "") -> None:
        """Notes a word for a field, where it is worse than the one before, and why."""
        order = ("-", OK, OPEN, FAILS)
        if order.index(word) >= order.index(self.words.get(name, "-")):
            self.words[name] = word
        if why and why not in self.why:
            self.why.append(why)


def summary(checked: Sequence[Checked]) -> dict[str, int]:
    """How many sentences have which verdict."""
    out = dict.fromkeys(("matches its source", FAILS, "not evidenced", OPEN), 0)
    for one in checked:
        out[one.verdict] += 1
    return out

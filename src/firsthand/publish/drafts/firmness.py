"""How firmly a draft says what its source says: estimates, allegations, denials and plans must not become facts on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from firsthand.model.claims import Stance
from firsthand.publish.drafts.comparing import ENDS
from firsthand.publish.drafts.evidence import Evidence, Sentence
from firsthand.publish.drafts.figures import Borne
from firsthand.publish.drafts.values import Fault, Statement
from firsthand.publish.numbers import HEDGES

ALIKE = 0.5  # likeness of words from which a sentence of the source is the one that is meant
ADMITS = re.compile(r"\b(?:admit(?:s|ted)?|conced(?:es|ed)|acknowledg(?:es|ed)|confess(?:es|ed))\b|承认|供认|ཁས་ལེན", re.IGNORECASE)
SOFT: dict[Stance, str] = {
    "alleged": "as alleged", "estimated": "as an estimate", "planned": "as planned", "conditional": "as possible", "denied": "as denied", "negated": "as not so",
}  # fmt: skip
_SAID: dict[Stance, str] = {**SOFT, "asserted": "as a fact", "reported": "as reported"}


def faults_of(statement: Statement, sentence: Sentence, borne: Sequence[Borne], cited: Sequence[Evidence]) -> Iterator[Fault]:
    """What lost its hedge or its denial: by the figures that both have, else by the sentence of the source that is most alike."""
    by_figure: dict[int, list[Borne]] = {}
    for b in borne if not ENDS.search(sentence.text) else ():
        by_figure.setdefault(b.figure.at.start, []).append(b)
    pairs = [
        (bs[0].figure.stance, min(bs, key=lambda b: (_gap(b.figure.stance, b.there.stance), -b.there.number.start)))
        for bs in by_figure.values()
    ]
    for mine, b in pairs:
        if (fault := _fault(statement, mine, b.there.stance, b.evidence, b.sentence)) is not None:
            yield fault
            return
    if pairs:
        return
    yield from _by_words(statement, sentence, cited)


def _by_words(statement: Statement, sentence: Sentence, cited: Sequence[Evidence]) -> Iterator[Fault]:
    """By the sentence of the source that is most alike; across languages, an admission where the source has but a denial."""
    for e in cited:
        likeness, there = e.alike(sentence)
        if ADMITS.search(sentence.text) and e.work.reading.language != sentence.language:
            denials = [s for s in e.sentences if s.stance() == "denied"]
            if len(denials) == 1 and not any(ADMITS.search(s.text) for s in e.sentences):
                yield _told("denial-lost", statement, "as admitted", "denied", e, denials[0])
                return
        if there is None or likeness < ALIKE or there.language != sentence.language:
            continue
        if (fault := _fault(statement, sentence.stance(), there.stance(), e, there)) is not None:
            yield fault
            return


def _gap(mine: Stance, theirs: Stance) -> int:
    """How much more firmly the draft says it; what is planned shows in the figure's status, which is held against the source on its own."""
    return max(0, HEDGES[mine] - HEDGES[theirs]) if theirs != "planned" else 0


def _fault(statement: Statement, mine: Stance, theirs: Stance, e: Evidence, there: Sentence) -> Fault | None:
    if theirs not in SOFT or _gap(mine, theirs) <= 0 or mine in SOFT and mine not in ("alleged", "estimated"):
        return None
    return _told("denial-lost" if theirs in ("denied", "negated") else "hedge-lost", statement, _SAID[mine], theirs, e, there)


def _told(code: str, statement: Statement, mine: str, theirs: Stance, e: Evidence, there: Sentence) -> Fault:
    words = there.text if len(there.text) <= 140 else there.text[:137] + "..."
    return Fault(
        code,
        f"The source says it {SOFT[theirs]}, the draft {mine} ({e.work.id}: “{words}”).",
        statement.span,
        source=e.work.id,
        was=there.text,
    )

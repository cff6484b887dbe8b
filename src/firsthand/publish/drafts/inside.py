"""What a draft says against itself: two figures for the same thing in two of its sentences."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import combinations

from firsthand.publish.drafts.evidence import Figure, Sentence
from firsthand.publish.drafts.figures import SMALL
from firsthand.publish.drafts.totals import CHANGE, RUNNING, TOTAL, slip
from firsthand.publish.drafts.values import Fault, Statement
from firsthand.tongues.nouns import kind_of

ALIKE = 0.8  # share of the words of the shorter sentence that the other has
SLIPPED = 0.35  # the same, where the numbers differ by a slip of the pen
MOST = 3_000  # statements with figures that are compared, each with each


def faults_of(statements: Sequence[Statement], sentences: Sequence[Sentence], borne: Collection[int]) -> Iterator[tuple[int, Fault]]:
    """Statements that contradict another one: the one that no source bears out, else the later; `borne`: numbers of statements whose figures are borne."""
    with_figures = [n for n, s in enumerate(sentences) if any(v > SMALL for f in s.figures for v in f.values)][:MOST]
    said: set[int] = set()
    for one, two in combinations(with_figures, 2):
        pair = _against(sentences[one], sentences[two])
        if pair is None:
            continue
        wrong, right = (one, two) if two in borne and one not in borne else (two, one)
        if wrong in said:
            continue
        said.add(wrong)
        mine, other = (pair[0], pair[1]) if wrong == one else (pair[1], pair[0])
        place = statements[right].label or str(statements[right].paragraph)
        why = f"The draft says {mine.words} here and {other.words} in paragraph {place}: “{_cut(statements[right].text)}”."
        yield wrong, Fault("contradiction", why, statements[wrong].at(mine.at.start, mine.at.end), was=other.words, became=mine.words)


def _against(one: Sentence, two: Sentence) -> tuple[Figure, Figure] | None:
    """The two figures of sentences that say the same thing with another number; None where they may speak of different things."""
    if one.language != two.language or not _same_days(one, two):
        return None
    like = _alike(one, two)
    if like < SLIPPED:
        return None
    shared = {v for f in one.figures for v in f.values} & {v for f in two.figures for v in f.values}
    for a in one.figures:
        for b in two.figures:
            if set(a.values) == set(b.values) or not a.values or not b.values or not _same_kind(a, b):
                continue
            ranges = a.amount.kind == b.amount.kind == "range" and len(set(a.values) & set(b.values)) == 1
            if ranges and _ends_slipped(a, b):
                return a, b
            loose = not set(a.values) & shared and not set(b.values) & shared
            if (
                loose
                and a.values[0] > SMALL
                and b.values[0] > SMALL
                and slip(a.values[0], b.values[0])
                and (_counted(a) or a.values[0] >= 1_000)
            ):
                return a, b
            if (
                loose
                and like >= ALIKE
                and _counted(a)
                and not _reckons(one)
                and not _reckons(two)
                and len(one.figures) == len(two.figures) == 1
                and a.amount.kind == b.amount.kind == "exact"
                and a.amount.unit != "%"
            ):
                return (a, b) if min(a.values[0], b.values[0]) > SMALL and not _rounded(a, b) else None
    return None


def _counted(f: Figure) -> bool:
    """Whether it is said what is counted."""
    return bool(kind_of(f.amount.what or f.amount.unit))


def _reckons(sentence: Sentence) -> bool:
    """Whether a sentence adds up, or gives a running count: another number is then no contradiction."""
    return any(cue.search(sentence.text) for cue in (TOTAL, CHANGE, RUNNING))


def _alike(one: Sentence, two: Sentence) -> float:
    least = min(len(one.tokens), len(two.tokens))
    return len(one.tokens & two.tokens) / least if least >= 4 else 0.0


def _same_days(one: Sentence, two: Sentence) -> bool:
    """Whether the two name no days, or one in common."""
    return not one.days or not two.days or any(a.agrees(b) for a in one.days for b in two.days)


def _same_kind(a: Figure, b: Figure) -> bool:
    one, two = kind_of(a.amount.what or a.amount.unit), kind_of(b.amount.what or b.amount.unit)
    return a.amount.unit == b.amount.unit and (not one or not two or one == two)


def _ends_slipped(a: Figure, b: Figure) -> bool:
    (x,), (y,) = (tuple(set(f.values) - set(o.values)) for f, o in ((a, b), (b, a)))
    return slip(x, y)


def _rounded(a: Figure, b: Figure) -> bool:
    x, y = a.values[0], b.values[0]
    return abs(x - y) * 50 < max(x, y)


def _cut(text: str) -> str:
    return text if len(text) <= 90 else text[:87] + "..."

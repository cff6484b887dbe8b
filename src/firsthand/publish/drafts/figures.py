"""The figures of a statement held against the works that its notes cite: borne, changed on the way, standing in another work, or nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from firsthand.publish.drafts.comparing import Outcome, compared
from firsthand.publish.drafts.evidence import Evidence, Figure, Sentence
from firsthand.publish.drafts.values import Fault, Statement
from firsthand.publish.numbers import written
from firsthand.tongues.nouns import kind_of

SMALL = 12  # numbers up to it are too common to be looked for alone
TELLING = 100  # from here on a number that stands in another work stands there for this
ALIKE = 0.4  # likeness from which a sentence of the source is taken for the one that the draft means
_WORSE = ("status", "range-lost", "bound-changed", "unit", "about-lost")


@dataclass(frozen=True)
class Borne:
    """A figure of the draft with the sentence and figure of a work that bear it."""

    figure: Figure
    evidence: Evidence
    sentence: Sentence
    there: Figure


@dataclass(frozen=True)
class Compared:
    """What came of holding the figures of a statement against works: those that are borne, faults, and those that could not be found."""

    borne: tuple[Borne, ...]
    faults: tuple[Fault, ...]
    lost: tuple[Figure, ...]


def checkable(sentence: Sentence) -> list[Figure]:
    """The figures of a sentence that name a number, outside its quotation marks."""
    return [
        f
        for f in sentence.figures
        if f.values
        and f.amount.kind not in ("none",)
        and not any(q.start <= f.at.start < q.end for q in sentence.quoted)
        and not _counts_sources(f)
    ]


def _counts_sources(figure: Figure) -> bool:
    """Whether a figure counts the sources themselves ("three independent sources")."""
    return kind_of(figure.amount.what) in ("source", "newspaper", "paper", "outlet", "medium", "来源", "媒体", "题")


def held_against(statement: Statement, sentence: Sentence, cited: Sequence[Evidence], ours: frozenset[Decimal] = frozenset()) -> Compared:
    """The figures of a statement against the works that it cites; `ours` are numbers that follow from others of the draft."""
    borne, faults, lost = list[Borne](), list[Fault](), list[Figure]()
    for figure in checkable(sentence):
        outcomes = list(_outcomes(figure, sentence, cited))
        good = [o for o in outcomes if not o[0].code and (figure.values[0] > SMALL or _same_thing(figure, o[3]) or not figure.amount.what)]
        if good:
            borne += [Borne(figure, e, s, f) for _, e, s, f in good]
            continue
        if figure.values[0] in ours and figure.amount.kind in ("exact", "share", "about"):
            continue
        if outcomes:
            if figure.values[0] <= SMALL:
                lost.append(figure)
                continue
            outcome, e, s, f = min(outcomes, key=lambda o: (o[0].far, _WORSE.index(o[0].code)))
            faults.append(_fault(outcome.code, outcome.why, statement, figure, e, s, f))
            continue
        lost.append(figure)
    return Compared(tuple(borne), tuple(faults), tuple(lost))


def _outcomes(figure: Figure, sentence: Sentence, cited: Sequence[Evidence]) -> Iterator[tuple[Outcome, Evidence, Sentence, Figure]]:
    for e in cited:
        for s, f in e.figures:
            outcome = compared(figure, sentence.text, f)
            if outcome is not None:
                yield outcome, e, s, f


def _fault(code: str, why: str, statement: Statement, figure: Figure, e: Evidence, there: Sentence, f: Figure) -> Fault:
    return Fault(
        code,
        f"“{figure.words}”: {why} ({e.work.id}: “{_around(there, f)}”).",
        statement.at(figure.at.start, figure.at.end),
        source=e.work.id,
        was=f.words,
        became=figure.words,
    )


def _around(sentence: Sentence, f: Figure, most: int = 90) -> str:
    """The words around a figure, cut to what can be read at a glance."""
    start, end = max(0, f.at.start - most // 2), min(len(sentence.text), f.at.end + most // 2)
    words = " ".join(sentence.text[start:end].split())
    return ("…" if start else "") + words + ("…" if end < len(sentence.text) else "")


# ---- figures that the source does not have ----------------------------------------------------------------------------------------------------


def missing(
    statement: Statement, sentence: Sentence, found: Compared, cited: Sequence[Evidence], others: Sequence[Evidence], sure: bool
) -> Iterator[Fault]:
    """Why figures that no cited work has are wrong: another one stands in its place, or it stands in another work; `sure`: all that is cited is held."""
    for figure in found.lost:
        yield from _one_missing(statement, sentence, figure, found, cited, others, sure)


def _one_missing(
    statement: Statement,
    sentence: Sentence,
    figure: Figure,
    found: Compared,
    cited: Sequence[Evidence],
    others: Sequence[Evidence],
    sure: bool,
) -> Iterator[Fault]:
    instead = _instead(sentence, figure, found, cited)
    if instead is not None:
        e, s, f = instead
        why = f"the source says {_said(f)}, the draft {_said(figure)}"
        yield _fault("figure-differs", why, statement, figure, e, s, f)
        return
    value = figure.values[0]
    if value <= SMALL:
        return
    at, names = statement.at(figure.at.start, figure.at.end), ", ".join(e.work.id for e in cited)
    elsewhere = next((e for e in others if value >= TELLING and any(not o.code for o, *_ in _outcomes(figure, sentence, [e]))), None)
    if elsewhere is not None and sure:
        why = f"“{figure.words}” stands in {elsewhere.work.id}, not in what is cited ({names})."
        yield Fault("figure-elsewhere", why, at, source=elsewhere.work.id, became=figure.words)
    elif sure:
        yield Fault("figure-missing", f"“{figure.words}” was not found in {names}.", at, became=figure.words)


def _said(f: Figure) -> str:
    return written(f.amount) + (f" {f.amount.what}" if f.amount.what and f.amount.unit != "%" else "")


def _instead(sentence: Sentence, figure: Figure, found: Compared, cited: Sequence[Evidence]) -> tuple[Evidence, Sentence, Figure] | None:
    """The figure of the source that stands where the draft has another: in the sentence that is alike, of the same thing, or with its digits changed."""
    taken = {(id(b.sentence), b.there.at.start) for b in found.borne}
    for e in cited:
        sentences = [b.sentence for b in found.borne if b.evidence is e]
        likeness, alike = e.alike(sentence)
        if alike is not None and likeness >= ALIKE:
            sentences.append(alike)
        for there in {id(s): s for s in sentences}.values():
            free = [f for f in there.figures if (id(there), f.at.start) not in taken and f.values and _both_shares(figure, f)]
            same = [f for f in free if _same_thing(figure, f)]
            if len(same) == 1 or (same and _digits(figure, same[0])):
                return e, there, same[0]
            near = [f for f in free if _digits(figure, f)]
            if near:
                return e, there, near[0]
    slips = [
        (e, s, f)
        for e in cited
        for s, f in e.figures
        if figure.values[0] > 2 * SMALL and _digits(figure, f) and not _other_thing(figure, f)
    ]
    return slips[0] if len({f.values for _, _, f in slips}) == 1 else None


def _both_shares(one: Figure, two: Figure) -> bool:
    return (one.amount.unit == "%") == (two.amount.unit == "%")


def _same_thing(one: Figure, two: Figure) -> bool:
    """Whether two figures count the same thing, as far as their words say."""
    a, b = kind_of(one.amount.what or one.amount.unit), kind_of(two.amount.what or two.amount.unit)
    return bool(a and b) and a == b


def _other_thing(one: Figure, two: Figure) -> bool:
    a, b = kind_of(one.amount.what), kind_of(two.amount.what)
    return bool(a and b) and a != b


def _digits(one: Figure, two: Figure) -> bool:
    """Whether two numbers differ by a slip of the pen: two digits exchanged, one digit another, a zero more or less."""
    x, y = one.values[0], two.values[0] if two.values else None
    if y is None or x == y or x % 1 or y % 1 or x <= SMALL or not _both_shares(one, two):
        return False
    a, b = str(int(x)), str(int(y))
    if len(a) == len(b):
        wrong = [i for i in range(len(a)) if a[i] != b[i]]
        swapped = len(wrong) == 2 and wrong[1] == wrong[0] + 1 and a[wrong[0]] == b[wrong[1]] and a[wrong[1]] == b[wrong[0]]
        return swapped or (len(wrong) == 1 and len(a) >= 4)
    return abs(len(a) - len(b)) == 1 and (x == y * 10 or y == x * 10)

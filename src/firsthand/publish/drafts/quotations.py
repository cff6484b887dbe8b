"""Words that a draft puts between quotation marks, held against what its notes cite: letter for letter but for marks, blanks, the case of the first letter
and what the writer left out (…) or put in [so].
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from firsthand.model.passages import Reading, Span
from firsthand.publish.differences import Piece, compared
from firsthand.publish.drafts.shelf import key_of
from firsthand.publish.drafts.values import Fault, Note, Statement, Work
from firsthand.tongues.scripts import HAN, KANA, TIBETAN
from firsthand.tongues.words import folded

LEAST = 3  # words of a quotation that is looked for as such; fewer are often a term; Han and Tibetan: LEAST_SIGNS
LEAST_SIGNS = 5
ALTERED = 68.0  # likeness (per cent, Levenshtein over the best window) from which a quotation is one that was altered
LONGEST_TEXT = 4_000_000  # code points of a work in which an altered quotation is looked for: the search takes a second there
_LETTER_CHANGED = re.compile(r"\[(\w)\](?=\w)")
_ENDING_CHANGED = re.compile(r"\w+\[\w+\]\w*")
_GAP = re.compile(r"\[[^\]]*\]|\(\s*(?:…|\.\s?\.\s?\.)\s*\)|…+|\.\s?\.\s?\.(?:\s?\.)?")
_MARKS = "“”„«»「」『』《》\"'‘’＂"
_NUMBERS = re.compile(r"\[\d{1,3}\]|(?<=\S)[⁰¹²³⁴-⁹]+")  # marks whose notes were not found
_SIGN = re.compile(f"[{HAN}{KANA}{TIBETAN}]")
_BROKEN = re.compile(r"(?<=\w)[-\u00ad]\n\s*(?=[a-z])")


@dataclass
class Library:
    """The texts of works as runs of tokens, each made once."""

    _made: dict[str, _Text] = field(default_factory=dict)

    def of(self, work: Work) -> _Text:
        """The text of a work."""
        if work.source not in self._made:
            self._made[work.source] = _Text(work.reading)
        return self._made[work.source]


class _Text:
    """A reading without its marks of notes: whole, its body alone (a sentence may run over notes at the foot of a page), and with broken words put together."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    @cached_property
    def plain(self) -> str:
        """The text with marks of notes left out."""
        return _NUMBERS.sub("", _without(self.reading.text, [f.at for f in self.reading.footnotes]))

    @cached_property
    def runs(self) -> tuple[str, ...]:
        """Tokens parted by blanks, in the ways in which the text may be put together."""
        r = self.reading
        body = "\n".join(r.text[b.start : b.end] for b in r.body)
        marks = [f.at for f in r.footnotes]
        ways = [self.plain, _BROKEN.sub("", self.plain), body if not marks else "\n".join(_without(r.text, marks, b) for b in r.body)]
        return tuple(dict.fromkeys(f" {key_of(w)} " for w in ways))

    def has(self, pieces: Sequence[str]) -> bool:
        """Whether the pieces stand in it in this order."""
        return any(_in_order(run, pieces) for run in self.runs)

    def nearest(self, quote: str) -> tuple[float, str]:
        """The words most like a quotation, and how like they are (per cent)."""
        from rapidfuzz.fuzz import partial_ratio_alignment

        text = " ".join(self.plain.split())
        if not text or len(text) > LONGEST_TEXT or len(quote) > len(text):
            return 0.0, ""
        found = partial_ratio_alignment(folded(quote), folded(text))
        if found is None:
            return 0.0, ""
        start, end = found.dest_start, found.dest_end
        while start > 0 and not text[start - 1].isspace() and not _SIGN.match(text[start]):
            start -= 1
        while end < len(text) and not text[end].isspace() and not _SIGN.match(text[end - 1]):
            end += 1
        return float(found.score), text[start:end].strip()


def _without(text: str, marks: Sequence[Span], within: Span | None = None) -> str:
    """A text, or a part of it, without some spans."""
    at, end = (within.start, within.end) if within else (0, len(text))
    out = []
    for mark in marks:
        if mark.start < at or mark.end > end:
            continue
        out.append(text[at : mark.start])
        at = mark.end
    return "".join(out) + text[at:end]


def _in_order(run: str, pieces: Sequence[str]) -> bool:
    at = 0
    for piece in pieces:
        found = run.find(f" {piece} ", at)
        if found < 0:
            return False
        at = found + len(piece) + 1
    return True


def pieces_of(quote: str) -> list[str]:
    """The pieces of a quotation that must stand letter for letter, as tokens."""
    bare = _LETTER_CHANGED.sub(r"\1", quote.strip(_MARKS + " "))
    bare = _ENDING_CHANGED.sub(" … ", bare)
    return [k for p in _GAP.split(bare) if (k := key_of(p))]


def is_long(quote: str) -> bool:
    """Whether a quotation is more than a term."""
    tokens = key_of(quote).split()
    signs = [t for t in tokens if _SIGN.match(t)]
    return len(tokens) - len(signs) >= LEAST or len(signs) >= LEAST_SIGNS


def faults_of(
    statement: Statement,
    quoted: Sequence[Span],
    cited: Sequence[Work],
    others: Sequence[Work],
    notes: Sequence[Note],
    library: Library,
    sure: bool,
) -> tuple[tuple[Fault, ...], int]:
    """What is wrong with the quotations of a statement, and how many of them stand in what it cites; `sure`: all that is cited is held."""
    faults, good = list[Fault](), 0
    for span in quoted:
        quote = statement.text[span.start : span.end]
        if _is_title(quote, (*cited, *others), notes):
            continue
        pieces = pieces_of(quote)
        if not pieces:
            continue
        if any(library.of(w).has(pieces) or _recorded(w, pieces) for w in cited):
            good += 1
            continue
        if is_long(quote) and cited and (fault := _fault(statement, span, quote, pieces, cited, others, library, sure)):
            faults.append(fault)
    return tuple(faults), good


def _is_title(quote: str, works: Sequence[Work], notes: Sequence[Note]) -> bool:
    """Whether the words are the title of a work and no quotation from it."""
    key = f" {key_of(quote)} "
    titles = [key_of(w.title) for w in works] + [key_of(t) for n in notes for c in n.citations for t in c.titles]
    return any(t and f" {t} " in key and len(t) > 0.6 * len(key) for t in titles)


def _fault(
    statement: Statement,
    span: Span,
    quote: str,
    pieces: list[str],
    cited: Sequence[Work],
    others: Sequence[Work],
    library: Library,
    sure: bool,
) -> Fault | None:
    at, short = statement.at(span.start, span.end), _short(quote)
    elsewhere = next((w for w in others if library.of(w).has(pieces)), None)
    same = [w for w in cited if not _other_tongue(quote, statement, w)]
    if not same:
        return _translated(statement, span, quote, pieces, cited, elsewhere)
    if elsewhere is not None and sure:
        return Fault("quotation-elsewhere", f"{short} stands in {elsewhere.id}, not in {_ids(same)}.", at, source=elsewhere.id)
    near, words, work = max(((*library.of(w).nearest(" ".join(quote.strip(_MARKS + " ").split())), w) for w in same), key=lambda x: x[0])
    if near >= ALTERED:
        why = f"{short} is not what {work.id} says: “{words}”. {_difference(words, quote)}"
        return Fault("quotation-altered", why, at, source=work.id, was=words, became=quote)
    return Fault("quotation-missing", f"{short} was not found in {_ids(same)}.", at, source=same[0].id) if sure else None


def _recorded(work: Work, pieces: Sequence[str]) -> bool:
    """Whether a translation that the case holds has the words."""
    return any(_in_order(f" {key_of(t.text)} ", pieces) for t in work.translations)


def _translated(
    statement: Statement, span: Span, quote: str, pieces: list[str], cited: Sequence[Work], elsewhere: Work | None
) -> Fault | None:
    """A quotation in another language than what is cited: it is one of a translation, recorded or not."""
    recorded = [t for w in cited for t in w.translations if _same_tongue(t.text, quote)]
    at, work = statement.at(span.start, span.end), cited[0]
    if elsewhere is not None:
        why = f"{_short(quote)} is a translation of {work.id}; these words stand in {elsewhere.id}."
    elif recorded:
        why = f"{_short(quote)} is a translation of {work.id}, and not as the case has it: “{recorded[0].text[:120]}”."
    else:
        why = f"{_short(quote)} is a translation of {work.id}; no translation is recorded in the case to compare it with."
    return Fault("quotation-translated", why, at, source=work.id)


def _other_tongue(quote: str, statement: Statement, work: Work) -> bool:
    """Whether a quotation cannot be in the words of a work: another script, or another language of the same."""
    if not _same_tongue(quote, work.reading.text[:4000]):
        return True
    known = {statement.language, work.reading.language} - {"und", ""}
    return len(known) == 2 and not known & {"zh", "bo", "ja"} and not _SIGN.search(quote)


def _same_tongue(one: str, other: str) -> bool:
    """Whether two texts are mostly of one script."""
    return _script(one) == _script(other)


def _script(text: str) -> str:
    signs, letters = len(_SIGN.findall(text)), sum(c.isalpha() for c in text)
    if signs * 2 < letters:
        return "latin"
    return "bo" if len(re.findall(f"[{TIBETAN}]", text)) * 2 > signs else "han"


def _difference(was: str, became: str) -> str:
    """Which words are others."""
    left, right = compared(was, became.strip(_MARKS + " "))
    lost, added = (_runs_of(side) for side in (left, right))
    told = [f"lost: {lost}" if lost else "", f"put in: {added}" if added else ""]
    words = "; ".join(t for t in told if t)
    return words[:1].upper() + words[1:] + "." if words else ""


def _runs_of(pieces: Sequence[Piece]) -> str:
    """The words that the other side has not, run by run."""
    runs, last = list[str](), True
    for p in pieces:
        if not p.same or (not last and p.words.isspace()):
            runs = runs if runs and not last else [*runs, ""]
            runs[-1] += p.words
            last = False
        else:
            last = True
    return ", ".join(f"“{r.strip()}”" for r in runs if any(c.isalnum() for c in r))


def _short(quote: str) -> str:
    bare = quote.strip(_MARKS + " ")
    return f"“{bare if len(bare) <= 70 else bare[:67] + '...'}”"


def _ids(works: Sequence[Work]) -> str:
    return ", ".join(dict.fromkeys(w.id for w in works))


def unsourced(quoted: Sequence[Span], statement: Statement) -> Iterator[Span]:
    """Quotations long enough to need a source."""
    return (q for q in quoted if is_long(statement.text[q.start : q.end]))

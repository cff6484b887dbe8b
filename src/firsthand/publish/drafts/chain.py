"""What every note cites, followed through ibid., "see n 6" and "supra note 4" to the citation that is meant, and to the work that a case holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from firsthand.publish.drafts.shelf import Shelf, key_of
from firsthand.publish.drafts.values import Cited, Fault, Note
from firsthand.tongues.references import Citation, says_how_it_is_known

_NO_NAMES = frozenset([
    "see", "also", "cf", "the", "of", "and", "in", "at", "p", "pp", "para", "paras", "art", "arts", "article", "articles", "n", "nn",
    "note", "notes", "above", "supra", "ibid", "id", "op", "cit", "loc", "s", "ch",
])  # fmt: skip


@dataclass(frozen=True)
class Chain:
    """The sources of each note in order, and what is wrong with a note's references."""

    cited: tuple[tuple[Cited, ...], ...]
    faults: tuple[tuple[Fault, ...], ...]


def chain_of(notes: Sequence[Note], shelf: Shelf) -> Chain:
    """Resolves the notes of a draft in the order of their calls."""
    resolver = _Resolver(notes, shelf)
    for number in range(len(notes)):
        resolver.note(number)
    return Chain(tuple(resolver.cited), tuple(tuple(f) for f in resolver.faults))


class _Resolver:
    """Goes through the notes once; what earlier notes cite is known when a later one points back."""

    def __init__(self, notes: Sequence[Note], shelf: Shelf) -> None:
        self.notes, self.shelf = notes, shelf
        self.cited: list[tuple[Cited, ...]] = []
        self.faults: list[list[Fault]] = []
        self.numbers: dict[str, list[int]] = {}
        for number, note in enumerate(notes):
            if note.kind == "note":
                self.numbers.setdefault(note.mark, []).append(number)

    def note(self, number: int) -> None:
        """Takes the next note in."""
        self.faults.append([])
        out: list[Cited] = []
        for citation in self.notes[number].citations:
            out += self._citation(number, citation, out)
        self.cited.append(tuple(out))

    def _citation(self, number: int, citation: Citation, here: Sequence[Cited]) -> list[Cited]:
        if citation.back:
            return [c for back in citation.back for c in self._back(number, citation, back, here)]
        if citation.is_empty:
            return []
        works, how = self.shelf.find(citation)
        if not works and (earlier := self._shortened(citation)) is not None:
            return [replace(earlier, note=number)]
        doubt = "" if len(works) < 2 else f"it could be {' or '.join(w.id for w in works[:3])}"
        return [Cited(number, citation, works, how, doubt)]

    # ---- back references --------------------------------------------------------------------------------------------------------------------

    def _back(self, number: int, citation: Citation, back: str, here: Sequence[Cited]) -> list[Cited]:
        if back == "<":
            return self._same(number, citation, here)
        if back == "^":
            earlier = self._shortened(citation)
            return (
                [replace(earlier, note=number)]
                if earlier
                else self._doubtful(number, citation, "It does not say in which note the source was cited.")
            )
        target = self._numbered(number, back)
        if target is None or target == number:
            why = f"It points to note {back}, and there is no such note." if target is None else "It points to itself."
            return self._broken(number, citation, why)
        if target > number:
            return [Cited(number, c, *self.shelf.find(c)) for c in self.notes[target].citations if not c.back]
        meant = self._meant(target)
        if not meant:
            return self._broken(number, citation, f"It points to note {back}, which names no source.")
        return self._fitting(number, citation, back, meant)

    def _meant(self, number: int) -> tuple[Cited, ...]:
        """What an earlier note cites; nothing where it is a remark."""
        return self.cited[number] if names_a_source(self.notes[number], self.cited[number]) else ()

    def _numbered(self, number: int, mark: str) -> int | None:
        """The note with this mark: the nearest before, else the nearest after."""
        known = self.numbers.get(mark, [])
        return max((n for n in known if n <= number), default=min(known, default=None))

    def _same(self, number: int, citation: Citation, here: Sequence[Cited]) -> list[Cited]:
        """Ibid.: what stands right before, in the same note or in the one before."""
        if here:
            return [replace(here[-1], note=number)]
        before = next((n for n in range(number - 1, -1, -1) if self.notes[n].kind == "note"), None)
        if before is None:
            return self._broken(number, citation, "It is the first note, and says “ibid.”.")
        meant = self._meant(before)
        if not meant:
            return self._broken(number, citation, f"It says “ibid.”, and note {self.notes[before].mark} names no source.")
        if len({_identity(c) for c in meant}) > 1:
            self._say(number, "reference-doubtful", f"It says “ibid.”, and note {self.notes[before].mark} names {len(meant)} sources.")
        return [replace(c, note=number) for c in meant]

    def _fitting(self, number: int, citation: Citation, back: str, meant: Sequence[Cited]) -> list[Cited]:
        """The sources of the note that is pointed to, those that the words name; a word when it names another one."""
        words = _names(citation)
        if not words:
            if len({_identity(c) for c in meant}) > 1:
                self._say(number, "reference-doubtful", f"Note {back} names {len(meant)} sources; it does not say which is meant.")
            return [replace(c, note=number) for c in meant]
        fitting = [c for c in meant if words & _names_of(c)]
        if fitting:
            return [replace(c, note=number) for c in fitting]
        other = next((n for n, cited in enumerate(self.cited) if any(_covers(words, c) for c in cited)), None)
        if other is not None:
            self._say(
                number,
                "reference",
                f"It points to note {back}, which cites {_short(meant[0])}; what it names is cited in note {self.notes[other].mark}.",
            )
            return [replace(c, note=number) for c in self.cited[other] if _covers(words, c)]
        works, how = self.shelf.find(citation)
        if works and not any(w.source == x.source for c in meant for x in c.works for w in works):
            self._say(
                number, "reference", f"It points to note {back}, which cites {_short(meant[0])}, and names {works[0].title or works[0].id}."
            )
            return [Cited(number, citation, works, how)]
        return [replace(c, note=number) for c in meant]

    def _shortened(self, citation: Citation) -> Cited | None:
        """The earlier citation that a shortened one means: the latest that has all its words."""
        words = _names(citation)
        if len(words) < 2 or citation.dates:
            return None
        return next((c for cited in reversed(self.cited) for c in cited if words <= _names_of(c)), None)

    # ---- what is wrong ----------------------------------------------------------------------------------------------------------------------

    def _broken(self, number: int, citation: Citation, why: str) -> list[Cited]:
        self._say(number, "reference", why)
        return []

    def _doubtful(self, number: int, citation: Citation, why: str) -> list[Cited]:
        self._say(number, "reference-doubtful", why)
        return []

    def _say(self, number: int, code: str, why: str) -> None:
        mark = self.notes[number].mark
        self.faults[number].append(Fault(code, f"Note {mark}: {why}", self.notes[number].span, mark))


def _identity(cited: Cited) -> object:
    return cited.works[0].source if len(cited.works) == 1 else cited.citation.text


def _short(cited: Cited) -> str:
    work = cited.works[0] if len(cited.works) == 1 else None
    words = (work.title or work.id) if work else cited.citation.text
    return f"“{words if len(words) <= 60 else words[:57] + '...'}”"


def _names(citation: Citation) -> set[str]:
    """The words of a citation that name something: beyond back references, pages, numbers and dates."""
    text = citation.text
    for d in reversed(citation.dates):
        text = text[: d.start] + " " + text[d.end :]
    for u in citation.urls:
        text = text.replace(u, " ")
    return {t for t in key_of(text).split() if t not in _NO_NAMES and not t.isdigit() and (len(t) > 1 or not t.isascii())} - _BACK_WORDS


_BACK_WORDS = frozenset(("ibid", "ibidem", "idem", "同", "上", "注", "前", "引", "见", "参"))


def _names_of(cited: Cited) -> set[str]:
    return _names(cited.citation) | {t for w in cited.works for t in key_of(f"{w.title} {w.publisher}").split()}


def _covers(words: set[str], cited: Cited) -> bool:
    return len(words) >= 2 and words <= _names_of(cited)


def names_a_source(note: Note, cited: Sequence[Cited]) -> bool:
    """Whether a note names anything that could be looked up, or says how its writer knows."""
    if any(c.works or c.citation.urls or c.citation.titles for c in cited) or says_how_it_is_known(note.text):
        return True
    return any(_looks_like_a_source(c.citation) for c in cited)


def _looks_like_a_source(citation: Citation) -> bool:
    """Whether words read like a source and not like a remark: a date, or more than one name."""
    if any(d.date for d in citation.dates):
        return True
    words = citation.text.split()
    capitals = [w for w in words[1:] if w[:1].isupper()]
    return len(capitals) >= 2 or (bool(capitals) and len(words) <= 4) or "《" in citation.text

"""Promises of a case and how they are counted while they are recomputed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise: its name, whether it held, how many things were recomputed for it, and the first broken one in words ("" where all held)."""

    promise: str
    held: bool
    count: int
    first_broken: str = ""


@dataclass(slots=True)
class Tally:
    """A promise while it is recomputed."""

    promise: str
    count: int = 0
    broken: str = ""

    def check(self, fits: object, words: str) -> bool:
        """Counts one thing; `words` say what is wrong with it, should it not fit. Gives whether it did."""
        self.count += 1
        if not fits and not self.broken:
            self.broken = words
        return bool(fits)

    def found(self) -> Promise:
        """The promise as recomputed."""
        return Promise(self.promise, not self.broken, self.count, self.broken)

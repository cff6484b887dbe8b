"""The desk: one case held for one person. Each request opens the case anew under a lock; what code made of it is kept, and made again behind the scenes.

What a person decides is on the disk when the request ends; tracing follows in the background, a moment after the last decision.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from firsthand.case.at_hand import EMPTY, Basis, at_hand, basis_of, is_behind
from firsthand.case.kept_page import Asked, crew
from firsthand.case.open import Case, open_case
from firsthand.case.queue import Item, queue
from firsthand.case.read import out_of_date
from firsthand.case.state import State, grown
from firsthand.case.trace import Traced, origins_in
from firsthand.case.undo import acts_in
from firsthand.errors import Trouble
from firsthand.front.workbench.soundness import watch
from firsthand.guard import disk
from firsthand.guard.sandbox import Crew
from firsthand.model.findings import Finding, Origins

PAUSE = 2.0  # seconds after the last decision before counting again
SOON = 2_000  # documents that are read without being asked when a case is opened
BUGS = (ArithmeticError, AssertionError, AttributeError, LookupError, MemoryError, NameError, RuntimeError, TypeError, ValueError)
Job = Callable[[Case, Callable[[str, int, int], None]], str]


@dataclass
class Work:
    """Something long that goes on behind the pages: what, how far, how it ended."""

    title: str
    page: str = "/"  # where what comes of it is shown
    what: str = ""
    done: int = 0
    of: int = 0
    ended: bool = False
    said: str = ""
    trouble: Trouble | None = None


@dataclass
class Act:
    """One thing a person did: in words, and the entries that undo would take back (or a screening: source and what it was)."""

    words: str
    entries: tuple[str, ...] = ()
    screened: tuple[str, str] | None = None
    back: str = ""  # where undo leads


@dataclass
class At:
    """The case as one request sees it."""

    case: Case
    desk: Desk
    t: Traced
    items: tuple[Item, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings as they stand."""
        return self.t.found or ()

    @property
    def state(self) -> State:
        """What the case knows."""
        return self.t.state

    def origins(self, finding: Finding) -> Origins:
        """The origins of a finding as the case stands now."""
        return self.desk.origins(self.t, finding)

    def counted(self, finding: Finding) -> Origins | None:
        """The origins as counted last, without counting now."""
        return self.desk.basis.origins.get(finding.id)


@dataclass
class Desk:
    """What is kept between requests."""

    folder: str
    clock: Callable[[], float] = time.monotonic
    lock: threading.RLock = field(default_factory=threading.RLock)
    basis: Basis = EMPTY
    state: State = field(default_factory=State)
    work: Work | None = None
    acts: list[Act] = field(default_factory=list)
    told: str = ""  # said once on the next page
    title: str = ""
    unsound: str = ""  # the first promise of the ledger that does not hold
    kept: dict[str, Any] = field(default_factory=dict)  # what long work gave, for the page that began it
    skipped: list[str] = field(default_factory=list)  # ids, put off for later
    _known: tuple[int, Basis, Traced, tuple[Item, ...]] | None = None
    _counts: dict[tuple[object, ...], Origins] = field(default_factory=dict)
    _identity: tuple[int, int] = (0, 0)
    _timer: threading.Timer | None = None
    _left: bool = False
    _crew: Crew | None = None
    _showing: threading.Lock = field(default_factory=threading.Lock)

    def look(self) -> None:
        """See that the case can be opened; begin to make what code made of it, or (a newer program, a first opening) read it where that is soon done."""
        with self.at_work() as at:
            behind, many = out_of_date(at.case, at.state), len(at.state.sources)
        watch(self.folder, self._unsound)
        if not behind:
            self._again(0.0)
        elif many <= SOON:
            self.run()

    @contextmanager
    def at_work(self) -> Iterator[At]:
        """The case for one request; raises Trouble when it cannot be opened, or is not the case that was opened first."""
        with self.lock, open_case(self.folder) as case:
            self._same(case)
            self.title = case.settings.title or Path(self.folder).name
            state = self._refreshed(case)
            t, items = self._laid_over(state)
            yield At(case, self, t, items)

    def acted(self, at: At, words: str, subjects: Sequence[str], back: str = "") -> None:
        """Note what was just written of these subjects, so that it can be taken back, and let counting follow."""
        new = [s for s in at.case.ledger.stored(self.state.entries) if s.entry.plain.get("subject") in subjects]
        self.acts.append(Act(words, acts_in(new), None, back))
        self.took_back(at, words)

    def took_back(self, at: At, words: str) -> None:
        """Say what was just written, take it in, and let counting follow."""
        self.told = words
        self._refreshed(at.case)
        self._again(PAUSE)

    def screened(self, at: At, words: str, source: str, before: str, back: str = "") -> None:
        """Note a screening."""
        self.acts.append(Act(words, (), (source, before), back))
        self.took_back(at, words)

    def begin(self, title: str, job: Job, page: str = "/") -> None:
        """Begin something long; raises Trouble("case-busy") while something long goes on."""
        with self.lock:
            self.free()
            self.work = Work(title, page)
        threading.Thread(target=self._do, args=(self.work, job), daemon=True).start()

    def free(self) -> None:
        """Raises Trouble("case-busy") while something long goes on."""
        if self.work and not self.work.ended:
            raise Trouble("case-busy", path=self.folder)

    def is_behind(self) -> bool:
        """Whether counting has still to follow what was decided."""
        return is_behind(self.basis, self.state)

    def run(self) -> None:
        """Read, claim and trace what is out of date."""
        self.begin("Reading", self._run)

    def shown(self, asked: Asked) -> bytes:
        """A kept page cleaned, or a page of a PDF drawn, one at a time, beside whatever else goes on; raises Trouble where it cannot be shown."""
        with self._showing:
            self._crew = self._crew or crew().__enter__()
            try:
                return asked.answer(self._crew)
            except Trouble as trouble:
                if trouble.code == "bug":  # its workers are gone: others take their place next time
                    self._dismiss()
                raise

    def _dismiss(self) -> None:
        if self._crew:
            self._crew.__exit__(None, None, None)
        self._crew = None

    def leave(self) -> None:
        """Nothing more is begun."""
        self._left = True
        with self._showing:
            self._dismiss()
        if self._timer:
            self._timer.cancel()

    def origins(self, t: Traced, finding: Finding) -> Origins:
        """Origins, counted once for what they rest on."""
        if t.state.entries == self.basis.entries and finding.id in self.basis.origins:
            return self.basis.origins[finding.id]
        key = (t.state.entries, self.basis.entries, finding.id)
        if key not in self._counts:
            if len(self._counts) > 500:
                self._counts.clear()
            self._counts[key] = origins_in(t, finding)
        return self._counts[key]

    # ---- inside -----------------------------------------------------------------------------------------------------------------------------

    def _unsound(self, words: str) -> None:
        self.unsound = words

    def _same(self, case: Case) -> None:
        """Whether the folder still holds the case that was opened first."""
        found = Path(self.folder, "ledger.db").stat()
        identity = (found.st_dev, found.st_ino)
        if self._identity == (0, 0):
            self._identity = identity
        if identity != self._identity:
            self._identity, self.state, self.basis, self._known = identity, State(), EMPTY, None
            self.acts.clear()

    def _refreshed(self, case: Case) -> State:
        new = list(case.ledger.stored(self.state.entries))
        if any(s.entry.kind == "erased" for s in new) or case.ledger.count < self.state.entries:
            self.state = case.state()
            self.acts.clear()
        elif new:
            self.state = grown(self.state, new) if case.ledger.alone else case.state()
        return self.state

    def _laid_over(self, state: State) -> tuple[Traced, tuple[Item, ...]]:
        known = self._known
        if known is None or known[0] != state.entries or known[1] is not self.basis:
            t = at_hand(self.basis, state)
            known = (state.entries, self.basis, t, queue(t, t.found or (), self.basis.origins))
            self._known = known
        return known[2], known[3]

    def _again(self, seconds: float) -> None:
        """Make the basis anew, a while from now; a later call puts it off."""
        if self._timer:
            self._timer.cancel()
        if not self._left:
            self._timer = threading.Timer(seconds, self._renewed)
            self._timer.daemon = True
            self._timer.start()

    def _renewed(self) -> None:
        try:
            if self.work and not self.work.ended:
                return
            with open_case(self.folder) as case:
                self._take(basis_of(case))
        except Trouble as trouble:
            self.work = Work("Counting again", ended=True, trouble=trouble)
        except BUGS as bug:
            self.work = Work("Counting again", ended=True, trouble=Trouble("bug", why=f"{type(bug).__name__}: {bug}"))

    def _run(self, case: Case, progress: Callable[[str, int, int], None]) -> str:
        with case.long_work():
            self._take(basis_of(case, progress))
        t = self.basis.traced
        unread = sum(1 for r in self.basis.reads if r.trouble)
        return f"Read {len(t.readings)} documents{f', {unread} could not be read' if unread else ''}; {len(self.basis.proposed)} findings proposed."

    def _take(self, basis: Basis) -> None:
        with self.lock:
            self.basis = basis
        if not self._left and is_behind(basis, self.state):
            self._again(PAUSE)

    def _do(self, work: Work, job: Job) -> None:
        def progress(what: str, done: int, of: int) -> None:
            work.what, work.done, work.of = what, done, of

        try:
            with disk.troubles(Path(self.folder)), open_case(self.folder) as case:
                work.said = job(case, progress)
        except Trouble as trouble:
            work.trouble = trouble
        except BUGS as bug:  # no page waits for this thread: what went wrong is told in the line at the top
            work.trouble = Trouble("bug", why=f"{type(bug).__name__}: {bug}")
        finally:
            work.ended = True

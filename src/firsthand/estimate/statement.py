"""The statement: what all methods that passed allow, put together; never an average, and no level, because together they have none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from firsthand.estimate.copied import Suspected
from firsthand.estimate.results import Estimate

FAR = 2.0  # with limits further apart than this factor, a range only
NAMES = {
    "loglinear": "log-linear models",
    "loglinear-pairs": "log-linear models of pairs",
    "stepwise": "the log-linear model found step by step",
    "graphs": "decomposable graphs",
    "classes": "latent classes",
    "sensitivity": "the declared dependence",
}


@dataclass(frozen=True, slots=True)
class Statement:
    """`words` for people; from and to are people, `upper` None where nothing limits it; `rests_on`: the methods that passed; `range_only`: no middle may be named."""

    words: str
    lower: int
    upper: int | None
    rests_on: tuple[str, ...]
    range_only: bool

    @property
    def refused(self) -> bool:
        """Whether no method passed."""
        return not self.rests_on


def statement_of(rows: Sequence[Estimate], people: int, copies: Sequence[Suspected] = ()) -> Statement:
    """The hull of the limits of the methods that passed. A list that looks copied, and is neither merged nor called distinct, leaves the documented count only."""
    floor = f"At least {people:,} people are documented"
    passed = [r for r in rows if r.passed and r.method != "documented"]
    if copies:
        told = " ".join(c.words for c in copies)
        return Statement(
            f"{floor}. {told} Until it is said whether they are one list, these lists give no upper limit.", people, None, (), True
        )
    if not passed:
        return Statement(f"{floor}; no upper limit from these lists.", people, None, (), True)
    lower = max(people, int(min(r.lower for r in passed if r.lower is not None)))
    limits = [r.upper for r in passed]
    upper = None if any(u is None for u in limits) else -int(-max(u for u in limits if u is not None) // 1)
    names = tuple(r.method for r in passed)
    if upper is None:
        return Statement(f"{floor}; methods that passed give at least {lower:,} and no upper limit.", lower, None, names, True)
    called = [NAMES.get(n, n) for n in names]
    who = called[0] if len(called) == 1 else ", ".join(called[:-1]) + " and " + called[-1]
    far = upper / max(lower, 1) > FAR
    middles = [r.estimate for r in passed if r.estimate is not None and r.method != "sensitivity"]
    words = f"Methods that passed give from {lower:,} to {upper:,} people ({who})."
    if far:
        words += " They are too far apart for one figure: say the range only."
    elif middles:
        a, b = f"{min(middles):,.0f}", f"{max(middles):,.0f}"
        words += f" The estimate in between is {a}." if a == b else f" Their estimates lie between {a} and {b}."
    return Statement(f"{words} {people:,} are documented.", lower, upper, names, far)

"""The log-linear method: a Poisson model of the overlaps, chosen by BIC among all hierarchical models or forward by p-value, with limits that redo the choice.

Why a bootstrap over the choice: limits of the chosen model alone pretend that it was known beforehand (Silverman, Chan and Vincent 2024). The BCa limits are
those of bca.py; each resample draws as many people as are documented, and chooses again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from firsthand.estimate.bca import bca
from firsthand.estimate.hierarchy import Models, models_of
from firsthand.estimate.poisson import FITTED, NO_ESTIMATE, NOT_UNIQUE, Floats, fit, supersets
from firsthand.estimate.results import LEVEL, Estimate
from firsthand.estimate.selection import fit_all, forward, many_by_bic, many_forward
from firsthand.estimate.special import chi_square_above
from firsthand.estimate.tables import Overlaps

RESAMPLES = 1000
THRESHOLD = 0.02  # of the forward choice: the value that Chan, Silverman and Vincent (2021) recommend
LOST_MOST = 0.1  # of the resamples may be without an estimate
MISFIT, MOVED = (
    0.001,
    0.03,
)  # a model is refused when chance explains its deviance less often and more of the people would have to move to fit it
BIC_LISTS, FORWARD_LISTS = 5, 8
SAYS_BIC = (
    "How lists depend on each other is described by a log-linear model, the one with the least BIC among all hierarchical ones; "
    "there is no dependence of all lists at once."
)
SAYS_FORWARD = (
    "Only pairs of lists depend on each other; pairs were added to a log-linear model while the next one was significant at {threshold}."
)


@dataclass(frozen=True)
class Chosen:
    """A fitted model: its terms (sets of lists as bits), the mean of the unseen cell, deviance, degrees of freedom left, people to be moved to fit it (share)."""

    terms: tuple[int, ...]
    unseen: float
    deviance: float
    freedom: int
    moved: float
    infinite: tuple[int, ...]


Repeat = Callable[[Floats], Floats]  # tables (rows) -> the unseen mean of the choice for each, negative where none passes


def by_bic(table: Overlaps, seed: int, order: int = BIC_LISTS, resamples: int = RESAMPLES) -> Estimate:
    """The model of least BIC whose terms hold at most `order` lists; limits by BCa over the whole choice."""
    name = "loglinear" if order >= len(table.lists) - 1 or order > 2 else "loglinear-pairs"
    row = Estimate(name, SAYS_BIC if order > 2 else SAYS_BIC.replace("hierarchical ones", "ones of pairs"), level=LEVEL, seed=seed)
    if trouble := _cannot(table, BIC_LISTS):
        return replace(row, refused=trouble)
    counts = counts_of(table)
    models = models_of(len(table.lists), order)
    starts = _begun(models, counts)
    states, deviances = fit_all(counts, models.terms, models.ends, starts)
    told: dict[str, object] = {
        "models": len(models),
        "no_estimate": int(np.sum(states == NO_ESTIMATE)),
        "not_unique": int(np.sum(states == NOT_UNIQUE)),
    }
    bic = np.where(states == FITTED, deviances + np.diff(models.ends) * np.log(counts.sum()), np.inf)
    ranking = np.argsort(bic, kind="stable")
    if not np.isfinite(bic[ranking[0]]):
        return replace(row, diagnostics=told, refused="No model passes the checks: none has an estimate that exists and is the only one.")
    starts[states != FITTED] = _begun(models, counts)[states != FITTED]
    told["next_best"] = [_named(table, models.terms_of(m)) for m in ranking[1:4] if bic[m] < bic[ranking[0]] + 2]

    def again(tables: Floats) -> Floats:
        chosen, unseen = many_by_bic(tables, models.terms, models.ends, ranking, models.lacking, models.has, starts)
        return np.where(chosen < 0, -1.0, unseen)

    return _with_limits(row, table, counts, _chosen(counts, models.terms_of(ranking[0])), again, told, resamples)


def by_steps(table: Overlaps, seed: int, threshold: float = THRESHOLD, resamples: int = RESAMPLES) -> Estimate:
    """The model found forward from independent lists; limits by BCa over the whole choice."""
    row = Estimate("stepwise", SAYS_FORWARD.format(threshold=threshold), level=LEVEL, seed=seed)
    if trouble := _cannot(table, FORWARD_LISTS):
        return replace(row, refused=trouble)
    counts, lists = counts_of(table), len(table.lists)
    path = np.zeros(lists * (lists - 1) // 2, np.int64)
    added, unseen, _ = forward(counts, lists, threshold, path)
    if unseen < 0:
        return replace(row, refused="Not even the model of independent lists has an estimate that exists.")
    terms = (0, *(1 << i for i in range(lists)), *(int(t) for t in path[:added]))

    def again(tables: Floats) -> Floats:
        return many_forward(tables, lists, threshold)[1]

    return _with_limits(row, table, counts, _chosen(counts, terms), again, {"threshold": threshold}, resamples)


def counts_of(table: Overlaps) -> Floats:
    """The table as an array over all sets of lists; the unseen cell (0) is 0."""
    out = np.zeros(1 << len(table.lists))
    for w, n in table.cells.items():
        out[w] = n
    return out


def _cannot(table: Overlaps, most: int) -> str:
    """Why a table is not for this method, "" when it is."""
    if len(table.lists) < 3:
        return "It needs three lists or more: with two, nothing in the table can tell whether they depend on each other."
    if len(table.lists) > most:
        return f"It takes {most} lists at most; merge lists that are alike."
    alone = [name for i, name in enumerate(table.lists) if all(not n or w == 1 << i or not w >> i & 1 for w, n in table.cells.items())]
    if alone:
        return f"Nobody on {' or '.join(alone)} stands on any other list, so nothing says how many it misses."
    return ""


def _begun(models: Models, counts: Floats) -> Floats:
    out = np.zeros((len(models), len(counts)))
    out[:, 0] = np.log(counts.sum())
    return out


def _chosen(counts: Floats, terms: tuple[int, ...]) -> Chosen:
    """Fit one model and say how well it fits."""
    held = supersets(counts)
    start = np.zeros(len(counts))
    start[0] = np.log(counts.sum())
    _, deviance, finite = fit(counts, held, np.array(terms, np.int64), start)
    infinite = tuple(t for t in terms if t and held[t] == 0)
    cells = [w for w in range(1, len(counts)) if not any(w & t == t for t in infinite)]
    means = np.array([np.exp(sum(start[t] for t in terms if t & w == t and t not in infinite)) for w in cells])
    moved = float(np.abs(counts[cells] - means).sum() / (2 * counts.sum()))
    return Chosen(terms, float(np.exp(start[0])), float(deviance), len(cells) - int(finite), moved, infinite)


def _with_limits(
    row: Estimate, table: Overlaps, counts: Floats, chosen: Chosen, again: Repeat, told: dict[str, object], resamples: int
) -> Estimate:
    """The row with its BCa limits, diagnostics, and refusal when a check fails."""
    people = counts.sum()
    rng = np.random.default_rng(row.seed)
    drawn = again(rng.multinomial(int(people), counts / people, size=resamples).astype(float))
    seen = np.flatnonzero(counts)
    left_out = again(counts - np.eye(len(counts))[seen])
    lost = float(np.mean(drawn < 0))
    told = {
        **told,
        "model": _named(table, chosen.terms),
        "at_minus_infinity": _named(table, chosen.infinite),
        "deviance": round(chosen.deviance, 3),
        "degrees_of_freedom": chosen.freedom,
        "p_of_fit": round(chi_square_above(chosen.deviance, chosen.freedom), 6),
        "moved_to_fit": round(chosen.moved, 4),
        "resamples": resamples,
        "resamples_without_estimate": round(lost, 4),
    }
    row = replace(row, estimate=float(people + chosen.unseen), diagnostics=told)
    if lost > LOST_MOST or np.any(left_out < 0):
        return replace(row, refused="It hangs on single people: with some drawn again or left out, no model passes the checks.")
    kept = drawn >= 0
    limits = bca(people + chosen.unseen, people + drawn[kept], people + left_out, counts[seen], LEVEL)
    told |= {"bias": round(limits.bias, 3), "acceleration": round(limits.acceleration, 4)}
    row = replace(row, lower=max(limits.lower, float(people)), upper=limits.upper)
    if chosen.moved > MOVED and chi_square_above(chosen.deviance, chosen.freedom) < MISFIT:
        return replace(row, refused=f"The model does not fit: {chosen.moved:.1%} of the people would have to stand elsewhere.")
    return row


def _named(table: Overlaps, terms: tuple[int, ...]) -> str:
    """The terms of two lists and more, as people write models: A*B + B*C."""
    return " + ".join("*".join(table.names(t)) for t in terms if t.bit_count() > 1) or "independent lists"

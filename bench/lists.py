"""Overlapping lists measured: against published figures and runs of other packages, their speed, and how often limits hold the truth in simulation.

Reads $FIRSTHAND_CORPORA/mse: the tables, published.csv (papers), r_outputs_*.csv (what packages in R gave, with their CPU seconds).
lists.py [--methods]     figures alone
"""

from __future__ import annotations

import csv
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

import lists_coverage
from firsthand.estimate.chains import bulk_size
from firsthand.estimate.classes import MOVES, _begun, _cells, by_classes
from firsthand.estimate.graphs import by_graphs
from firsthand.estimate.loglinear import by_bic, by_steps
from firsthand.estimate.results import Estimate
from firsthand.estimate.sampler import chain
from firsthand.estimate.table_files import overlaps_of_csv
from firsthand.estimate.tables import Overlaps
from lists_worlds import INSIDE, OUTSIDE, WORLDS
from scoring import CORPORA, Bench, Figures

GRAPHS = {  # our table -> its name in r_outputs_1.csv
    "uk5": "UK5", "netherlands5": "Ned5", "neworleans5_n185": "NewOrl5_185", "neworleans5_n186": "NewOrl5_186", "western5": "Western5",
    "kosovo4": "Kosovo4", "korea3": "Korea3", "australia4": "Australia4",
}  # fmt: skip
POINTS: tuple[tuple[str, str, float], ...] = (  # table, method, published total
    ("neworleans8_n185", "stepwise", 1183.69), ("neworleans5_n185", "stepwise", 1034.15), ("neworleans5_n186", "loglinear", 981.43),
    ("western5", "loglinear-pairs", 2483.38), ("western5", "stepwise", 2483.38), ("kosovo4", "loglinear-pairs", 14341.66), ("kosovo4", "stepwise", 14341.66),
    ("kosovo4", "loglinear", 10356.52), ("korea3", "loglinear", 157.167), ("uk5", "loglinear-pairs", 22991.33), ("uk5", "loglinear", 25311.29),
)  # fmt: skip
LIMITS: tuple[tuple[str, str, float, float], ...] = (
    ("kosovo4", "loglinear", 6947, 18010),
    ("korea3", "loglinear", 128, 349),
    ("western5", "stepwise", 1293, 3670),
)
CLASSES = {"kosovo4": 10539, "korea3": 138, "western5": 1847, "neworleans5_n185": 832.5}  # medians of the package in R
R_BIC, R_GRAPHS, R_CLASSES = (
    162.0,
    0.041,
    {"Kosovo4": 0.204, "Korea3": 0.1, "Western5": 0.159, "NewOrl5_185": 0.169, "UK6": 0.251, "Ned6": 0.269},
)
SEEDS, SHORT_SEEDS, SHORT_TABLES, TABLES = 10, 3, 12, 500
FITS: dict[str, Callable[[Overlaps, int, int], Estimate]] = {
    "loglinear": lambda t, s, n: by_bic(t, s, resamples=n),
    "loglinear-pairs": lambda t, s, n: by_bic(t, s, order=2, resamples=n),
    "stepwise": lambda t, s, n: by_steps(t, s, resamples=n),
}


def table(folder: Path, name: str) -> Overlaps:
    """One table of the corpus."""
    return overlaps_of_csv((folder / f"{name}.csv").read_text(encoding="utf-8"), name)


def points(folder: Path) -> Figures:
    """The largest distance from a published log-linear total, in percent, and how many graph averages equal the published to the integer."""
    worst = 0.0
    for name, method, published in POINTS:
        found = FITS[method](table(folder, name), 1, 2).estimate or 0.0
        worst = max(worst, abs(found / published - 1))
        print(f"  {name} {method}: {found:,.2f} (published {published:,})")
    with (folder / "r_outputs_1.csv").open(encoding="utf-8", newline="") as f:
        rows = {r["table"]: r for r in csv.DictReader(f) if r["package"].startswith("dga")}
    equal = 0
    for name, other in GRAPHS.items():
        e = by_graphs(table(folder, name))
        theirs = tuple(int(rows[other][k]) for k in ("est", "lo95", "hi95"))
        equal += (e.estimate, e.lower, e.upper) == theirs
        print(f"  {name} graphs: {e.estimate:,.0f} ({e.lower:,.0f}-{e.upper:,.0f}); dga {theirs}")
    return {"log-linear points, % off at most": 100 * worst, "graph averages equal to the integer": equal / len(GRAPHS)}


def limits(folder: Path, seeds: int) -> Figures:
    """How far BCa limits lie from the published, at most, as a share of what is allowed: the larger of three Monte Carlo standard errors and 10%."""
    worst = 0.0
    for name, method, low, high in LIMITS:
        rows = [FITS[method](table(folder, name), s, 1000) for s in range(seeds)]
        for which, published in (("lower", low), ("upper", high)):
            mine = np.array([getattr(e, which) for e in rows])
            allowed = max(3 * mine.std(ddof=1), 0.1 * published)
            worst = max(worst, abs(mine.mean() - published) / allowed)
            print(
                f"  {name} {method} {which}: {mine.mean():,.0f} ± {mine.std(ddof=1):,.0f} between seeds (published {published:,}, allowed ± {allowed:,.0f})"
            )
    return {"BCa limits, times what is allowed": float(worst)}


def classes(folder: Path, names: tuple[str, ...]) -> Figures:
    """Medians of latent classes against R, in percent; the Netherlands must mix or refuse."""
    worst = 0.0
    for name in names:
        e = by_classes(table(folder, name), 1)
        off = abs((e.estimate or 0) / CLASSES[name] - 1)
        worst = max(worst, off)
        print(f"  {name} classes: {e.estimate:,.0f} ({e.lower:,.0f}-{e.upper:,.0f}), R-hat {e.diagnostics['r_hat']}, effective {e.diagnostics['effective']}; R {CLASSES[name]:,}" if e.estimate else f"  {name} classes: {e.refused}")  # fmt: skip
    return {"latent classes, % from R's medians at most": 100 * worst}


def netherlands(folder: Path) -> Figures:
    """Whether both tables mix (R-hat, size) or are refused: 1 when so."""
    good = 0
    for name in ("netherlands5", "netherlands6"):
        e = by_classes(table(folder, name), 1)
        good += bool(e.refused) or (float(str(e.diagnostics["r_hat"])) <= 1.01 and float(str(e.diagnostics["effective"])) >= 400)
        print(f"  {name} classes: {e.refused or e.estimate} {e.diagnostics['medians_of_chains']}")
    return {"Netherlands mixed or refused": good / 2}


def speed(folder: Path) -> Figures:
    """CPU seconds here over those of R on this kind of machine; the least of three tries, as others share the processor."""
    kosovo, uk5, uk6 = (table(folder, n) for n in ("kosovo4", "uk5", "uk6"))
    by_bic(kosovo, 1, resamples=2)
    by_graphs(uk5)
    bic, five, six = (_cpu(f) for f in (lambda: by_bic(kosovo, 1), lambda: [by_graphs(uk5) for _ in range(5)], lambda: by_graphs(uk6)))
    out = {
        "BIC with 1,000 resamples on Kosovo, CPU s": bic,
        "over R's": bic / R_BIC,
        "graphs on five lists over R's": five / 5 / R_GRAPHS,
        "graphs on six lists, CPU s": six,
    }
    worst = 0.0
    for name, theirs in (
        ("kosovo4", "Kosovo4"),
        ("korea3", "Korea3"),
        ("western5", "Western5"),
        ("neworleans5_n185", "NewOrl5_185"),
        ("uk6", "UK6"),
        ("netherlands6", "Ned6"),
    ):
        for moves in (0, MOVES):
            seconds, draws = _chain_cpu(table(folder, name), moves)
            worst = max(worst, seconds) if moves == 0 else worst
            print(
                f"  {name} classes, {moves} steps between: {seconds:.3f} CPU s for 10,000 iterations of a chain (R {R_CLASSES[theirs]}), {draws / seconds:,.0f} effective draws a second"
            )
    return {**out, "10,000 iterations of a chain, CPU s at most": worst}


def _cpu(work: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(3):
        begun = time.process_time()
        work()
        best = min(best, time.process_time() - begun)
    return best


def _chain_cpu(given: Overlaps, moves: int) -> tuple[float, float]:
    """CPU seconds of 10,000 iterations, and the effective draws they give (of one chain, after as many to begin with)."""
    bits, counts = _cells(given)
    one = _begun(len(given.lists), 0, np.random.SeedSequence(3))
    chain(bits, counts, one.logs, one.lam, 1.0, 10_000, 10, 1, moves)
    drawn: list[np.ndarray] = []

    def work() -> None:
        drawn.append(chain(bits, counts, one.logs, one.lam, 1.0, 10_000, 1, len(drawn) + 2, moves)[0])

    seconds = _cpu(work)
    return seconds, bulk_size(np.log(np.array(drawn))) / len(drawn)


def coverage(tables: int, methods: tuple[str, ...]) -> Figures:
    """Coverage inside and outside the methods' assumptions, refusals, widths; a copied list caught, and covered after merging."""
    lines = [x for world in WORLDS for n in range(tables) for x in lists_coverage.one_table(world, n, methods)]
    lines += [x for n in range(tables) for x in lists_coverage.one_copy(n, methods)]
    found = lists_coverage.summary(lines)
    for world, by in found.items():
        for method, figures in by.items():
            print(f"  {world} · {method}: " + " · ".join(f"{k} {v}" for k, v in figures.items()))
    return covered(found, methods)


def covered(found: dict[str, dict[str, dict[str, float]]], methods: tuple[str, ...]) -> Figures:
    """The figures that have floors: the least coverage of each method in its own worlds, of the statement outside, the most refusals."""
    out = {f"{m} cover inside": min(found[w][m]["covered"] for w in INSIDE[m]) for m in methods if m in INSIDE}
    out["refused inside"] = max(found[w][m]["refused"] for m in methods if m in INSIDE for w in INSIDE[m])
    out["statement covers outside"] = min(found[w]["statement"]["covered"] for w in OUTSIDE)
    out["statement's median width outside"] = max(found[w]["statement"]["width"] for w in OUTSIDE)
    return out | {
        "copies caught": found["a copied list"]["statement"]["caught"],
        "covered after merging": found["a copied list"]["statement"]["covered"],
    }


def measure(folder: Path, _: int) -> Figures:
    """Everything; hours of simulation."""
    return (
        points(folder)
        | limits(folder, SEEDS)
        | classes(folder, tuple(CLASSES))
        | netherlands(folder)
        | speed(folder)
        | coverage(TABLES, lists_coverage.METHODS)
    )


def short(folder: Path, _: int) -> Figures:
    """Points, limits from few seeds, one table of classes, and a few simulated tables without classes."""
    return (
        points(folder)
        | limits(folder, SHORT_SEEDS)
        | classes(folder, ("korea3",))
        | coverage(SHORT_TABLES, ("loglinear", "graphs", "sensitivity"))
    )


def figures_only(folder: Path, _: int) -> Figures:
    """Published figures and speed, without simulation."""
    return points(folder) | limits(folder, SEEDS) | classes(folder, tuple(CLASSES)) | netherlands(folder) | speed(folder)


BENCH_SHORT = Bench("lists, short", "mse", short)
BENCH = Bench("lists", "mse", measure, quick=False)


if __name__ == "__main__":
    for what, value in figures_only(CORPORA / "mse", 0).items():
        print(f"{what}: {value:.3f}")

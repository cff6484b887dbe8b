"""Bounds measured: random truths inside them, small instances against brute force, every certificate checked, seconds as ratios to one bare solve."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path
from random import Random

import highspy
import numpy as np

import bounds_brute
import bounds_truth
from firsthand.case.estimate import line_of
from firsthand.estimate.bounds import bounds_of
from firsthand.estimate.layers import forms_of
from firsthand.estimate.origins import Classes
from firsthand.estimate.questions import questions_of
from firsthand.estimate.rows import Counts
from firsthand.estimate.spreadsheets import counts_of_csv
from firsthand.estimate.worlds import World
from firsthand.model.estimates import Bound
from firsthand.proofs.duals import fault_of
from scoring import Bench, Figures

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "estimate"))
from strangers import fault

TRUTHS, SHORT, SMALL = 10_000, 150, 400


def measure(_: Path, misses: int, truths: int = TRUTHS, small: int = SMALL) -> Figures:
    """All figures; `misses` truths that lie outside are printed."""
    out: Figures = {}
    out |= inside(truths, misses)
    out |= slipped(truths // 5, misses)
    out |= brute(small, misses)
    out |= speed()
    return out


def short(_: Path, misses: int) -> Figures:
    """The same on fewer truths and without the large systems."""
    return inside(SHORT, misses) | slipped(SHORT // 3, misses) | brute(SMALL // 4, misses)


def counts(text: str) -> Counts:
    """A spreadsheet read; a row that cannot be used is a fault of the bench."""
    found, wrong = counts_of_csv(text, "bench.csv")
    if wrong:
        raise SystemExit(f"{wrong[0].text}\n{text}")
    return found


def telling(seed: int) -> tuple[bounds_truth.Telling, list[tuple[str, object, object]]]:
    """A truth, what is said of it, and two questions."""
    rng = Random(seed)
    told = bounds_truth.Telling(bounds_truth.drawn(rng), rng)
    while not told.lines:
        told.told(rng.choice([4, 10, 25]))
    asked = [("C", bounds_truth.FIRST, bounds_truth.LAST), (rng.choice(told.truth.places), *told.period())]
    return told, asked  # type: ignore[return-value]


def progress(done: int, of: int, words: str) -> None:
    """A line every thousand truths: the whole run takes minutes."""
    if done and done % 1000 == 0:
        print(f"  {done:,} of {of:,} truths: {words}", file=sys.stderr, flush=True)


def holds(b: Bound, truth: int) -> bool:
    """Whether a bound holds the truth."""
    return not b.contradiction and (b.lower or 0) <= truth and (b.upper is None or truth <= b.upper)


def questions(told: bounds_truth.Telling, asked: list[tuple[str, object, object]], bounds: list[Bound]) -> list[tuple[Bound, int]]:
    """Each bound with the true number."""
    by = {(p, str(a), str(b)): told.truth.taken(p, a, b) for p, a, b in asked}  # type: ignore[arg-type]
    return [(b, by[(b.place, b.begins, b.ends)]) for b in bounds]


def inside(truths: int, misses: int) -> Figures:
    """Truths whose claims are made within the profile: how many bounds of the profile hold them, and how many proofs hold."""
    hits, seen, proofs, good, limited, none = 0, 0, 0, 0, 0, 0
    for seed in range(truths):
        progress(seed, truths, f"{hits:,} of {seen:,} inside")
        told, asked = telling(seed)
        for b, truth in questions(told, asked, list(bounds_of(counts(told.text(asked))))):
            for proof in b.proofs:
                proofs += 1
                good += not fault_of(proof) and (seed % 20 > 0 or not fault(json.loads(json.dumps(line_of(b)))["certificate"][proof.side]))
            if b.layer == "profile" and not b.wrong:
                seen, hits = seen + 1, hits + holds(b, truth)
                limited += b.upper is not None
                none += b.lower == 0 and b.upper is None
                if not holds(b, truth) and misses > 0:
                    misses -= 1
                    print(f"  outside: seed {seed}, {b.question} is {truth}: {b.words}\n{told.text(asked)}")
    print(
        f"  {truths:,} truths, {seen:,} bounds: {limited / seen:.0%} have an upper limit, {none / seen:.0%} say nothing; {proofs:,} proofs checked in fractions"
    )
    return {"inside in profile": hits / seen, "proofs that hold": good / proofs}


def slipped(truths: int, misses: int) -> Figures:
    """The same with one origin that slipped: the bound for any one wrong origin must hold the truth; the bound for none is measured."""
    plain, one, seen, contradictory = 0, 0, 0, 0
    by_kind: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    for seed in range(truths):
        progress(seed, truths, f"with one wrong {one:,} inside")
        told, asked = telling(10**6 + seed)
        kind = told.slip()
        if not kind:
            continue
        bounds = list(bounds_of(counts(told.text(asked)), 1))
        for b, truth in questions(told, asked, [b for b in bounds if b.layer == "profile"]):
            if b.wrong == 0:
                seen, plain, contradictory = seen + 1, plain + holds(b, truth), contradictory + b.contradiction
                kinds[kind] += 1
                by_kind[kind] += holds(b, truth)
            elif b.wrong == 1:
                one += holds(b, truth)
                if not holds(b, truth) and misses > 0:
                    misses -= 1
                    print(f"  outside with one wrong: seed {seed}, {b.question} is {truth}: {b.words}\n{told.text(asked)}")
    rates = ", ".join(f"{k} {by_kind[k] / kinds[k]:.0%}" for k in sorted(kinds))
    print(
        f"  one origin slipped, outside the profile: {plain / seen:.1%} of bounds hold the truth ({rates}); {contradictory / seen:.1%} show a contradiction"
    )
    return {"inside outside the profile": plain / seen, "inside if one origin is wrong": one / seen}


def brute(small: int, misses: int) -> Figures:
    """Small instances against every number tried, for none, one and two wrong origins."""
    equal, holding, seen = 0, 0, 0
    for seed in range(small):
        places, years, rows = bounds_brute.drawn(Random(seed))
        found = {b.wrong: b for b in bounds_of(counts(bounds_brute.text(rows, years)), 2) if b.layer == "wording"}
        for wrong in (0, 1, 2):
            want, b = bounds_brute.answer(places, years, rows, wrong), found[wrong]
            got = None if b.contradiction else (b.lower, b.upper)
            seen, equal = seen + 1, equal + (got == want)
            holding += want is None or (
                got is not None and got[0] <= want[0] and (got[1] is None or (want[1] is not None and want[1] <= got[1]))
            )  # type: ignore[operator]
            if got != want and misses > 0:
                misses -= 1
                print(f"  seed {seed}, {wrong} wrong: by trying {want}, by solving {got}\n{bounds_brute.text(rows, years)}")
    print(f"  {seen:,} small instances: equal to trying every number {equal / seen:.2%}")
    return {"equal to brute force": equal / seen, "never narrower than brute force": holding / seen}


def grid(leaves: int, periods: int, rows: int, seed: int) -> str:
    """A spreadsheet over leaves x periods atoms, from one truth, so that nothing contradicts."""
    rng = Random(seed)
    start = bounds_truth.FIRST
    days = [start + timedelta(days=30 * n) for n in range(periods + 1)]
    truth = [[rng.randint(0, 40) for _ in range(periods)] for _ in range(leaves)]
    groups = [list(range(i, min(leaves, i + 10))) for i in range(0, leaves, 10)]
    lines = [bounds_truth.COLUMNS[:14]]
    for n in range(rows):
        a = rng.randrange(periods)
        b = min(periods, a + rng.choice([1, 1, 2, 3, 6, 12]))
        group = rng.choice(groups)
        some, place = ([leaf := rng.choice(group)], f"P/G{group[0]}/L{leaf}") if rng.random() < 0.7 else (group, f"P/G{group[0]}")
        true = sum(sum(truth[i][a:b]) for i in some)
        kind = rng.choice(["at_least", "at_most", "exact", "range"])
        low, high = {"at_least": (true, ""), "at_most": ("", true), "exact": (true, true), "range": (max(0, true - 7), true + 9)}[kind]
        lines.append(
            [
                f"c{n}",
                place,
                str(days[a]),
                str(days[b]),
                "taken",
                "persons",
                kind,
                str(low),
                str(high),
                "achieved",
                "flow",
                "",
                f"o{n % 211}",
                "",
            ]
        )
    lines.append(["question", "P", str(days[0]), str(days[-1]), "taken", "persons"])
    return "\n".join(",".join(x) for x in lines) + "\n"


def speed() -> Figures:
    """Seconds for 200 claims with leverage and for 6,000 atoms x 3,000 claims, and their ratio to one bare HiGHS solve of the same rows."""
    out: Figures = {}
    for name, size in (("200 claims", (20, 12, 200)), ("6,000 atoms x 3,000 claims", (200, 30, 3000))):
        given = counts(grid(*size, seed=7))
        begun = time.process_time()
        bounds = bounds_of(given)
        mine = time.process_time() - begun
        world = World(forms_of(given, "wording", Classes(given.rows)), questions_of(given)[0])
        bare = bare_solve(world)
        first = bounds[0]
        good = all(not fault_of(p) for b in bounds for p in b.proofs)
        print(
            f"  {name}: {len(world.system.atoms):,} atoms, {len(given.rows):,} rows: two layers, both sides, {len(first.leverage)} origins with leverage, "
            f"{mine:.2f} s; one bare solve {bare:.3f} s; {first.words} proofs {'hold' if good else 'FAIL'}"
        )
        out[f"{name}, times one bare solve"] = mine / max(bare, 1e-3)
    return out


def bare_solve(world: World) -> float:
    """CPU seconds of HiGHS alone, as it comes, on the same rows: from arrays to the least of the sum."""
    asking = next(iter([world.asking(r) for r in world.where if r.place == "P"]))
    p = asking.piece
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(p.atoms), len(p.lines)
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = asking.cost.astype(float), np.zeros(len(p.atoms)), np.full(len(p.atoms), np.inf)
    lp.row_lower_ = np.array([-np.inf if x.low is None else float(x.low) for x in p.lines])
    lp.row_upper_ = np.array([np.inf if x.high is None else float(x.high) for x in p.lines])
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_, lp.a_matrix_.index_ = p.starts.astype(np.int32), p.indices.astype(np.int32)
    lp.a_matrix_.value_ = p.values.astype(float)
    begun = time.process_time()
    h = highspy.Highs()
    h.setOptionValue("output_flag", False)
    h.passModel(lp)
    h.run()
    return time.process_time() - begun


BENCH = Bench("bounds", "", measure, quick=False)
BENCH_SHORT = Bench("bounds, short", "", short)

if __name__ == "__main__":
    print(measure(Path(), 3, *(int(x) for x in sys.argv[1:])))

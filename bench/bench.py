"""What is measured, on labelled corpora that the project does not hold: accuracy against floors, seconds recorded and never asserted.

bench.py [--short | --only NAME]        $FIRSTHAND_CORPORA and $FIRSTHAND_SCORER say where corpora and scorer are; absent, it says so and is no failure.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path

import bounds
import drafts
import findings
import india_police
import lists
import newsquant
import own_sentences
import pictures
import polnear
import readers
import recognizers
import round_trip
import search
import speed
from scoring import Bench

HERE = Path(__file__).parent
FIRSTHAND = Path(sys.executable).parent / "firsthand"
READING: tuple[Bench, ...] = (
    own_sentences.BENCH, newsquant.BENCH, recognizers.BENCH, india_police.BENCH, polnear.BENCH, findings.BENCH, round_trip.BENCH, drafts.BENCH, speed.BENCH, readers.BENCH,
    search.BENCH, search.BENCH_WHOLE, pictures.BENCH,
    bounds.BENCH_SHORT, bounds.BENCH, lists.BENCH_SHORT, lists.BENCH,
)  # fmt: skip


def digest_of(corpus: Path) -> str:
    """SHA-256 (hex) over the texts and labels of a corpus, to which floors are pinned."""
    digest = hashlib.sha256()
    for path in sorted(p for p in corpus.rglob("*") if p.is_file() and p.suffix in {".csv", ".txt", ".jsonl", ".ann"}):
        digest.update(path.relative_to(corpus).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def firsthand(work: Path, *words: str) -> tuple[str, float]:
    """One command as a user calls it: what it printed, and the seconds it took."""
    begun = time.monotonic()
    done = subprocess.run(
        [FIRSTHAND, *words], cwd=work, env={**os.environ, "FIRSTHAND_HOME": str(work / "home")}, capture_output=True, text=True, check=False
    )
    if done.returncode == 2:
        raise SystemExit(f"firsthand {' '.join(words)}: {done.stderr}")
    return done.stdout, time.monotonic() - begun


def claims_file(corpus: Path, to: Path) -> None:
    """The sentences of the corpus without their answers."""
    with (corpus / "gold/origins.csv").open(encoding="utf-8", newline="") as f, to.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["claim_id", "claim", "doc_ids", "level"])
        writer.writerows([r["claim_id"], r["claim"], r["doc_ids"], r["level"]] for r in csv.DictReader(f))


def measured(corpus: Path, scorer: Path, work: Path) -> tuple[dict[str, dict[str, object]], dict[str, float]]:
    """The scorer's figures for one corpus, and the seconds of each command."""
    seconds = {}
    firsthand(work, "new", "case")
    _, seconds["preserve"] = firsthand(work, "preserve", "case", str(corpus / "docs"), "--list", str(corpus / "docs.csv"))
    _, seconds["run"] = firsthand(work, "run", "case")
    _, seconds["run again"] = firsthand(work, "run", "case")
    claims_file(corpus, work / "claims.csv")
    calls = {x: ("show", "case", x, "--json") for x in ("lineage", "amounts", "mutations")} | {
        "origins": ("origins", "case", "--claims", "claims.csv", "--json")
    }
    for name, words in calls.items():
        out, seconds[name] = firsthand(work, *words)
        (work / f"{name}.jsonl").write_text(out, encoding="utf-8")
    given = [x for name in calls for x in (f"--{name}", str(work / f"{name}.jsonl"))]
    done = subprocess.run([sys.executable, str(scorer), str(corpus), *given, "--json"], capture_output=True, text=True, check=True)
    return json.loads(done.stdout), seconds


def figures(scores: dict[str, dict[str, object]]) -> dict[str, float]:
    """The figures that have floors, as numbers."""
    lineage, origins, amounts, mutations = (scores[x] for x in ("lineage", "origins", "amounts", "mutations"))
    rules = origins["rules that read nothing"]
    part = lambda words: (lambda a, b: float(a) / max(1.0, float(b)))(*str(words).split(" of "))  # noqa: E731
    return {
        "origins over-counted": float(origins["over-counted"]),
        "macro least above the best rule": origins["macro least"] - max(r["macro least"] for r in rules.values()),
        "cost below the cheapest rule": min(r["cost"] for r in rules.values()) - origins["cost"],
        "outside sources F1": lineage["outside sources"]["f1"],
        "linked at all F1": lineage["linked at all (undirected)"]["f1"],
        "descent F1": lineage["descent (direct or second-hand, directed)"]["f1"],
        "siblings F1": lineage["siblings (undirected)"]["f1"],
        "amounts both right": part(amounts["both right"]),
        "amounts said for each in gold": float(amounts["said for each in gold"]),
        "origin named F1": origins["origin named"]["f1"],
        "mutations found": part(mutations["found"]),
        "false alarms on benign differences": part(mutations["false alarms on benign differences"]),
    }


def held_against(found: dict[str, float], floors: dict[str, object]) -> list[str]:
    """The figures that are worse than their floor (at_least) or ceiling (at_most)."""
    low, high = floors.get("at_least", {}), floors.get("at_most", {})
    return [f"{k}: {found[k]:.3f} is below {v}" for k, v in low.items() if found[k] < v] + [
        f"{k}: {found[k]:.3f} is above {v}" for k, v in high.items() if found[k] > v
    ]


def bench(name: str, corpus: Path, scorer: Path, floors: dict[str, object]) -> list[str]:
    """Measure one corpus, print it, and give what is worse than its floor."""
    with tempfile.TemporaryDirectory() as folder:
        scores, seconds = measured(corpus, scorer, Path(folder))
    found = figures(scores)
    print(f"== {name}")
    for room, part in scores.items():
        for what, value in part.items():
            if not what.startswith("rules"):
                print(f"  {room} · {what}: {value}")
    print("  held against floors: " + " · ".join(f"{k} {v:.3f}" for k, v in found.items()))
    print("  seconds: " + " · ".join(f"{k} {v:.1f}" for k, v in seconds.items()))
    pinned = floors.get("corpus")
    if pinned and pinned != digest_of(corpus):
        print("  the corpus is not the one to which the floors are pinned; figures are shown, floors not held")
        return []
    return [f"{name}: {x}" for x in held_against(found, floors)]


def reading(one: Bench, corpora: Path, floors: dict[str, object]) -> list[str]:
    """Measure one bench of reading and claiming, print it, and give what is worse than its floor."""
    corpus = corpora / one.folder
    if not corpus.is_dir():
        print(f"== {one.name}: {corpus} is not here; nothing was measured")
        return []
    print(f"== {one.name}")
    begun = time.monotonic()
    found = one.measure(corpus, 0)
    print("  " + " · ".join(f"{k} {v:.3f}" for k, v in found.items()) + f" · {time.monotonic() - begun:.1f} s")
    pinned = floors.get("corpus")
    if pinned and pinned != digest_of(corpus):
        print("  the corpus is not the one to which the floors are pinned; figures are shown, floors not held")
        return []
    return [f"{one.name}: {x}" for x in held_against(found, floors)]


def planted(scorer: Path, folder: Path) -> Path | None:
    """A corpus of an invented world with known truth, where its maker lies beside the scorer."""
    maker = scorer.parent / "plant.py"
    if not maker.exists():
        return None
    subprocess.run(
        [sys.executable, str(maker), str(folder), "--documents", "400", "--seed", "3", "--languages", "en,zh,bo"],
        check=True,
        capture_output=True,
    )
    return folder


def main() -> int:
    """Print the figures; 1 when one is worse than its floor."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--short", action="store_true", help="the development corpus and the quick benches only")
    ap.add_argument("--only", default="", help="the bench of this name only (own sentences, newsquant, ...)")
    asked = ap.parse_args()
    short = asked.short
    corpora, scorer = (
        Path(os.environ.get("FIRSTHAND_CORPORA", "../shared/corpus")),
        Path(os.environ.get("FIRSTHAND_SCORER", "../shared/tools/score.py")),
    )
    floors = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))
    if not (corpora / "dev").is_dir() or not scorer.is_file():
        print(
            f"bench: the corpora are not here ({corpora}, {scorer}); set FIRSTHAND_CORPORA and FIRSTHAND_SCORER. Only what needs none is measured."
        )
        some = [one for one in READING if not one.folder and (one.quick or not short) and asked.only in ("", one.name)]
        return told([line for one in some for line in reading(one, HERE, floors.get(one.name, {}))])
    if asked.only:
        return told(
            [line for one in READING if one.name == asked.only for line in reading(one, corpora.resolve(), floors.get(one.name, {}))]
        )
    worse = [line for one in READING if one.quick or not short for line in reading(one, corpora.resolve(), floors.get(one.name, {}))]
    worse += bench("dev", (corpora / "dev").resolve(), scorer.resolve(), floors["dev"])
    with tempfile.TemporaryDirectory() as folder:
        made = None if short else planted(scorer.resolve(), Path(folder) / "planted")
        if made:
            worse += bench("planted", made, scorer.resolve(), floors.get("planted", {}))
    return told(worse)


def told(worse: list[str]) -> int:
    """Prints what is worse than its floor; 1 if anything is."""
    for line in worse:
        print(f"WORSE {line}")
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main())

"""How right amounts are: the labelled corpus (as `show amounts --json` prints them), newsquant and the recognizers' specs, from $FIRSTHAND_CORPORA.

bench/amounts.py [CORPUS]          prints the scorer's figures and the misses; says so and does nothing where the corpora are absent
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from firsthand.model.amounts import Amount
from firsthand.tongues.amounts import amounts_in

CORPORA = Path(os.environ.get("FIRSTHAND_CORPORA", "../shared/corpus"))
SCORER = os.environ.get("FIRSTHAND_SCORER", "../shared/tools/score.py")


def line(source: str, start: int, end: int, amount: Amount, quote: str) -> dict[str, object]:
    """One amount as the command prints it."""
    number = lambda x: None if x is None else format(x, "f")  # noqa: E731
    return {
        "v": 1, "source": source, "start": start, "end": end, "quote": quote, "floor": number(amount.floor), "ceiling": number(amount.ceiling),
        "kind": amount.kind, "unit": amount.unit, "what": amount.what, "status": amount.status, "measure": amount.measure,
    }  # fmt: skip


def said_of(corpus: Path) -> list[dict[str, object]]:
    """The amounts of every document of a corpus."""
    with (corpus / "docs.csv").open(encoding="utf-8", newline="") as f:
        languages = {r["id"]: r["language"] for r in csv.DictReader(f)}
    out = []
    for path in sorted((corpus / "docs").glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        out += [
            line(path.stem, c.span.start, c.span.end, c.amount, text[c.span.start : c.span.end])
            for c in amounts_in(text, languages.get(path.stem, "en") or "en")
        ]
    return out


def scored(corpus: Path, part: str, lines: list[dict[str, object]]) -> str:
    """What the scorer says of these lines."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as f:
        f.writelines(json.dumps(x, ensure_ascii=False) + "\n" for x in lines)
        f.flush()
        return subprocess.run([sys.executable, SCORER, str(corpus), f"--{part}", f.name], capture_output=True, text=True, check=True).stdout


def newsquant() -> str:
    """F1 of value and of value with change; ages and single digits as there, so that only the rules are compared."""
    path = CORPORA / "newsquant/sentences.jsonl"
    change = {"exact": "=", "share": "=", "about": "~", "at_least": ">", "at_most": "<", "range": "=", "vague": "~"}
    hit = both = said = gold = 0
    for raw in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(raw)
        want = [(float(v), q["change"]) for q in row["quantities"] for v in str(q["value"]).split("-") if v.replace(".", "", 1).isdigit()]
        got = []
        for c in amounts_in(row["text"], "en"):
            got += [
                (float(v), change.get(c.amount.kind, "="))
                for v in dict.fromkeys((c.amount.floor, c.amount.ceiling, c.amount.base))
                if v is not None
            ]
        said, gold = said + len(got), gold + len(want)
        for v, ch in got:
            near = next((w for w in want if abs(w[0] - v) < 1e-9 * max(1, abs(v))), None)
            if near:
                want.remove(near)
                hit, both = hit + 1, both + (near[1] == ch or near[1] in ("up", "down"))
    f1 = lambda h: round(2 * h / (said + gold), 3)  # noqa: E731
    return f"newsquant: value F1 {f1(hit)}, value and change F1 {f1(both)} (said {said}, gold {gold})"


def misses(corpus: Path, lines: list[dict[str, object]]) -> list[str]:
    """The labelled amounts that were not found or read otherwise."""
    out = []
    with (corpus / "gold/quantities.csv").open(encoding="utf-8", newline="") as f:
        for g in csv.DictReader(f):
            near = [x for x in lines if x["source"] == g["doc_id"] and x["start"] < int(g["end"]) and x["end"] > int(g["start"])]  # type: ignore[operator]
            want = {float(g[c]) for c in ("number_low", "number_high") if g[c]}
            best = next(
                (x for x in near if {float(str(x[c])) for c in ("floor", "ceiling") if x[c] is not None} == want), near[0] if near else None
            )
            got = {float(str(best[c])) for c in ("floor", "ceiling") if best[c] is not None} if best else set()
            if got != want or (best and best["kind"] == "exact") != (
                g["qualifier"] == "exact" and best is not None and best["kind"] != "share"
            ):
                out.append(
                    f"{g['quantity_id']} {g['doc_id']} {g['span']!r} {g['qualifier']}: {best and (best['quote'], best['floor'], best['ceiling'], best['kind'])}"
                )
    return out


def main() -> int:
    """Print the figures; 0 also where the corpora are absent."""
    corpus = Path(sys.argv[1]) if len(sys.argv) > 1 else CORPORA / "dev"
    if not corpus.exists():
        print(f"skipped: no corpus at {corpus}")
        return 0
    began = time.perf_counter()
    lines = said_of(corpus)
    spent = time.perf_counter() - began
    print(scored(corpus, "amounts", lines))
    print(f"{sum(len(p.read_bytes()) for p in (corpus / 'docs').glob('*.txt')) / 1e6 / spent:.2f} MB/s")
    if "-v" in sys.argv:
        print("\n".join(misses(corpus, lines)))
    if (CORPORA / "newsquant").exists():
        print(newsquant())
    return 0


if __name__ == "__main__":
    sys.exit(main())

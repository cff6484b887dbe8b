"""How often limits hold the truth: methods and the statement on tables of worlds that lists_worlds draws.

lists_coverage.py --tables 500 [--world NAME] --to F.jsonl     one line a table and method
lists_coverage.py --write F.jsonl...                           src/firsthand/data/estimate/measured.toml, which is printed with every result
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from statistics import median

import numpy as np

from firsthand.estimate.lists import listed
from lists_worlds import WORLDS, copied

METHODS = ("loglinear", "graphs", "classes", "sensitivity")
MEASURED = Path(__file__).parent.parent / "src/firsthand/data/estimate/measured.toml"
HEAD = "# How often limits held the truth in simulation, by world and method; written by bench/lists_coverage.py --write. See docs/estimation.md.\n"
Line = dict[str, object]


def one_table(world: str, number: int, methods: tuple[str, ...] = METHODS) -> list[Line]:
    """What every method and the statement say of one table of a world; `inside` is None where there is nothing to hold."""
    truth, table = WORLDS[world](np.random.default_rng([number, *world.encode()]))
    found = listed(table, methods, number)
    out = [_line(world, number, e.method, truth, e.lower, e.upper, bool(e.refused)) for e in found.rows]
    s = found.statement
    return [*out, _line(world, number, "statement", truth, s.lower, s.upper, s.refused or s.upper is None)]


def one_copy(number: int, methods: tuple[str, ...] = METHODS) -> list[Line]:
    """A copied list: caught or not; then, merged, what the statement says."""
    truth, table = copied(np.random.default_rng([number, 7]))
    caught = any({c.copy, c.original} == {"A", "D"} for c in listed(table, ("documented",), number).copies)
    s = listed(replace(table, same=(("A", "D"),)), methods, number).statement
    line = _line("a copied list", number, "statement", truth, s.lower, s.upper, s.refused or s.upper is None)
    return [{**line, "caught": caught}]


def _line(world: str, number: int, method: str, truth: int, lower: float | None, upper: float | None, refused: bool) -> Line:
    inside = None if refused or lower is None or upper is None else lower <= truth <= upper
    width = None if inside is None else float(upper) / max(1.0, float(lower))  # type: ignore[arg-type]
    return {"world": world, "number": number, "method": method, "truth": truth, "refused": refused, "inside": inside, "width": width}


def summary(lines: list[Line]) -> dict[str, dict[str, dict[str, float]]]:
    """By world and method: share covered among the printed, share refused, tables, the median of upper over lower limit."""
    groups: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for line in lines:
        groups[str(line["world"]), str(line["method"])].append(line)
    out: dict[str, dict[str, dict[str, float]]] = defaultdict(dict)
    for (world, method), some in groups.items():
        held = [x for x in some if x["inside"] is not None]
        out[world][method] = {
            "covered": round(sum(bool(x["inside"]) for x in held) / max(1, len(held)), 4),
            "refused": round(1 - len(held) / len(some), 4),
            "tables": len(some),
            "width": round(median(float(str(x["width"])) for x in held), 2) if held else 0.0,
        } | ({"caught": round(sum(bool(x["caught"]) for x in some) / len(some), 4)} if "caught" in some[0] else {})
    return dict(out)


Found = dict[str, dict[str, dict[str, float]]]


def kept(new: Found, path: Path = MEASURED) -> Found:
    """What was measured, with what an earlier run measured on more tables."""
    old: Found = tomllib.loads(path.read_text(encoding="utf-8"))
    out: Found = {}
    for world in dict.fromkeys((*old, *new)):
        a, b = old.get(world, {}), new.get(world, {})
        out[world] = {m: b[m] if m not in a or (m in b and b[m]["tables"] >= a[m]["tables"]) else a[m] for m in dict.fromkeys((*a, *b))}
    return out


def toml_of(found: dict[str, dict[str, dict[str, float]]]) -> str:
    """The summary as TOML."""
    blocks = [HEAD]
    for world, methods in found.items():
        for method, figures in methods.items():
            blocks.append(f'["{world}".{method}]\n' + "".join(f"{k} = {v}\n" for k, v in figures.items()))
    return "\n".join(blocks)


def table_of(found: dict[str, dict[str, dict[str, float]]]) -> str:
    """The summary as the table of docs/estimation.md."""
    head = "| world | method | covered | refused | upper / lower, median | tables |\n|---|---|---|---|---|---|\n"
    rows = [
        f"| {w} | {m} | {x['covered']:.1%} | {x['refused']:.1%} | {x['width']} | {x['tables']} |\n"
        for w, ms in found.items()
        for m, x in ms.items()
    ]
    return head + "".join(rows)


def main() -> int:
    """Measure into a file, or write the summary of such files."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--tables", type=int, default=500)
    ap.add_argument("--first", type=int, default=0)
    ap.add_argument("--world", default="")
    ap.add_argument("--method", action="append", default=[])
    ap.add_argument("--to", default="")
    ap.add_argument("--write", nargs="*", default=[])
    asked = ap.parse_args()
    if asked.write:
        lines = [json.loads(x) for p in asked.write for x in Path(p).read_text(encoding="utf-8").splitlines()]
        found = kept(summary(lines))
        MEASURED.write_text(toml_of(found), encoding="utf-8")
        print(table_of(found))
        return 0
    with Path(asked.to).open("a", encoding="utf-8") as f:
        for number in range(asked.first, asked.first + asked.tables):
            methods = tuple(asked.method) or METHODS
            for line in one_copy(number, methods) if asked.world == "a copied list" else one_table(asked.world, number, methods):
                f.write(json.dumps(line) + "\n")
            f.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())

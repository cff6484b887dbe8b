"""What was measured in simulation is printed with every result, and the page for statisticians shows the same figures."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from pathlib import Path

from firsthand.estimate.lists import METHODS
from firsthand.estimate.measured import measured

PAGE = (Path(__file__).parent.parent.parent / "docs/estimation.md").read_text(encoding="utf-8")
MEASURED = tomllib.loads((files("firsthand") / "data" / "estimate" / "measured.toml").read_text(encoding="utf-8"))


def test_the_page_shows_what_was_measured() -> None:
    rows = {(w.strip(), m.strip()): r for w, m, r in re.findall(r"^\| ([a-z ]+) \| ([a-z-]+) \| (.*) \|$", PAGE, re.MULTILINE)}
    for world, methods in MEASURED.items():
        for method, x in methods.items():
            assert rows[world, method] == f"{x['covered']:.1%} | {x['refused']:.1%} | {x['width']} | {x['tables']}", (world, method)


def test_every_figure_is_a_share_of_a_number_of_tables() -> None:
    assert MEASURED
    for methods in MEASURED.values():
        for method, x in methods.items():
            assert method in (*METHODS, "statement") and 0 <= x["refused"] <= 1 and 0 <= x["covered"] <= 1 and x["tables"] > 0


def test_methods_that_bear_the_statement_print_their_coverage_and_others_none() -> None:
    for method in ("loglinear", "graphs", "classes", "sensitivity", "statement"):
        assert "coverage" in measured(method)
    assert measured("documented") == {}

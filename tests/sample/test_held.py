"""The measure itself: rows that say what the labels say pass, and each kind of wrong row is named."""

from __future__ import annotations

from typing import Any

import pytest
from held import amounts, expected, lineage, mutations, origins

Rows = list[dict[str, Any]]


def links() -> Rows:
    rows: Rows = [
        {"from": r["from"], "to": r["to"].split(" || ")[-1], "kind": r["kind"].split("|")[0], "relation": r["relation"], "p": 0.99}
        for r in expected("lineage")
    ]
    return rows + [{"from": r["from"], "to": r["to"], "kind": "cites", "relation": "direct", "p": 0.5} for r in expected("undecided")]


def changes() -> Rows:
    return [{**r, "type": r["type"].split("|")[0]} for r in expected("mutations")]


def counted() -> Rows:
    rows: Rows = []
    for r in expected("origins"):
        ends = [part.strip().split(" || ")[0] for part in r["origins"].split(";")]
        named = [
            {"name": e, "state": {"(bare)": "bare", "(unnamed)": "unnamed"}.get(e, "identified")} for e in ends if "(mutation" not in e
        ]
        rows.append(
            {
                "claim_id": r["finding"],
                "least": int(r["least"]),
                "greatest": int(r["greatest"]),
                "support": r["support"],
                "origins": [o for o in named if o["state"] == "identified"],
                "nameless": [o for o in named if o["state"] != "identified"],
                "denials": r["denials"].split(),
            }
        )
    return rows


def test_what_the_story_says_passes() -> None:
    assert [lineage(links()), mutations(changes()), origins(counted())] == [[], [], []]
    seen = [{**r, **{k: int(r[k]) if r[k] else None for k in ("floor", "ceiling")}} for r in expected("amounts")]
    assert amounts(seen) == []


@pytest.mark.parametrize("number", range(len(expected("lineage"))))
def test_every_missing_link_is_named(number: int) -> None:
    rows = links()
    gone = rows.pop(number)
    assert len(found := lineage(rows)) == 1 and found[0].startswith("missing: " + gone["from"])


def test_wrong_links_are_named() -> None:
    extra = {"from": "twin-dorsha", "to": "notice-lumtang", "kind": "copies", "relation": "direct", "p": 0.9}
    assert [x.split(":")[0] for x in lineage([*links(), extra])] == ["invented"]
    assert lineage([*links(), {**extra, "p": 0.2}]) == []
    swapped = [{**r, "relation": "sibling"} if r["from"] == "teaser-oxbowen" else r for r in links()]
    assert [x.split(":")[0] for x in lineage(swapped)] == ["relation", "relation"]
    settled = [{**r, "p": 1.0} if r["from"] == "eaves-officers" else r for r in links()]
    assert [x.split(":")[0] for x in lineage(settled)] == ["not left open"]


def test_wrong_changes_are_named() -> None:
    rows = changes()
    extra = {**rows[0], "from": "teaser-oxbowen"}
    assert [x.split(":")[0] for x in mutations([*rows, extra])] == ["invented"]
    assert [x.split(":")[0] for x in mutations(rows[1:])] == ["missing"]
    assert [x.split(":")[0] for x in mutations([{**rows[0], "type": "unit_changed"}, *rows[1:]])] == ["type"]


@pytest.mark.parametrize("field, value", [("least", 3), ("greatest", 7), ("support", "withdrawn"), ("origins", [])])
def test_wrong_origins_are_named(field: str, value: object) -> None:
    rows = counted()
    rows[0] = {**rows[0], field: value}
    assert origins(rows) and all(x.startswith("range:") for x in origins(rows))

"""Holds what the program says of the sample case against the labels in expected/: every difference as one line of words.

Takes rows as `show ... --json` and `origins --claims ... --json` print them; gives lists of sentences, empty when all is as it should be.
By hand: `python tests/sample/held.py CASE` on a case made from the sample's documents and list.
"""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

EXPECTED = Path(__file__).parent / "expected"
Row = Mapping[str, Any]
LOW, HIGH = 0.05, 0.95  # a probability between these leaves a link undecided


def expected(name: str) -> list[dict[str, str]]:
    """The rows of one file of labels."""
    with (EXPECTED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def alternatives(cell: str) -> list[str]:
    """The right answers of a cell."""
    return [part.strip() for part in re.split(r"\|\|", cell) if part.strip()]


def words(name: str) -> set[str]:
    """The words that tell a name apart."""
    return set(re.findall(r"\w+", name.casefold().removeprefix("ext:"))) - {"the", "of", "a", "an", "in", "on"}


def same(said: str, right: str) -> bool:
    """Whether two names of a node plausibly mean one: equal, or, outside the set, one's words within the other's."""
    if said == right or not (said.startswith("ext:") and right.startswith("ext:")):
        return said == right
    one, other = words(said), words(right)
    return bool(one) and bool(other) and (one <= other or other <= one or said[4:] in right or right[4:] in said)


def lineage(rows: Sequence[Row]) -> list[str]:
    """Links that are missing, of the wrong kind or relation, invented, or decided where they should be open."""
    said = [r for r in rows if r.get("state") != "rejected" and r.get("p", 1) >= 0.5]
    open_pairs = {frozenset((r["from"], r["to"])) for r in expected("undecided")}
    out, used = [], set[int]()
    for right in expected("lineage"):
        hits = [i for i, r in enumerate(said) if r["from"] == right["from"] and any(same(r["to"], a) for a in alternatives(right["to"]))]
        used.update(hits)
        if not hits:
            out.append(f"missing: {right['from']} -> {right['to']} ({right['kind']}, {right['relation']})")
        elif not any(said[i]["relation"] == right["relation"] for i in hits):
            out.append(f"relation: {right['from']} -> {right['to']} is {said[hits[0]]['relation']}, should be {right['relation']}")
        elif not any(said[i]["kind"] in right["kind"].split("|") for i in hits):
            out.append(f"kind: {right['from']} -> {right['to']} is {said[hits[0]]['kind']}, should be {right['kind']}")
    for i, r in enumerate(said):
        if i not in used and frozenset((r["from"], r["to"])) not in open_pairs:
            out.append(f"invented: {r['from']} -> {r['to']} ({r['kind']}, {r['relation']}, p {r.get('p', 1)}) {r.get('why', '')}")
    for right in expected("undecided"):
        pair = {right["from"], right["to"]}
        if not any({r["from"], r["to"]} == pair and LOW < r.get("p", 1) < HIGH for r in rows):
            out.append(f"not left open: {right['from']} -> {right['to']}")
    return out


def mutations(rows: Iterable[Row]) -> list[str]:
    """Changes of meaning that were missed, misnamed or invented."""
    said, out, used = list(rows), [], set[int]()
    for right in expected("mutations"):
        hits = [
            i for i, r in enumerate(said) if (r["from"], r["to"]) == (right["from"], right["to"]) and _touch(r["became"], right["became"])
        ]
        used.update(hits)
        if not hits:
            out.append(f"missing: {right['from']} <- {right['to']}: {right['was']!r} became {right['became']!r} ({right['type']})")
        elif not any(said[i]["type"] in right["type"].split("|") for i in hits):
            out.append(f"type: {right['became']!r} is {said[hits[0]]['type']}, should be {right['type']}")
    out += [
        f"invented: {r['from']} <- {r['to']}: {r['was']!r} became {r['became']!r} ({r['type']})"
        for i, r in enumerate(said)
        if i not in used
    ]
    return out


def _touch(one: str, other: str) -> bool:
    return bool(one and other) and (one in other or other in one or len(words(one) & words(other)) * 2 >= len(words(other)))


def origins(rows: Iterable[Row]) -> list[str]:
    """Findings whose interval, support, origins or denials are others than the story's."""
    said = {r["claim_id"]: r for r in rows}
    out = []
    for right in expected("origins"):
        r = said.get(right["finding"])
        if r is None:
            out.append(f"{right['finding']}: missing")
            continue
        if (r["least"], r["greatest"]) != (int(right["least"]), int(right["greatest"])):
            names = ", ".join(o["name"] for o in _ends(r))
            out.append(
                f"{right['finding']}: {r['least']}-{r['greatest']} [{names}], should be {right['least']}-{right['greatest']} [{right['origins']}]"
            )
        if r["support"] != right["support"]:
            out.append(f"{right['finding']}: support {r['support']}, should be {right['support']}")
        for part in (p.strip() for p in right["origins"].split(";")):
            if "(mutation" not in part and not any(_same_end(o, a) for o in _ends(r) for a in alternatives(part)):
                out.append(f"{right['finding']}: origin not named: {part}; named: {', '.join(o['name'] for o in _ends(r))}")
        if not set(r.get("denials", ())) <= set(right["denials"].split()):
            out.append(f"{right['finding']}: denials {r.get('denials')}, should be among {right['denials']}")
    return out


def _ends(row: Row) -> list[Row]:
    return [*row["origins"], *row["nameless"]]


def _same_end(origin: Row, right: str) -> bool:
    if right in ("(bare)", "(unnamed)"):
        return bool(origin["state"] == right[1:-1] or origin["name"] == right)
    return same(origin["name"].partition("#")[0], right) or origin["name"] == right


def documents(rows: Iterable[Row]) -> list[str]:
    """Findings for which the program, given no documents, found others than those that assert them."""
    said = {r["claim_id"]: set(r.get("documents", ())) for r in rows}
    out = []
    for right in expected("origins"):
        wanted, got = set(right["documents"].split()), said.get(right["finding"], set())
        if wanted != got:
            out.append(f"{right['finding']}: missing {sorted(wanted - got)}, too many {sorted(got - wanted)}")
    return out


def amounts(rows: Iterable[Row]) -> list[str]:
    """Main amounts that were not seen, or seen with another value, kind, status or measure."""
    said, out = list(rows), []
    for right in expected("amounts"):
        near = [
            r
            for r in said
            if r["source"] == right["source"]
            and (r["quote"] in right["quote"] or right["quote"] in r["quote"] or _touch(r["quote"], right["quote"]))
        ]
        wanted = (_number(right["floor"]), _number(right["ceiling"]), right["kind"], right["status"])
        if not near:
            out.append(f"{right['source']}: not seen: {right['quote']}")
        elif not any((r["floor"], r["ceiling"], r["kind"], r["status"]) == wanted for r in near):
            r = near[0]
            out.append(
                f"{right['source']}: {right['quote']!r} is {r['floor']}..{r['ceiling']} {r['kind']} {r['status']}, should be {wanted}"
            )
        elif right["measure"] and not any(r.get("measure") == right["measure"] for r in near):
            out.append(f"{right['source']}: {right['quote']!r} should be {right['measure']}")
    return out


def _number(cell: str) -> int | None:
    return int(cell) if cell else None


def sources(rows: Iterable[Row]) -> list[str]:
    """Sources whose language, media type, date or condition is another, or that should not be there: the removed page is no source."""
    said = {r["id"]: r for r in rows}
    right = {r["id"]: r for r in expected("sources")}
    out = [f"{name}: not kept" for name in right if name not in said]
    out += [f"{name}: is read as a source and is none" for name, r in said.items() if name not in right and r.get("read")]
    for name in said.keys() & right.keys():
        for field, column in (("language", "language"), ("media_type", "media"), ("published", "published"), ("capture", "capture")):
            if (said[name].get(field) or "") != right[name][column]:
                out.append(f"{name}: {field} {said[name].get(field)!r}, should be {right[name][column]!r}")
    return sorted(out)


def claims_file(path: Path) -> Path:
    """Writes the findings of the story, with the documents that assert them, as a file for `origins --claims`."""
    return _claims(path, [(r["finding"], r["claim"], r["documents"], r["level"]) for r in expected("origins")])


def open_claims_file(path: Path) -> Path:
    """The same without the documents: the program has to find them."""
    return _claims(path, [(r["finding"], r["claim"], "", r["level"]) for r in expected("origins")])


def _claims(path: Path, rows: Iterable[tuple[str, str, str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["claim_id", "claim", "doc_ids", "level"])
        out.writerows(rows)
    return path


def _rows(*arguments: str) -> list[Row]:
    run = subprocess.run([sys.executable, "-m", "firsthand", *arguments, "--json"], capture_output=True, text=True, check=False)
    if run.stderr.strip():
        print(run.stderr.strip()[:2000])
    return [json.loads(line) for line in run.stdout.splitlines()]


def main(case: str) -> None:
    """Prints every difference of a case."""
    checks: list[tuple[str, Callable[[Sequence[Row]], list[str]]]] = [
        ("sources", sources),
        ("amounts", amounts),
        ("lineage", lineage),
        ("mutations", mutations),
    ]
    for thing, check in checks:
        _say(thing, check(_rows("show", case, thing)))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "claims.csv"
        _say("origins", origins(_rows("origins", case, "--claims", str(claims_file(path)))))
        _say("documents found", documents(_rows("origins", case, "--claims", str(open_claims_file(path)))))


def _say(what: str, differences: list[str]) -> None:
    print(f"== {what}: {len(differences)} differences")
    for line in differences:
        print("  ", line)


if __name__ == "__main__":
    main(sys.argv[1])

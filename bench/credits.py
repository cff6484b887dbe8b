"""How right credits and sources are: outside sources of labelled corpora, from $FIRSTHAND_CORPORA.

bench/credits.py [FOLDER...] [--misses N]        default: $FIRSTHAND_CORPORA/dev

A folder holds docs.csv, docs/ID.txt and gold/; the scorer is $FIRSTHAND_SCORER. Where a folder is absent, that is said and nothing is measured.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from firsthand.model.claims import Said
from firsthand.model.dates import PartialDate
from firsthand.model.findings import Lineage
from firsthand.model.passages import Part, Reading, Span, Stream
from firsthand.tongues.credits import credits_in
from firsthand.tongues.sentences import sentences
from firsthand.trace.sources import sources_of

CORPORA = Path(os.environ.get("FIRSTHAND_CORPORA", "../shared/corpus"))
SCORER = os.environ.get("FIRSTHAND_SCORER", "../shared/tools/score.py")
Triple = dict[str, tuple[Span, ...]]


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file; none if it is absent."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def readings_of(folder: Path) -> list[Reading]:
    """The documents of a corpus folder as readings of plain text."""
    found = []
    for d in rows(folder / "docs.csv"):
        text = (folder / "docs" / f"{d['id']}.txt").read_bytes().decode("utf-8")
        day = re.match(r"\d{4}(-\d\d(-\d\d)?)?", d["published"])
        stream = Stream(Part("", 0, 0, ""), "text", 1, "utf-8", text, ())
        found.append(
            Reading(d["id"], "", d["id"], stream, (Span(0, len(text)),), d["language"], d["title"], d["publisher"], "", d["url"],
                    PartialDate(day.group()) if day else None, sentences=sentences(text, d["language"]))
        )  # fmt: skip
    return found


def said_by_all(readings: list[Reading]) -> dict[str, Said]:
    """The credits of each reading."""
    return {
        r.source: Said(r.source, (), credits_in(r.text, r.language, r.sentences, title=r.title, publisher=r.publisher, url=r.url))
        for r in readings
    }


def scored(folder: Path, lineage: Lineage) -> dict[str, object]:
    """What the scorer says of the links."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as f:
        for link in lineage.links:
            line = {
                "from": link.source,
                "to": link.to,
                "kind": link.kind,
                "relation": link.relation,
                "start": link.span.start,
                "end": link.span.end,
                "p": link.p,
            }
            f.write(json.dumps(line, ensure_ascii=False) + "\n")
        f.flush()
        out = subprocess.run(
            [sys.executable, SCORER, str(folder), "--lineage", f.name, "--json"], capture_output=True, text=True, check=True
        ).stdout
    return dict(json.loads(out)["lineage"])


def sources_bench(folder: Path, misses: int) -> None:
    """Prints outside sources of one corpus folder, and the first misses."""
    if not (folder / "docs.csv").exists():
        print(f"{folder}: not here, nothing measured")
        return
    begun = time.process_time()
    readings = readings_of(folder)
    said = said_by_all(readings)
    middle = time.process_time()
    lineage = sources_of(readings, said)
    ended = time.process_time()
    figures = scored(folder, lineage)
    characters = sum(len(r.text) for r in readings)
    print(
        f"{folder}: {len(readings)} documents, {characters / max(1e-9, middle - begun) / 1e6:.2f} million characters a second for credits, sources {ended - middle:.2f} s"
    )
    for key in ("outside sources", "outside sources, mean F1 of a document", "descent (direct or second-hand, directed)"):
        print(f"  {key}: {figures[key]}")
    for line in list(_differences(folder, lineage))[:misses]:
        print(line)


def _differences(folder: Path, lineage: Lineage) -> Iterator[str]:
    """What was said and is not in gold (+), what is in gold and was not said (-), by document; names compared by shared words."""
    gold: dict[str, list[dict[str, str]]] = {}
    for e in rows(folder / "gold/lineage.csv"):
        gold.setdefault(e["from_id"], []).append(e)
    for doc in dict.fromkeys([*gold, *(link.source for link in lineage.links)]):
        said = [link for link in lineage.links if link.source == doc and link.p >= 0.5 and link.to.startswith("ext:")]
        wanted = [e for e in gold.get(doc, []) if e["to"].startswith("ext:")]
        for e in gold.get(doc, []):
            if "ext:" in e["to"] and (hit := next((x for x in said if _alike(x.to, e["to"])), None)) is not None:
                said.remove(hit)
                if e in wanted:
                    wanted.remove(e)
        yield from (f"  {doc} + {x.to} {x.p:.2f} {x.relation} {','.join(x.why)}" for x in said)
        yield from (f"  {doc} - {e['to']} ({e['relation']}, attributed {e['attributed']}) {e['span'][:100]!r}" for e in wanted)


def words(name: str) -> set[str]:
    """The words by which two names of a source are compared."""
    return {
        w
        for w in re.findall(r"\w+", name.lower())
        if not w.isdigit() and w not in {"ext", "the", "of", "a", "and", "to", "in", "on", "for"}
    }


def _alike(said: str, gold: str) -> bool:
    return any(words(said) and len(words(said) & words(o)) / len(words(said)) >= 0.6 for o in gold.split("||"))


def main() -> int:
    """Measures what is asked for."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folders", nargs="*", type=Path)
    asked.add_argument("--misses", type=int, default=0)
    a = asked.parse_args()
    for folder in a.folders or [CORPORA / "dev"]:
        sources_bench(folder, a.misses)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

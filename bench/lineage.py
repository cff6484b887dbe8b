"""How right the lineage of a labelled corpus is: FOLDER holds docs.csv, docs/ID.txt and gold/; the scorer is $FIRSTHAND_SCORER.

python bench/lineage.py [FOLDER...] [--out FILE]      default: $FIRSTHAND_CORPORA/dev
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from firsthand.model.claims import Said
from firsthand.model.dates import PartialDate
from firsthand.model.findings import Link
from firsthand.model.passages import Part, Reading, Segment, Stream
from firsthand.tongues.credits import credits_in
from firsthand.tongues.sentences import sentences
from firsthand.trace.descent import lineage_of


def readings_of(folder: Path) -> tuple[Reading, ...]:
    """The documents of a corpus folder as readings, fields from its list."""
    with (folder / "docs.csv").open(encoding="utf-8", newline="") as f:
        return tuple(_reading(folder, row) for row in csv.DictReader(f))


def _reading(folder: Path, row: dict[str, str]) -> Reading:
    raw = (folder / "docs" / f"{row['id']}.txt").read_bytes()
    text = raw.decode("utf-8")
    digest = hashlib.sha256(raw).hexdigest()
    stream = Stream(Part(digest, 0, len(raw), digest), "text", 1, "utf-8", text, (Segment(0, len(text), 0, len(raw), False),))
    day = re.match(r"\d{4}(-\d{2}(-\d{2})?)?", row["published"])
    captured = int(datetime.fromisoformat(row["captured"]).replace(tzinfo=UTC).timestamp()) if row.get("captured") else None
    return Reading(
        row["id"], "", row["id"], stream, (), row["language"], title=row["title"], publisher=row["publisher"], url=row["url"],
        published=PartialDate(day.group()) if day else None, published_by="list" if day else "", captured=captured,
    )  # fmt: skip


def lines_of(links: tuple[Link, ...]) -> Iterator[str]:
    """Links as `show lineage --json` prints them."""
    for x in links:
        there = x.to_span
        yield json.dumps(
            {
                "v": 1, "id": x.id, "from": x.source, "to": x.to, "kind": x.kind, "relation": x.relation, "named": x.named, "start": x.span.start, "end": x.span.end,
                "to_start": there and there.start, "to_end": there and there.end, "p": x.p, "state": x.state,
            },
            ensure_ascii=False,
        )  # fmt: skip


def measure(folder: Path, out: Path) -> None:
    """Trace one corpus and print what the scorer says of it."""
    readings = readings_of(folder)
    began = time.process_time()
    found = lineage_of(readings, said_of(readings))
    took = time.process_time() - began
    out.write_text("".join(line + "\n" for line in lines_of(found.links)), encoding="utf-8")
    print(
        f"{folder}: {len(readings)} documents, {sum(len(r.text) for r in readings)} characters, {len(found.links)} links, {took:.1f} CPU s"
    )
    scorer = os.environ.get("FIRSTHAND_SCORER", "")
    if not Path(scorer).is_file():
        print("No scorer: set FIRSTHAND_SCORER.")
        return
    subprocess.run([sys.executable, scorer, str(folder), "--lineage", str(out)], check=True)


def said_of(readings: tuple[Reading, ...]) -> dict[str, Said]:
    """The credits of each reading; claims play no part in lineage."""
    found = {}
    for r in readings:
        spans = sentences(r.text, r.language)
        found[r.source] = Said(r.source, (), credits_in(r.text, r.language, spans, title=r.title, publisher=r.publisher, url=r.url))
    return found


def main() -> int:
    """Measure the folders given, or the development corpus."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--out", type=Path, default=Path("lineage.jsonl"))
    given = parser.parse_args()
    folders = given.folders or [Path(os.environ.get("FIRSTHAND_CORPORA", "../shared/corpus")) / "dev"]
    for folder in folders:
        if (folder / "docs.csv").is_file():
            measure(folder, given.out)
        else:
            print(f"No corpus at {folder}: skipped.")
    return 0


if __name__ == "__main__":
    sys.exit(main())

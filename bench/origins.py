"""How right the origins of labelled claims are: FOLDER holds docs.csv, docs/ID.txt and gold/; the scorer is $FIRSTHAND_SCORER.

python bench/origins.py [FOLDER...] [--out FILE] [--find] [--why CLAIM]      default: $FIRSTHAND_CORPORA/dev

Of gold/origins.csv only claim_id, claim, doc_ids and level are read, as a person would give them; --find gives no doc_ids, so that the program finds
who says it. Where a folder is absent, that is said and nothing is measured.
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
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from firsthand.claim.propose import said_by
from firsthand.model.claims import Said
from firsthand.model.dates import PartialDate
from firsthand.model.findings import Finding, Lineage, Named, Origins
from firsthand.model.names import derived_id
from firsthand.model.passages import Part, Reading, Segment, Span, Stream
from firsthand.tongues.sentences import sentences
from firsthand.trace.assertions import claims_asserting
from firsthand.trace.descent import lineage_of
from firsthand.trace.mutations import mutations_of
from firsthand.trace.origins import origins_of
from firsthand.trace.telling import spelled_out


@dataclass(frozen=True)
class Corpus:
    """A labelled corpus as the program sees it: readings, what they say, their lineage."""

    readings: Mapping[str, Reading]
    said: Mapping[str, Said]
    lineage: Lineage


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
        row["id"], "", row["id"], stream, (Span(0, len(text)),), row["language"], title=row["title"], publisher=row["publisher"], url=row["url"],
        published=PartialDate(day.group()) if day else None, published_by="list" if day else "", captured=captured, sentences=sentences(text, row["language"]),
    )  # fmt: skip


def corpus_of(folder: Path) -> Corpus:
    """Read, claim and trace a corpus folder."""
    readings = readings_of(folder)
    said = {r.source: said_by(r) for r in readings}
    return Corpus({r.source: r for r in readings}, said, lineage_of(readings, said))


def origins_in(folder: Path, corpus: Corpus, find: str = "") -> Iterator[tuple[str, Origins]]:
    """Each labelled claim with the origins found for it; `find` = "find" leaves the documents to the program."""
    mutations = mutations_of(list(corpus.readings.values()), corpus.said, corpus.lineage)
    with (folder / "gold" / "origins.csv").open(encoding="utf-8", newline="") as f:
        for row in csv.DictReader(f):
            documents = [] if find else row["doc_ids"].split()
            asserted = claims_asserting(row["claim"], documents, corpus.readings, corpus.said, corpus.lineage)
            finding = Finding(derived_id("finding", row["claim_id"]), row["claim"], tuple(c.id for c in asserted), level=row["level"])  # type: ignore[arg-type]
            claims = {c.id: c for c in asserted}
            yield (
                row["claim_id"],
                origins_of(finding, claims, corpus.readings, corpus.said, corpus.lineage, finding.level, mutations=mutations),
            )


def line_of(claim_id: str, o: Origins, named: Sequence[Named] = ()) -> str:
    """One line as `origins --claims --json` prints it."""
    ends = [
        {
            "name": spelled_out(x.name, named),
            "documents": list(x.documents),
            "access": x.access,
            "state": x.state,
            "stops_because": x.stops_because,
        }
        for x in o.origins
    ]
    who = [x for x in ends if x["state"] == "identified"]
    asked = [{"link": x.link, "narrows_to": list(x.narrows_to)} for x in o.undecided]
    return json.dumps(
        {
            "v": 1, "claim_id": claim_id, "level": o.level, "least": o.least, "greatest": o.greatest, "support": o.support, "origins": who, "nameless": [x for x in ends if x["state"] != "identified"], "routes": o.routes,
            "through": list(o.through), "undecided": asked, "exact": o.exact, "words": o.words,
        },
        ensure_ascii=False,
    )  # fmt: skip


def measure(folder: Path, out: Path, find: str) -> None:
    """Count the origins of one corpus and print what the scorer says."""
    began = time.process_time()
    corpus = corpus_of(folder)
    traced = time.process_time()
    lines = [line_of(name, o, corpus.lineage.named) for name, o in origins_in(folder, corpus, find)]
    print(
        f"{folder}: {traced - began:.1f} CPU s to read, claim and trace, {time.process_time() - traced:.1f} for {len(lines)} claims",
        flush=True,
    )
    out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    subprocess.run(
        [sys.executable, os.environ.get("FIRSTHAND_SCORER", "../shared/tools/score.py"), str(folder), "--origins", str(out)], check=True
    )


def main() -> None:
    """Measure each folder that is there."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("folders", nargs="*", type=Path, default=[Path(os.environ.get("FIRSTHAND_CORPORA", "../shared/corpus")) / "dev"])
    ap.add_argument("--out", type=Path, default=Path("/tmp/origins.jsonl"))
    ap.add_argument("--find", action="store_const", const="find", default="")
    a = ap.parse_args()
    for folder in a.folders:
        if not (folder / "docs.csv").exists():
            print(f"{folder} is not here: its origins were not measured.")
            continue
        measure(folder, a.out, a.find)


if __name__ == "__main__":
    main()

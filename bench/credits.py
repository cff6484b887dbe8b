"""How right credits and sources are: outside sources of labelled corpora, and source, cue and content of polnear, from $FIRSTHAND_CORPORA.

bench/credits.py [FOLDER...] [--misses N] [--polnear train|dev] [--misread N]        default: $FIRSTHAND_CORPORA/dev, polnear dev

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
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from firsthand.model.claims import Credit, Said
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


# ---- polnear
def attributions(path: Path) -> list[Triple]:
    """The attributions of one standoff file as source, cue and content, each of one or more spans."""
    spans: dict[str, tuple[Span, ...]] = {}
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        parts = line.split("\t")
        if line.startswith("T") and len(parts) >= 2:
            places = parts[1].split(" ", 1)[1].split(";")
            spans[parts[0]] = tuple(Span(*map(int, p.split())) for p in places)
        elif line.startswith("E") and "Attribution:" in line and "Source" in line:
            roles: dict[str, list[Span]] = {}
            for role, mark in (x.split(":") for x in parts[1].split()[1:]):
                roles.setdefault(role.rstrip("0123456789").lower(), []).extend(spans.get(mark, ()))
            found.append({role: tuple(roles.get(role, ())) for role in ("source", "cue", "content")})
    return found


def polnear_bench(half: str, misread: int) -> None:
    """Prints exact and overlap F1 of source, cue and content."""
    folder = CORPORA / "polnear" / half
    if not folder.exists():
        print(f"{folder}: not here, nothing measured")
        return
    hits: Counter[str] = Counter()
    shown = 0
    for path in sorted((folder / "text").glob("*.txt")):
        notes = next(iter(sorted((folder / "attributions").glob(path.stem + "_*.ann"))), None)
        if notes is None:
            continue
        text = path.read_bytes().decode("utf-8")
        gold = attributions(notes)
        said = [
            _triple(text, c)
            for c in credits_in(text, "en", sentences(text, "en"))
            if c.manner not in {"photo", "byline", "agency", "own"} and c.span.end > c.span.start
        ]
        for role in ("source", "cue", "content"):
            _count(hits, role, [s for t in gold for s in t[role][:1]], [s for t in said for s in t[role]], text)
        if shown < misread:
            shown += _show_misread(text, gold, said, misread - shown)
    for role in ("source", "cue", "content"):
        exact, overlap = (_f1(hits[f"{role} {how}"], hits[f"{role} said"], hits[f"{role} gold"]) for how in ("exact", "overlap"))
        print(f"  polnear {half} {role}: exact {exact}, overlap {overlap} (said {hits[f'{role} said']}, gold {hits[f'{role} gold']})")


def _triple(text: str, c: Credit) -> Triple:
    """A credit as polnear writes it: a pronoun stands where it stands, not where its antecedent does."""
    at = c.at
    if "+antecedent" in c.rule or "+introduced" in c.rule:
        low, high = (c.span.start, c.cue.start) if c.span.start < c.cue.start else (c.cue.end, c.span.end)
        while high > low and text[high - 1].isspace():
            high -= 1
        at = Span(low, high)
    return {"source": (at,), "cue": (c.cue,), "content": (c.content,)}


def _bare(span: Span, text: str) -> tuple[int, int]:
    """A span without blanks, commas and stops at its end."""
    return span.start, span.start + len(text[span.start : span.end].rstrip(" ,."))


def _count(hits: Counter[str], role: str, gold: list[Span], said: list[Span], text: str) -> None:
    gold_set, said_set = {_bare(s, text) for s in gold if s.end > s.start}, {_bare(s, text) for s in said if s.end > s.start}
    hits[f"{role} exact"] += len(gold_set & said_set)
    hits[f"{role} gold"] += len(gold_set)
    hits[f"{role} said"] += len(said_set)
    hits[f"{role} overlap"] += sum(any(a < d and c < b for c, d in said_set) for a, b in gold_set)


def _show_misread(text: str, gold: list[Triple], said: list[Triple], most: int) -> int:
    places = [(c.start, c.end) for t in said for c in t["cue"]]
    missed = [t for t in gold if t["cue"] and not any(a < t["cue"][0].end and t["cue"][0].start < b for a, b in places)]
    right = [(c.start, c.end) for t in gold for c in t["cue"]]
    extra = [t for t in said if not any(a < t["cue"][0].end and t["cue"][0].start < b for a, b in right)]
    for sign, lot in (("-", missed), ("+", extra)):
        for t in lot[: most // 2]:
            low = min(s.start for s in t["cue"] + t["source"])
            print(
                f"  {sign} [{' '.join(text[s.start : s.end] for s in t['source'])}] <{text[t['cue'][0].start : t['cue'][0].end]}> ...{text[max(0, low - 30) : low + 110]!r}"
            )
    return len(missed) + len(extra)


def _f1(hit: int, said: int, gold: int) -> float:
    return round(2 * hit / (said + gold), 3) if said + gold else 0.0


def main() -> int:
    """Measures what is asked for."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folders", nargs="*", type=Path)
    asked.add_argument("--misses", type=int, default=0)
    asked.add_argument("--polnear", default="dev")
    asked.add_argument("--misread", type=int, default=0)
    a = asked.parse_args()
    for folder in a.folders or [CORPORA / "dev"]:
        sources_bench(folder, a.misses)
    polnear_bench(a.polnear, a.misread)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

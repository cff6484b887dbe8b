"""Passages lead back: on generated pages and those of the museum, every sentence and every claim read again from the kept bytes gives the same quote.

bench/round_trip.py [PAGES]

A page is read twice; a passage of the first reading is resolved in the second, and decoded from the bytes to which its segments point. The same run
looks at every slot of every claim: its words, or its number, must stand in the text of the source ("invented slots").
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from firsthand.claim.propose import said_by
from firsthand.errors import Trouble
from firsthand.model.passages import Part, Passage, Reading, passage_at
from firsthand.read.streams import ReadTask, read_part
from invented_slots import invented_in
from pages_made import page_of
from scoring import Bench, Figures, share

MUSEUM = Path(__file__).parent.parent / "tests/museum"
MEDIA = {".html": "text/html", ".txt": "text/plain", ".pdf": "application/pdf"}
PAGES = 2000


def payloads(pages: int) -> Iterator[tuple[str, str, bytes]]:
    """Name, media type and bytes of each page."""
    for seed in range(pages):
        raw, encoding = page_of(random.Random(seed))
        yield f"made {seed}", f"text/html; charset={encoding}" if seed % 3 else "text/html", raw
    for path in sorted(MUSEUM.iterdir()):
        if path.suffix in MEDIA:
            yield path.name, MEDIA[path.suffix], path.read_bytes()


def read(name: str, media: str, payload: bytes) -> Reading | None:
    """The reading of a page, None where it is refused in our words."""
    try:
        return read_part(ReadTask(name, "", name, Part("", 0, len(payload), ""), media, payload))
    except Trouble:
        return None


def leads_back(passage: Passage, again: Reading, payload: bytes) -> bool:
    """Whether a passage gives its quote in another reading, and from the bytes themselves."""
    if passage_at(again, passage.start, passage.end) != passage:
        return False
    return again.stream.reader == "pdf" or _from_bytes(passage, again, payload) == "".join(passage.quote.split())


def _from_bytes(passage: Passage, reading: Reading, payload: bytes) -> str:
    """The passage decoded from the bytes its segments name, white space apart."""
    out = []
    for s in reading.stream.segments_over(passage.start, passage.end):
        if s.linear:
            text = payload[s.low : s.high].decode(reading.stream.encoding, "replace")
            out.append(text[max(0, passage.start - s.start) : passage.end - s.start])
        else:
            raw = payload[s.low : s.high].decode(reading.stream.encoding, "replace")
            out.append(unescape(raw) if raw.startswith("&") else reading.text[s.start : s.end])
    return "".join("".join(out).split())


def measure(_: Path, misses: int, pages: int = PAGES) -> Figures:
    """The share of passages that lead back, and how many slots of claims are in no text."""
    good = all_of_them = refused = 0
    invented: list[str] = []
    for name, media, payload in payloads(pages):
        one, two = read(name, media, payload), read(name, media, payload)
        if one is None or two is None:
            refused += 1
            continue
        said = said_by(one)
        passages = [passage_at(one, s.start, s.end) for s in one.sentences] + [p for c in said.claims for p in c.passages]
        fit = [leads_back(p, two, payload) for p in passages]
        good, all_of_them = good + sum(fit), all_of_them + len(fit)
        invented += invented_in(one, said)
        for p, fits in zip(passages, fit, strict=True):
            if not fits and misses > 0:
                misses -= 1
                print(f"  {name}: {p.quote!r} {re.sub(chr(10), ' ', _from_bytes(p, two, payload))!r}")
    for line in invented[:20]:
        print(f"  invented: {line}")
    print(f"  {all_of_them} passages of {pages} generated pages and the museum; {refused} files refused in words")
    return {"passages that lead back": share(good, all_of_them), "invented slots": float(len(invented))}


BENCH = Bench("round trip", "", measure, quick=False)

if __name__ == "__main__":
    print(measure(MUSEUM, 20, int(sys.argv[1]) if len(sys.argv) > 1 else PAGES))

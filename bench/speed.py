"""How fast reading and claiming are, on one core: pages a second, and each stage as a ratio to trafilatura alone on the same pages in the same run.

bench/speed.py [PAGES]

Pages are news articles of polnear where that corpus is (else generated text), Chinese and Tibetan ones generated, each dressed as a site serves it.
"""

from __future__ import annotations

import logging
import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time

from firsthand.claim.propose import said_by
from firsthand.model.passages import Part, Reading
from firsthand.read.body import Markup, extracted
from firsthand.read.html import sheet_of
from firsthand.read.streams import ReadTask, read_part
from firsthand.tongues.acts import acts_in
from firsthand.tongues.amounts import amounts_in
from firsthand.tongues.credits import credits_in
from pages_made import dressed, paragraphs_of, text_of
from scoring import CORPORA, Bench, Figures

PAGES = 120


def payloads(folder: Path, pages: int) -> list[tuple[str, bytes]]:
    """Language and bytes of pages: five in seven English news, one Chinese, one Tibetan."""
    articles: Iterator[Path] = iter(sorted((folder / "dev/text").glob("*.txt"))) if folder.is_dir() else iter(())
    out = []
    for seed in range(pages):
        r = random.Random(seed)
        language = ("zh", "bo", "en", "en", "en", "en", "en")[seed % 7]
        article = next(articles, None) if language == "en" else None
        paragraphs = (
            article.read_text(encoding="utf-8").split("\n\n") if article else paragraphs_of(r, language, 9 if language == "en" else 6)
        )
        out.append((language, dressed(f"A story of {seed}", paragraphs, language)))
    return out


def timed(work: Callable[[], object]) -> float:
    """Seconds of processor time, the better of two runs."""
    best = float("inf")
    for _ in range(2):
        begun = process_time()
        work()
        best = min(best, process_time() - begun)
    return best


def measure(folder: Path, _: int, pages: int = PAGES) -> Figures:
    """The ratio of reading and claiming to trafilatura alone; prints the share of each stage."""
    from trafilatura import extract

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    made = payloads(folder, pages)
    text_of(random.Random(0), "en", 1)
    tasks = [ReadTask(str(i), "", str(i), Part("", 0, len(raw), ""), "text/html", raw) for i, (_, raw) in enumerate(made)]
    readings = [read_part(t) for t in tasks]
    [said_by(r) for r in readings]
    alone = timed(lambda: [extract(raw.decode(), include_comments=False, include_tables=True) for _, raw in made])
    reading = timed(lambda: [read_part(t) for t in tasks])
    claiming = timed(lambda: [said_by(r) for r in readings])
    stages = {
        "credits": lambda r: credits_in(r.text, r.language, r.sentences, title=r.title, publisher=r.publisher, url=r.url),
        "amounts": lambda r: amounts_in(r.text, r.language),
        "acts": lambda r: acts_in(r.text, r.language),
    }  # fmt: skip
    size, characters = sum(len(raw) for _, raw in made) / 1e6, sum(len(r.text) for r in readings) / 1e6
    whole = reading + claiming
    print(
        f"  {pages} pages, {size:.1f} MB of HTML, {characters:.2f} million characters of text; trafilatura alone {pages / alone:.0f} pages a second"
    )
    print(
        f"  reading and claiming {pages / whole:.0f} pages and {size / whole:.1f} MB a second; reading {reading / alone:.2f}x, claiming {claiming / alone:.2f}x of trafilatura alone"
    )
    page = timed(lambda: [sheet_of(raw) for _, raw in made])
    article = timed(lambda: [extracted(Markup(raw.decode(), 0, 0, 0)) for _, raw in made])
    print(
        f"  of reading: the page as text {(page - article) / alone:.2f}x · the article by the extractor {article / alone:.2f}x · days, sentences, language {(reading - page) / alone:.2f}x"
    )
    print("  of claiming: " + " · ".join(f"{name} {_of(stage, readings) / alone:.2f}x" for name, stage in stages.items()))
    return {"reading and claiming, times trafilatura": whole / alone}


def _of(stage: Callable[[Reading], object], readings: list[Reading]) -> float:
    return timed(lambda: [stage(r) for r in readings])


BENCH = Bench("speed", "polnear", measure, quick=False)

if __name__ == "__main__":
    print(measure(CORPORA / BENCH.folder, 0, int(sys.argv[1]) if len(sys.argv) > 1 else PAGES))

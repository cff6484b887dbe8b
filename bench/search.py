"""How right and how fast full text is in Chinese: words of two characters in generated documents, truth by a plain search of the same text.

bench/search.py [DOCUMENTS]

A third of the documents are wrapped at 20 to 40 characters, as a PDF is, a tenth are printed in traditional characters; the truth comes from the text before
that. Times are ratios taken in this
run: the 95th percentile of our whole question (hits with their places and context) to that of a bare FTS5 question on the same table; building the index
to reading the same bytes once with our reader.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import process_time, thread_time

import apsw

from firsthand.index import tables
from firsthand.index.search import expression, phrases_of, search
from firsthand.index.tables import Document
from firsthand.model.passages import Part, Span
from firsthand.read.streams import ReadTask, read_part
from firsthand.tongues.words import simplified
from firsthand.tongues.zh.variants import PAIRS
from scoring import Bench, Figures, share

DOCUMENTS = 20_000
SHORT = 4_000
WORDS = 300
SHOWN = 50  # documents that a question shows
BLOCK = 2_000
TRADITIONAL = {ord(PAIRS[i + 1]): PAIRS[i] for i in range(0, len(PAIRS), 2)}
HAN = [c for c in map(chr, range(0x4E00, 0x9000)) if simplified(c) == c][:2_500]  # the first ones are used much oftener than the last
MARKS = "，。、；：？！「」（）"


@dataclass(frozen=True, slots=True)
class Made:
    """A generated document: its text as written, and as it is printed (wrapped, in traditional characters)."""

    written: str
    printed: str


def character(dice: random.Random) -> str:
    """A Han character, a few of them very often."""
    return HAN[int(len(HAN) * dice.random() ** 3)]


def words(dice: random.Random) -> list[str]:
    """Words of two characters, some of one character twice."""
    return [character(dice) + character(dice) for _ in range(WORDS)]


def made(dice: random.Random, known: list[str]) -> Made:
    """A document of 100 to 700 characters with a few of the words, marks, figures and Latin in between."""
    out: list[str] = []
    for _ in range(dice.randrange(10, 70)):
        kind = dice.random()
        if kind < 0.2:
            out.append(known[int(WORDS * dice.random() ** 2)])
        elif kind < 0.25:
            out.append(dice.choice(("3", "412", "DNA", "2018", "\n\n", " ")))
        else:
            out.append("".join(character(dice) for _ in range(dice.randrange(4, 14))))
        if dice.random() < 0.4:
            out.append(dice.choice(MARKS))
    text = "".join(out)
    printed = text.translate(TRADITIONAL) if dice.random() < 0.1 else text
    return Made(text, wrapped(printed, dice.randrange(20, 40)) if dice.random() < 0.34 else printed)


def wrapped(text: str, width: int) -> str:
    """The text with a line break after every so many characters of a paragraph."""
    return "\n\n".join("\n".join(p[i : i + width] for i in range(0, len(p), width)) for p in text.split("\n\n"))


def index_of(documents: list[Made], path: Path) -> tuple[apsw.Connection, float]:
    """The index of documents, and the processor seconds that it took."""
    begun = process_time()
    index = tables.opened(path, "1")
    for low in range(0, len(documents), BLOCK):
        with tables.transaction(index):
            for number, one in enumerate(documents[low : low + BLOCK], low):
                tables.put(
                    index, str(number), Document(str(number), str(number), "zh", "", "", "", one.printed, (Span(0, len(one.printed)),))
                )
    tables.settled(index)
    tables.folded(index)
    return index, process_time() - begun


def places(text: str, word: str) -> int:
    """How often a word stands in a text, overlapping ones counted."""
    count, at = 0, text.find(word)
    while at >= 0:
        count, at = count + 1, text.find(word, at + 1)
    return count


def percentile(seconds: list[float], share_of: float = 0.95) -> float:
    """The value below which this share of the values lies."""
    return sorted(seconds)[int(len(seconds) * share_of)]


def timed(asks: Sequence[Callable[[str], object]], known: list[str]) -> list[float]:
    """The 95th percentile of the processor seconds that each way of asking takes: asked in turn, so that they share good and bad moments; best of three."""
    best = [float("inf")] * len(asks)
    for _ in range(3):
        taken: list[list[float]] = [[] for _ in asks]
        for word in known:
            for ask, seconds in zip(asks, taken, strict=True):
                begun = thread_time()
                ask(word)
                seconds.append(thread_time() - begun)
        best = [min(b, percentile(seconds)) for b, seconds in zip(best, taken, strict=True)]
    return best


def measure(_: Path, misses: int, documents: int = SHORT) -> Figures:
    """Recall, precision, places, the ratio of questions, the ratios of the index."""
    dice = random.Random(7)
    known = words(dice)
    made_up = [made(dice, known) for _ in range(documents)]
    raw = [one.printed.encode() for one in made_up]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "search.db"
        index, building = index_of(made_up, path)
        size = path.stat().st_size
        figures = accuracy(index, made_up, known, misses)
        bare = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank LIMIT ?"
        asked = {word: (expression(phrases_of(word)), SHOWN) for word in known}
        ours, alone = timed(
            (lambda word: search(index, word, documents=SHOWN, places=3), lambda word: index.execute(bare, asked[word]).fetchall()), known
        )
        index.close()
    begun = process_time()
    for number, one in enumerate(raw):
        read_part(ReadTask(str(number), "", str(number), Part("", 0, len(one), ""), "text/plain", one))
    reading = process_time() - begun
    print(
        f"  {documents} documents, {sum(map(len, raw)) / 1e6:.1f} MB; a question {ours * 1000:.1f} ms, a bare one {alone * 1000:.1f} ms (95th percentile)"
    )
    return figures | {
        "question, times a bare one": ours / alone,
        "index, times the text": size / sum(map(len, raw)),
        "building, times reading": building / reading,
    }


def accuracy(index: apsw.Connection, documents: list[Made], known: list[str], misses: int) -> Figures:
    """Recall and precision of documents over all words, and the share of places that are exactly those of a plain search."""
    hit = said = true = right = all_places = 0
    for word in known:
        hits = search(index, word).hits
        found = {int(h.source) for h in hits}
        truth = {n for n, one in enumerate(documents) if word in one.written}
        hit, said, true = hit + len(found & truth), said + len(found), true + len(truth)
        for n in sorted(found ^ truth)[:misses]:
            print(f"  {'missed' if n in truth else 'needless'}: {word} in {documents[n].printed[:60]!r}")
        exact = sum(
            h.start is not None
            and documents[int(h.source)].printed[h.start : h.end].replace("\n", "") in (word, word.translate(TRADITIONAL))
            for h in hits
        )
        counted = sum(places(documents[n].written, word) for n in truth)
        right, all_places = right + exact, all_places + max(counted, len(hits))
    return {"recall": share(hit, true), "precision": share(hit, said), "places exact": share(right, all_places)}


BENCH = Bench("search", "", measure)
BENCH_WHOLE = Bench("search whole", "", lambda folder, misses: measure(folder, misses, DOCUMENTS), quick=False)

if __name__ == "__main__":
    print(measure(Path(), 5, int(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS))

"""Pictures of pages as text: a scanned PDF, page by page, each character with its box on the page and how sure the machine was. Never more than a proposal.

An engine (read.engines) sees one upright picture and gives rows; a page of which it can make nothing is turned by a half and by quarters and tried again.
What a reading holds from here says so: its reader is "ocr", and `noticed` counts the pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from firsthand.errors import Trouble
from firsthand.model.passages import BY_MACHINE, Box, Segment, Span
from firsthand.read.sheets import Sheet

MOST_PAGES = 200  # of one file: five seconds each, within the time that a worker has for a scan
PER_INCH = 200  # dots: what the engines were trained on; twice as many read no better and take four times as long
MOST_PIXELS = 16_000_000  # of one page: a newspaper's page at PER_INCH has 12 million
READABLE = 0.75  # mean sureness of a page below which it is turned and tried again
USELESS = 0.5  # the same, below which a page counts as not read
TURNS = (0, 180, 90, 270)  # degrees against the clock
MOST_ROWS = 2_000  # of one page


@dataclass(frozen=True, slots=True)
class Mark:
    """A character as an engine sees it: how sure it is (0 to 1), its box in pixels from the upper left corner."""

    char: str
    score: float
    left: float
    top: float
    right: float
    bottom: float


Row = Sequence[Mark]
Engine = Callable[[Any], Sequence[Row]]  # an upright picture (PIL, RGB) to its rows in the order of reading


@dataclass(frozen=True, slots=True)
class Scanned:
    """A page as read: its number, its rows with boxes in PDF points from the lower left corner, how far it was turned."""

    number: int
    rows: tuple[tuple[tuple[str, float, Box], ...], ...]
    turned: int = 0


def sheet_of(raw: bytes, engine: Engine, name: str = "") -> Sheet:
    """The sheet of a scanned PDF. Raises Trouble: password, damaged, too-large, unreadable-scan."""
    pages = [_read(page, engine) for page in _pictures(raw, name)]
    if not any(p.rows for p in pages):
        raise Trouble("unreadable-scan", path=name)
    text, segments, blocks = _written(pages)
    lost = tuple(p.number for p in pages if not p.rows)
    return Sheet(
        "ocr", "", text, segments, blocks, blocks, lost_pages=lost, noticed=((BY_MACHINE, len(pages) - len(lost)),)
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as a picture: its number, the picture, points a pixel, the page's height in points."""

    number: int
    image: Any
    scale: float
    height: float


def _pictures(raw: bytes, name: str) -> Iterator[Picture]:
    """The pages of a PDF, drawn. Raises Trouble as `glyphs.pages_of`."""
    import pypdfium2

    from firsthand.read.glyphs import trouble_of

    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as why:
        raise trouble_of(why, name) from None
    with document:
        if len(document) > MOST_PAGES:
            raise Trouble("too-large", path=name, limit=f"{MOST_PAGES} scanned pages")
        for number in range(1, len(document) + 1):
            try:
                page = document[number - 1]
                width, height = page.get_size()
                scale = min(PER_INCH / 72, (MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
                image = page.render(scale=scale, draw_annots=False).to_pil().convert("RGB")
            except pypdfium2.PdfiumError:
                continue
            yield Picture(number, image, 1 / scale, height)


def _read(page: Picture, engine: Engine) -> Scanned:
    """A page by the engine, upright or as far turned as it reads best; without rows where it reads nothing."""
    best, turned, sure = list[Row](), 0, 0.0
    for turn in TURNS:
        rows = list(engine(page.image.rotate(turn, expand=True) if turn else page.image))[:MOST_ROWS]
        score = _sureness(rows)
        if score > sure:
            best, turned, sure = rows, turn, score
        if score >= READABLE or not rows and not turn:
            break
    if sure < USELESS:
        return Scanned(page.number, ())
    return Scanned(page.number, tuple(tuple((m.char, m.score, _box(page, m, turned)) for m in row) for row in best if row), turned)


def _sureness(rows: Iterable[Row]) -> float:
    """The mean over all characters; 0 of none."""
    scores = [m.score for row in rows for m in row if not m.char.isspace()]
    return sum(scores) / len(scores) if scores else 0.0


def _box(page: Picture, m: Mark, turned: int) -> Box:
    """The box of a mark on the page as it lies in the file, whatever way it was held for reading."""
    width, height = page.image.size
    points = [_unturned(x, y, turned, width, height) for x, y in ((m.left, m.top), (m.right, m.bottom))]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    s = page.scale
    return Box(page.number, *(round(v, 2) for v in (min(xs) * s, page.height - max(ys) * s, max(xs) * s, page.height - min(ys) * s)))


def _unturned(x: float, y: float, turned: int, width: int, height: int) -> tuple[float, float]:
    """Where a point of the turned picture lies in the picture of `width` and `height` before it was turned against the clock."""
    return {0: (x, y), 90: (width - y, x), 180: (width - x, height - y), 270: (y, height - x)}[turned]


def _written(pages: Sequence[Scanned]) -> tuple[str, tuple[Segment, ...], tuple[Span, ...]]:
    """Text, segments and paragraphs: rows on lines of their own, a blank line where the distance to the next is large, a form feed between pages."""
    text: list[str] = []
    segments: list[Segment] = []
    blocks: list[Span] = []
    at = begun = 0

    def put(piece: str, score: float | None = None, box: Box | None = None) -> None:
        nonlocal at
        text.append(piece)
        segments.append(Segment(at, at + len(piece), 0, 0, linear=False, box=box, score=score))
        at += len(piece)

    for place, page in enumerate(pages):
        if place:
            put("\f")
            begun = at
        for row, following in zip(page.rows, (*page.rows[1:], ()), strict=False):  # a page without rows is an empty one
            for char, score, box in row:
                put(char, round(score, 3), box)
            if not following or _apart(page, row, following):
                blocks.append(Span(begun, at))
                if following:
                    put("\n\n")
                begun = at
            else:
                put("\n")
    return "".join(text), tuple(segments), tuple(b for b in blocks if b.end > b.start)


def _apart(page: Scanned, row: Sequence[tuple[str, float, Box]], following: Sequence[tuple[str, float, Box]]) -> bool:
    """Whether more than a line's height lies between two rows, in the direction in which the page was read."""
    a, b = ([_along(x[2], page.turned) for x in boxes] for boxes in (row, following))
    size = max(high - low for low, high in a)
    return max(min(low for low, _ in a) - max(high for _, high in b), min(low for low, _ in b) - max(high for _, high in a)) > size


def _along(box: Box, turned: int) -> tuple[float, float]:
    """Where a box begins and ends in the direction in which rows follow one another."""
    return (box.bottom, box.top) if turned in (0, 180) else (box.left, box.right)

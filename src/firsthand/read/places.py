"""A stream being written: text copied from a decoded page or standing for some of it, with segments that lead back to the bytes."""

from __future__ import annotations

from bisect import bisect_right

from firsthand.model.passages import Segment
from firsthand.read.decode import Decoded


class Places:
    """Takes pieces of a decoded page in order of the page; `finished` gives the text and its segments, once."""

    def __init__(self, page: Decoded) -> None:
        self._page = page
        self._starts = [s.start for s in page.segments]
        self._pieces: list[str] = []
        self._segments: list[Segment] = []
        self._run: tuple[int, int, int] | None = None  # linear run being copied: start here, page start, page end
        self._cursor = (0, 0)  # a place of the page and its byte: bytes are counted on from here
        self.length = 0

    def at(self, position: int) -> str:
        """The code point at `position`; only the last few pieces are looked at."""
        back = self.length
        for piece in reversed(self._pieces):
            back -= len(piece)
            if position >= back:
                return piece[position - back]
        return ""

    def copy(self, start: int, end: int) -> None:
        """Characters [start, end) of the page, as they are."""
        if self._run is not None and self._run[2] == start:
            self._run = (self._run[0], self._run[1], end)
        else:
            self._flush()
            self._run = (self.length, start, end)
        self._add(self._page.text[start:end])

    def stand_for(self, text: str, start: int, end: int) -> None:
        """`text` in place of characters [start, end) of the page: an entity, white space."""
        if text == self._page.text[start:end]:
            self.copy(start, end)
            return
        if not text:
            return
        self._flush()
        low, high = self._byte(start), self._byte(end)
        self._segments.append(Segment(self.length, self.length + len(text), low, high, linear=False))
        self._add(text)

    def put(self, text: str) -> None:
        """`text` that stands for nothing: a line break between blocks."""
        self._flush()
        low = self._segments[-1].high if self._segments else 0
        self._segments.append(Segment(self.length, self.length + len(text), low, low, linear=False))
        self._add(text)

    def finished(self) -> tuple[str, tuple[Segment, ...]]:
        """The text and segments over all of it."""
        self._flush()
        return "".join(self._pieces), tuple(self._segments)

    def _add(self, text: str) -> None:
        self._pieces.append(text)
        self.length += len(text)

    def _flush(self) -> None:
        """Writes the run being copied, cut where the page's own segments meet."""
        if self._run is None:
            return
        here, at, end = self._run
        self._run = None
        index = bisect_right(self._starts, at) - 1
        while at < end:
            segment = self._page.segments[index]
            stop = min(end, segment.end)
            if segment.linear:
                low = self._byte(at)
                new = Segment(here, here + stop - at, low, self._byte(stop))
            else:
                new = Segment(here, here + stop - at, segment.low, segment.high, linear=False)
            self._segments.append(new)
            here, at, index = here + stop - at, stop, index + 1

    def _byte(self, place: int) -> int:
        """The first byte of the page's character at `place` (or the end). Places mostly rise, so that counting on is linear."""
        if place >= len(self._page.text):
            return self._page.segments[-1].high if self._page.segments else 0
        segment = self._page.segments[bisect_right(self._starts, place) - 1]
        if not segment.linear:
            return segment.low
        known, byte = self._cursor
        if not segment.start <= known <= place:
            known, byte = segment.start, segment.low
        byte += len(self._page.text[known:place].encode(self._page.encoding))
        self._cursor = (place, byte)
        return byte

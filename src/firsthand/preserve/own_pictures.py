"""Which pictures of an archive are pages of their own, and not what came with a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from firsthand.preserve.media import HTML

MOST = 10_000  # pictures of one archive that are remembered until it is known whether it holds a page


class Pictures:
    """The pictures met in one archive, and whether a web page was met that could have them as its images."""

    def __init__(self) -> None:
        self.met: list[dict[str, Any]] = []
        self.page_met = False

    def note(self, pictures: Sequence[dict[str, Any]], sources: Sequence[dict[str, Any]]) -> None:
        """What a window of the archive held."""
        self.met += pictures[: MOST - len(self.met)]
        self.page_met = self.page_met or any(found["media"] == HTML for found in sources)

    def own(self, named: Callable[[dict[str, Any]], bool]) -> list[dict[str, Any]]:
        """Those that a list or the package itself names as pages; all of them where the archive holds no web page."""
        return [found for found in self.met if named(found) or not self.page_met]

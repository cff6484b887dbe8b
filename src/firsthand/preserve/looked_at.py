"""Which of the answers in a package are pages that somebody looked at, by what the package says of itself."""

from __future__ import annotations


class LookedAt:
    """The pages that a package says somebody looked at, by address without fragment; what else it holds came with them (frames, advertisements)."""

    def __init__(self, titles: dict[str, str]) -> None:
        self.titles = titles
        self.met = 0

    def __contains__(self, url: str) -> bool:
        found = not self.titles or bare(url) in self.titles
        self.met += found
        return found

    def leads(self, url: str, to: str) -> None:
        """The page at `url` was answered by one at `to`."""
        if bare(url) in self.titles:
            self.titles.setdefault(bare(to), self.titles[bare(url)])

    def title(self, url: str) -> str:
        """The title that the package gives a page."""
        return self.titles.get(bare(url), "")


def bare(url: str) -> str:
    return url.partition("#")[0]

"""Fetch: the way that the case has chosen, and where what is fetched lies until the vault has it. Nothing is asked of the network before the case has chosen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from firsthand.case.open import Case
from firsthand.errors import Trouble
from firsthand.guard import disk

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from firsthand.guard.outside import Outside
    from firsthand.preserve.asked import Fetch
    from firsthand.preserve.fetch import Fetched

WORK = "firsthand.preserve.requisites:found"
SCRATCH = "fetching"  # in made/: a page lies there from its last byte until its batch is acknowledged


@contextmanager
def fetching(case: Case, outside: Outside | None, nothing_else: bool, browser: bool = False) -> Iterator[Fetch]:
    """A function that fetches an address into a file of the case's own, gone at the end of the context. Where the case has not chosen a way it raises
    Trouble("not-chosen"); so does this itself when there is nothing else to be done."""
    toml = str(case.folder / "case.toml")
    if nothing_else and not case.settings.through.strip():
        raise Trouble("not-chosen", path="What you named", toml=toml)
    folder = case.folder / "made" / SCRATCH
    disk.remove_tree(folder)  # what a kill has left
    with ExitStack() as leaving:
        leaving.callback(disk.remove_tree, folder)
        yield _fetcher(case, outside, leaving, browser)


def _fetcher(case: Case, outside: Outside | None, leaving: ExitStack, browser: bool) -> Fetch:
    """The function, by a browser where one is wanted; processes and files are begun when the first address comes."""
    from firsthand.preserve.fetch import Errand

    errands, numbers = list[Errand](), count(1)
    browsers: list[Browser] = []
    toml, folder = str(case.folder / "case.toml"), case.folder / "made" / SCRATCH

    def fetch(url: str) -> Fetched:
        from firsthand.guard.limits import Limits
        from firsthand.guard.outside import Outside
        from firsthand.guard.proxies import way_of
        from firsthand.guard.sandbox import Crew
        from firsthand.preserve.browser import browser_started, fetched_in_browser
        from firsthand.preserve.fetch import fetched

        if not case.settings.through.strip():
            raise Trouble("not-chosen", path=url, toml=toml)
        if not errands:
            way = way_of(case.settings.through, toml)
            crew = leaving.enter_context(Crew(WORK, limits=Limits(), workers=1))
            errands.append(Errand(way, replace(outside or Outside(), clock=case.clock), crew))
            disk.make_folder(folder)
            if browser:
                browsers.append(leaving.enter_context(browser_started()))
        to = folder / f"{next(numbers)}.warc.gz"
        return fetched_in_browser(url, to, errands[0], browsers[0]) if browsers else fetched(url, to, errands[0])

    return fetch

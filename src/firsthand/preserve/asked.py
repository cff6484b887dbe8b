"""Addresses that a person asked for become captures: fetched one by one, looked into in the sandbox, a word for each that was not kept."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from firsthand.errors import Trouble
from firsthand.guard.sandbox import Crew
from firsthand.model.passages import Part
from firsthand.preserve import inside
from firsthand.preserve.fetch import Fetched
from firsthand.preserve.inside import Pages
from firsthand.preserve.kept import Kept, Listed, Noticed, Skipped, Taken

Fetch = Callable[[str], Fetched | None]  # None where the page is held already and nobody asked for it again; raises Trouble


def is_address(word: str) -> bool:
    """Whether a word that was given is an address of the web and no file."""
    return word.strip().lower().startswith(("http://", "https://"))


def captured(url: str, fetch: Fetch, pages: Pages, opener: Crew) -> Iterator[Taken]:
    """What comes of one address: a capture, words about it, or why there is none."""
    listed = pages.listed(url)
    try:
        got = fetch(url)
    except Trouble as trouble:
        yield Skipped(url, trouble)
        return
    if got is None:
        return
    answer = opener.ask(json.dumps({"do": "fetched", "path": str(got.object.path), "offset": got.offset, "length": got.length}).encode())
    if isinstance(answer, Trouble):
        told = inside.said_of(answer, url)
        yield Skipped(url, Trouble(told.code, **{**told.values, "path": url}))
        return
    yield from _taken(url, got, json.loads(answer), listed)


def _taken(url: str, got: Fetched, found: dict[str, str], listed: Listed | None) -> Iterator[Taken]:
    state, why = inside.condition(found["condition"]), found["why"]
    if state == "complete" and got.missing:
        state, why = "images_missing", got.missing
    facts = tuple((k, v) for k, v in (("charset", found["charset"]), ("final_url", got.final if got.final != url else "")) if v)
    name = listed.id if listed and listed.id else url
    part = Part(got.object.digest, got.offset, got.length, found["payload"])
    yield Kept(f"url:{url}", name, got.object, part, found["media"], state, got.how, why, url, got.at, listed, facts)
    if state in ("block", "removed"):
        yield Noticed(url, Trouble("stub", path=url, why=why))
    if got.trouble:
        yield Skipped(url, got.trouble)

"""What lies inside archives: WARC files window by window, WACZ packages, ZIPs of pages; and the names that sources get.

Runs in the caller's process on answers that the sandbox gave: nothing is parsed here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any

from firsthand.errors import Trouble
from firsthand.guard.sandbox import Crew
from firsthand.model.passages import Part
from firsthand.model.pictures import MEDIA as PICTURES
from firsthand.preserve.kept import Condition, How, Kept, KeptObject, Listed, Noticed, Skipped, Taken
from firsthand.preserve.lists import Row, SourceList
from firsthand.preserve.looked_at import LookedAt, bare
from firsthand.preserve.own_pictures import Pictures

_CONDITIONS: dict[str, Condition] = {"complete": "complete", "images_missing": "images_missing", "block": "block", "removed": "removed"}
_KINDS_SHOWN = 6


class Names:
    """Names given so far in one intake; those of a list are taken from the beginning."""

    def __init__(self, taken: set[str]) -> None:
        self._taken = {name for name in taken if name}

    def unique(self, stem: str) -> str:
        """The stem, with a number behind it when something else is called so."""
        name, number = stem, 1
        while name in self._taken:
            number += 1
            name = f"{stem}-{number}"
        self._taken.add(name)
        return name


class Pages:
    """Rows of lists that speak of pages inside archives, by the page's address or name, and those that found theirs."""

    def __init__(
        self, homeless: Sequence[tuple[SourceList, Row]], names: Names, own: Sequence[Row] = (), used: set[Row] | None = None
    ) -> None:
        self.names = names
        self.used: set[Row] = set() if used is None else used
        self._homeless = homeless
        rows = [*own, *(row for _, row in homeless)]
        self._by_url = {row.listed.url: row for row in reversed(rows) if row.listed.url}
        self._by_name = {name: row for row in reversed(rows) for name in (row.listed.file, row.listed.id) if name}

    def of(self, rows: Sequence[Row]) -> Pages:
        """The same for one archive, whose own rows come first."""
        return Pages(self._homeless, self.names, rows, self.used) if rows else self

    def listed(self, *calls: str) -> Listed | None:
        """What a list says of the page that is called so: by address, else by name."""
        for call in calls:
            row = self._by_url.get(call) or self._by_name.get(call)
            if row is not None:
                self.used.add(row)
                return row.listed
        return None


# ---- WARC -------------------------------------------------------------------------------------------------------------------------------------


def warc_pages(kept: KeptObject, pages: Pages, crew: Crew) -> Iterator[Taken]:
    """The sources in a WARC file."""
    yield from _summed_up(kept, _Warc(kept, pages, crew, "warc").taken([(0, kept.size)]))


def wacz_pages(kept: KeptObject, pages: Pages, crew: Crew) -> Iterator[Taken]:
    """The sources in the WARC files of a WACZ."""
    yield from _summed_up(kept, _wacz_taken(kept, pages, crew))


def _wacz_taken(kept: KeptObject, pages: Pages, crew: Crew) -> Iterator[Taken]:
    planned = crew.ask(_item("wacz", path=str(kept.path)))
    if isinstance(planned, Trouble):
        yield Skipped(str(kept.path), said_of(planned, str(kept.path)))
        return
    plan = json.loads(planned)
    for trouble in plan["troubles"]:
        yield Skipped(str(kept.path), Trouble(trouble["code"], **trouble["values"]))
    yield from (Noticed(str(kept.path), Trouble("unusual", **lack)) for lack in plan["unusual"])
    for part in plan["parts"]:
        ranges = [(w["at"], w["end"]) for w in part["warcs"]]
        looked_at = LookedAt({bare(url): title for url, title in part["pages"]})
        yield from _Warc(kept, pages, crew, "wacz", looked_at, part["signature"]).taken(ranges)
        if looked_at.titles and ranges and not looked_at.met:  # the package names its pages in a way of its own
            yield from _Warc(kept, pages, crew, "wacz", LookedAt({}), part["signature"]).taken(ranges)


def _summed_up(kept: KeptObject, found: Iterator[Taken]) -> Iterator[Taken]:
    """All that was found; a word when that was neither a source nor a reason why there is none."""
    said = False
    for taken in found:
        said = said or not isinstance(taken, Noticed)
        yield taken
    if not said:
        yield Skipped(str(kept.path), Trouble("no-pages", path=str(kept.path)))


class _Warc:
    """One pass over the WARC ranges of an object: what was counted, and the payloads that revisits may mean."""

    def __init__(
        self, kept: KeptObject, pages: Pages, crew: Crew, how: How, looked_at: LookedAt | None = None, signature: str = ""
    ) -> None:
        self.kept, self.pages, self.crew, self.how = kept, pages, crew, how
        self.looked_at, self.signature = looked_at or LookedAt({}), signature
        self.counted: dict[str, int] = {}
        self.pictures = Pictures()
        self.by_digest: dict[str, Kept] = {}
        self.by_place: dict[tuple[str, int | None], Kept] = {}
        self.latest: dict[str, Kept] = {}

    def taken(self, ranges: Sequence[tuple[int, int]]) -> Iterator[Taken]:
        for at, end in ranges:
            following: int | None = at
            while following is not None:
                answer = self.crew.ask(_item("warc", path=str(self.kept.path), at=following, end=end))
                if isinstance(answer, Trouble):
                    yield Skipped(str(self.kept.path), said_of(answer, f"{self.kept.path} (from byte {following})"))
                    break
                window = json.loads(answer)
                yield from self._window(window)
                following = window["next"]
        yield from self._pictures()
        yield from _counted(self.kept, self.counted)

    def _pictures(self) -> Iterator[Taken]:
        """The pictures that are pages of their own: named by a list or the package, or in an archive without a web page."""
        package = self.looked_at if self.looked_at.titles else ()
        for found in self.pictures.own(lambda p: p["url"] in package or self.pages.listed(p["url"]) is not None):
            answer = self.crew.ask(_item("fetched", path=str(self.kept.path), offset=found["offset"], length=found["length"]))
            place = f"{self.kept.path}: {found['url']} (byte {found['offset']})"
            if isinstance(answer, Trouble):
                yield Skipped(str(self.kept.path), said_of(Trouble(answer.code, **(answer.values | {"path": place})), place))
            elif (page := json.loads(answer))["media"] in PICTURES:
                self.counted = {k: n for k, v in self.counted.items() if (n := v - (k == "image"))}
                yield from self._source(found | page)

    def _window(self, window: dict[str, Any]) -> Iterator[Taken]:
        for kind, count in window["counted"].items():
            self.counted[kind] = self.counted.get(kind, 0) + count
        for found in window["redirects"]:
            self.looked_at.leads(found["url"], found["to"])
        self.pictures.note(window["pictures"], window["sources"])
        for found in window["sources"]:
            if found["url"] in self.looked_at:
                yield from self._source(found)
            else:
                self.counted["what came with a page"] = self.counted.get("what came with a page", 0) + 1
        for found in window["revisits"]:
            if found["url"] in self.looked_at:
                yield from self._revisit(found)
        for found in window["troubles"]:
            place = f"{self.kept.path}: {found['url'] or 'record'} (byte {found['offset']})"
            yield Skipped(str(self.kept.path), Trouble(found["code"], **(found["values"] | {"path": place})))
        if window["damage"]:
            why = f"at byte {window['damage']['at']}: {window['damage']['why']}"
            yield Skipped(str(self.kept.path), Trouble("damaged", path=str(self.kept.path), why=why))

    def _source(self, found: dict[str, Any]) -> Iterator[Taken]:
        part = Part(self.kept.digest, found["offset"], found["length"], found["payload"])
        capture = self._capture(found, part, found["media"], condition(found["condition"]), found["why"])
        if found["stated"]:
            self.by_digest.setdefault(found["stated"], capture)
        self.by_place[found["url"], found["date"]] = self.latest[found["url"]] = capture
        yield from self._given(capture)

    def _revisit(self, found: dict[str, Any]) -> Iterator[Taken]:
        """A revisit has the payload of the record it refers to: by address and date, else by its digest."""
        first = (
            self.by_place.get((found["to_url"], found["to_date"]))
            or self.by_digest.get(found["stated"])
            or self.latest.get(found["to_url"])
        )
        if first is None:
            self.counted["revisit of something elsewhere"] = self.counted.get("revisit of something elsewhere", 0) + 1
            return
        yield from self._given(self._capture(found, first.part, first.media, first.condition, first.why))

    def _capture(self, found: dict[str, Any], part: Part, media: str, state: Condition, why: str) -> Kept:
        url = found["url"]
        listed = self.pages.listed(url)
        name = listed.id if listed and listed.id else url
        said = (("charset", found.get("charset", "")), ("title", self.looked_at.title(url)), ("package_signature", self.signature))
        facts = tuple((k, v) for k, v in said if v)
        return Kept(f"url:{url}", name, self.kept, part, media, state, self.how, why, url, found["date"], listed, facts)

    def _given(self, capture: Kept) -> Iterator[Taken]:
        yield capture
        if capture.condition in ("block", "removed"):
            self.counted[f"not the page itself, kept as evidence ({capture.condition})"] = (
                self.counted.get(f"not the page itself, kept as evidence ({capture.condition})", 0) + 1
            )


# ---- ZIP of pages -----------------------------------------------------------------------------------------------------------------------------


def zip_pages(kept: KeptObject, pages: Pages, crew: Crew) -> Iterator[Taken]:
    """The pages in a ZIP."""
    yield from _summed_up(kept, _zip_taken(kept, pages, crew))


def _zip_taken(kept: KeptObject, pages: Pages, crew: Crew) -> Iterator[Taken]:
    counted, first, pictures = dict[str, int](), 0, Pictures()
    while first is not None:
        answer = crew.ask(_item("zip", path=str(kept.path), first=first))
        if isinstance(answer, Trouble):
            yield Skipped(str(kept.path), said_of(answer, str(kept.path)))
            break
        window = json.loads(answer)
        for kind, count in window["counted"].items():
            counted[kind] = counted.get(kind, 0) + count
        pictures.note(window["pictures"], window["sources"])
        for found in window["sources"]:
            yield _member(kept, found, pages)
        for found in window["troubles"]:
            yield Skipped(str(kept.path), Trouble(found["code"], **(found["values"] | {"path": f"{kept.path}: {found['name']}"})))
        first = window["next"]
    own = pictures.own(lambda found: pages.listed(found["name"], _stem(found["name"])) is not None)
    yield from (_member(kept, found, pages) for found in own)
    if others := len(pictures.met) - len(own):
        counted["image"] = others
    yield from _counted(kept, counted)


def _stem(name: str) -> str:
    return PurePosixPath(name.replace("\\", "/")).stem


def _member(kept: KeptObject, found: dict[str, Any], pages: Pages) -> Kept:
    stem = _stem(found["name"])
    listed = pages.listed(found["name"], stem)
    name = listed.id if listed and listed.id else pages.names.unique(stem)
    part = Part(kept.digest, found["offset"], found["length"], found["payload"])
    url = (listed.url if listed else "") or found["saved"].get("url", "")
    return Kept(
        key_of(name, part.payload, listed),
        name,
        kept,
        part,
        found["media"],
        condition(found["condition"]),
        "zip",
        found["why"],
        url,
        found["saved"].get("at"),
        listed,
    )


# ---- shared by all ----------------------------------------------------------------------------------------------------------------------------


def said_of(trouble: Trouble, path: str) -> Trouble:
    """The same trouble naming the path a person gave, where the sandbox could only number the item."""
    if trouble.code == "worker-died":
        return Trouble("not-looked-at", path=path, why=trouble.values.get("why", ""))
    return Trouble(trouble.code, **{**trouble.values, "path": path}) if trouble.values.get("path") == "the file" else trouble


def key_of(name: str, payload: str, listed: Listed | None) -> str:
    """What makes two captures of files captures of one source: the same id and address in a list; else only the same name and bytes.

    Two lists may count from 1 and mean other pages, and a file of the same name may be another page: then they are two sources.
    """
    if listed is not None and listed.id and listed.url:
        return f"list:{listed.id} {listed.url}"
    return f"file:{name} {payload}"


def condition(word: str) -> Condition:
    """The condition that the sandbox named."""
    return _CONDITIONS[word]


def _counted(kept: KeptObject, counted: dict[str, int]) -> Iterator[Noticed]:
    if counted:
        ordered = sorted(counted.items(), key=lambda kind: (-kind[1], kind[0]))
        kinds = ", ".join(f"{count} {kind}" for kind, count in ordered[:_KINDS_SHOWN]) + (", ..." if len(ordered) > _KINDS_SHOWN else "")
        yield Noticed(str(kept.path), Trouble("not-sources", path=str(kept.path), count=sum(counted.values()), kinds=kinds))


def _item(do: str, **asked: object) -> bytes:
    return json.dumps({"do": do, **asked}).encode()

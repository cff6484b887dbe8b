"""Pictures of the case: how large, the same as which, like which; marked as to be blurred; regions that a person describes; a small copy to show."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from firsthand.case.made import key_of, made, sweep
from firsthand.case.named import source_named
from firsthand.case.open import Case, Progress, silent
from firsthand.case.read import BLOCK, PASSING, payload_in, task_of
from firsthand.case.state import Decision, Held, State
from firsthand.errors import Trouble
from firsthand.guard import disk
from firsthand.guard.limits import Limits
from firsthand.guard.sandbox import Crew
from firsthand.model.passages import Region
from firsthand.model.pictures import Picture
from firsthand.model.plain import Plain, plain, value_of

if TYPE_CHECKING:
    from firsthand.case.add import Given

LOOK, SHRINK, VEIL, ENLARGE = (f"firsthand.case.pictures:{work}" for work in ("look_at_one", "shrink_one", "veil_one", "enlarge_one"))
LIMITS = Limits(wall_seconds=30, cpu_seconds=30)
SIDE, LARGE = 480, 1400  # pixels of the longer side of a small copy, and of one that is looked into
BLURRED, SHOWN = "blurred", "shown"  # what a person may say of a picture
Row = dict[str, object]


@dataclass(frozen=True)
class Looked:
    """What came of looking at one picture: what it is as a whole, or the code and values of the trouble it made."""

    source: str
    picture: Picture | None = None
    code: str = ""
    values: tuple[tuple[str, str], ...] = ()

    @property
    def trouble(self) -> Trouble | None:
        """Why nothing is known of it."""
        return Trouble(self.code, **dict(self.values)) if self.code else None


def pictures(case: Case, state: State | None = None, progress: Progress = silent) -> tuple[Looked, ...]:
    """What looking gave for every picture, in the order of preservation; only blocks that are out of date are made."""
    held = [h for h in (state or case.state()).sources.values() if h.readable and h.picture]
    blocks = [held[i : i + BLOCK] for i in range(0, len(held), BLOCK)]
    keys = [key_of("pictures", *([h.id, h.name, h.capture.id, h.capture.part, h.capture.media] for h in b)) for b in blocks]
    out = list[Looked]()
    for block, key in zip(blocks, keys, strict=True):
        make = partial(_looked, case, block, progress)
        out += made(case.folder, "pictures", key, Looked, make, lambda one: one.code not in PASSING)
    sweep(case.folder, "pictures", keys)
    return tuple(out)


def _looked(case: Case, block: Sequence[Held], progress: Progress) -> Iterator[Looked]:
    with Crew(LOOK, limits=LIMITS) as crew:
        for index, answer in crew.each(task_of(case, h) for h in block):
            held = block[index]
            progress("looking at pictures", index + 1, len(block))
            if isinstance(answer, Trouble):
                yield Looked(held.id, None, answer.code, tuple((k, str(v)) for k, v in {**answer.values, "path": held.name}.items()))
            else:
                yield Looked(held.id, value_of(Picture, json.loads(answer)))


def rows(case: Case, state: State, only: str = "") -> Iterator[Row]:
    """The pictures as rows: size, hash, `same_as` (the same bytes), `like` (hardly different to look at) with `apart` in bits, blurred, regions."""
    looked = {one.source: one for one in pictures(case, state)}
    same, like = _same(state, looked), _like(looked)
    hidden, described = blurred(state), list(regions(state))
    for source, one in looked.items():
        if only and source != only:
            continue
        held, picture = state.sources[source], one.picture
        near = sorted((state.sources[s].name, bits) for s, bits in like.get(source, {}).items() if s not in same[source])
        yield {
            "source": held.name, "id": source, "digest": held.capture.part.payload, "media_type": held.capture.media,
            "width": picture.width if picture else None, "height": picture.height if picture else None, "hash": picture.hash if picture else "",
            "same_as": sorted(state.sources[s].name for s in same[source]), "like": [name for name, _ in near], "apart": [bits for _, bits in near],
            "title": held.details.get("title", ""), "url": held.details.get("url", ""), "blurred": source in hidden,
            "regions": [
                {"id": name, "box": [r.left, r.top, r.right, r.bottom], "text": r.text, "said_by": list(r.said_by)}
                for name, r in described if r.source == source
            ],
            "trouble": one.trouble.text if one.trouble else "",
        }  # fmt: skip


def _same(state: State, sources: Iterable[str]) -> dict[str, set[str]]:
    """For each picture the other ones of the same bytes."""
    by_payload: dict[str, set[str]] = {}
    for source in sources:
        by_payload.setdefault(state.sources[source].capture.part.payload, set()).add(source)
    return {source: some - {source} for some in by_payload.values() for source in some}


def _like(looked: dict[str, Looked]) -> dict[str, dict[str, int]]:
    """For each picture those that look like it, and in how many bits their hashes differ."""
    from firsthand.read.alike import alike

    found: dict[str, dict[str, int]] = {}
    for one, other, bits in alike({source: x.picture.hash for source, x in looked.items() if x.picture}):
        found.setdefault(one, {})[other] = bits
        found.setdefault(other, {})[one] = bits
    return found


# ---- what a person says of a picture ----------------------------------------------------------------------------------------------------------


def blurred(state: State) -> frozenset[str]:
    """The pictures that a person wants blurred until asked: the last word counts."""
    said = {
        str(d.value.get("source")): str(d.value.get("show"))
        for d in state.added.values()
        if d.of == "protect" and not _taken_back(d, state)
    }
    return frozenset(source for source, word in said.items() if word == BLURRED)


def regions(state: State) -> Iterator[tuple[str, Region]]:
    """The regions that people described, with their ids."""
    for d in state.added.values():
        if d.of == "region" and not _taken_back(d, state):
            yield d.subject, value_of(Region, d.value)


def _taken_back(d: Decision, state: State) -> bool:
    standing = state.standing(d.subject)
    return bool(standing) and standing[-1].answer in ("withdraw", "reject")


def protect(case: Case, given: Given, state: State) -> tuple[str, Plain]:
    """That a picture is to be blurred until asked, or is to be shown again (`show=shown`); with why."""
    held = _picture(state, given.source)
    word = dict(given.sets).get("show", BLURRED)
    if word not in (BLURRED, SHOWN):
        raise Trouble("wrong-value", field="show", value=word, allowed=f"{BLURRED}, {SHOWN}")
    return case.new_id("note"), {"source": held.id, "show": word, "text": given.text}


def region(case: Case, given: Given, state: State) -> tuple[str, Plain]:
    """A region: the box of `--set box=left,top,right,bottom` on a picture, described by a person. Raises Trouble when it is not on the picture."""
    held = _picture(state, given.source)
    size = next((x.picture for x in pictures(case, state) if x.source == held.id), None)
    left, top, right, bottom = box = _box(dict(given.sets)["box"])
    if size is None:
        raise Trouble("damaged", path=held.name, why="the picture cannot be decoded")
    if not (0 <= left < right <= size.width and 0 <= top < bottom <= size.height):
        raise Trouble("wrong-value", field="box", value=",".join(map(str, box)), allowed=f"a box within 0,0,{size.width},{size.height}")
    one = Region(held.id, held.capture.id, held.capture.part, left, top, right, bottom, given.text, given.said_by)
    return case.new_id("claim"), plain(one)


def _box(text: str) -> tuple[int, int, int, int]:
    numbers = [part.strip() for part in text.split(",")]
    if len(numbers) != 4 or not all(n.isascii() and n.isdigit() and len(n) < 10 for n in numbers):
        raise Trouble("wrong-value", field="box", value=text, allowed="left,top,right,bottom in pixels from the upper left corner")
    left, top, right, bottom = map(int, numbers)
    return left, top, right, bottom


def _picture(state: State, name: str) -> Held:
    held = source_named(state, name)
    if not held.picture:
        raise Trouble("bad-value", what=held.name, why="it is no picture")
    return held


# ---- a small copy to show ---------------------------------------------------------------------------------------------------------------------


def thumbnail(case: Case, source: str, blurred: bool, state: State | None = None) -> bytes:
    """A small copy of a picture as PNG, made in the sandbox, of the pixels alone: without place, camera, profile or comment; blurred beyond recognition
    where that is asked. Kept in made/. Raises Trouble: no-such-source, bad-value (no picture), damaged, too-large, unsupported."""
    (answer,) = thumbnails(case, [source], blurred, state)
    if isinstance(answer, Trouble):
        raise answer
    return answer


def large_copy(case: Case, source: str, state: State | None = None) -> bytes:
    """The same, large enough to look into and never blurred: for the page on which a person describes it."""
    (answer,) = copies(case, [source], ENLARGE, state)
    if isinstance(answer, Trouble):
        raise answer
    return answer


def thumbnails(case: Case, sources: Sequence[str], blurred: bool, state: State | None = None) -> list[bytes | Trouble]:
    """The same for many pictures, in their order, decoded by one crew; the trouble that one makes stands in its place."""
    return copies(case, sources, VEIL if blurred else SHRINK, state)


def copies(case: Case, sources: Sequence[str], work: str, state: State | None = None) -> list[bytes | Trouble]:
    """Copies of pictures as one of SHRINK, VEIL, ENLARGE makes them."""
    known = state or case.state()
    held = [_picture(known, name) for name in sources]
    paths = [_small_copy(case, h, work) for h in held]
    missing = [n for n, path in enumerate(paths) if not path.is_file()]
    made_now: dict[int, bytes | Trouble] = {}
    if missing:
        with Crew(work, limits=LIMITS) as crew:
            for index, answer in crew.each(task_of(case, held[n]) for n in missing):
                made_now[missing[index]] = _put(paths[missing[index]], answer, held[missing[index]].name)
    return [made_now[n] if n in made_now else path.read_bytes() for n, path in enumerate(paths)]


def _small_copy(case: Case, held: Held, work: str) -> Path:
    return case.folder / "made" / "thumbnails" / f"{key_of('pictures', held.capture.part, held.capture.media, work, SIDE)[:32]}.png"


def _put(path: Path, answer: bytes | Trouble, name: str) -> bytes | Trouble:
    """Keep a small copy; a case that can only be read has it made each time."""
    if isinstance(answer, Trouble):
        return Trouble(answer.code, **{**answer.values, "path": name})
    try:
        disk.make_folder(path.parent)
        disk.put_bytes(path, answer)
    except Trouble as trouble:
        if trouble.code != "disk-error":
            raise
    return answer


# ---- works of the sandbox ---------------------------------------------------------------------------------------------------------------------


def look_at_one(task: bytes) -> bytes:
    """Runs in a bounded worker: a picture looked at as a whole; as JSON."""
    from firsthand.read.pictures import looked_at

    t, payload = payload_in(task)
    width, height, digits = looked_at(payload, t["media"], t["name"])
    return json.dumps(plain(Picture(t["source"], t["capture"], width, height, digits))).encode()


def shrink_one(task: bytes) -> bytes:
    """Runs in a bounded worker: a small copy as PNG."""
    from firsthand.read.pictures import png, small

    t, payload = payload_in(task)
    return png(small(payload, t["media"], t["name"], SIDE))


def veil_one(task: bytes) -> bytes:
    """Runs in a bounded worker: a small copy behind a veil, as PNG."""
    from firsthand.read.pictures import png, small, veiled

    t, payload = payload_in(task)
    return png(veiled(small(payload, t["media"], t["name"], SIDE)))


def enlarge_one(task: bytes) -> bytes:
    """Runs in a bounded worker: a large copy as PNG."""
    from firsthand.read.pictures import png, small

    t, payload = payload_in(task)
    return png(small(payload, t["media"], t["name"], LARGE))


def warm() -> None:
    """Imports the decoders once, so that every worker forked later finds them ready."""
    from PIL import GifImagePlugin, JpegImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin

    from firsthand.read import pictures as decoders

    assert decoders and all((GifImagePlugin, JpegImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin))

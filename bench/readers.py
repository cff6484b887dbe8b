"""What each reader does with real, odd and broken files of other projects: read, refused with an error of ours, or stopped by a limit of its worker; nothing else.

bench/readers.py [NAMES]

Every PDF and every web archive of $FIRSTHAND_CORPORA/files goes through intake; each source that comes of it is read in the bounded worker that `run` uses. With NAMES
the files that were not read are named. A file that intake itself refuses counts as refused.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from firsthand.case.read import WORK
from firsthand.errors import Trouble
from firsthand.guard.limits import Limits
from firsthand.guard.sandbox import Crew
from firsthand.model.plain import plain
from firsthand.preserve.intake import intake
from firsthand.preserve.kept import Kept
from scoring import CORPORA, Bench, Figures, share

FOLDERS = ("pdf", "warc")
SHOWN = 12  # files that were not read, of a folder


def tasks(folder: Path, met: list[tuple[str, str]]) -> Iterator[tuple[str, str, bytes]]:
    """Name, media type and task of every source in a folder; what intake refuses goes to `met` with its code."""
    for taken in intake([folder]):
        if isinstance(taken, Kept):
            if taken.condition in ("block", "removed") or taken.media.startswith("image/"):
                continue
            head = {
                "source": taken.key, "name": taken.name, "capture": "", "part": plain(taken.part), "media": taken.media, "how": taken.how,
                "captured": taken.captured, "listed": {},
            }  # fmt: skip
            with taken.object.path.open("rb") as file:
                file.seek(taken.part.offset)
                yield taken.name, taken.media, json.dumps(head).encode() + b"\n" + file.read(taken.part.length)
        elif (trouble := getattr(taken, "trouble", None)) is not None and trouble.code in (
            "damaged",
            "refused",
            "empty-file",
            "password",
            "too-large",
        ):
            met.append((str(trouble.values.get("path", "")), f"refused by intake: {trouble.code}"))


def outcome(answer: bytes | Trouble) -> str:
    """Read, refused with an error of ours, or stopped by a limit."""
    if isinstance(answer, bytes):
        return "read"
    if answer.code == "worker-died":
        return f"stopped: {answer.values.get('why')}"
    return f"refused: {answer.code}" if answer.code != "bug" else "BUG"


NOT_TO_BE_READ = (
    "refused: scan",
    "refused: password",
)  # pictures of pages, and what nobody can open: named, and outside the share that is read


def folder(path: Path, names: int) -> tuple[int, int, int]:
    """How many sources of a folder were read, might have been read and were not, and came back in no way of ours; printed by kind."""
    begun, met, told, kinds = perf_counter(), list[tuple[str, str]](), list[tuple[str, str]](), Counter[tuple[str, str]]()
    with Crew(WORK, limits=Limits()) as crew:
        known: list[tuple[str, str]] = []

        def items() -> Iterator[bytes]:
            for name, media, task in tasks(path, met):
                known.append((name, media))
                yield task

        for index, answer in crew.each(items()):
            name, media = known[index]
            words = outcome(answer)
            kinds[media, words] += 1
            if words != "read":
                told.append((name, words))
    for name, words in met:
        kinds["", words] += 1
        told.append((name, words))
    read = sum(n for (_, words), n in kinds.items() if words == "read")
    wrong = sum(n for (_, words), n in kinds.items() if words == "BUG")
    print(f"  {path.name}: {sum(kinds.values())} sources in {perf_counter() - begun:.0f} s, {share(read, sum(kinds.values())):.1%} read")
    for (media, words), count in sorted(kinds.items(), key=lambda x: -x[1]):
        print(f"    {count:6} {words} {media}")
    for name, words in told[:names]:
        print(f"      {Path(name).name}: {words}")
    open_text = sum(n for (_, words), n in kinds.items() if words not in NOT_TO_BE_READ)
    return read, open_text - read - wrong, wrong


def measure(files: Path, misses: int) -> Figures:
    """The share that is read, and how many came back neither read nor refused nor stopped."""
    found = [folder(files / name, SHOWN if misses else 0) for name in FOLDERS if (files / name).is_dir()]
    read, told, wrong = (sum(x) for x in zip(*found, strict=True)) if found else (0, 0, 0)
    return {"read, of those open and with text": share(read, read + told + wrong), "neither read nor refused": float(wrong)}


BENCH = Bench("readers", "files", measure, quick=False)

if __name__ == "__main__":
    print(measure(CORPORA.resolve() / "files", len(sys.argv) > 1))

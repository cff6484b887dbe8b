"""Campaigns that try to make the ledger lose or miss something: kills, power cuts, flipped bits, a full disk.

`python bench/torture.py` runs them long, `--short` in well under 90 seconds. Prints what was tried and what was lost; ends with 1 if anything was, or if
a negative control (the safety switched off) found nothing.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from campaigns import flips, fulldisk, kills, powercut


@dataclass(frozen=True)
class Size:
    """How often each campaign tries."""

    cuts: int
    controls: int
    kills: int
    flips: int
    full: int


SHORT, LONG = Size(300, 60, 10, 120, 40), Size(10_000, 600, 400, 10_000, 400)


def kill(size: Size, seed: int) -> tuple[str, bool]:
    """Writers killed by SIGKILL."""
    lost, acknowledged = kills.losses(seed, size.kills)
    return f"{size.kills} kills -9, {acknowledged} entries acknowledged, {len(lost)} times something was lost {lost[:1] or ''}", not lost


def cut(size: Size, seed: int) -> tuple[str, bool]:
    """Power cuts over SQLite, the vault and the keys."""
    lost = powercut.losses(seed, size.cuts)
    return f"{size.cuts} power cuts, {len(lost)} times something acknowledged was lost {lost[:1] or ''}", not lost


def cut_without_full(size: Size, seed: int) -> tuple[str, bool]:
    """Negative control: SQLite told not to sync each commit."""
    lost = powercut.losses(seed, size.controls, synchronous="NORMAL")
    return f"control: synchronous=NORMAL lost something in {len(lost)} of {size.controls} power cuts (must lose)", bool(lost)


def cut_without_syncs(size: Size, seed: int) -> tuple[str, bool]:
    """Negative control: the vault's files and folders not synced."""
    lost = powercut.losses(seed, size.controls, unsafe=True)
    return f"control: a vault without fsync lost something in {len(lost)} of {size.controls} power cuts (must lose)", bool(lost)


def flip_files(size: Size, seed: int) -> tuple[str, bool]:
    """Bits flipped in the files."""
    f = flips.anywhere(seed, size.flips)
    words = (
        f"{f.tried} bits flipped anywhere in the case folder: {f.found} found, {f.harmless} in unused bytes, {len(f.unnoticed)} unnoticed"
    )
    return f"{words} {f.unnoticed[:1] or ''}", not f.unnoticed and f.found > 0


def flip_values(size: Size, seed: int) -> tuple[str, bool]:
    """Bits flipped in what SQLite keeps."""
    f = flips.in_what_is_kept(seed, size.flips)
    return f"{f.tried} bits flipped in lines, checkpoints, hashes, payloads: {f.found} found {f.unnoticed[:1] or ''}", f.found == f.tried


def fill(size: Size, seed: int) -> tuple[str, bool]:
    """A disk that is full at each step in turn."""
    times, wrong = fulldisk.troubles(seed, size.full)
    return (
        f"disk full at {times} different steps: {len(wrong)} times badly said, unreadable or not going on {wrong[:1] or ''}",
        times > 0 and not wrong,
    )


def fill_really(size: Size, seed: int) -> tuple[str, bool]:
    """A small tmpfs."""
    said = fulldisk.on_a_small_tmpfs()
    return f"a real file system of 2 MB, full five times: {said}", not said.startswith("broken")


CAMPAIGNS: tuple[Callable[[Size, int], tuple[str, bool]], ...] = (
    kill, cut, cut_without_full, cut_without_syncs, flip_files, flip_values, fill, fill_really,
)  # fmt: skip


def main() -> int:
    """Runs the campaigns; 0 when everything held."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    held = True
    for campaign in CAMPAIGNS:
        start = time.monotonic()
        words, fine = campaign(SHORT if given.short else LONG, given.seed)
        held &= fine
        print(f"{'held' if fine else 'BROKEN':7}{words.strip()}  [{time.monotonic() - start:.1f} s]", flush=True)
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())

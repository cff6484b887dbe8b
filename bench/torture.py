"""Campaigns that try to make Firsthand lose, miss or leak something: power cuts, kills, faults in system calls, full disks, flipped bits, forged
ledgers, forks, broken files, erased names.

`python bench/torture.py --short` runs all in a few minutes, without `--short` as long as docs/reliability.md says; `--only NAME --times N` runs one of
them. Prints what was tried and what went wrong; ends with 1 if anything did, or if a negative control (the safety switched off) found nothing.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from campaigns import bundles, flips, forged, fulldisk, fuzz, injected, kills, powercut, replicas, residue

Outcome = tuple[str, bool]  # what was tried and found, and whether that is as it should be


def cut(times: int, seed: int) -> Outcome:
    """Power cuts over SQLite, the vault and the keys."""
    lost = powercut.losses(seed, times)
    return f"{times} power cuts, {len(lost)} times something acknowledged was lost or broken {lost[:1] or ''}", not lost


def cut_without_full(times: int, seed: int) -> Outcome:
    """Negative control: SQLite told not to sync each commit."""
    lost = powercut.losses(seed, times, synchronous="NORMAL")
    return f"control: synchronous=NORMAL lost something in {len(lost)} of {times} power cuts (must lose)", bool(lost)


def cut_without_syncs(times: int, seed: int) -> Outcome:
    """Negative control: the vault's files and folders not synced."""
    lost = powercut.losses(seed, times, unsafe=True)
    return f"control: a vault without fsync lost something in {len(lost)} of {times} power cuts (must lose)", bool(lost)


def kill(times: int, seed: int) -> Outcome:
    """Writers killed by SIGKILL."""
    lost, acknowledged = kills.losses(seed, times)
    return f"{times} kills -9, {acknowledged} entries acknowledged, {len(lost)} times something was lost {lost[:1] or ''}", not lost


def inject(times: int, seed: int) -> Outcome:
    """Faults in the system calls of a real ingest."""
    found = injected.troubles(seed, times)
    if found.impossible:
        return f"faults in system calls: not possible here ({found.impossible})", True
    words = f"{found.tried} faults (EIO, ENOSPC, KILL) in {found.sites} writes, syncs and renames of an ingest"
    return (
        f"{words}: {found.struck} struck, {len(found.wrong)} times something was wrong {found.wrong[:1] or ''}",
        found.struck > 0 and not found.wrong,
    )


def fill(times: int, seed: int) -> Outcome:
    """A disk that is full at each step in turn."""
    full, wrong = fulldisk.troubles(seed, times)
    words = f"disk full at {full} different steps: {len(wrong)} times badly said, unreadable or not going on {wrong[:1] or ''}"
    return words, full > 0 and not wrong


def fill_really(times: int, seed: int) -> Outcome:
    """A small tmpfs."""
    said = fulldisk.on_a_small_tmpfs()
    return f"a real file system of 2 MB, full five times: {said}", not said.startswith("broken")


def flip_files(times: int, seed: int) -> Outcome:
    """Bits flipped in the files of a case."""
    f = flips.anywhere(seed, times)
    words = (
        f"{f.tried} bits flipped anywhere in the case folder: {f.found} found, {f.harmless} in unused bytes, {len(f.unnoticed)} unnoticed"
    )
    return f"{words} {f.unnoticed[:1] or ''}", not f.unnoticed and f.found > 0


def flip_values(times: int, seed: int) -> Outcome:
    """Bits flipped in what SQLite keeps."""
    f = flips.in_what_is_kept(seed, times)
    return f"{f.tried} bits flipped in lines, checkpoints, hashes, payloads: {f.found} found {f.unnoticed[:1] or ''}", f.found == f.tried


def flip_bundle(times: int, seed: int) -> Outcome:
    """Bits flipped in a bundle, held against the independent verifier."""
    f = bundles.flipped(seed, times)
    words = f"{f.tried} bits flipped in a bundle: {f.rejected} rejected by the independent verifier; as it was it is {'accepted' if f.accepted else 'REJECTED'}"
    return f"{words} {f.unnoticed[:1] or ''}", f.accepted and f.rejected == f.tried


def forge(times: int, seed: int) -> Outcome:
    """Ledgers with entries dropped, doubled, reordered, back-dated, cut off; forks; backups put back."""
    f = forged.found(seed, times)
    return f"{f.tried} forged ledgers ({f.kinds} kinds): {f.noticed} rejected or reported {f.unnoticed[:1] or ''}", f.noticed == f.tried


def meet(times: int, seed: int) -> Outcome:
    """Copies under random schedules."""
    wrong = replicas.losses(seed, times)
    return (
        f"{times} schedules of three copies: {len(wrong)} times views differed, a fork was silent or a promise broken {wrong[:1] or ''}",
        not wrong,
    )


def break_parsers(times: int, seed: int) -> Outcome:
    """Broken files for every parser; `times` is seconds for each."""
    f = fuzz.broken(seed, times)
    words = f"{f.tried} broken files for {f.parsers} parsers, {times} s each: {f.answered} read, {f.refused} refused, {len(f.wrong)} otherwise, slowest {f.slowest:.1f} s"
    return f"{words} {f.wrong[:2] or ''}", f.tried > 0 and not f.wrong


def scan(times: int, seed: int) -> Outcome:
    """An erased name looked for in every byte."""
    r = residue.left(seed)
    words = f"an erased name in {r.formats} formats: before {r.before} files held it, after {len(r.after)}"
    return f"{words} {r.after[:1] or ''}", r.before > 0 and not r.after


@dataclass(frozen=True)
class Campaign:
    """A campaign: its name, what runs it, how often in CI and how often in full."""

    name: str
    run: Callable[[int, int], Outcome]
    short: int
    long: int


CAMPAIGNS = (
    Campaign("cuts", cut, 500, 20_000),
    Campaign("cuts-normal", cut_without_full, 60, 600),
    Campaign("cuts-unsynced", cut_without_syncs, 60, 600),
    Campaign("kills", kill, 50, 2_000),
    Campaign("injected", inject, 12, 0),  # 0: every place
    Campaign("full", fill, 10, 500),
    Campaign("full-tmpfs", fill_really, 1, 1),
    Campaign("flips", flip_files, 120, 10_000),
    Campaign("flips-kept", flip_values, 120, 10_000),
    Campaign("flips-bundle", flip_bundle, 500, 100_000),
    Campaign("forged", forge, 60, 2_000),
    Campaign("replicas", meet, 50, 1_000),
    Campaign("fuzz", break_parsers, 5, 1_800),
    Campaign("residue", scan, 1, 1),
)


def main() -> int:
    """Runs the campaigns; 0 when everything held."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--only", metavar="NAME", action="append", choices=[c.name for c in CAMPAIGNS])
    parser.add_argument(
        "--times", metavar="N", type=int, help="how often, instead of the length that a campaign has (fuzz: seconds a parser)"
    )
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    held = True
    for campaign in (c for c in CAMPAIGNS if not given.only or c.name in given.only):
        times = given.times if given.times is not None else campaign.short if given.short else campaign.long
        start = time.monotonic()
        words, fine = campaign.run(times, given.seed)
        held &= fine
        print(f"{'held' if fine else 'BROKEN':7}{campaign.name:14}{words.strip()}  [{time.monotonic() - start:.1f} s]", flush=True)
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())

"""Faults in system calls: a real ingest runs under strace, which makes one write, sync or rename fail (EIO, ENOSPC) or kills the process there.

Whatever is struck: the command ends with one of its own statuses and no traceback, the case holds every promise after, and the same command called
again keeps everything.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

from campaigns import cases
from firsthand.case.open import open_case
from firsthand.case.preserve import preserve

CALLS = ("write", "pwrite64", "fsync", "fdatasync", "rename", "renameat", "renameat2", "ftruncate")
FAULTS = ("error=EIO", "error=ENOSPC", "signal=KILL")
PAGES = 4


@dataclass
class Injected:
    """How many faults were tried at how many places, how many struck, what went wrong; or why it cannot be done here."""

    tried: int = 0
    sites: int = 0
    struck: int = 0
    wrong: list[str] = field(default_factory=list)
    impossible: str = ""


def troubles(seed: int, trials: int) -> Injected:
    """So many faults at random places; every place and every fault where `trials` is 0."""
    done, root = Injected(), Path(tempfile.mkdtemp(prefix="injected-", dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None))
    try:
        begun(root)
        counts = _counted(root, done)
        places = [(call, n, fault) for call, most in sorted(counts.items()) for n in range(1, most + 1) for fault in FAULTS]
        done.sites = sum(counts.values())
        if trials and places:
            places = [random.Random(seed + i).choice(places) for i in range(trials)]
        for place in places:
            _struck(root, place, done)
    finally:
        shutil.rmtree(root, ignore_errors=True)
    return done


def begun(root: Path) -> None:
    """A case with nothing in it, and some pages to keep, one of them sealed later."""
    (root / "pages").mkdir()
    for number in range(PAGES):
        (root / "pages" / f"page{number}.html").write_text(
            f"<html><body><p>The well {number} of Orvale was closed in May 2023.</p></body></html>"
        )
    made = _run(root, "new", "case")
    assert made.returncode == 0, made.stderr
    shutil.copytree(root / "case", root / "case0")
    shutil.copytree(root / "home", root / "home0")


def _counted(root: Path, done: Injected) -> Counter[str]:
    """How often the main thread of an ingest makes each call."""
    if shutil.which("strace") is None:
        done.impossible = "strace is not here"
        return Counter()
    log = root / "calls"
    traced = _run(root, "preserve", "case", "pages", before=("strace", "-f", "-o", str(log), "-e", f"trace={','.join(CALLS)}"))
    if traced.returncode != 0 or not log.exists():
        done.impossible = (traced.stderr.strip().splitlines() or ["tracing is forbidden"])[-1][:100]
        return Counter()
    lines = log.read_text("utf-8", "replace").splitlines()
    first = lines[0].split()[0] if lines else ""
    return Counter(m[1] for line in lines if line.split()[0] == first and (m := re.match(r"\d+ +(\w+)\(", line)))


def _struck(root: Path, place: tuple[str, int, str], done: Injected) -> None:
    call, number, fault = place
    for name in ("case", "home"):
        shutil.rmtree(root / name)
        shutil.copytree(root / f"{name}0", root / name)
    strace = ("strace", "-f", "-o", str(root / "calls"), "-e", f"trace={call}", "-e", f"inject={call}:{fault}:when={number}")
    ran = _run(root, "preserve", "case", "pages", "--json", before=strace)
    done.tried += 1
    done.struck += "INJECTED" in (root / "calls").read_text("utf-8", "replace") or ran.returncode in (-9, 137)
    words = _wrong(root, ran)
    if words:
        done.wrong.append(f"{fault} at {call} {number}: {words}")


def _wrong(root: Path, ran: subprocess.CompletedProcess[str]) -> str:
    if "Traceback" in ran.stderr:
        return f"a traceback: {ran.stderr.strip().splitlines()[-1]}"
    if ran.returncode not in (0, 1, 2, -9, 137):
        return f"it ended with {ran.returncode}"
    if ran.returncode == 0 and (found := _kept(root)) < PAGES:
        return f"it said that all was kept, and {found} of {PAGES} are"
    broken = cases.first_broken(root)
    if broken:
        return f"after it: {broken}"
    with patch.dict(os.environ, {"FIRSTHAND_HOME": str(root / "home")}), open_case(root / "case") as case:
        again = preserve(case, [str(root / "pages")])
    if again.troubles or _kept(root) != PAGES:
        return f"the same command again kept {_kept(root)} of {PAGES}: {[t.text for t in again.troubles]}"
    return ""


def _kept(root: Path) -> int:
    with patch.dict(os.environ, {"FIRSTHAND_HOME": str(root / "home")}), open_case(root / "case") as case:
        return len(case.state().sources)


def _run(root: Path, *words: str, before: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    place = {**os.environ, "FIRSTHAND_HOME": str(root / "home"), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [*before, sys.executable, "-m", "firsthand", *words]
    return subprocess.run(command, cwd=root, env=place, capture_output=True, text=True, errors="replace", timeout=120, check=False)

"""A bundle that is checked: its page, and what the independent verifier says of the whole, run apart from Firsthand as a stranger would run it."""

from __future__ import annotations

import subprocess
import sys
from importlib.resources import as_file, files
from pathlib import Path

from firsthand.errors import Trouble
from firsthand.guard.archives import members, read_member
from firsthand.publish.bundle import LARGEST, SEAL

PAGE = "report.html"
SECONDS = 600  # that the verifier may take: a bundle of 1 GiB takes a minute


def page_of_bundle(path: str) -> bytes | None:
    """The report in a bundle, a folder or a ZIP; None where `path` is no bundle."""
    place = Path(path)
    if place.is_dir():
        page, seal = place / PAGE, place / SEAL
        return page.read_bytes() if page.is_file() and seal.is_file() and page.stat().st_size <= LARGEST else None
    try:
        with place.open("rb") as file:
            if file.read(4) != b"PK\3\4":
                return None
        held = {m.name: m for m in members(place)}
    except (OSError, Trouble):
        return None
    return read_member(place, held[PAGE]) if PAGE in held and SEAL in held else None


def fault_of_bundle(path: str) -> str:
    """What the verifier finds broken in a bundle, in words; "" when everything that it can check holds."""
    with as_file(files("firsthand") / "data" / "verifier" / "verify.py") as verifier:
        try:
            done = subprocess.run([sys.executable, "-S", "-I", str(verifier), path], capture_output=True, timeout=SECONDS, check=False)
        except subprocess.TimeoutExpired:
            return f"the verifier did not come to an end in {SECONDS} seconds"
    told = done.stdout.decode("utf-8", "replace").splitlines() or [done.stderr.decode("utf-8", "replace")[-200:]]
    return "" if done.returncode == 0 else told[-1].removeprefix("BROKEN").strip()

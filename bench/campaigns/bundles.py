"""Flipped bits in a bundle: one bit anywhere in the ZIP, or in a file of the folder; the independent verifier must reject every one, and accept the bundle as it was."""

from __future__ import annotations

import importlib.util
import os
import random
import shutil
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

VERIFIER = Path(__file__).parents[2] / "src" / "firsthand" / "data" / "verifier" / "verify.py"


@dataclass(frozen=True)
class Rejected:
    """How many bits were flipped, how many of them were rejected, which were not (file and bit), whether the bundle as it was is accepted."""

    tried: int
    rejected: int
    unnoticed: list[str]
    accepted: bool


def verifier() -> tuple[Callable[..., int], type[Exception]]:
    """The verifier's own function, and what it raises where something does not hold."""
    spec = importlib.util.spec_from_file_location("verify", VERIFIER)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.verify, module.Broken


def flipped(seed: int, trials: int, bundle: Path | None = None) -> Rejected:
    """So many bits flipped, every other one in the ZIP, the others in the files of the folder; of the sample case's bundle where none is given."""
    root = Path(tempfile.mkdtemp(prefix="bundle-flips-"))
    try:
        place = bundle or _sample(root)
        folder, zipped = root / "folder", root / "flipped.zip"
        shutil.copy(place, zipped)
        with zipfile.ZipFile(place) as packed:
            packed.extractall(folder)
        accepted = _accepted(zipped) and _accepted(folder)
        chance = random.Random(seed)
        files = sorted(p for p in folder.rglob("*") if p.is_file())
        unnoticed = [words for n in range(trials) if (words := _trial(chance, zipped if n % 2 else chance.choice(files), root))]
        return Rejected(trials, trials - len(unnoticed), unnoticed, accepted)
    finally:
        shutil.rmtree(root)


def _trial(chance: random.Random, file: Path, root: Path) -> str:
    """Where a flipped bit went unnoticed; the bit is put back."""
    bit = chance.randrange(file.stat().st_size * 8)
    _flip(file, bit)
    try:
        return f"bit {bit} of {file.name}" if _accepted(file if file.parent == root else root / "folder") else ""
    finally:
        _flip(file, bit)


def _accepted(path: Path) -> bool:
    verify, broken = verifier()
    try:
        return verify(str(path)) > 0
    except broken:
        return False


def _flip(file: Path, bit: int) -> None:
    with file.open("r+b") as opened:
        opened.seek(bit // 8)
        byte = opened.read(1)[0]
        opened.seek(bit // 8)
        opened.write(bytes([byte ^ 1 << bit % 8]))


def _sample(root: Path) -> Path:
    """The bundle of the sample case, its keys in a home of its own."""
    from firsthand.case.demo import sample_case
    from firsthand.case.export import export

    before = os.environ.get("FIRSTHAND_HOME")
    os.environ["FIRSTHAND_HOME"] = str(root / "home")
    try:
        with sample_case(root / "case") as case:
            return export(case, "bundle", str(root / "sample.zip")).path
    finally:
        if before is None:
            del os.environ["FIRSTHAND_HOME"]
        else:
            os.environ["FIRSTHAND_HOME"] = before

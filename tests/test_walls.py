"""The walls between the rooms: import-linter keeps them, and planted violations are caught."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LINTER = Path(sys.executable).parent / "lint-imports"

PLANTED = {
    "a room imports upstairs": ("read/upstairs.py", "from firsthand.case import open\n"),
    "neighbours import each other": ("claim/neighbour.py", "from firsthand.trace import origins\n"),
    "a room opens the ledger": ("trace/ledger_reader.py", "from firsthand.ledger import log\n"),
    "the front opens the ledger": ("front/ledger_reader.py", "from firsthand.ledger import log\n"),
    "the model leans on a library": ("model/heavy.py", "import lxml\n"),
    "a folder without a floor": ("attic/__init__.py", ""),
    "tools import each other": ("tongues/tool.py", "from firsthand.guard import disk\n"),
}


def lint(root: Path) -> subprocess.CompletedProcess[str]:
    """import-linter over a copy of the package that shadows the installed one."""
    return subprocess.run(
        [LINTER, "--no-cache"],
        cwd=root,
        env={"PYTHONPATH": str(root / "src"), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The package and its contracts, in a folder of its own."""
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__", "*.html", "*.pdf"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_house_as_it_stands_keeps_its_walls(copy: Path) -> None:
    done = lint(copy)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("story", PLANTED)
def test_a_planted_violation_is_caught(copy: Path, story: str) -> None:
    name, text = PLANTED[story]
    path = copy / "src/firsthand" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f'"""Planted."""\n{text}', encoding="utf-8")
    done = lint(copy)
    assert done.returncode != 0, f"{story}: not caught\n{done.stdout}"
    assert "BROKEN" in done.stdout or "not listed" in done.stdout or "exhaustive" in done.stdout.lower(), done.stdout

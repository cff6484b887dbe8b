"""Help is quick and complete: it imports an allow-list only; every command has help, and a place in the manual."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from firsthand.front.cli.parser import COMMANDS

ROOT = Path(__file__).parent.parent.parent
ALLOWED = {"firsthand", "firsthand.errors", "firsthand.front", "firsthand.front.cli", "firsthand.front.cli.parser"}


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "firsthand", *words], capture_output=True, text=True, check=False)


def test_help_imports_only_the_allow_list_and_the_standard_library() -> None:
    code = "import sys\nbefore = set(sys.modules)\nfrom firsthand.front.cli import main\ntry:\n    main(['--help'])\nexcept SystemExit:\n    pass\nprint('\\n' + ' '.join(sorted(set(sys.modules) - before)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = done.stdout.splitlines()[-1].split()
    foreign = {m for m in loaded if m.split(".")[0] not in sys.stdlib_module_names and not m.startswith("_") and m not in ALLOWED}
    assert foreign == set()


@pytest.mark.parametrize("name", [c.name for c in COMMANDS])
def test_every_command_has_help_and_a_place_in_the_manual(name: str) -> None:
    done = run(name, "--help")
    assert done.returncode == 0 and len(done.stdout) > 60
    assert f"firsthand {name}" in (ROOT / "docs/manual.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "words", [("shw",), ("show",), ("show", "x"), ("show", "x", "nothing"), ("preserve",), ("decide", "x", "y", "approve"), ("check",)]
)
def test_wrong_use_is_two_lines_and_status_2(words: tuple[str, ...]) -> None:
    done = run(*words)
    assert done.returncode == 2 and done.stdout == ""
    assert len(done.stderr.splitlines()) == 2 and "Traceback" not in done.stderr

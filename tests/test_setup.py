"""Setting up with nothing but Python and make: what is missing is said in one line that names the package to install."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def fake_python(folder: Path, prelude: str) -> Path:
    """A python3 that behaves as the real one after `prelude` has run."""
    path = folder / "python3"
    path.write_text(
        f'#!/bin/sh\nexec {sys.executable} -c \'{prelude}\nimport runpy, sys\nsys.argv = sys.argv[1:]\nrunpy.run_path(sys.argv[0], run_name="__main__")\' "$@"\n'
    )
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


@pytest.mark.parametrize(
    ("prelude", "expected"),
    [
        ('import sys; sys.modules["ensurepip"] = None', "apt install python3."),
        ('import sys; sys.modules["venv"] = None', "apt install python3."),
        ("import sys; sys.version_info = (3, 9, 2)", "needs Python 3.11"),
    ],
)
def test_a_python_that_lacks_something_gets_one_line_that_says_what(tmp_path: Path, prelude: str, expected: str) -> None:
    python = fake_python(tmp_path, prelude)
    done = subprocess.run(
        ["make", "-s", f"PYTHON={python}", f"VENV={tmp_path}/venv", "demo"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "MAKEFLAGS": ""},
    )
    assert done.returncode != 0
    said = [x for x in done.stderr.splitlines() if not x.startswith("make")]
    assert len(said) == 1 and expected in said[0], done.stderr
    assert not (tmp_path / "venv").exists()


def test_a_whole_python_is_told_nothing() -> None:
    done = subprocess.run([sys.executable, "setup_check.py"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_no_file_names_a_registry() -> None:
    hosts = ["pypi." + "org", "files.pythonhosted" + ".org", "registry.npmjs" + ".org", "deb.debian" + ".org"]
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.split(b"\0")
    for name in filter(None, tracked):
        path = ROOT / os.fsdecode(name)
        raw = path.read_bytes() if path.is_file() else b""
        assert not [h for h in hosts if h.encode() in raw], path

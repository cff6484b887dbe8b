"""The tests of the case floor go through the command line, as the tests of the front do: one little case for all, a copy for each."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "front"))

from hands import little_case


@pytest.fixture(scope="session")
def little(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with case, home, pages and pages.csv. Not to be written into."""
    return little_case(tmp_path_factory.mktemp("little"))


@pytest.fixture
def case(little: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the little case; its keys beside it in `home`, its pages in `pages`."""
    shutil.copytree(little, tmp_path, dirs_exist_ok=True)
    monkeypatch.setenv("FIRSTHAND_HOME", str(tmp_path / "home"))
    return tmp_path / "case"

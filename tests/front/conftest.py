"""One little case for all tests of a session; each test works on a copy of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
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

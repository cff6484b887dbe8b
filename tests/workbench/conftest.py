"""The workbench as a browser meets it: a copy of the little case, served on a free port, visited by plain HTTP."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent / "front"))

from hands import little_case
from visiting import Visit, visiting


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


@pytest.fixture
def visit(case: Path) -> Iterator[Visit]:
    """The case opened in the workbench, the cookie in hand, everything made."""
    with visiting(case) as found:
        yield found


@pytest.fixture(scope="session")
def sample_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled sample case with its keys beside it. Not to be written into."""
    from firsthand.case.demo import sample_case

    root = tmp_path_factory.mktemp("sample")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIRSTHAND_HOME", str(root / "home"))
        with sample_case(root / "case"):
            pass
    return root


@pytest.fixture
def sample(sample_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the sample case."""
    shutil.copytree(sample_once, tmp_path, dirs_exist_ok=True)
    monkeypatch.setenv("FIRSTHAND_HOME", str(tmp_path / "home"))
    return tmp_path / "case"

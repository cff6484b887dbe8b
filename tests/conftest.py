"""What all tests share. In CI a skipped test is a failure, but for corpora that are not there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

CORPORA_ABSENT = "corpora are not here"


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every test has a FIRSTHAND_HOME of its own: no test sees the keys of another or of a person."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("FIRSTHAND_HOME", str(home))
    return home


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):  # type: ignore[no-untyped-def]
    """Turn a skip into a failure where CI runs."""
    outcome = yield
    report = outcome.get_result()
    if report.skipped and os.environ.get("CI") and not hasattr(report, "wasxfail") and CORPORA_ABSENT not in str(report.longrepr):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI: {report.longrepr}"

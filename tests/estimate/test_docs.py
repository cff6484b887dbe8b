"""The worked examples of docs/estimation.md, executed as they stand: files are written, commands are run, and every line shown is printed."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from firsthand.front.cli import main

PAGE = (Path(__file__).parent.parent.parent / "docs/estimation.md").read_text(encoding="utf-8")
FILES = re.findall(r"```csv (\S+)\n(.*?)```", PAGE, re.DOTALL)
COMMANDS = [
    (lines[0].removeprefix("$ firsthand "), lines[1:])
    for block in re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL)
    for lines in [block.strip().splitlines()]
]


def test_there_are_examples() -> None:
    assert len(FILES) >= 3 and len(COMMANDS) >= 3


@pytest.mark.parametrize(("command", "shown"), COMMANDS, ids=[c for c, _ in COMMANDS])
def test_an_example_prints_what_the_page_shows(
    command: str, shown: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, text in FILES:
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(shlex.split(command)) in (0, 1)
    said = " ".join(capsys.readouterr().out.split())
    missing = [line for line in shown if " ".join(line.split()) not in said]
    assert not missing, said

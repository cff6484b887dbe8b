"""The manual's commands are run in order, in an empty folder; each must do what the manual says and none may fall over."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAY_NEED_A_PERSON = ("--rehearse", "firsthand erase")  # an opponent finds something; a published copy still shows what was erased


def commands() -> list[str]:
    blocks = re.findall(r"```console\n(.*?)```", (ROOT / "docs/manual.md").read_text(encoding="utf-8"), re.DOTALL)
    return [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]


@pytest.mark.slow
def test_every_command_of_the_manual_works(tmp_path: Path) -> None:
    script = ["set -u"]
    for number, command in enumerate(commands()):
        script.append(f"{{ {command}; }} > out.txt 2> err.txt; echo {number} $? $(wc -c < err.txt); cat err.txt >> all.txt")
    env = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "FIRSTHAND_HOME": str(tmp_path / "home")}
    work = tmp_path / "work"
    work.mkdir()
    done = subprocess.run(["bash", "-c", "\n".join(script)], cwd=work, env=env, capture_output=True, text=True, check=False)
    said = (work / "all.txt").read_text(encoding="utf-8")
    results = {int(n): int(status) for n, status, _ in (line.split() for line in done.stdout.splitlines())}
    assert sorted(results) == list(range(len(commands()))), done.stderr
    wrong = [(commands()[n], status) for n, status in results.items() if status > any(w in commands()[n] for w in MAY_NEED_A_PERSON)]
    assert not wrong, f"{wrong}\n{said}"
    assert "Traceback" not in said

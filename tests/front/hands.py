"""A person at the command line: commands carried out in this process, a little case of four pages, and what is wrong with pages."""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from firsthand.front.cli import main

COUNCIL = (
    "The clinic in Orvale turned 214 patients away in May 2023, the Orvale Health Council said in a statement on 2 June 2023.\n\n"
    "The council counted them at the door.\n"
)
COURIER = "More than 214 patients were turned away from the clinic in Orvale in May 2023, according to the Orvale Health Council.\n"
GAZETTE = (
    "<html><head><title>Orvale clinic</title></head><body><h1>Orvale clinic</h1>"
    "<p>The clinic in Orvale turned 214 patients away in May 2023, the Orvale Health Council said.</p>"
    "<p>Mara Venn, a nurse, told the Gazette that she counted 90 patients in the yard on 12 May 2023.</p></body></html>"
)
DENIAL = "The Ministry of Wells denied that 214 patients were turned away from the clinic in Orvale in May 2023.\n"
LIST = (
    "id,title,publisher,published,note\n"
    "council,Statement,Orvale Health Council,2023-06-02,handed to us by a friend inside\n"
    "courier,Clinic,Orvale Courier,2023-06-05,\n"
    "gazette,Orvale clinic,Orvale Gazette,2023-06-04,\n"
    "denial,Denial,Ministry of Wells,2023-06-09,\n"
)


@dataclass(frozen=True)
class Said:
    """What a command answered: exit status, standard output, standard error."""

    status: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The JSON lines of standard output."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def error(self) -> dict[str, Any]:
        """The one JSON line of standard error."""
        (line,) = self.err.splitlines()
        found: dict[str, Any] = json.loads(line)
        assert {"v", "error", "text", "advice", "id"} <= set(found) and found["v"] == 1
        return found


def firsthand(*words: object) -> Said:
    """A command carried out in this process."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main([str(w) for w in words])
    assert "Traceback" not in err.getvalue()
    assert "Something went wrong inside" not in err.getvalue(), err.getvalue()
    return Said(status, out.getvalue(), err.getvalue())


def done(*words: object) -> Said:
    """A command that must succeed."""
    said = firsthand(*words)
    assert said.status == 0, (words, said)
    return said


def refused(*words: object) -> Said:
    """A command that could not be carried out: status 2, nothing on standard output, one line what is wrong and one what to do; as JSON the same."""
    said = firsthand(*words)
    assert said.status == 2 and said.out == "", said
    if "--json" in words:
        assert said.error["text"] and said.error["advice"]
    else:
        assert len(said.err.splitlines()) == 2 and all(said.err.splitlines()), said.err
    return said


def pages(folder: Path) -> Path:
    """The four pages and their list."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (("council.txt", COUNCIL), ("courier.txt", COURIER), ("gazette.html", GAZETTE), ("denial.txt", DENIAL)):
        (folder / name).write_text(text, encoding="utf-8")
    (folder.parent / "pages.csv").write_text(LIST, encoding="utf-8")
    return folder


def little_case(root: Path) -> Path:
    """A case of the four pages, read, claimed and traced; its keys in root/home."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIRSTHAND_HOME", str(root / "home"))
        done("new", root / "case", "--title", "Orvale")
        done("preserve", root / "case", pages(root / "pages"), "--list", root / "pages.csv")
        done("run", root / "case")
    return root


def ids(case: Path, thing: str) -> list[str]:
    """The ids of what a case shows."""
    return [str(r["id"]) for r in done("show", case, thing, "--json").rows]


@contextlib.contextmanager
def entries_before_and_after(case: Path) -> Iterator[list[dict[str, Any]]]:
    """The entries that a block appends."""
    before = len(done("show", case, "entries", "--json").rows)
    added: list[dict[str, Any]] = []
    yield added
    added.extend(done("show", case, "entries", "--json").rows[before:])

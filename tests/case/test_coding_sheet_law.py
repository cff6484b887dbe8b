"""The law of the coding sheet: out, edited by anybody, in: nothing lost, nothing doubled, and a second time nothing at all."""

from __future__ import annotations

import random
import shutil
import tempfile
from pathlib import Path

import pytest
from hands import done, firsthand
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sheets_made import Rows, exported, written

from firsthand.guard.cells import restored

SEALED = {"claim", "source", "published", "figure", "decided by", "as exported", "state"}
WORDS = st.text(alphabet="ab =+-@'诊ཁ𠀀;,\"\n", max_size=12).filter(lambda t: ";" not in t)
FIGURES = st.sampled_from(
    [("3", "3", "exact"), ("3", "7", "range"), ("3", "", "at_least"), ("", "7", "at_most"), ("40", "40", "about"), ("", "", "")]
)
EDIT = st.fixed_dictionaries(
    {},
    optional={
        "place": WORDS, "date": WORDS, "actor": WORDS, "acted on": WORDS, "statement": WORDS, "translation": WORDS, "remark": WORDS,
        "stance": st.sampled_from(["asserted", "alleged", "denied"]), "said by": st.sampled_from(["", "A", "A; B 三"]), "figures": FIGURES,
        "state": st.sampled_from(["accepted", "rejected", "withdrawn"]),
    },
)  # fmt: skip
NEW = st.fixed_dictionaries(
    {"source": st.sampled_from(["council", "gazette"]), "quote": st.sampled_from(["patients", "Orvale", "The", "in May 2023"])},
    optional={"place": WORDS, "stance": st.just("alleged"), "remark": WORDS},
)


def _with(row: dict[str, str], edit: dict[str, object]) -> dict[str, str]:
    told = {k: v for k, v in edit.items() if k != "figures"}
    if "figures" in edit:
        told |= dict(zip(("floor", "ceiling", "kind"), edit["figures"], strict=True))  # type: ignore[call-overload]
        if told["kind"] == "":
            told |= {"unit": "", "what": ""}
    return {**row, **told}  # type: ignore[dict-item]


def _bare(text: str) -> str:
    return restored(text).strip()


def _says_the_same(mine: dict[str, str], now: dict[str, str], columns: set[str]) -> None:
    if mine["kind"] == mine["floor"] == "":  # no figure: what is left of the words for one is gone
        columns -= {"status", "measure"}
    assert {c: _bare(now[c]) for c in columns} == {c: _bare(mine[c]) for c in columns}


def _state(before: str, edit: dict[str, object], changed: bool) -> str:
    asked = str(edit.get("state", ""))
    if asked in ("rejected", "withdrawn"):
        return asked
    return "amended" if changed else asked or before


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory, little: Path) -> Path:
    """A little case with a column of its own."""
    root = tmp_path_factory.mktemp("own")
    shutil.copytree(little, root, dirs_exist_ok=True)
    with (root / "case" / "case.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[columns]]\nname = "remark"\n')
    return root


@pytest.mark.slow
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    edits=st.dictionaries(st.integers(0, 4), EDIT, max_size=4),
    new=st.lists(NEW, max_size=3),
    shuffled=st.randoms(use_true_random=False),
    ending=st.sampled_from(["xlsx", "csv"]),
)
def test_out_edited_and_in_loses_nothing_and_doubles_nothing(
    edits: dict[int, dict[str, object]],
    new: list[dict[str, str]],
    shuffled: random.Random,
    ending: str,
    own: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with tempfile.TemporaryDirectory() as there:
        root = Path(there) / "root"
        shutil.copytree(own, root)
        monkeypatch.setenv("FIRSTHAND_HOME", str(root / "home"))
        case = root / "case"
        path, rows = exported(case, f"sheet.{ending}")
        mine = [_with(row, edits.get(i, {})) for i, row in enumerate(rows)]
        _taken_in(case, path, mine, new, shuffled)
        fresh = {r["claim"]: r for r in exported(case, "fresh.csv")[1]}
        _nothing_lost(rows, mine, edits, fresh)
        _nothing_doubled(rows, new, fresh)
        before = len(done("show", case, "entries", "--json").rows)
        firsthand("preserve", case, path)
        assert len(done("show", case, "entries", "--json").rows) == before, "the second time changes nothing"


def _taken_in(case: Path, path: Path, mine: Rows, new: Rows, shuffled: random.Random) -> None:
    heads, all_rows = list(mine[0]), [*mine, *new]
    shuffled.shuffle(heads)
    shuffled.shuffle(all_rows)
    assert done("preserve", case, written(path, all_rows, heads), "--json").rows[0]["sheets"][0]["wrong"] == 0


def _nothing_lost(rows: Rows, mine: Rows, edits: dict[int, dict[str, object]], fresh: dict[str, dict[str, str]]) -> None:
    for i, (row, asked) in enumerate(zip(rows, mine, strict=True)):
        now = fresh[row["claim"]]
        columns = {c for c in row if c not in SEALED} - (set() if "translation" in edits.get(i, {}) else {"translation"})
        _says_the_same(asked, now, columns)
        changed = any(_bare(asked[c]) != _bare(row[c]) for c in columns - {"translation", "remark"})
        assert now["state"] == _state(row["state"], edits.get(i, {}), changed)


def _nothing_doubled(rows: Rows, new: Rows, fresh: dict[str, dict[str, str]]) -> None:
    distinct = {tuple(sorted((k, _bare(v)) for k, v in r.items() if _bare(v))) for r in new}
    assert len(fresh) == len(rows) + len(distinct)

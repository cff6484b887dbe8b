"""The independent verifier: what is whole holds, and whatever an opponent changes in a bundle is found, by a program that imports nothing of ours."""

from __future__ import annotations

import ast
import base64
import copy
import hashlib
import importlib.util
import json
import os
import random
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "front"))

from hands import done, firsthand, ids, little_case

from firsthand.case.open import open_case
from firsthand.publish.bundle import zipped

VERIFY = Path(__file__).parents[2] / "src/firsthand/data/verifier/verify.py"


@pytest.fixture(scope="module")
def verifier() -> ModuleType:
    spec = importlib.util.spec_from_file_location("verify", VERIFY)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A little case with one finding, amended twice, the first decision erased; its bundle and its report."""
    root = little_case(tmp_path_factory.mktemp("bundled"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIRSTHAND_HOME", str(root / "home"))
        case = root / "case"
        finding = ids(case, "findings")[0]
        for words in (
            "Patients were turned away in Orvale.",
            "The clinic in Orvale turned 214 patients away in May 2023, the council says.",
        ):
            done("decide", case, finding, "amend", "--set", f"sentence={words}")
        with open_case(case) as opened:
            first = next(s.id for s in opened.ledger.stored() if s.entry.kind == "decided")
        firsthand("erase", case, first, "--because", "a name stood in it")
        done("export", case, "bundle", "--to", root / "bundle.zip")
        done("publish", case, "--to", root / "report.html")
        yield root


def stranger(*words: object) -> tuple[int, str]:
    """The verifier as a stranger runs it: nothing of ours can be imported, no environment."""
    line = ["python3", "-S", "-I", str(VERIFY), *map(str, words)]
    ran = subprocess.run(line, capture_output=True, text=True, env={"PATH": "/usr/bin:/bin"}, check=False)
    assert "Traceback" not in ran.stderr, ran.stderr
    return ran.returncode, ran.stdout


def files_in(bundle: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(bundle) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def test_it_is_one_short_file_that_needs_nothing_of_ours() -> None:
    text = VERIFY.read_text(encoding="utf-8")
    names = {n.name.partition(".")[0] for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Import) for n in node.names}
    names |= {str(node.module).partition(".")[0] for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ImportFrom)}
    assert len(text.splitlines()) <= 300 and names <= set(sys.stdlib_module_names)


def test_a_stranger_with_nothing_of_ours_finds_that_everything_holds(made: Path) -> None:
    status, said = stranger(made / "bundle.zip")
    assert status == 0, said
    assert "1 given, " in said and "1 destroyed" in said and "Everything that can be checked holds: 1 sentences." in said
    assert "by the clock of the log" in said and "4 passages stand at their code points" in said


def test_the_unpacked_folder_and_the_page_alone_hold_too(made: Path, tmp_path: Path) -> None:
    for name, raw in files_in(made / "bundle.zip").items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(raw)
    assert stranger(tmp_path)[0] == 0
    status, said = stranger(made / "report.html")
    assert status == 0 and "not checked how the page looks" in said


def test_the_program_checks_a_bundle_and_asks_the_verifier_as_well(made: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    rows = done("check", made / "bundle.zip", "--json").rows
    assert rows[-1]["summary"]["matches its source"] == len(rows) - 1
    files = files_in(made / "bundle.zip")
    files["README.txt"] += b" "
    (tmp_path / "changed.zip").write_bytes(zipped(files))
    said = firsthand("check", tmp_path / "changed.zip", "--json")
    assert said.status == 1 and said.rows[0]["verdict"] == "fails" and "README.txt was changed" in said.rows[0]["why"][0]


def test_no_flipped_bit_goes_unnoticed(made: Path, verifier: ModuleType, tmp_path: Path) -> None:
    whole, chance = (made / "bundle.zip").read_bytes(), random.Random(6)
    place = tmp_path / "flipped.zip"
    for _ in range(60):
        raw = bytearray(whole)
        bit = chance.randrange(len(raw) * 8)
        raw[bit // 8] ^= 1 << bit % 8
        place.write_bytes(raw)
        with pytest.raises(verifier.Broken):
            verifier.verify(str(place))
    place.write_bytes(whole)
    assert verifier.verify(str(place)) == 1


def test_a_page_whose_payload_is_torn_is_broken_and_no_crash(made: Path, verifier: ModuleType, tmp_path: Path) -> None:
    """The bytes of a source in a page are packed; a bit in their checksum is found as everything else is."""
    page = (made / "report.html").read_text(encoding="utf-8")
    payload = re.search(r'"payload":"([A-Za-z0-9+/=]{100,})"', page)
    assert payload
    packed = bytearray(base64.b64decode(payload[1]))
    for at in (-8, -1, 20, 3):
        torn = bytes(packed[:at] + bytes([packed[at] ^ 1]) + packed[at:][1:])
        (tmp_path / "torn.html").write_text(page.replace(payload[1], base64.b64encode(torn).decode()), encoding="utf-8")
        status, said = stranger(tmp_path / "torn.html")
        assert status == 1 or at == 3, said


def resealed(files: dict[str, bytes]) -> bytes:
    """A bundle with a manifest that fits what was changed: what anybody can make who has not the key of the log."""
    manifest = json.loads(files["manifest.json"])
    listed = {
        n: {"sha256": hashlib.sha256(raw).hexdigest(), "size": len(raw)}
        for n, raw in files.items()
        if n not in ("manifest.json", "seal.json")
    }
    text = json.dumps({**manifest, "files": listed}, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return zipped({**files, "manifest.json": text.encode()})


def test_a_manifest_made_anew_is_not_the_one_that_the_ledger_published(made: Path, verifier: ModuleType, tmp_path: Path) -> None:
    files = files_in(made / "bundle.zip")
    name = next(n for n in files if n.startswith("payloads/"))
    for changed in ({**files, name: files[name] + b"!"}, {**files, "more.txt": b"more"}, {n: r for n, r in files.items() if n != name}):
        (tmp_path / "anew.zip").write_bytes(resealed(changed))
        with pytest.raises(verifier.Broken, match="published another manifest"):
            verifier.verify(str(tmp_path / "anew.zip"))


LIES: dict[str, Callable[[dict[str, Any], dict[str, bytes]], None]] = {
    "does not lead to the checkpoint": lambda e, f: e["entries"][1].update(line=e["entries"][1]["line"].replace('"at":1', '"at":2')),
    "outside its log": lambda e, f: e["entries"][0].update(index=10**6),
    "does not open": lambda e, f: given(e).update(payload=given(e)["payload"].replace("214", "215")),
    "no entry says so": lambda e, f: withheld(e).update(state="destroyed"),
    "are not those that were kept": lambda e, f: f.update({e["sources"][0]["payload"]: b"forged"}),
    "of another source": lambda e, f: e["sources"][0].update(entry=e["sources"][1]["entry"]),
    "nobody accepted these words": lambda e, f: e["sentences"][0].update(text="The clinic turned 215 patients away."),
    "was not accepted": lambda e, f: e["passages"][0].update(start=e["passages"][0]["start"] + 1),
    "is not what its bytes say": lambda e, f: moved(e, f),
    "names another key": lambda e, f: e["logs"][0].update(note=e["logs"][0]["note"].replace("\u2014 firsthand/", "\u2014 firsthand/x")),
    "does not hold": lambda e, f: e["logs"][0].update(note=e["logs"][0]["note"].replace("\n\n", "x\n\n", 1)),
}  # fmt: skip


def given(evidence: dict[str, Any]) -> dict[str, Any]:
    opening: dict[str, Any] = next(e["opening"] for e in evidence["entries"] if e.get("opening", {}).get("state") == "given")
    return opening


def withheld(evidence: dict[str, Any]) -> dict[str, Any]:
    opening: dict[str, Any] = next(e["opening"] for e in evidence["entries"] if e.get("opening", {}).get("state") == "withheld")
    return opening


def moved(evidence: dict[str, Any], files: dict[str, bytes]) -> None:
    """The text of the first source with a letter more in front, so that every place in it means something else."""
    name = evidence["sources"][0]["text"]
    text = json.loads(files[name])
    text["text"] = "x" + text["text"][:-1]
    files[name] = json.dumps(text, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


@pytest.mark.parametrize("words", LIES)
def test_a_lie_in_the_evidence_is_found_even_under_a_good_manifest(words: str, made: Path, verifier: ModuleType) -> None:
    files = files_in(made / "bundle.zip")
    evidence = json.loads(files["evidence.json"])
    verifier.checked(copy.deepcopy(evidence), files, b"", lambda *_: None)
    LIES[words](evidence, files)
    with pytest.raises(verifier.Broken, match=words):
        verifier.checked(evidence, files, b"", lambda *_: None)


def test_nonsense_is_refused_in_words(verifier: ModuleType, tmp_path: Path) -> None:
    for name, raw in (
        ("empty.zip", b""),
        ("words.html", b"<p>no evidence</p>"),
        ("torn.zip", b"PK\3\4torn"),
        ("other.zip", zipped({"a": b"b"})),
    ):
        (tmp_path / name).write_bytes(raw)
        assert stranger(tmp_path / name)[0] == 1
    assert stranger(tmp_path / "missing.zip")[0] == 2 and stranger()[0] == 2
    assert os.path.exists(VERIFY)

"""Our packages with the tools of others: `wacz validate` accepts one, and ReplayWeb.page replays it in a browser. Both are fetched for the test alone."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import threading
import zipfile
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "front"))
sys.path.insert(0, str(Path(__file__).parent))

from test_verifier_page import BROWSER, FLAGS

from firsthand.case.demo import sample_case
from firsthand.case.export import export

pytestmark = pytest.mark.e2e
TOOLS = ("wacz", "bagit", "roc-validator")
PLAYER = """<!doctype html><script src="./ui.js"></script>
<replay-web-page source="sample.wacz" url="%s" replayBase="./replay/" embed="replayonly" style="height: 600px"></replay-web-page>"""


@pytest.fixture(scope="session")
def tools(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment of its own (FIRSTHAND_OUTSIDE_TOOLS: one that is there already)."""
    given = os.environ.get("FIRSTHAND_OUTSIDE_TOOLS")
    if given:
        return Path(given) / "bin"
    place = tmp_path_factory.mktemp("tools")
    subprocess.run([sys.executable, "-m", "venv", place], check=True)
    subprocess.run([place / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check", *TOOLS], check=True)
    return place / "bin"


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample case in every form of a package."""
    root = tmp_path_factory.mktemp("packages")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIRSTHAND_HOME", str(root / "home"))
        with sample_case(root / "case") as case:
            for form, name in (("wacz", "sample.wacz"), ("bagit", "bag.zip"), ("ro-crate", "crate.zip")):
                export(case, form, str(root / name))
    return root


def test_wacz_validate_accepts_the_package(tools: Path, packages: Path) -> None:
    done = subprocess.run([tools / "wacz", "validate", "-f", packages / "sample.wacz"], capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "Validation succeeded" in done.stdout + done.stderr, done.stdout + done.stderr


def test_bagit_accepts_the_bag(tools: Path, packages: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(packages / "bag.zip") as packed:
        packed.extractall(tmp_path)
    (bag,) = tmp_path.iterdir()
    done = subprocess.run([tools / "python", "-m", "bagit", "--validate", bag], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    changed = next((bag / "data" / "objects").iterdir())
    changed.write_bytes(changed.read_bytes() + b"x")
    assert subprocess.run([tools / "python", "-m", "bagit", "--validate", bag], capture_output=True, check=False).returncode != 0


ROCRATE = """import json, sys
raw = json.dumps({"@context": json.load(open(sys.argv[1], encoding="utf-8"))["@context"]})
class Answer:
    status_code, headers = 200, {"Content-Type": "application/ld+json"}
    json = staticmethod(lambda: json.loads(raw))
from rocrate_validator.utils import http
http.HttpRequester.get = http.HttpRequester.head = lambda self, url, **_: Answer()
import rdflib.plugins.shared.jsonld.context as contexts
real = contexts.source_to_json
contexts.source_to_json = lambda source, *a, **k: (json.loads(raw), None) if str(source).startswith("http") else real(source, *a, **k)
from rocrate_validator import models, services
asked = services.ValidationSettings(rocrate_uri=sys.argv[2], profile_identifier="ro-crate-1.3", requirement_severity=models.Severity.REQUIRED, abort_on_first=False)
found = services.validate(asked)
print([i.message for i in found.get_issues()])
sys.exit(0 if found.passed() else 1)
"""


def test_rocrate_validator_accepts_the_crate(tools: Path, packages: Path, tmp_path: Path) -> None:
    """The validator asks the network for the context; it is given the one that the npm package ro-crate carries."""
    subprocess.run(["npm", "pack", "--silent", "ro-crate"], cwd=tmp_path, check=True, capture_output=True)
    with tarfile.open(next(tmp_path.glob("ro-crate-*.tgz"))) as packed:
        packed.extractall(tmp_path, filter="data")
    with zipfile.ZipFile(packages / "crate.zip") as packed_crate:
        packed_crate.extractall(tmp_path / "crate")
    line = [tools / "python", "-c", ROCRATE, tmp_path / "package" / "lib" / "context.json", tmp_path / "crate"]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]


class Ranged(SimpleHTTPRequestHandler):
    """Files on loopback, by ranges, as a player asks for them."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        wanted = re.fullmatch(r"bytes=(\d*)-(\d*)", self.headers.get("Range", ""))
        if not wanted or not path.is_file():
            super().do_GET()
            return
        raw = path.read_bytes()
        low = int(wanted[1]) if wanted[1] else len(raw) - int(wanted[2])
        high = int(wanted[2]) if wanted[1] and wanted[2] else len(raw) - 1
        piece = raw[low : high + 1]
        self.send_response(206)
        self.send_header("Content-Range", f"bytes {low}-{low + len(piece) - 1}/{len(raw)}")
        self.send_header("Content-Length", str(len(piece)))
        self.end_headers()
        self.wfile.write(piece)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def site(packages: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The player and the package on loopback."""
    root = tmp_path_factory.mktemp("player")
    subprocess.run(["npm", "pack", "--silent", "replaywebpage"], cwd=root, check=True, capture_output=True)
    with tarfile.open(next(root.glob("replaywebpage-*.tgz"))) as packed:
        packed.extractall(root, filter="data")
    (root / "replay").mkdir()
    shutil.copy(root / "package" / "ui.js", root / "ui.js")
    shutil.copy(root / "package" / "ui.js", root / "replay" / "ui.js")
    shutil.copy(root / "package" / "sw.js", root / "replay" / "sw.js")
    shutil.copy(packages / "sample.wacz", root / "sample.wacz")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Ranged, directory=str(root)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", root
    server.shutdown()


def test_the_player_replays_a_page_of_a_web_archive_and_a_page_kept_as_a_file(site: tuple[str, Path], packages: Path) -> None:
    import json

    from playwright.sync_api import sync_playwright

    base, root = site
    with zipfile.ZipFile(packages / "sample.wacz") as packed:
        pages = [json.loads(line) for line in packed.read("pages/pages.jsonl").splitlines()[1:]]
        archived = packed.read("indexes/index.cdx").decode()
    crawled = next(p for p in pages if re.search(rf'"url": "{re.escape(p["url"])}".*-0\.warc', archived))
    filed = next(p for p in pages if "notice" in p["title"].lower() and p is not crawled)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=FLAGS)
        for page in (crawled, filed):
            (root / "play.html").write_text(PLAYER % page["url"])
            text = replayed(browser, f"{base}/play.html")
            assert len(text) > 100 and "Archived Page Not Found" not in text, text
        browser.close()


def replayed(browser: Any, address: str) -> str:
    """The words of the page that the player shows."""
    opened = browser.new_page()
    opened.goto(address)
    for _ in range(100):
        opened.wait_for_timeout(200)
        for frame in opened.frames:
            if "mp_/" in frame.url and (text := frame.evaluate("document.body ? document.body.innerText : ''").strip()):
                opened.close()
                return str(text)
    raise AssertionError(f"nothing is shown: {[f.url for f in opened.frames]}")

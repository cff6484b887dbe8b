"""The verifier in the browser: the page that ships in a bundle accepts the bundle and rejects whatever was changed in it, without any way to the network."""

from __future__ import annotations

import base64
import os
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "front"))
sys.path.insert(0, str(Path(__file__).parent.parent / "publish"))

from test_independent_verifier import VERIFY, files_in, resealed

from firsthand.case.demo import sample_case
from firsthand.case.export import export

pytestmark = pytest.mark.e2e
BROWSER = os.environ.get("FIRSTHAND_BROWSER", "/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip
FLIPS = 200
CHECK = "async raw => { const r = Uint8Array.from(atob(raw), c => c.charCodeAt(0)); return [await checkFile(r), document.getElementById('verdict').textContent]; }"
FLIP = """async ([raw, bits]) => {
  const whole = Uint8Array.from(atob(raw), c => c.charCodeAt(0)), unnoticed = [];
  for (const bit of bits) {
    whole[bit >> 3] ^= 1 << (bit & 7);
    try { await verify(whole, () => {}); unnoticed.push(bit); } catch {}
    whole[bit >> 3] ^= 1 << (bit & 7);
  }
  return unnoticed;
}"""


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle of the sample case: web archives, a PDF, three scripts."""
    root = tmp_path_factory.mktemp("bundle-page")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIRSTHAND_HOME", str(root / "home"))
        with sample_case(root / "case") as case:
            return export(case, "bundle", str(root / "bundle.zip")).path


@pytest.fixture(scope="module")
def page() -> Iterator[Any]:
    """The page as it ships, opened as a file; every request that it would make is written down."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=FLAGS)
        opened = browser.new_page()
        opened.requests = []
        opened.on("request", lambda r: opened.requests.append(r.url))
        opened.goto((VERIFY.parent / "verify.html").as_uri())
        yield opened
        browser.close()


def spelled(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def test_a_good_bundle_holds_and_nothing_is_asked_of_the_network(page: Any, bundle: Path) -> None:
    page.set_input_files("#file", str(bundle))
    page.wait_for_function("document.getElementById('verdict').textContent.includes('holds')")
    assert "10 sentences" in page.inner_text("#verdict")
    told = page.inner_text("#told")
    assert "accepted in these words" in told and "passages stand at their code points" in told and "no timestamp" in told
    assert page.requests == [(VERIFY.parent / "verify.html").as_uri()]


def test_no_flipped_bit_goes_unnoticed_in_the_browser(page: Any, bundle: Path) -> None:
    raw, chance = bundle.read_bytes(), random.Random(7)
    assert page.evaluate(FLIP, [spelled(raw), [chance.randrange(len(raw) * 8) for _ in range(FLIPS)]]) == []
    assert page.evaluate(CHECK, spelled(raw))[0] == "holds"


def test_a_manifest_made_anew_is_found_in_the_browser(page: Any, bundle: Path) -> None:
    files = files_in(bundle)
    verdict, words = page.evaluate(CHECK, spelled(resealed({**files, "README.txt": b"x"})))
    assert verdict == "broken" and "published another manifest" in words
    assert page.evaluate(CHECK, spelled(b"PK\3\4 no bundle"))[0] == "broken"

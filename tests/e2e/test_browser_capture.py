"""A page as a browser shows it: what scripts put in is read, what waits for scrolling is loaded, nothing but public pages is asked, and a second capture tells what changed."""

from __future__ import annotations

import gzip
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "front"))
sys.path.insert(0, str(Path(__file__).parent.parent / "preserve"))

from hands import done
from loopback import answer, near, redirect, serving

from firsthand.case.audit import audit
from firsthand.case.open import open_case
from firsthand.case.preserve import preserve
from firsthand.case.read import readings
from firsthand.errors import Trouble

pytestmark = pytest.mark.e2e
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cf50cf000003060180a6e1ffa00000000049454e44ae426082"
)
PAGE = """<!doctype html><html><head><title>Wells</title><link rel=stylesheet href="/style.css"></head><body><h1>Wells of Orvale</h1>
<p>The board met on 3 May 2023 and heard a report on the wells of the valley, which are to be closed one after another.</p>
<div id=late></div><div style="height: 5000px"></div><img id=lazy data-src="/lazy.png" alt="a well">
<script>
fetch('/count.json').then(r => r.json()).then(d => { document.getElementById('late').innerHTML = '<p>The board said that ' + d.wells + ' wells were closed in May 2023, after a year without rain.</p>'; });
new IntersectionObserver((seen, o) => { for (const s of seen) if (s.isIntersecting) { s.target.src = s.target.dataset.src; o.disconnect(); } }).observe(document.getElementById('lazy'));
for (const u of ['http://10.0.0.1/secret', 'http://169.254.169.254/latest/meta-data', 'http://localhost:22/', 'file:///etc/passwd']) fetch(u, { mode: 'no-cors' }).catch(() => {});
fetch('/beacon', { method: 'POST', body: 'seen' }).catch(() => {});
try { new WebSocket('ws://wells.example:%d/socket'); } catch {}
</script></body></html>"""


def test_what_scripts_and_scrolling_bring_is_kept_and_read(tmp_path: Path) -> None:
    counts = [answer(b'{"wells": 31}', kind="application/json"), answer(b'{"wells": 44}', kind="application/json")]
    says = {"/count.json": counts, "/style.css": answer(b"h1 { color: navy }", kind="text/css"), "/lazy.png": answer(PIXEL, kind="image/png"), "/old": redirect("/wells")}  # fmt: skip
    with serving(says) as server:
        says["/wells"] = answer((PAGE % server.port).encode())
        url = f"http://wells.example:{server.port}/old"
        done("new", tmp_path / "case", "--through", "direct")
        with open_case(tmp_path / "case") as case:
            first = preserve(case, [url], browser=True, outside=near())
            assert first.sources == 1 and not [t for t in first.troubles if t.code != "stub"]
            (held,) = case.state().sources.values()
            assert held.capture.how == "browser" and held.capture.condition == "images_missing"  # the private addresses and the POST
            (reading,) = readings(case)
            assert "31 wells were closed in May 2023" in reading.text
            raw = case.ledger.vault.read(held.capture.part.object)
            whole = gzip.decompress(raw)
            for kind in (b"urn:dom:", b"urn:screenshot:", b"urn:pdf:", b"/lazy.png", b"/style.css", b"/count.json", b"/old"):
                assert b"WARC-Target-URI: " in whole and kind in whole, kind
            assert b"\x89PNG" in whole and b"%PDF-" in whole and b"missing-1" in whole
            later = preserve(case, [url], browser=True, outside=near())
            assert [c.name for c in later.changes] and any("44 wells" in p.quote for p in later.changes[0].added)
        lines = server.lines()
        assert not [x for x in lines if x.startswith("POST") or "secret" in x or "socket" in x or "meta-data" in x], lines
        assert len([x for x in lines if "lazy.png" in x]) == 2 and len([x for x in lines if "/wells " in x]) == 2
    assert all(p.held for p in audit(str(tmp_path / "case"), "strict"))
    done("export", tmp_path / "case", "wacz", "--to", tmp_path / "out.wacz")


def test_a_page_that_is_no_page_is_kept_as_its_answer(tmp_path: Path) -> None:
    with serving({"/gone": answer(b"<p>gone</p>", "404 Not Found")}) as server:
        done("new", tmp_path / "case", "--through", "direct")
        with open_case(tmp_path / "case") as case:
            found = preserve(case, [f"http://wells.example:{server.port}/gone"], browser=True, outside=near())
            assert found.kept == 1 and found.not_sources == 1


def test_the_browser_itself_has_no_way_to_the_network() -> None:
    """The negative control: were a question not stopped by us, it would reach nobody, on loopback or by name."""
    from playwright.sync_api import Error

    from firsthand.preserve.browser import browser_started

    with serving({"/": answer(b"<p>reached</p>")}) as server, browser_started() as browser:
        for address in (f"http://127.0.0.1:{server.port}/", f"http://localhost:{server.port}/", "http://wells.example/"):
            with pytest.raises(Error):
                browser.new_page().goto(address, timeout=10_000)
        assert not server.asked


def test_a_missing_browser_or_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from firsthand.preserve.browser import browser_started

    monkeypatch.setenv("FIRSTHAND_BROWSER", str(tmp_path / "nothing"))
    with pytest.raises(Trouble) as told, browser_started():
        pass
    assert told.value.code == "no-browser"
    monkeypatch.setitem(sys.modules, "playwright.sync_api", None)
    with pytest.raises(Trouble) as told, browser_started():
        pass
    assert told.value.code == "extra-missing" and "firsthand[browser]" in told.value.advice

"""The report page in a real browser: no request leaves, no script is needed, it reads on a phone, by keyboard, in the dark and on paper."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from report_made import LINEAGE, MUTATIONS, TEXTS, reading, report

from firsthand.publish.render.web import page
from firsthand.trace.picture import svg

pytestmark = pytest.mark.e2e
BROWSER = os.environ.get("FIRSTHAND_BROWSER", "/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
FOUR_AND_A_HALF = 4.5
CONTRASTS = """() => {
  const parts = c => c.match(/[\\d.]+/g).map(Number), light = v => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
  const lum = c => { const [r, g, b] = parts(c).map(light); return .2126 * r + .7152 * g + .0722 * b };
  const behind = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor; if ((parts(c)[3] ?? 1) > 0) return c } return 'rgb(255,255,255)' };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), out = [];
  while (walker.nextNode()) {
    const e = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || e.closest('script,style,svg') || !e.getClientRects().length) continue;
    const a = lum(getComputedStyle(e).color), b = lum(behind(e));
    out.push([(Math.max(a, b) + .05) / (Math.min(a, b) + .05), e.tagName + ': ' + walker.currentNode.data.trim().slice(0, 30)]);
  }
  return out.sort((x, y) => x[0] - y[0]);
}"""
OVERLAPS = """() => {
  const boxes = [...document.querySelectorAll('svg .lp-label, svg .lp-tag')].map(e => [e.textContent, e.getBBox()]), out = [];
  for (const [i, [s, a]] of boxes.entries()) for (const [t, b] of boxes.slice(i + 1))
    if (a.x < b.x + b.width - 1 && b.x < a.x + a.width - 1 && a.y < b.y + b.height - 3 && b.y < a.y + a.height - 3) out.push([s, t]);
  return out;
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A report as a file."""
    picture = svg(LINEAGE, [reading(s) for s in TEXTS], origins=["sbridge#own"], mutations=MUTATIONS)
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(page(report(picture)), encoding="utf-8")
    return path.as_uri()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A browser; one that is missing is a failure, not a skip."""
    from playwright.sync_api import sync_playwright

    assert Path(BROWSER).exists(), f"no browser at {BROWSER}: apt-get install chromium fonts-noto-cjk, or set FIRSTHAND_BROWSER"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=BROWSER, args=FLAGS)
        yield started
        started.close()


def opened(browser: Any, address: str, viewport: dict[str, int] = DESK, **more: Any) -> tuple[Any, list[str], list[str]]:
    """The page, the addresses asked for, and what the console said."""
    tab = browser.new_context(viewport=viewport, **more).new_page()
    asked, said = list[str](), list[str]()
    tab.set_default_timeout(8000)
    tab.on("request", lambda r: asked.append(r.url))
    tab.on("console", lambda m: said.append(m.text))
    tab.on("pageerror", lambda e: said.append(str(e)))
    tab.goto(address)
    return tab, asked, said


def open_all(tab: Any) -> None:
    """Open every mark by hand."""
    for mark in tab.locator("details").all():
        if mark.get_attribute("open") is None:
            mark.locator("> summary").click()


def outside(asked: list[str]) -> list[str]:
    """The addresses that are not in the file itself."""
    return [a for a in asked if not a.startswith(("file:", "data:"))]


def test_no_request_leaves_and_nothing_is_complained_of(browser: Any, address: str) -> None:
    tab, asked, said = opened(browser, address)
    open_all(tab)
    tab.wait_for_load_state("networkidle")
    assert asked and outside(asked) == [] and said == []


def test_a_page_that_fetches_is_seen_by_the_same_log(browser: Any, address: str, tmp_path: Path) -> None:
    html = Path(address.removeprefix("file://")).read_text(encoding="utf-8")
    fetching = '<img src="http://outside.invalid/x.png">'
    guarded, bare = tmp_path / "guarded.html", tmp_path / "bare.html"
    guarded.write_text(html.replace("</footer>", fetching + "</footer>"), encoding="utf-8")
    bare.write_text(re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", guarded.read_text(encoding="utf-8")), encoding="utf-8")
    assert outside(opened(browser, bare.as_uri())[1]) == ["http://outside.invalid/x.png"]
    _, _, said = opened(browser, guarded.as_uri())
    assert any("Content Security Policy" in s for s in said), "the page's own policy stops what a hand put in"


@pytest.mark.parametrize(
    "viewport", [PHONE, DESK, {"width": 1060, "height": 800}, {"width": 320, "height": 700}], ids=["phone", "desk", "edge", "narrow"]
)
def test_nothing_scrolls_sideways(browser: Any, address: str, viewport: dict[str, int]) -> None:
    tab, _, _ = opened(browser, address, viewport)
    for _ in range(2):
        assert tab.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
        open_all(tab)


def test_it_opens_by_keyboard_without_scripts(browser: Any, address: str) -> None:
    tab, _, _ = opened(browser, address, java_script_enabled=False)
    words = tab.get_by_text("212 bridges were inspected", exact=True)
    assert not words.is_visible()
    for _ in range(12):
        tab.keyboard.press("Tab")
        if tab.locator("article summary:focus").count():
            break
    tab.keyboard.press("Enter")
    assert words.is_visible()


def test_on_wide_screens_the_evidence_stands_beside_the_sentence_on_narrow_ones_below(browser: Any, address: str) -> None:
    def places(viewport: dict[str, int]) -> tuple[Any, Any]:
        tab, _, _ = opened(browser, address, viewport)
        tab.locator("article summary").first.click()
        return tab.locator(".said").first.bounding_box(), tab.locator(".apparatus").first.bounding_box()

    said, apparatus = places(DESK)
    assert apparatus["x"] > said["x"] + said["width"] and abs(apparatus["y"] - said["y"]) < 60
    said, apparatus = places(PHONE)
    assert apparatus["y"] > said["y"] + said["height"]


def test_a_line_has_about_66_characters(browser: Any, address: str) -> None:
    tab, _, _ = opened(browser, address)
    measure = "() => { const p = document.querySelector('header p:last-of-type'), s = document.createElement('span'); s.textContent = 'n'.repeat(66); p.textContent = ''; p.append(s); return p.clientWidth / s.offsetWidth }"
    assert 0.75 <= tab.evaluate(measure) <= 1.15


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_stands_out_from_its_ground(browser: Any, address: str, scheme: str) -> None:
    tab, _, _ = opened(browser, address, color_scheme=scheme)
    open_all(tab)
    found = tab.evaluate(CONTRASTS)
    assert len(found) > 60 and [f for f in found if f[0] < FOUR_AND_A_HALF] == []


def test_the_dark_page_is_dark_and_the_light_one_light(browser: Any, address: str) -> None:
    ground = "() => Number(getComputedStyle(document.documentElement).backgroundColor.match(/\\d+/)[0])"
    assert (
        opened(browser, address, color_scheme="light")[0].evaluate(ground)
        > 200
        > 60
        > opened(browser, address, color_scheme="dark")[0].evaluate(ground)
    )


def test_labels_of_the_picture_lie_apart_as_drawn(browser: Any, address: str) -> None:
    tab, _, _ = opened(browser, address)
    tab.evaluate("document.fonts.ready")
    assert tab.locator("svg .lp-label").count() == len(TEXTS) + 1 and tab.evaluate(OVERLAPS) == []


def test_a_sentence_lights_its_way_and_the_rest_recedes_without_scripts(browser: Any, address: str) -> None:
    lit = "id => [...document.querySelectorAll('svg .lp-link')].filter(e => e.dataset.links.split(' ').includes(id)).map(e => Number(getComputedStyle(e).opacity))"
    tab, _, _ = opened(browser, address + "#see-fodd")
    assert set(tab.evaluate(lit, "lsodd22")) == {1} and set(tab.evaluate(lit, "lswire7")) == {0.16}
    assert tab.locator("#see-fodd").is_visible() and not tab.locator("#see-fbridges").is_visible()


def test_tibetan_is_set_in_the_face_that_came_along(browser: Any, address: str) -> None:
    tab, _, _ = opened(browser, address)
    tab.evaluate("document.fonts.ready")
    assert tab.evaluate("document.fonts.check('16px \"Firsthand Tibetan\"', '\\u0f40')")
    tofu = "() => document.fonts.ready.then(() => [...document.querySelectorAll('svg .lp-label')].find(e => e.textContent.startsWith('ལྕང')).getComputedTextLength())"
    assert tab.evaluate(tofu) < 120, "21 boxes would be wider than the stacked letters"
    tab.locator("article summary").first.click()
    size, height = tab.evaluate(
        "() => { const s = getComputedStyle(document.querySelector('blockquote[lang=bo]')); return [s.fontSize, s.lineHeight].map(parseFloat) }"
    )
    assert height / size == pytest.approx(1.9, abs=0.01)


def test_paper_has_everything_open(browser: Any, address: str, tmp_path: Path) -> None:
    tab, _, _ = opened(browser, address)
    paper = tmp_path / "report.pdf"
    tab.pdf(path=str(paper), format="A4", margin=dict.fromkeys(("top", "bottom", "left", "right"), "18mm"))
    words = " ".join(_text_of(paper).split())
    for expected in (
        "The words that bear it",
        "212 bridges were inspected",
        "checked by Ada Fenn",
        "What would settle it",
        "Held unchanged since",
        "not held",
    ):
        assert expected in words, expected
    assert "See its way in the picture" not in words


def _text_of(paper: Path) -> str:
    return subprocess.run(["pdftotext", "-enc", "UTF-8", str(paper), "-"], capture_output=True, check=True, timeout=60).stdout.decode()

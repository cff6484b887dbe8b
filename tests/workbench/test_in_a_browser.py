"""The workbench in a real browser: hostile pages can do nothing, deciding by key is quick, selected words are exact in every script, every page is accessible."""

from __future__ import annotations

import re
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from browser import DESK, PHONE, Seen, canary, chromium, watched
from hands import done, firsthand
from hostile import CHOKING, MARKED, pages
from visiting import Visit, visiting

from pictures_made import encoded, scene

pytestmark = pytest.mark.e2e
ROOT = Path(__file__).parent.parent.parent
AXE = ROOT / "front-end" / "node_modules" / "axe-core" / "axe.min.js"
STORED = """async () => ({
  local: (() => { try { return localStorage.length } catch { return 0 } })(), session: (() => { try { return sessionStorage.length } catch { return 0 } })(),
  cookies: document.cookie, name: window.name, title: document.title, databases: (await indexedDB.databases()).length, caches: (await caches.keys()).length,
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def sample_open(sample_once: Path) -> Iterator[Visit]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIRSTHAND_HOME", str(sample_once / "home"))
        with visiting(sample_once / "case") as visit:
            yield visit


@pytest.fixture
def sample_visit(sample_open: Visit, sample_once: Path, monkeypatch: pytest.MonkeyPatch) -> Visit:
    """The sample case in the workbench, to be looked at and not changed."""
    monkeypatch.setenv("FIRSTHAND_HOME", str(sample_once / "home"))
    return sample_open


# ---- hostile pages ----------------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def museum(museum_open: Any, monkeypatch: pytest.MonkeyPatch) -> tuple[Visit, list[str], dict[str, str]]:
    """The hostile pages in a case, opened: the visit, what called the canary, source by name."""
    root, *rest = museum_open
    monkeypatch.setenv("FIRSTHAND_HOME", str(root / "home"))
    return tuple(rest)  # type: ignore[return-value]


@pytest.fixture(scope="module")
def museum_open(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Visit, list[str], dict[str, str]]]:
    root = tmp_path_factory.mktemp("museum")
    with canary() as (port, called), pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIRSTHAND_HOME", str(root / "home"))
        (root / "pages").mkdir()
        done("new", root / "case", "--title", "Museum")
        with visiting(root / "case") as visit:
            for name, raw in pages(f"http://127.0.0.1:{port}", port, visit.port):
                (root / "pages" / f"{name}.html").write_bytes(raw)
            firsthand("preserve", root / "case", root / "pages")
            visit.served.desk.run()
            visit.wait(300)
            yield root, visit, called, {h.name: s for s, h in visit.served.desk.state.sources.items()}


def provoked(tab: Any) -> None:
    """Do what a careless person would: click everything in the frame that looks clickable, and press Enter."""
    frame = tab.frame_locator("iframe")
    for what in ("#go", "button", "a", "summary", "text=click me", "text=press me"):
        one = frame.locator(what).first
        if one.count() and one.is_visible():
            one.click(timeout=800, force=True, no_wait_after=True)
    tab.locator("iframe").click(position={"x": 30, "y": 60}, no_wait_after=True)
    tab.keyboard.press("Enter")


def harmless(tab: Any, seen: Seen, asked: list[str], visit: Visit, called: list[str], name: str) -> None:
    frames = f"http://127.0.0.1:{visit.served.sockets[1][0].getsockname()[1]}"
    assert seen.outside(asked, f"http://localhost:{visit.port}", frames) == [], name
    assert (seen.dialogs, seen.windows, seen.downloads, called) == ([], [], [], []), name
    assert tab.url.startswith(f"http://localhost:{visit.port}/sources/"), name
    stored = tab.evaluate(STORED)
    assert stored.pop("title").endswith("Museum") and set(map(str, stored.values())) <= {"0", ""}, (name, stored)
    kept = [c["name"] for c in tab.context.cookies()]
    assert kept == [f"firsthand-{visit.port}"], name


def test_fifty_hostile_pages_load_nothing_run_nothing_open_nothing_and_keep_nothing(browser: Any, museum: Any) -> None:
    visit, called, sources = museum
    assert len(sources) >= 50
    tab, seen = watched(browser, visit.served.address)
    tab.set_default_timeout(60_000)  # some choke the browser for a while
    for name, source in sources.items():
        tab.goto(f"http://localhost:{visit.port}/sources/{source}")
        frame = tab.frame_locator("iframe").locator("body")
        frame.wait_for(state="attached")
        if name not in CHOKING:
            words = frame.inner_text()
            assert MARKED in " ".join(words.split()), (name, words[:200])
            provoked(tab)
        harmless(tab, seen, seen.asked, visit, called, name)


@dataclass
class Raw:
    """A page that nobody cleaned."""

    raw: bytes

    def answer(self, crew: object) -> bytes:
        return self.raw.decode("utf-8", "replace").encode()


def test_the_policy_alone_would_hold_were_the_cleaning_broken(browser: Any, museum: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same pages raw, in the same frame under the same policy: the second wall stands without the first."""
    visit, called, sources = museum
    monkeypatch.setattr(
        "firsthand.front.workbench.kept.page_of",
        lambda case, held: Raw((case.folder.parent / "pages" / f"{held.name}.html").read_bytes()),
    )
    called.clear()
    tab, seen = watched(browser, visit.served.address)
    for name, source in sources.items():
        if name in CHOKING:
            continue
        tab.goto(f"http://localhost:{visit.port}/sources/{source}")
        tab.frame_locator("iframe").locator("body").wait_for(state="attached")
        tab.wait_for_timeout(150)
        provoked(tab)
        said = [
            c for c in called if c != "a connection"
        ]  # no policy stops a browser from connecting before it asks: that is why links lose their address
        harmless(tab, seen, seen.answered, visit, said, name)  # what a policy stops the browser still names as asked


def test_the_canary_hears_the_same_pages_where_nothing_guards_them(browser: Any, tmp_path: Path) -> None:
    """The negative control: opened as files, they do call home, open dialogs and windows."""
    with canary() as (port, called):
        loud = 0
        for name, raw in pages(f"http://127.0.0.1:{port}", port, 1):
            if name in (
                "script",
                "handler_on_image",
                "meta_refresh",
                "css_url_and_import",
                "image_srcset_and_picture",
                "iframe_of_another",
                "popup_and_dialogs",
            ):
                (tmp_path / f"{name}.html").write_bytes(raw)
                before = len(called)
                tab, seen = watched(browser, (tmp_path / f"{name}.html").as_uri())
                tab.wait_for_timeout(700)
                loud += len(called) > before or bool(seen.dialogs) or bool(seen.windows)
                tab.context.close()
        assert loud == 7


# ---- by hand ----------------------------------------------------------------------------------------------------------------------------------

SCRIPTS = {
    "english": ("The board closed two wells in Orvale on 3 May 2023, the Well Board said.", "two wells in Orvale"),
    "chinese": ("水井五月关闭。水务局说，两口井于2023年5月3日关闭。", "两口井于2023年"),
    "tibetan": ("ཆུ་མིག་གཉིས་ཟླ་བ་ལྔ་པར་བཀག་པ་རེད། ཆུ་མིག་ཁང་གིས་བཤད།", "ཟླ་བ་ལྔ་པར་"),
    "beyond": ("𠀀𠀁二口井𡃁关闭。Then 👩🏽‍🚒 came, 𝟚𝟙𝟜 wells.", "𠀁二口井𡃁关"),
    "lines": ("First line\r\nsecond 𠀀 line\r\n\r\nthird line of the board", "line\r\nsecond 𠀀 line\r\n\r\nthird"),
    "turned": ("The word \u202eesrever\u202c is turned, \u200fand more \u2066here\u2069.", "turned, \u200fand more"),
}
SELECT = """([quote]) => {
  const text = document.getElementById('text'), walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT), nodes = [];
  let all = '';
  while (walker.nextNode()) { nodes.push([all.length, walker.currentNode]); all += walker.currentNode.data }
  const from = all.indexOf(quote), to = from + quote.length;
  if (from < 0) return 'not there: ' + JSON.stringify(all.slice(0, 200));
  const at = n => { const [start, node] = nodes.filter(([s]) => s <= n).pop(); return [node, n - start] };
  const range = document.createRange();
  range.setStart(...at(from)); range.setEnd(...at(to));
  const chosen = getSelection(); chosen.removeAllRanges(); chosen.addRange(range);
  return '';
}"""


@pytest.fixture
def scripts(scripts_open: Any, monkeypatch: pytest.MonkeyPatch) -> tuple[Visit, Path]:
    """A case of texts in every script, opened."""
    monkeypatch.setenv("FIRSTHAND_HOME", str(scripts_open[1].parent / "home"))
    return scripts_open  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def scripts_open(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Visit, Path]]:
    root = tmp_path_factory.mktemp("scripts")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIRSTHAND_HOME", str(root / "home"))
        (root / "pages").mkdir()
        for name, (text, _) in SCRIPTS.items():
            (root / "pages" / f"{name}.txt").write_bytes(text.encode())
        done("new", root / "case")
        done("preserve", root / "case", root / "pages")
        done("run", root / "case")
        with visiting(root / "case") as visit:
            yield visit, root / "case"


@pytest.mark.parametrize("name", SCRIPTS)
def test_selected_words_become_a_claim_on_exactly_these_code_points(name: str, browser: Any, scripts: Any) -> None:
    visit, case = scripts
    text, quote = SCRIPTS[name]
    source = next(s for s, h in visit.served.desk.state.sources.items() if h.name == name)
    tab, seen = watched(browser, visit.served.address)
    tab.goto(f"http://localhost:{visit.port}/sources/{source}")
    assert tab.evaluate(SELECT, [quote]) == ""
    tab.wait_for_function("document.querySelector('#adding').elements.start.value !== ''")
    tab.keyboard.press("c")
    tab.keyboard.insert_text("Somebody says so.")
    tab.locator("#adding button").click()
    tab.get_by_text("Saved: a claim.").wait_for()
    row = next(r for r in done("show", case, "claims", "--source", name, "--json").rows if r["state"] == "accepted")
    assert (row["start"], row["end"], row["quote"], row["statement"]) == (
        text.index(quote),
        text.index(quote) + len(quote),
        quote,
        "Somebody says so.",
    )
    assert seen.errors == []


def test_a_place_in_a_picture_is_marked_by_dragging_by_keys_and_by_numbers(browser: Any, case: Path) -> None:
    """The three ways say the same: what is dragged or moved stands in the number fields, what is typed is drawn. The page has no serious fault of access."""
    (case.parent / "photo").mkdir()
    (case.parent / "photo" / "yard.png").write_bytes(encoded(scene(3), "PNG"))
    done("preserve", case, case.parent / "photo")
    with visiting(case) as visit:
        source = next(s for s, h in visit.served.desk.state.sources.items() if h.name == "yard")
        tab, seen = watched(browser, visit.served.address, bypass_csp=True)
        tab.goto(f"http://localhost:{visit.port}/sources/{source}")
        tab.locator("canvas, .canvas img").first.evaluate("i => i.decode()")
        frame = tab.locator("[data-region]").bounding_box()
        values = "() => ['left', 'top', 'right', 'bottom'].map(s => Number(document.getElementById('region').elements[s].value))"
        tab.mouse.move(frame["x"] + frame["width"] / 4, frame["y"] + frame["height"] / 4)
        tab.mouse.down()
        tab.mouse.move(frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] / 2, steps=4)
        tab.mouse.up()
        width, height = scene(3).size
        dragged = tab.evaluate(values)
        assert all(abs(a - b) <= 2 for a, b in zip(dragged, (width / 4, height / 4, width / 2, height / 2), strict=True)), dragged
        tab.keyboard.type("A closed door")
        tab.locator("[data-region]").focus()
        for key in ("ArrowRight", "ArrowDown", "Shift+ArrowRight"):
            tab.keyboard.press(key)
        moved = tab.evaluate(values)
        assert moved[0] > dragged[0] and moved[1] > dragged[1] and moved[2] - moved[0] > dragged[2] - dragged[0]
        tab.locator("[name=left]").fill("7")
        assert tab.locator(".marking").get_attribute("x") == "7"
        tab.get_by_role("button", name="Save").click()
        tab.get_by_text("Saved: a place in the picture.").wait_for()
        (row,) = done("show", case, "pictures", "--json").rows
        assert row["regions"][0]["box"] == [7, *moved[1:]] and seen.errors == []
        for path in ("/pictures", f"/sources/{source}"):
            tab.goto(f"http://localhost:{visit.port}{path}")
            tab.add_script_tag(path=str(AXE))
            found = tab.evaluate("() => axe.run(document, { iframes: false, resultTypes: ['violations'] })")["violations"]
            assert [(v["id"], v["nodes"][0]["html"][:120]) for v in found if v["impact"] in ("serious", "critical")] == [], path


def test_twenty_decisions_by_key(browser: Any, sample: Path) -> None:
    """Twenty a minute is three seconds each; the waiting is printed, a person needs the rest to read. Nothing is traced while one waits."""
    with visiting(sample) as visit:
        tab, seen = watched(browser, visit.served.address)
        tab.keyboard.press("d")
        tab.locator("#decision").wait_for()
        waits = []
        for key in "aaaraaaasaaaraaaaaaaaa":
            was = tab.locator("#decision").get_attribute("action")
            began = time.perf_counter()
            tab.keyboard.press(key)
            tab.wait_for_function("was => document.querySelector('#decision')?.getAttribute('action') !== was", arg=was)
            waits.append(time.perf_counter() - began)
        print(
            f"\nkey to next item: median {sorted(waits)[len(waits) // 2] * 1000:.0f} ms, longest {max(waits) * 1000:.0f} ms over {len(waits)} decisions"
        )
        entries = [
            e for e in done("show", sample, "entries", "--json").rows if e["kind"] == "decided" and e["of"] in ("claim", "link", "finding")
        ]
        assert len(entries) >= 21 and seen.errors == []
        assert sum(waits) < 60, "the browser's part of 22 decisions"


def test_amending_by_key_and_taking_back(browser: Any, sample: Path) -> None:
    with visiting(sample) as visit:
        tab, seen = watched(browser, visit.served.address)
        with visit.served.desk.at_work() as at:
            claim = next(i.id for i in at.items if i.of == "claim" and at.t.claims[i.id].amount)
        tab.goto(f"http://localhost:{visit.port}/decide/{claim}")
        tab.keyboard.press("e")
        tab.keyboard.insert_text("123")
        tab.keyboard.press("Escape")
        tab.keyboard.press("a")
        tab.get_by_text("Saved: amended and accepted.").wait_for()
        row = next(r for r in done("show", sample, "claims", "--json").rows if r["id"] == claim)
        assert (row["state"], row["amount"]["floor"]) == ("amended", 123)
        tab.keyboard.press("z")
        tab.get_by_text("Taken back: amended and accepted.").wait_for()
        assert next(r for r in done("show", sample, "claims", "--json").rows if r["id"] == claim)["state"] == "proposed"
        assert seen.errors == [] and seen.dialogs == []


def test_screening_by_key_keeps_the_place(browser: Any, sample: Path) -> None:
    with visiting(sample) as visit:
        tab, seen = watched(browser, visit.served.address)
        tab.goto(f"http://localhost:{visit.port}/sources?show=waiting")
        for key in ("j", "j", "i"):
            tab.keyboard.press(key)
        tab.get_by_text("included.").first.wait_for()
        tab.keyboard.press("j")
        tab.keyboard.press("x")
        tab.get_by_text("excluded.").first.wait_for()
        answers = [r["screened"] for r in done("show", sample, "screening", "--json").rows]
        assert sorted(a for a in answers if a) == ["exclude", "include"] and seen.errors == []


def test_dropped_files_are_kept_and_said(browser: Any, sample: Path) -> None:
    with visiting(sample) as visit:
        tab, seen = watched(browser, visit.served.address)
        tab.goto(f"http://localhost:{visit.port}/import")
        tab.evaluate("""() => { const t = new DataTransfer(); t.items.add(new File(['The board closed 3 wells on 4 May 2023.'], 'dropped.txt')); t.items.add(new File([''], 'hollow.txt'));
          document.dispatchEvent(new DragEvent('drop', { dataTransfer: t, bubbles: true, cancelable: true })) }""")
        tab.get_by_text("1 new document kept.").wait_for()
        tab.get_by_text("hollow.txt is empty").wait_for()
        assert seen.errors == [] and seen.outside(seen.asked, f"http://localhost:{visit.port}") == []


def test_without_scripts_everything_can_still_be_done(browser: Any, sample: Path) -> None:
    with visiting(sample) as visit:
        tab, _ = watched(browser, visit.served.address, java_script_enabled=False)
        tab.locator("nav").get_by_text("Decide").click()
        tab.get_by_role("button", name=re.compile("Accept")).click()
        assert "Saved: accepted." in tab.inner_text(".told")
        tab.get_by_role("button", name=re.compile("Take back the last")).click()
        assert "Taken back" in tab.inner_text(".told")
        tab.locator("nav").get_by_text("Search").click()
        tab.get_by_role("textbox", name="Words").fill("采血")
        tab.get_by_role("button", name="Search", exact=True).click()
        assert tab.locator("mark").count() > 0
        tab.get_by_role("button", name=re.compile("on record")).click()
        assert "the search is on record" in tab.inner_text(".told")


def test_when_the_program_is_gone_the_page_says_so_and_keeps_what_was_typed(browser: Any, sample: Path) -> None:
    with visiting(sample) as visit:
        tab, _ = watched(browser, visit.served.address)
        tab.goto(f"http://localhost:{visit.port}/decide")
        tab.keyboard.press("w")
        tab.locator("[name=because]").fill("read it twice")
    tab.keyboard.press("Escape")
    tab.keyboard.press("a")
    tab.get_by_text("Firsthand does not answer").wait_for()
    assert tab.locator("[name=because]").input_value() == "read it twice"


# ---- for everybody ----------------------------------------------------------------------------------------------------------------------------


def addresses(visit: Visit) -> list[str]:
    with visit.served.desk.at_work() as at:
        claim, link = (next(i.id for i in at.items if i.of == of) for of in ("claim", "link"))
        finding = next(i.id for i in at.items if i.of == "finding")
        html, pdf = (next(s for s, h in at.state.sources.items() if h.capture.media == m) for m in ("text/html", "application/pdf"))
        accepted = next(f.id for f in at.findings if f.state == "accepted" and len(f.supports) > 2)
    return [
        "/", f"/decide/{claim}", f"/decide/{link}", f"/decide/{finding}", "/findings", "/findings?show=accepted", f"/findings/{accepted}", "/lineage", f"/lineage?finding={accepted}", "/sources",
        f"/sources/{html}", f"/sources/{pdf}", "/search", "/search?words=blood", "/import", "/publish", "/nowhere", "/estimates", "/draft",
        "/pictures", "/screening", "/questions", "/names", f"/sources/{html}/captures",
    ]  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_serious_fault_of_access(scheme: str, browser: Any, sample_visit: Visit) -> None:
    assert AXE.exists(), "axe-core is not here: (cd front-end && npm ci)"
    tab, _ = watched(browser, sample_visit.served.address, color_scheme=scheme, bypass_csp=True)
    faults = {}
    for path in addresses(sample_visit):
        tab.goto(f"http://localhost:{sample_visit.port}{path}")
        tab.add_script_tag(path=str(AXE))
        found = tab.evaluate("() => axe.run(document, { iframes: false, resultTypes: ['violations'] })")["violations"]
        bad = [
            (v["id"], v["nodes"][0]["html"][:160], v["nodes"][0]["failureSummary"][:200])
            for v in found
            if v["impact"] in ("serious", "critical")
        ]
        if bad:
            faults[path] = bad
    assert faults == {}


@pytest.mark.parametrize("viewport", [DESK, PHONE, {"width": 320, "height": 640}], ids=["desk", "phone", "narrow"])
def test_nothing_scrolls_sideways(viewport: dict[str, int], browser: Any, sample_visit: Visit) -> None:
    tab, seen = watched(browser, sample_visit.served.address, viewport=viewport)
    wide = {}
    for path in addresses(sample_visit):
        tab.goto(f"http://localhost:{sample_visit.port}{path}")
        if (width := tab.evaluate("document.documentElement.scrollWidth")) > viewport["width"]:
            wide[path] = width
    assert wide == {} and [e for e in seen.errors if "404" not in e] == []


def test_every_control_is_reached_by_the_keyboard_and_shows_where_it_is(browser: Any, sample_visit: Visit) -> None:
    tab, _ = watched(browser, sample_visit.served.address)
    tab.goto(f"http://localhost:{sample_visit.port}/decide")
    controls = tab.evaluate(
        "() => [...document.querySelectorAll('main button, main a, main summary')].filter(e => e.getClientRects().length).length"
    )
    reached = set()
    for _ in range(controls + 40):
        tab.keyboard.press("Tab")
        at = tab.evaluate(
            "() => { const e = document.activeElement; return [e.closest('main') ? e.outerHTML.slice(0, 90) : '', getComputedStyle(e).outlineStyle] }"
        )
        if at[0]:
            reached.add(at[0])
            assert at[1] != "none", at
    assert len(reached) >= min(controls, 12)


def test_the_bundle_is_what_its_sources_give(tmp_path: Path) -> None:
    import gzip

    data = ROOT / "src" / "firsthand" / "data" / "workbench"
    built = {n: (data / n).read_bytes() for n in ("workbench.js", "workbench.css", "kept.css")}
    print(f"\nbundle: {sum(len(gzip.compress(raw)) for raw in built.values()) / 1000:.1f} kB gzipped")
    subprocess.run(["npx", "vite", "build", "--outDir", str(tmp_path)], cwd=ROOT / "front-end", check=True, capture_output=True)
    assert {n: (tmp_path / n).read_bytes() for n in built} == built

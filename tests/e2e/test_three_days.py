"""Three working days in a real browser, from an empty case to the filed document, with nothing but the pages: every key and click is counted."""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import chromium, watched
from handmade_docx import call, docx_of, p, run
from hands import done
from posts_made import posts, written
from visiting import visiting

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as started:
        yield started


class Hand:
    """A hand at a tab: what it presses, clicks and types is counted, a letter a key; waiting is the program's part."""

    def __init__(self, tab: Any, visit: Any) -> None:
        self.tab, self.visit = tab, visit
        self.keys = self.clicks = 0
        self.began, self.waited = time.perf_counter(), 0.0

    def press(self, key: str) -> None:
        self.keys += 1
        self.tab.keyboard.press(key)

    def write(self, text: str) -> None:
        self.keys += len(text)
        self.tab.keyboard.insert_text(text)

    def click(self, where: Any) -> None:
        self.clicks += 1
        where.click()

    def menu(self, words: str) -> None:
        self.click(self.tab.locator("nav").get_by_role("link", name=words, exact=True))
        self.tab.locator("nav a[aria-current=page]").get_by_text(words, exact=True).wait_for()

    def give(self, files: list[Path]) -> None:
        """Choose files and keep them: the window of the system counts as two clicks."""
        self.clicks += 2
        self.tab.locator("[data-drop] input[type=file]").set_input_files([str(f) for f in files])
        self.press("f")
        self.work()

    def work(self, seconds: float = 240) -> None:
        """Wait until what goes on behind the pages is done, as the line at the top says."""
        began = time.perf_counter()
        self.tab.wait_for_timeout(400)
        self.visit.wait_work()
        self.tab.locator("#work progress").wait_for(state="detached", timeout=seconds * 1000)
        self.tab.wait_for_timeout(600)  # what is done shows itself
        self.waited += time.perf_counter() - began

    def saved(self, where: Any) -> bytes:
        """Click what is saved as a file, and what came."""
        with self.tab.expect_download() as coming:
            self.click(where)
        return Path(coming.value.path()).read_bytes()

    def told(self, day: str, more: str = "") -> str:
        seconds = time.perf_counter() - self.began
        words = f"{day}: {self.keys + self.clicks} steps ({self.keys} keys, {self.clicks} clicks), {seconds:.0f} seconds, of which {self.waited:.0f} waiting for long work{more}"
        print("\n" + words)
        return words


def opened(browser: Any, visit: Any) -> tuple[Hand, Any]:
    tab, seen = watched(browser, visit.served.address, accept_downloads=True)
    return Hand(tab, visit), seen


def changed(tab: Any, was: str | None) -> None:
    tab.wait_for_function("was => document.querySelector('#decision')?.getAttribute('action') !== was", arg=was)


def test_a_researcher_screens_forty_posts_and_files_a_coding_sheet_with_an_appendix(browser: Any, tmp_path: Path) -> None:
    some = posts()
    files = written(tmp_path / "posts", some)
    about = {post.title: post.drive for post in some}
    done("new", tmp_path / "case", "--title", "Samples")
    with visiting(tmp_path / "case") as visit:
        hand, seen = opened(browser, visit)
        hand.menu("Import")
        hand.give(files)
        hand.tab.get_by_text("40 new documents kept.").wait_for()
        hand.menu("Sources")
        hand.click(hand.tab.get_by_role("link", name=re.compile("Not screened")))
        hand.tab.get_by_role("link", name=re.compile("Not screened 40")).wait_for()
        screened = time.perf_counter()
        for n in range(40):
            hand.press("j")
            hand.tab.wait_for_function("document.activeElement.hasAttribute('data-row')")
            title = hand.tab.evaluate("document.activeElement.querySelector('.title').textContent")
            hand.press("i" if about[title] else "x")
            hand.tab.get_by_role("link", name=re.compile(f"Not screened {39 - n}$")).wait_for()
        screened = time.perf_counter() - screened
        hand.menu("Overview")
        hand.press("r")
        hand.work()
        hand.menu("Decide")
        hand.tab.locator("#decision").wait_for()
        decided, number = time.perf_counter(), 0
        while hand.tab.locator("#decision").count() and number < 60:
            was = hand.tab.locator("#decision").get_attribute("action")
            hand.press("a")
            changed(hand.tab, was)
            number += 1
        decided = time.perf_counter() - decided
        hand.menu("Publish")
        sheet = hand.saved(hand.tab.get_by_role("link", name="XLSX"))
        appendix = hand.saved(hand.tab.locator("a[href='/export/appendix.docx']"))
        hand.told(
            "A researcher",
            f"; {40 / screened * 60:.0f} documents screened a minute; {number} decisions, {number / decided * 60:.0f} a minute",
        )
        assert number >= 30 and number / decided * 60 >= 20 and seen.errors == []
    answers = [r["screened"] for r in done("show", tmp_path / "case", "screening", "--json").rows]
    assert (answers.count("include"), answers.count("exclude")) == (30, 10)
    words = zipfile.ZipFile(io.BytesIO(appendix)).read("word/document.xml").decode()
    assert "Lhungdra County Police" in words and "隆扎县公安局" in words and "ལྷུན་གྲ་རྫོང་" in words
    assert "footbridge" not in words, "what was excluded is not filed"
    assert zipfile.ZipFile(io.BytesIO(sheet)).testzip() is None and done("audit", tmp_path / "case")


def test_an_analyst_answers_two_questions_and_publishes(browser: Any, tmp_path: Path) -> None:
    files = written(tmp_path / "posts", [p for p in posts(16) if p.drive])
    done("new", tmp_path / "case", "--title", "Two questions")
    report = tmp_path / "report.html"
    with visiting(tmp_path / "case") as visit:
        hand, seen = opened(browser, visit)
        hand.menu("Import")
        hand.give(files)
        hand.press("r")
        hand.work()
        hand.menu("Findings")
        hand.click(hand.tab.locator("a[href='/questions']"))
        hand.tab.get_by_role("heading", name="Questions").wait_for()
        for n, question in enumerate(("How many residents gave blood samples?", "In how many villages were samples taken?")):
            hand.press("n")
            hand.write(question)
            hand.press("Enter")
            section = hand.tab.locator("section.question").nth(n)
            section.wait_for()
            hand.click(section.get_by_role("button", name="Accept it as the answer").nth(n))
            hand.tab.get_by_text("Saved: the finding answers the question.").wait_for()
        hand.tab.get_by_text("Every question has an answer.").wait_for()
        hand.menu("Publish")
        hand.press("h")
        hand.work()
        hand.tab.get_by_text("The rehearsal").wait_for()
        hand.press("p")
        hand.work()
        hand.tab.get_by_text("What has left the house").wait_for()
        hand.told("A country analyst")
        assert seen.errors == []
    assert report.exists() and "How many residents gave blood samples?" in report.read_text(encoding="utf-8")
    rows = done("check", report, "--case", tmp_path / "case", "--json").rows
    assert {r["verdict"] for r in rows if "verdict" in r} == {"matches its source"}


NOTICE = "The Sarling County Police took blood samples from 1,240 residents in May 2021, the Sarling County Police said in a notice on 2 June 2021. The work was finished in eight villages."
PAPER = "The Sarling County Police took blood samples from 1,240 residents in May 2021, the Sarling County Police said in a notice. A teacher in Sarling told the Dunmarrow Post that she saw the vans on 12 May 2021."
ECHO = "The Sarling County Police took blood samples from 1,240 residents in May 2021, the Dunmarrow Post reported."
LISTED = (
    "id,file,title,publisher,published\nnotice,notice.txt,Notice of 2 June,Sarling County Police,2021-06-02\n"
    "post,post.txt,Samples in Sarling,Dunmarrow Post,2021-06-05\necho,echo.txt,Blood samples,Oxbowen Echo,2021-06-07\n"
)


def draft() -> bytes:
    """Her draft: one figure right, one wrong, one sentence without a note."""
    body = p(run("In May 2021 the Sarling County Police took blood samples from 1,240 residents."), call(1))
    body += p(run("The Dunmarrow Post reported that samples were taken from 2,140 residents."), call(2))
    body += p(run("At least 9,000 people were affected."))
    return docx_of(
        body, {"1": "Sarling County Police, Notice of 2 June, 2 June 2021.", "2": "Dunmarrow Post, Samples in Sarling, 5 June 2021."}
    )


def test_a_lawyer_checks_her_draft_corrects_a_link_and_publishes(browser: Any, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for name, words in {"notice.txt": NOTICE, "post.txt": PAPER, "echo.txt": ECHO, "list.csv": LISTED}.items():
        (folder / name).write_text(words, encoding="utf-8")
    (tmp_path / "draft.docx").write_bytes(draft())
    done("new", tmp_path / "case", "--title", "Sarling")
    with visiting(tmp_path / "case") as visit:
        hand, seen = opened(browser, visit)
        hand.menu("Import")
        hand.give(sorted(folder.iterdir()))
        hand.press("r")
        hand.work()
        hand.menu("Draft")
        hand.give([tmp_path / "draft.docx"])
        hand.tab.get_by_role("heading", name="draft.docx").wait_for()
        rows = hand.tab.locator("li.checked")
        wrong = rows.filter(has_text="2,140")
        assert "Fails" in wrong.inner_text() and "1,240" in wrong.inner_text()
        assert "Matches its source" in rows.filter(has_text="In May 2021").first.inner_text()
        assert "Not evidenced" in rows.filter(has_text="9,000").inner_text()
        hand.menu("Findings")
        hand.click(hand.tab.locator("[data-open]").filter(has_text="1,240").first)
        counted = hand.tab.locator(".counted")
        counted.wait_for()
        before = counted.inner_text()
        pair = hand.tab.locator("details.pair").first
        if pair.get_attribute("open") is None:
            hand.click(pair.locator("summary"))
        hand.click(pair.get_by_role("button", name="No", exact=True))
        hand.tab.get_by_text("Saved: rejected.").wait_for()
        after = hand.tab.locator(".counted").inner_text()
        hand.press("z")
        hand.tab.get_by_text("Taken back: rejected.").wait_for()
        pair = hand.tab.locator("details.pair").first
        if pair.get_attribute("open") is None:
            hand.click(pair.locator("summary"))
        hand.click(pair.get_by_role("button", name="Yes", exact=True))
        hand.tab.get_by_text("Saved: accepted.").wait_for()
        hand.press("a")
        hand.tab.get_by_text(re.compile("Saved: ")).first.wait_for()
        hand.menu("Publish")
        hand.press("p")
        hand.work()
        hand.tab.get_by_text("What has left the house").wait_for()
        hand.told("A lawyer")
        assert seen.errors == [] and before != after
    assert (tmp_path / "report.html").exists()
    rows = done("check", tmp_path / "report.html", "--json").rows
    assert {r["verdict"] for r in rows if "verdict" in r} == {"matches its source"}

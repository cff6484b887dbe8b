"""The museum of hostile pages without a browser: what is left of each can do nothing, its words are shown, and none takes the reader down."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest
from hands import done
from hostile import MARKED, pages
from visiting import visiting

from firsthand.read.shown import ATTRIBUTES, TAGS, shown

EXHIBITS = dict(pages("http://127.0.0.1:9", 9, 8))
ALLOWED = {a for names in ATTRIBUTES.values() for a in names}


class Left(HTMLParser):
    """What is left of a page: its tags, attributes, words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(k, v or "") for k, v in attrs]

    def handle_data(self, data: str) -> None:
        self.words += data


def left(page: str) -> Left:
    found = Left()
    found.feed(page)
    return found


def test_there_are_at_least_fifty() -> None:
    assert len(EXHIBITS) >= 50


HEAVY = ("deep_nesting", "a_million_attributes")  # read by the short campaigns


@pytest.mark.parametrize("name", [pytest.param(x, marks=pytest.mark.slow) if x in HEAVY else x for x in EXHIBITS])
def test_what_is_left_can_neither_run_nor_load_nor_lead_anywhere(name: str) -> None:
    found = left(shown(EXHIBITS[name], "text/html"))
    assert found.tags <= TAGS and {a for a, _ in found.attributes} <= ALLOWED
    assert not [
        a
        for a, v in found.attributes
        if a in ("src",) and not v.startswith(("data:image/png", "data:image/jpeg", "data:image/gif", "data:image/webp"))
    ]
    assert not [v for a, v in found.attributes if a == "href" or "javascript:" in v.lower() and a != "title"]
    if name != "tag_never_closed":
        assert MARKED in " ".join(found.words.split()), "what it says is still shown"


def test_a_picture_inside_the_page_stays_and_one_elsewhere_goes() -> None:
    """The negative control: the cleaner does not simply throw everything away."""
    kept = "<p lang=bo>ཆུ་</p><img alt=a src='data:image/png;base64,iVBORw0KGgo='><img alt=b src='https://x.example/b.png'><table><tr><td colspan=2>1</table><a href='https://x.example/'>words</a>"
    found = left(shown(f"<html><meta charset=utf-8><body>{kept}".encode(), "text/html"))
    assert [v for a, v in found.attributes if a == "src"] == ["data:image/png;base64,iVBORw0KGgo="] and "words" in found.words
    assert ("colspan", "2") in found.attributes and ("lang", "bo") in found.attributes and ("alt", "b") in found.attributes


def test_text_is_never_taken_for_a_page() -> None:
    assert left(shown(b"<script>alert(1)</script><b>", "text/plain")).tags == {"pre"}


@pytest.mark.slow
def test_the_reader_shows_every_exhibit_or_says_why_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRSTHAND_HOME", str(tmp_path / "home"))
    folder = tmp_path / "museum"
    folder.mkdir()
    for name, raw in EXHIBITS.items():
        (folder / f"{name}.html").write_bytes(raw)
    done("new", tmp_path / "case")
    from hands import firsthand

    firsthand("preserve", tmp_path / "case", folder)
    import re

    with visiting(tmp_path / "case", 300) as visit:
        held = {h.name: s for s, h in visit.served.desk.state.sources.items()}
        assert len(held) >= 50
        for name, source in held.items():
            page = visit.page(f"/sources/{source}")
            frame = re.search(r'src="http://127\.0\.0\.1:(\d+)(/[^"]+)" sandbox', page.text)
            assert frame and "<script>" not in page.text.replace('<script src="/static/workbench.js" defer></script>', ""), name
            port = int(frame[1])
            answer = visit.ask(frame[2], port=port, Host=f"127.0.0.1:{port}")
            assert answer.status == 200 and (MARKED in answer.words or "was stopped" in answer.words or name == "tag_never_closed"), (
                name,
                answer.words[:300],
            )

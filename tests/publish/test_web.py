"""The page of a report: whole without a request or a script, hostile texts stay texts, evidence comes back as it was."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_made import HOSTILE, LINEAGE, LONG, TEXTS, report

from firsthand.publish.differences import compared
from firsthand.publish.page import flat, page_of, report_of
from firsthand.publish.render import wording
from firsthand.publish.render.lights import links_of
from firsthand.publish.render.web import page

MADE = report()
HTML = page(MADE)


class _Elements(HTMLParser):
    """Every element that a browser would make, with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {k: v or "" for k, v in attrs}))

    def named(self, tag: str) -> list[dict[str, str]]:
        return [a for t, a in self.elements if t == tag]


ELEMENTS = _Elements(HTML)
VISIBLE = re.sub(r"<style>.*?</style>|<script.*?</script>", "", HTML, flags=re.DOTALL)


def test_nothing_on_the_page_is_fetched() -> None:
    assert page_of(HTML).outside == ()


@pytest.mark.parametrize(
    "added", ['<img src="http://outside.example/x.png">', '<link rel="stylesheet" href="x.css">', "<style>@import 'x.css'</style>"]
)
def test_a_page_that_would_fetch_something_is_caught(added: str) -> None:
    assert page_of(HTML.replace("</footer>", added + "</footer>")).outside


def test_the_evidence_comes_back_as_it_was() -> None:
    assert report_of(page_of(HTML)) == MADE


def test_a_reader_sees_each_sentence_word_for_word_and_once() -> None:
    assert dict(page_of(HTML).sentences) == {s.id: flat(s.text) for s in MADE.sentences}
    assert len(page_of(HTML).sentences) == len(MADE.sentences)


def test_hostile_texts_stay_texts() -> None:
    assert [a.get("type") for a in ELEMENTS.named("script")] == ["application/json"]
    assert not ELEMENTS.named("img")
    assert not [k for _, a in ELEMENTS.elements for k in a if k.startswith("on")]
    assert not [a["href"] for a in ELEMENTS.named("a") if not a["href"].startswith(("#", "https://", "http://"))]
    assert HTML.count("</script>") == 1, "nothing in the evidence may end its element"
    assert "&lt;/script&gt;" in HTML and HOSTILE not in HTML


def test_controls_that_turn_the_writing_are_shown_as_marks() -> None:
    assert "⟨U+202E⟩" in VISIBLE and "\u202e" not in VISIBLE


def test_the_page_forbids_itself_everything_but_its_own_style_and_fonts() -> None:
    policy = next(a["content"] for a in ELEMENTS.named("meta") if a.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'") and "script-src" not in policy and "http" not in policy


def test_what_opens_stands_in_the_promised_order() -> None:
    opened = HTML[HTML.index("<details><summary>Four passages") :]
    order = ["The words that bear it", "212 bridges were inspected", "Translated by a person, checked by Ada Fenn", "The way it came", "What speaks against it",
             "Origins found", "What would settle it", "What changed on the way"]  # fmt: skip
    at = [opened.index(words) for words in order]
    assert at == sorted(at)


def test_no_internal_id_is_shown() -> None:
    words = "".join(re.sub(r"<[^>]*>", "\n", VISIBLE))
    shown = [
        i
        for i in [*TEXTS, *(x.id for x in LINEAGE.links), "fbridges", "qone"]
        if i in words.replace(".example", "") and f"https://{i}" not in words
    ]
    assert shown == []
    assert (
        'Deciding <a href="#link-lsbo5">whether <span lang="bo">ལྕང་གླིང་གསར་འགྱུར།</span> had it from Halden Wire</a> would settle it.' in HTML
    )


def test_every_link_within_the_page_leads_somewhere() -> None:
    ids = [a["id"] for _, a in ELEMENTS.elements if "id" in a]
    assert len(ids) == len(set(ids))
    assert {a["href"][1:] for a in ELEMENTS.named("a") if a["href"].startswith("#")} <= set(ids)


def test_every_passage_names_its_language() -> None:
    assert {a.get("lang") for a in ELEMENTS.named("blockquote")} == {"zh", "en", "bo"}


def test_sources_are_numbered_dated_and_say_since_when_they_are_held() -> None:
    assert "Held unchanged since 27 February 2031, 23:06 UTC, by this computer’s clock only." in HTML
    assert "2 March 2031" in HTML and "undated" in HTML
    assert "javascript:" not in VISIBLE


def test_the_tibetan_face_comes_along_only_with_tibetan() -> None:
    assert "font/woff2" in HTML
    plain_sentence = replace(MADE.sentences[1])
    english = replace(
        MADE, sentences=(plain_sentence,), sources=MADE.sources[1:4], lineage=replace(LINEAGE, named=(), links=()), mutations=()
    )
    assert "font/woff2" not in page(english)


def test_a_report_of_one_sentence_and_no_question_reads_well() -> None:
    html = page(replace(MADE, questions=(), sentences=MADE.sentences[1:], lineage=replace(LINEAGE, named=(), links=()), mutations=()))
    assert "One sentence rests on six sources." in html and "<h2>Findings</h2>" in html and "No link was found." in html


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_words_make_a_page_that_gives_them_back(title: str, words: str) -> None:
    made = replace(MADE, title=title, introduction=words, sentences=(replace(MADE.sentences[0], text=words),))
    html = page(made)
    assert page_of(html).outside == () and len(_Elements(html).named("script")) == 1
    assert report_of(page_of(html)) == made


def test_a_sentence_lights_the_links_up_to_where_its_trails_stop() -> None:
    assert set(links_of(MADE.sentences[0], LINEAGE.links)) == {"lswire7", "lsreprint5", "lsbo5", "lsodd22"}
    assert set(links_of(MADE.sentences[1], LINEAGE.links)) == {"lsodd22"}


@pytest.mark.parametrize(
    ("was", "became", "lost", "added"),
    [
        ("more than 200 people", "200 people", ["more than "], []),
        ("检查桥梁二百座", "检查桥梁三百座", ["二"], ["三"]),
        ("ཟམ་པ་གཉིས་", "ཟམ་པ་གསུམ་", ["གཉིས་"], ["གསུམ་"]),
        ("8,045 people", "8,054 people", ["8,045"], ["8,054"]),
    ],
)
def test_what_changed_is_shown_by_word_by_character_by_syllable(was: str, became: str, lost: list[str], added: list[str]) -> None:
    left, right = compared(was, became)
    assert ([p.words for p in left if not p.same], [p.words for p in right if not p.same]) == (lost, added)
    assert ("".join(p.words for p in left), "".join(p.words for p in right)) == (was, became)


def test_words_of_other_scripts_carry_their_language() -> None:
    assert str(wording.tongued("a 柳江 & ཟམ་པ་ b")) == 'a <span lang="zh">柳江</span> &amp; <span lang="bo">ཟམ་པ་</span> b'
    assert str(wording.tongued("<b>，</b>")) == "&lt;b&gt;，&lt;/b&gt;"


def test_context_begins_and_ends_with_whole_words() -> None:
    assert wording.before("umtang County and Dorsha County x") == "… County and Dorsha County x"
    assert wording.after("card. The figure is our own summ") == "card. The figure is our own …"
    assert wording.before("whole beginning ") == "whole beginning "
    assert wording.before(LONG[:32]) == "…" + LONG[:32]


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (1, 1, "one origin"),
        (2, 4, "two to four origins"),
        (0, 0, "no origin"),
        (0, 2, "at most two origins"),
        (3, 14, "three to 14 origins"),
    ],
)
def test_ranges_of_origins_in_words(low: int, high: int, said: str) -> None:
    assert wording.range_of(low, high) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [("2031-03-02", "2 March 2031"), ("2031-03", "March 2031"), ("2031", "2031"), ("", ""), ("spring 2031", "spring 2031")],
)
def test_days_as_people_write_them(text: str, said: str) -> None:
    assert wording.day(text) == said


def test_an_origin_without_a_name_is_told_by_the_documents_in_which_it_shows() -> None:
    assert re.search(rf"A document that does not say how it knows</span>: in {LONG}\.", HTML)

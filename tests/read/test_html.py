"""A page becomes the text that a reader sees, its article apart from what stands around it, with what it says of itself."""

from time import process_time

import pytest
from reading_made import quote, reading

from firsthand.errors import Trouble

LONG = "The police of Orvale said on the third of May that samples had been taken from men and boys in all four townships of the northern valley. "
PAGE = f"""<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Count &amp; recount | The Orvale Paper</title>
<meta property="og:site_name" content="The Orvale Paper"><link rel="canonical" href="https://paper.example/count"><meta name="author" content="Ann Lee">
<script type="application/ld+json">{{"@graph":[{{"@type":"NewsArticle","datePublished":"2018-05-04T06:00:00Z","headline":"Count"}}]}}</script>
<style>p {{ color: red }}</style><script>document.write("<p>never</p>")</script></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/all">All news of the valley</a></li></ul></nav><div style="display: none">Hidden words here</div>
<main><article><h1>Count and recount</h1><p>{LONG}{LONG}</p><!-- <p>not this</p> --><p>They count&eacute;d&#32;&#x4E2D; A&nbsp;B<br>and   <b>b</b>old.
{LONG}</p><blockquote><p>&ldquo;We were never asked about it,&rdquo; said Dela Orm, who keeps the inn at the upper bridge of the town.</p></blockquote>
<table><tr><th>Town</th><th>Men</th></tr><tr><td>Upper Vale</td><td>1,200</td></tr></table><p>{LONG}</p></article></main>
<div class="cookie-banner"><button>Accept all cookies</button></div><footer><p>&copy; 2024 The Orvale Paper, all rights reserved by it</p></footer></body></html>"""


def test_visible_text_only_with_entities_resolved_and_blocks_parted() -> None:
    made = reading(PAGE, "text/html")
    assert "Countéd" not in made.text and "They countéd 中 A\xa0B\nand bold." in made.text
    assert "Town\tMen\nUpper Vale\t1,200" in made.text
    assert not any(word in made.text for word in ("never</p>", "not this", "color", "datePublished", "<"))


def test_the_body_is_the_article_and_nothing_around_it() -> None:
    made = reading(PAGE, "text/html")
    body = "\n".join(quote(made, s) for s in made.body)
    assert "Count and recount" in body and "We were never asked" in body and body.count("northern valley") == 4
    assert not any(words in body for words in ("Home", "All news", "cookies", "rights reserved", "Hidden words"))


def test_negative_control_without_the_extractor_only_marked_elements_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    page = PAGE.replace("<button>", "<p>").replace("</button>", "</p>")
    made = reading(page, "text/html")
    assert "cookies" not in "".join(quote(made, s) for s in made.body)
    monkeypatch.setattr("firsthand.read.body.extracted", lambda markup: "")
    made = reading(page, "text/html")
    assert "cookies" in "".join(quote(made, s) for s in made.body)


def test_what_the_page_says_of_itself() -> None:
    made = reading(PAGE, "text/html")
    assert (made.title, made.publisher, made.author, made.url, made.language) == (
        "Count",
        "The Orvale Paper",
        "Ann Lee",
        "https://paper.example/count",
        "en",
    )
    assert (made.published.text, made.published_by) == ("2018-05-04", "meta")  # type: ignore[union-attr]
    assert ("All news of the valley", "/all") in [(quote(made, s), href) for s, href in made.links]


def test_every_cell_heading_and_item_is_a_sentence_of_its_own() -> None:
    made = reading("<h2>Towns of the valley</h2><ul><li>Upper Vale<li>Lower Vale</ul><p>One. Two.<p>Three", "text/html")
    assert [quote(made, s) for s in made.sentences] == ["Towns of the valley", "Upper Vale", "Lower Vale", "One.", "Two.", "Three"]


@pytest.mark.parametrize(
    ("raw", "media", "encoding"),
    [
        ("<meta charset=gb2312><p>警方通报共采集血样</p>".encode("gb18030"), "text/html", "gb18030"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=big5"><p>警方通報採集</p>'.encode("big5"), "text/html", "big5hkscs"),
        ("<p>警方通报共采集血样一千二百份</p>".encode("gb18030"), "text/html", "gb18030"),
        ("<meta charset=iso-8859-1><p>警方“通报”</p>".encode(), "text/html", "utf-8"),
        ("<p>café “x”</p>".encode("cp1252"), "text/html; charset=ISO-8859-1", "cp1252"),
        ("<meta charset=utf-16><p>བོད།</p>".encode(), "text/html", "utf-8"),
        ("\ufeff<p>བོད།</p>".encode("utf-16-le"), "text/html", "utf-16-le"),
        ("<p>警察は否定</p>".encode("shift_jis"), "text/html; charset=Shift_JIS", "cp932"),
    ],
)
def test_encodings_by_mark_header_meta_or_looks(raw: bytes, media: str, encoding: str) -> None:
    made = reading(raw, media)
    assert made.stream.encoding == encoding
    assert "\ufffd" not in made.text
    assert made.text.lstrip("\ufeff").strip()


def test_links_to_notes_bind_the_note_to_the_sentence_that_calls_it() -> None:
    made = reading(
        '<p>It began in May.<sup><a href="#fn1" id="r1">1</a></sup> It grew.<a href="#_ftn2">[2]</a></p><hr><ol><li id="fn1">Notice, https://o.example/n. <a href="#r1">↩</a></li></ol>'
        '<p><a name="_ftn2"></a>[2] Letter of the clerk.</p>',
        "text/html",
    )
    assert [(n.mark, quote(made, n.sentence), quote(made, n.note), n.links) for n in made.footnotes] == [
        ("1", "It began in May.1", "Notice, https://o.example/n.", ("https://o.example/n",)),
        ("2", "It grew.[2]", "Letter of the clerk.", ()),
    ]
    assert not any("Letter" in quote(made, s) for s in made.body)


HOSTILE = {
    "deep": "<div>{}", "never closed tags": "<a {}", "quotes that never close": '<a b="{}', "two kinds of quotes": "<a b=\"<a b='{}", "comments": "<!--{}",
    "scripts": "<script>{}", "noscripts": "<noscript>{}", "ampersands": "&{}", "entities": "&#20013;{}", "less": "<{}", "spaces": "\n {}", "cells": "<td>1{}", "stops": ". {}",
    "anchors": "<pre><a href=x>  {}", "notes": '<p><a href="#fn1">1</a>{}', "numbered": "<p>1. a{}", "nested titles": "<title>{}",
    "comments that never close": "<!--x>{}", "sections that never close": "<![CDATA[x>{}", "ends without names": "</>{}", "runs of stops": ".{}", "raised digits": ".²{}", "many notes": '<a href=#n>1</a><i id=n>{}',
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_twice_the_hostile_page_takes_about_twice_the_time(name: str) -> None:
    unit = HOSTILE[name].replace("{}", "")

    def seconds(size: int) -> float:
        raw = (unit * (size // len(unit))).encode()
        began = process_time()
        reading(raw, "text/html")
        return process_time() - began

    seconds(2_000)
    short, long = seconds(15_000), seconds(60_000)
    assert long < 0.25 or long < 12 * short, (short, long)


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_ten_megabytes_of_it_are_read_or_refused_in_the_time_a_worker_has(name: str) -> None:
    unit = HOSTILE[name].replace("{}", "")
    raw = (unit * (10_000_000 // len(unit)) + "<p>end").encode()
    began = process_time()
    try:
        made = reading(raw, "text/html")
    except Trouble as refusal:
        assert refusal.code == "too-large"
    else:
        assert len(made.stream.segments) <= 2_000_000
    assert process_time() - began < 60  # seconds: the limit of the sandbox, not a measure of speed


def test_of_a_page_of_extraordinary_build_no_tree_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*args: object, **kwargs: object) -> str:
        raise MemoryError("a tree was built")

    monkeypatch.setattr("lxml.html.fromstring", never)
    with pytest.raises(MemoryError):  # the control: of an ordinary page one is made
        reading("<p>Police came to the town.", "text/html")
    many = "".join(f"<li>Town {i}" for i in range(20_001))
    attributes = "<p " + " ".join(f"a{i}=b" for i in range(200)) + ">Police came to the town."
    for page in (many, attributes, "<div>" * 2_001 + "Police came to the town."):
        assert reading(page, "text/html").body


def test_a_page_that_is_nothing_but_an_address_is_not_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*args: object, **kwargs: object) -> str:
        raise AssertionError("something was fetched")

    monkeypatch.setattr("htmldate.utils.fetch_url", never)
    monkeypatch.setattr("socket.create_connection", never)
    assert reading("http://127.0.0.1:9/notice.html", "text/html").text == "http://127.0.0.1:9/notice.html"


def test_what_scripts_hold_does_not_keep_a_page_from_the_extractor() -> None:
    page = PAGE.replace("<button>", "<p>").replace("</button>", "</p>").replace("</head>", f"<script>{'x = 1;' * 200_000}</script></head>")
    made = reading(page, "text/html")
    assert "cookies" not in "".join(quote(made, s) for s in made.body)


def test_several_notes_in_one_paragraph_each_end_where_the_next_begins() -> None:
    page = '<p>It began.<a href="#fn1">1</a> It grew.<a href="#fn2">2</a></p><p><a id="fn1"></a>1 Notice of May.<br><a id="fn2"></a>2 Letter of June.</p>'
    assert [quote(made, n.note) for made in [reading(page, "text/html")] for n in made.footnotes] == ["Notice of May.", "Letter of June."]

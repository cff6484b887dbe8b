"""Reading a report back: what a reader sees, what the page would fetch, and hostile evidence."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.errors import Trouble
from firsthand.publish.page import page_of, report_of
from firsthand.publish.payloads import LARGEST_PAYLOAD, unpacked


def test_the_words_of_a_sentence_are_those_a_reader_sees() -> None:
    page = page_of(
        '<p><span data-sentence="f1">In three <b>townships</b>,\n 8,045&nbsp;people<br>gave.</span> More.</p><script>var x = "no";</script>'
    )
    assert page.sentences == (("f1", "In three townships, 8,045 people gave."),)
    assert page.outside == ()


@pytest.mark.parametrize(
    "html",
    [
        '<img src="https://a.example/x.png">',
        '<link rel="stylesheet" href="style.css">',
        "<style>@import 'x.css';</style>",
        "<style>p{background:url(//a.example/x)}</style>",
        '<p style="background:url(http://a.example)">x</p>',
        '<script src="x.js"></script>',
        '<meta http-equiv="refresh" content="0;url=http://a.example">',
        '<iframe src="x.html"></iframe>',
        '<video poster="http://a.example/p.png"></video>',
    ],
)
def test_whatever_the_page_would_fetch_is_seen(html: str) -> None:
    assert page_of(f"<body>{html}</body>").outside


def test_an_address_to_click_is_no_request() -> None:
    assert page_of('<a href="https://a.example/">a</a><img src="data:image/png;base64,AA==">').outside == ()


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_a_page_or_a_trouble(text: str) -> None:
    for html in (text, f'<script type="application/json" id="firsthand-evidence">{text}</script>', f"<p data-sentence='{text}'>{text}"):
        try:
            report_of(page_of(html))
        except Trouble as trouble:
            assert trouble.text


def test_evidence_of_another_format_is_refused_in_words() -> None:
    with pytest.raises(Trouble, match="evidence"):
        report_of(page_of(f'<script id="firsthand-evidence">{json.dumps({"format": "else"})}</script>'))


def test_an_embedded_bomb_is_notunpacked() -> None:
    import base64
    import gzip

    bomb = base64.b64encode(gzip.compress(bytes(LARGEST_PAYLOAD + 1), 9)).decode()
    assert unpacked(bomb) is None and unpacked("no base64!") is None

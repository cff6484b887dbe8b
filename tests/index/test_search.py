"""Looking for words in three scripts: exactly what stands there, where it stands, the best first; and whatever is typed is answered."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import apsw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.errors import Trouble
from firsthand.index import tables
from firsthand.index.search import LONGEST, Found, search
from firsthand.index.tables import Document
from firsthand.model.passages import Span


def document(
    source: str, text: str, language: str = "en", title: str = "", publisher: str = "", body: tuple[Span, ...] | None = None
) -> Document:
    return Document(source, source, language, title, publisher, "", text, (Span(0, len(text)),) if body is None else body)


def index_of(documents: Iterable[Document], path: Path | None = None) -> apsw.Connection:
    index = tables.opened(path, "1")
    with tables.transaction(index):
        for one in documents:
            tables.put(index, one.source, one)
    return index


def sources(found: Found) -> list[str]:
    return list(dict.fromkeys(hit.source for hit in found.hits))


PAGES = (
    document("notice", "县公安局三月拘留四人，逮捕二人。拘。留。", "zh", "关于拘留的通报", "萨灵县公安局"),
    document("old", "縣公安局於三月拘留四人。", "zh", "通報", "舊報"),
    document("wrapped", "三月，县公安局共拘\n留四人。\n\n留下的人", "zh"),
    document("school", "རྫོང་གི་སློབ་གྲྭའི་ནང་དུ་སློབ་མ་༤༡༢་ཡོད། སློབ་གྲྭར་སོང་།", "bo", "སློབ་གྲྭ།"),
    document(
        "courier", "Police detained 1,206 people in Orvale. Café owners were not detained.", "en", "A day in Orvale", "Orvale Courier"
    ),
    document("letter", "The school’s well-known head, Łukasz, wrote of detainees.", "en", "Letter", "Desk"),
)


@pytest.fixture(scope="module")
def index() -> apsw.Connection:
    return index_of(PAGES)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("拘留", {"notice", "old", "wrapped"}),
        ("拘", {"notice", "old", "wrapped"}),
        ("縣", {"notice", "old", "wrapped"}),
        ("縣公安局", {"notice", "old", "wrapped"}),
        ("留逮", set()),
        ("人留", set()),
        ("拘留 逮捕", {"notice"}),
        ("སློབ་གྲྭ", {"school"}),
        ("སློབ་མ", {"school"}),
        ("གྲྭ་སློབ", set()),
        ("412", {"school"}),
        ("1206", {"courier"}),
        ("cafe DETAINED", {"courier"}),
        ("detain", set()),
        ("detain*", {"courier", "letter"}),
        ('"people in orvale"', {"courier"}),
        ('"orvale cafe"', set()),
        ("orvale people", {"courier"}),
        ("well known", {"letter"}),
        ("lukasz", {"letter"}),
        ("school", {"letter"}),
        ("orvale courier", {"courier"}),
    ],
)
def test_what_is_found(words: str, found: set[str], index: apsw.Connection) -> None:
    assert set(sources(search(index, words))) == found


def test_a_hit_is_the_exact_place_with_its_context(index: apsw.Connection) -> None:
    hits = [hit for hit in search(index, "拘留").hits if hit.source == "notice"]
    texts = [hit for hit in hits if hit.where == "text"]
    assert [(h.start, h.end, h.quote, h.before, h.after) for h in texts] == [(6, 8, "拘留", "县公安局三月", "四人，逮捕二人。拘。留。")]
    assert [(h.where, h.start, h.quote) for h in hits if h.where != "text"] == [("title", None, "拘留")] and hits[0].places == 2
    wrapped = next(hit for hit in search(index, "拘留").hits if hit.source == "wrapped")
    assert wrapped.quote == "拘\n留"


def test_places_are_code_points_also_beyond_the_first_plane() -> None:
    text = "𠮷野𠀋" * 300 + "，見𠮷野家。"
    (hit,) = search(index_of([document("far", text, "zh")]), "見𠮷野").hits
    assert (hit.start, hit.end) == (901, 904) and text[901:904] == hit.quote == "見𠮷野"


def test_endings_of_an_open_tibetan_syllable_are_found_and_quotation_marks_leave_them_out(index: apsw.Connection) -> None:
    text = PAGES[3].text
    found = [text[h.start : h.end] for h in search(index, "སློབ་གྲྭ").hits if h.where == "text"]
    assert found == ["སློབ་གྲྭའི", "སློབ་གྲྭར"]
    exact = [text[h.start : h.end] for h in search(index, '"སློབ་གྲྭ"').hits if h.where == "text"]
    assert exact == ["སློབ་གྲྭའི"]


def test_the_best_comes_first() -> None:
    filler = "Roads were mended and wells were dug. " * 30
    some = [
        document("once", filler + "A levy was paid. " + filler),
        document("titled", filler + "A levy was paid. " + filler, title="The levy"),
        document("often", "The levy again: a levy, one more levy. " + filler),
    ]
    assert sources(search(index_of(some), "levy"))[0] == "titled" and sources(search(index_of(some), "levy"))[-1] == "once"
    menu = "levy news. " + filler + "The county raised the levy twice."
    (first, second) = search(index_of([document("page", menu, body=(Span(11, len(menu)),))]), "levy").hits
    assert first.start is not None and second.start is not None and first.start > second.start == 0
    near = "Levy talk. " + filler * 3 + "The county raised the levy. " + filler * 3 + "Another county."
    hits = search(index_of([document("near", near)]), "levy county").hits
    assert {near[h.start : h.end].lower() for h in hits[:2]} == {"levy", "county"} and abs((hits[0].start or 0) - (hits[1].start or 0)) < 40


def test_only_one_language_and_how_many_were_looked_into(index: apsw.Connection) -> None:
    found = search(index, "拘留", "zh")
    assert found.documents == 3 and found.among == (("zh", 3),)
    assert search(index, "拘留", "en") == Found((), 0, (("en", 2),))
    assert search(index, "拘留").among == (("zh", 3), ("en", 2), ("bo", 1))


def test_no_more_is_given_than_was_asked_for_and_the_count_stays_whole() -> None:
    index = index_of(document(f"d{n}", "levy here. " * 10) for n in range(12))
    found = search(index, "levy", documents=5, places=3)
    assert len(found.hits) == 15 and found.documents == 12 and found.hits[0].places == 10
    assert len(search(index, "levy").hits) == 120
    assert search(index, "levy", "en", documents=5).documents == 12


@pytest.mark.parametrize("words", ["", "   ", "。", '"', '""', "***", "\0", "\ud800", "་", "¦", "()", "\u200b"])
def test_a_question_without_a_letter_is_refused(words: str, index: apsw.Connection) -> None:
    with pytest.raises(Trouble) as why:
        search(index, words)
    assert why.value.code == "no-words" and why.value.text and why.value.advice


def test_a_pasted_page_is_refused(index: apsw.Connection) -> None:
    for words in ("a" * (LONGEST + 1), "拘" * 10_000, "a " * 60):
        with pytest.raises(Trouble) as why:
            search(index, words)
        assert why.value.code == "too-many-words"
    assert search(index, "拘" * LONGEST).hits == ()
    assert search(index, "NEAR(拘留 逮捕, 2) OR title:拘 ^a NOT b + {x} : - *").hits == ()


@given(st.text(max_size=60) | st.text(alphabet="\"*^():+-{}NOTARE 拘留\0\ud800\\%_;'", max_size=40))
@settings(max_examples=300)
def test_whatever_is_typed_is_answered_or_refused(words: str) -> None:
    try:
        assert search(HOSTILE, words).documents >= 0
    except Trouble as trouble:
        assert trouble.code in ("no-words", "too-many-words")


HOSTILE = index_of(PAGES)
HAN = st.text(alphabet="拘留捕人縣县。，a \n", max_size=40)


@given(st.lists(HAN, min_size=1, max_size=6), st.text(alphabet="拘留捕人县", min_size=1, max_size=3))
def test_han_is_found_exactly_where_a_plain_search_finds_it(texts: list[str], words: str) -> None:
    index = index_of(document(f"d{n}", text, "zh") for n, text in enumerate(texts))
    found = {(h.source, h.start) for h in search(index, words).hits}
    plain = re.compile("(?=(" + "[ ]*\n?[ ]*".join(words) + "))")  # a blank or a wrapped line counts for nothing
    expected = {(f"d{n}", m.start()) for n, text in enumerate(texts) for m in plain.finditer(text.replace("縣", "县"))}
    assert found == expected


# ---- what leaves ------------------------------------------------------------------------------------------------------------------------------

SECRET = "Qorvithane"


def kept_and_erased(path: Path, *, without: str = "") -> bytes:
    """The bytes of an index after a page with SECRET was taken out of it again."""
    index = index_of([document("other", "A page about wells. " * 50), *PAGES], path)
    if without == "secure-delete":
        index.execute("INSERT INTO words(words, rank) VALUES('secure-delete', 0)")
    with tables.transaction(index):
        tables.put(index, "secret", document("secret", f"{SECRET} was taken to {SECRET.lower()}. " * 40, title=SECRET))
    tables.folded(index)
    with tables.transaction(index):
        assert tables.forget(index, "secret")
    tables.folded(index)
    index.close()
    return b"".join(p.read_bytes() for p in path.parent.glob(path.name + "*"))


def test_what_was_taken_out_leaves_no_trace_in_the_file(tmp_path: Path) -> None:
    assert SECRET.lower().encode() not in kept_and_erased(tmp_path / "a.db").lower()
    assert SECRET.lower().encode() in kept_and_erased(tmp_path / "b.db", without="secure-delete").lower()  # what a plain FTS5 index keeps


def test_taking_out_what_is_not_there_and_putting_in_again(index: apsw.Connection) -> None:
    other = index_of([document("a", "levy")])
    with tables.transaction(other):
        assert not tables.forget(other, "nobody")
        tables.put(other, "a", document("a", "toll"))
    assert not search(other, "levy").hits and len(search(other, "toll").hits) == 1
    assert other.execute("INSERT INTO words(words, rank) VALUES('integrity-check', 1)").fetchall() == []


def test_an_index_of_other_code_or_a_damaged_one_is_no_use(tmp_path: Path) -> None:
    index_of(PAGES, tmp_path / "a.db").close()
    (tmp_path / "b.db").write_bytes(b"no database" * 500)
    for path, version in ((tmp_path / "a.db", "2"), (tmp_path / "b.db", "1")):
        with pytest.raises(Trouble) as why:
            tables.opened(path, version)
        assert why.value.code == "index-stale"
    tables.opened(tmp_path / "a.db", "1").close()


def test_a_full_disk_is_told_as_one_and_nothing_half_written_remains(tmp_path: Path) -> None:
    index = index_of(PAGES, tmp_path / "a.db")
    index.execute(f"PRAGMA max_page_count={index.execute('PRAGMA page_count').get + 4}").fetchall()
    with pytest.raises(Trouble) as why, tables.troubles(tmp_path / "a.db"), tables.transaction(index):
        tables.put(index, "long", document("long", " ".join(f"w{n}" for n in range(50_000))))
    assert why.value.code == "disk-full"
    assert set(sources(search(index, "拘留"))) == {"notice", "old", "wrapped"} and search(index, "w1").hits == ()

"""The museum of broken inputs: each file is named for what is wrong with it; intake says so in one line and goes on.

Files that unfold, climb or crash are not kept here: the tests of the gate and of the readers write them when they run.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from firsthand.errors import Trouble
from firsthand.preserve.intake import intake
from firsthand.preserve.kept import Kept, Noticed, Skipped
from firsthand.preserve.lists import read_list

HERE = Path(__file__).parent

# file -> what is kept of it (media, condition) and which troubles a person hears of
SHOWN: dict[str, tuple[list[tuple[str, str]], list[str]]] = {
    "empty.html": ([], ["empty-file"]),
    "only_a_block_page.html": ([("text/html", "block")], []),
    "only_a_removed_notice_zh.html": ([("text/html", "removed")], []),
    "only_a_removed_notice_bo.html": ([("text/html", "removed")], []),
    "html_called_pdf.pdf": ([("text/html", "complete")], []),
    "pdf_called_html.html": ([("application/pdf", "complete")], []),
    "mhtml_cut_off.mhtml": ([("multipart/related", "images_missing")], []),  # reading says what is wrong with it
    "mhtml_block_page.mhtml": ([("multipart/related", "block")], []),
    "mhtml_base64_torn.mhtml": ([], ["damaged"]),
    "mail_nested_without_end.eml": ([], ["refused"]),
    "pdf_cut_off.pdf": ([("application/pdf", "complete")], []),  # reading says what is wrong with it
    "binary_called_text.txt": ([("application/octet-stream", "complete")], []),
    "gbk_without_a_word_about_it.txt": ([("text/plain", "complete")], []),
    "utf16_page.html": ([("text/html", "complete")], []),
    "warc_cut_off.warc": ([("text/html", "complete")], ["damaged"]),
    "warc_gz_cut_off.warc.gz": ([("text/html", "complete")], ["damaged"]),
    "warc_without_length.warc": ([("text/html", "complete")], ["damaged"]),
    "warc_length_too_short.warc": ([("text/html", "complete")], ["damaged"]),
    "warc_payload_changed.warc": ([("text/html", "complete")], ["damaged"]),
    "warc_all_in_one_gzip.warc.gz": ([], ["damaged"]),
    "warc_without_pages.warc": ([], ["no-pages"]),
    "warc_only_header.warc": ([], ["damaged"]),
    "wacz_hash_wrong.wacz": ([], ["damaged"]),
    "wacz_resource_missing.wacz": ([("text/html", "complete")], ["damaged"]),
    "wacz_cut_off.wacz": ([], ["damaged"]),
    "wacz_package_no_json.wacz": ([], ["damaged"]),
    "zip_cut_off.zip": ([], ["damaged"]),
    "zip_beginning_lost.zip": ([("application/octet-stream", "complete")], []),
    "zip_of_nothing.zip": ([], ["no-pages"]),
    "ris_in_gbk.ris": ([], ["bad-list"]),
    "ris_same_id_twice.ris": ([], ["bad-row", "bad-row"]),  # the second row, and the first for want of a file
    "bib_brace_left_open.bib": ([], ["bad-row", "bad-row"]),  # the year goes into the title; both entries are there, neither has a file
    "csl_without_files.json": ([], ["bad-row"]),
}
LISTS = {
    "list_in_gbk.csv": "it is not UTF-8",
    "list_without_id_or_file.csv": "neither a column id nor a column file",
    "list_quote_left_open.csv": "it is not a CSV",
    "list_same_id_twice.csv": "row 3: its id a is the id of row 2",
    "list_comma_not_quoted.csv": "row 2: it has more cells than the head line",
}


def test_every_piece_has_its_label() -> None:
    pieces = {p.name for p in HERE.iterdir() if p.is_file() and p.suffix not in (".py", ".md")}
    assert pieces == {*SHOWN, *LISTS}


def test_intake_says_what_is_wrong_with_each_and_goes_on() -> None:
    found: dict[str, tuple[list[tuple[str, str]], list[str]]] = {name: ([], []) for name in SHOWN}
    for taken in intake([HERE / name for name in SHOWN]):
        if isinstance(taken, Kept):
            found[taken.object.path.name][0].append((taken.media, taken.condition))
        elif isinstance(taken, Skipped):
            assert "\n" not in str(taken.trouble) and "{" not in str(taken.trouble)
            found[Path(taken.path).name][1].append(taken.trouble.code)
        else:
            assert isinstance(taken, Noticed)
    assert found == SHOWN


@pytest.mark.parametrize(("name", "words"), LISTS.items())
def test_a_list_says_what_is_wrong_with_it(name: str, words: str) -> None:
    try:
        troubles = list(read_list(HERE / name).troubles)
    except Trouble as trouble:
        troubles = [trouble]
    assert [words in t.text for t in troubles] == [True]

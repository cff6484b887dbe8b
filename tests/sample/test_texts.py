"""The sample case is of one piece: labels, list and decisions agree with the texts, and nothing in it is real."""

from __future__ import annotations

import csv
import html
import re
import tomllib
import unicodedata
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pypdfium2
import pytest
from warcio.archiveiterator import ArchiveIterator

HERE = Path(__file__).parent
SAMPLE = HERE.parents[1] / "src/firsthand/data/sample"
DOCUMENTS = SAMPLE / "documents"
LIST_COLUMNS = ["id", "file", "url", "archive_url", "title", "publisher", "published", "language", "captured", "note"]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def of_html(raw: str) -> str:
    """Words of a page, tags out, entities resolved: enough to look a quotation up."""
    return html.unescape(re.sub(r"<[^>]+>", "", re.sub(r"(?s)<(script|style)\b.*?</\1>", "", raw)))


def crawled() -> dict[str, tuple[str, str]]:
    """Address -> (status, words) of every response in the crawl."""
    with (DOCUMENTS / "sarling-crawl.warc.gz").open("rb") as file:
        found = [
            (
                record.rec_headers.get_header("WARC-Target-URI"),
                record.http_headers.get_statuscode(),
                record.content_stream().read().decode(),
            )
            for record in ArchiveIterator(file)
            if record.rec_type == "response"
        ]
    return {url: (status, of_html(body)) for url, status, body in found}


def text_of(row: dict[str, str]) -> str:
    """The words of a source, read in the plainest way there is."""
    path = DOCUMENTS / row["file"]
    if path.suffix == ".pdf":
        with pypdfium2.PdfDocument(path) as document:
            return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    if path.suffix == ".gz":
        return crawled()[row["url"]][1]
    raw = path.read_bytes()
    if path.suffix == ".html":
        encoding = "gb18030" if b"charset=gb2312" in raw else "utf-8"
        return of_html(raw.decode(encoding))
    return raw.decode("utf-8-sig")


LIST = rows(SAMPLE / "list.csv")
IDS = [row["id"] for row in LIST]
TEXTS = {row["id"]: text_of(row) for row in LIST}
DECISIONS = tomllib.loads((SAMPLE / "decisions.toml").read_text(encoding="utf-8"))
WRONG = tomllib.loads((SAMPLE / "wrong.toml").read_text(encoding="utf-8"))
EXPECTED = {path.stem: rows(path) for path in sorted((HERE / "expected").glob("*.csv"))}


def named(cell: str) -> list[str]:
    """The ids in a cell of alternatives and lists; names of unheld sources and bracketed ends left out."""
    parts = [part.strip() for part in re.split(r"\|\||;", cell)]
    return [part for part in parts if part and not part.startswith(("ext:", "("))]


def test_every_file_is_listed_and_every_row_has_its_file() -> None:
    assert len(IDS) == len(set(IDS)) == 22
    assert {row["file"] for row in LIST} == {path.name for path in DOCUMENTS.iterdir()}
    assert list(LIST[0]) == LIST_COLUMNS
    assert all(row["id"] == Path(row["file"]).stem for row in LIST if not row["file"].endswith(".gz"))


def test_three_languages_as_written() -> None:
    assert Counter(row["language"] for row in LIST) == {"en": 14, "zh": 6, "bo": 2}
    marks = {"zh": ("CJK UNIFIED", 0.5), "bo": ("TIBETAN", 0.5), "en": ("LATIN", 0.85)}
    for row in LIST:
        letters = [unicodedata.name(x, "") for x in TEXTS[row["id"]] if unicodedata.category(x)[0] in "LM"]
        prefix, share = marks[row["language"]]
        assert sum(name.startswith(prefix) for name in letters) >= share * len(letters), row["id"]


def test_labels_name_only_sources_of_the_list() -> None:
    ids = set(IDS)
    for name in ("lineage", "undecided", "nonedges", "mutations", "benign"):
        for row in EXPECTED[name]:
            assert {row["from"], *named(row["to"])} <= ids, (name, row)
    for row in EXPECTED["origins"]:
        held = {name.partition("#")[0] for name in named(row["origins"])}
        assert set(row["documents"].split()) | set(row["denials"].split()) | held <= ids, row
    assert {row["id"] for row in EXPECTED["sources"]} == ids


@pytest.mark.parametrize(
    "name, column, place",
    [
        ("amounts", "quote", "source"),
        ("mutations", "became", "from"),
        ("mutations", "was", "to"),
        ("benign", "became", "from"),
        ("benign", "was", "to"),
    ],
)
def test_quotes_of_the_labels_stand_in_the_texts(name: str, column: str, place: str) -> None:
    missing = [row for row in EXPECTED[name] if row[column] not in TEXTS[row[place]]]
    assert not missing


def test_names_of_unheld_sources_stand_in_the_texts() -> None:
    for row in EXPECTED["lineage"]:
        outside = [part.strip()[4:] for part in row["to"].split("||") if part.strip().startswith("ext:")]
        assert not outside or any(name in TEXTS[row["from"]] for name in outside), row


def test_amounts_are_the_numbers_of_their_quotes() -> None:
    words = {"fourteen": 14, "eleven": 11, "thirty": 30}
    for row in EXPECTED["amounts"]:
        digits = [int(x.replace(",", "")) for x in re.findall(r"\d[\d,]*", row["quote"])]
        digits += [value for word, value in words.items() if word in row["quote"]]
        assert sorted(digits) == sorted({int(x) for x in (row["floor"], row["ceiling"]) if x}), row


def test_the_range_is_the_sum_of_the_notices() -> None:
    of = {(row["source"], row["quote"]): int(row["floor"]) for row in EXPECTED["amounts"]}
    achieved = [of["notice-lumtang", f"已采血{x}人"] for x in ("3,980", "2,410", "1,655")]
    assert sum(achieved) == of["notice-lumtang", "已采血8,045人"]
    assert sum(of["twin-dorsha", f"已采血{x}人"] for x in ("5,120", "2,960")) == of["twin-dorsha", "已采血8,080人"]
    assert sum(of["notice-lumtang", f"目标{x}人"] for x in ("4,200", "2,600", "1,900", "1,500")) == of["notice-lumtang", "目标10,200人"]
    assert sum(of["twin-dorsha", f"目标{x}人"] for x in ("5,400", "3,100", "2,600")) == of["twin-dorsha", "目标11,100人"]
    assert (8045 + 8080, 10200 + 11100) == (16125, 21300)


def test_a_pair_is_linked_or_not_but_never_both() -> None:
    linked = {(row["from"], row["to"]) for row in EXPECTED["lineage"]}
    open_or_none = {(row["from"], row["to"]) for name in ("nonedges", "undecided") for row in EXPECTED[name]}
    assert len(linked) == len(EXPECTED["lineage"])
    assert not (linked | {(b, a) for a, b in linked}) & open_or_none


def test_least_greatest_and_support_fit_together() -> None:
    for row in EXPECTED["origins"]:
        least, greatest = int(row["least"]), int(row["greatest"])
        ends = [x for x in row["origins"].split(";") if "(mutation" not in x]
        assert 0 <= least <= greatest == len(ends), row
        assert row["support"] == ("found" if least else row["support"]), row
        assert (greatest == 0) == (row["support"] in ("mutation", "withdrawn")), row


def test_decisions_rest_on_exact_words() -> None:
    questions = {question["key"] for question in DECISIONS["question"]}
    keys = [finding["key"] for finding in DECISIONS["finding"]]
    assert sorted(DECISIONS["report"]["order"]) == sorted(keys)
    for finding in DECISIONS["finding"]:
        assert finding["question"] in questions
        assert all(piece["quote"] in TEXTS[piece["source"]] for piece in finding["supports"] + finding.get("against", [])), finding["key"]
    for piece in DECISIONS["translation"]:
        assert piece["quote"] in TEXTS[piece["source"]] and piece["checked_by"] and piece["checked_by"] != piece["by"], piece
    assert all({link["from"], link["to"]} <= set(IDS) for link in DECISIONS["link"])


def test_decisions_and_labels_speak_of_the_same_documents() -> None:
    expected = {row["finding"]: row for row in EXPECTED["origins"]}
    for finding in DECISIONS["finding"]:
        row = expected["villages-said" if finding["level"] == "said" else finding["key"]]
        assert {piece["source"] for piece in finding["supports"]} == set(row["documents"].split()), finding["key"]
        assert {piece["source"] for piece in finding.get("against", [])} == set(row["denials"].split()), finding["key"]


def test_every_passage_in_chinese_or_tibetan_is_translated() -> None:
    language = {row["id"]: row["language"] for row in LIST}
    used = {(x["source"], x["quote"]) for finding in DECISIONS["finding"] for x in finding["supports"] + finding.get("against", [])}
    assert {pair for pair in used if language[pair[0]] != "en"} == {(x["source"], x["quote"]) for x in DECISIONS["translation"]}


def test_the_wrong_report_differs_from_the_right_one() -> None:
    right = {finding["key"]: finding["sentence"] for finding in DECISIONS["finding"]}
    assert len({sentence["fails"] for sentence in WRONG["sentence"]}) == len(WRONG["sentence"]) == 6
    for sentence in WRONG["sentence"]:
        assert sentence["finding"] in (*right, "") and sentence["text"] not in right.values()
        assert all(piece["quote"] in TEXTS[piece["source"]] for piece in sentence.get("supports", []))


def test_the_removed_page_is_kept_and_is_no_source() -> None:
    url = "https://dorsha-police.example/tzgg/20230620.html"
    status, words = crawled()[url]
    assert status == "404" and "已被删除" in words and "采血" not in words
    assert [row["id"] for row in LIST if row["url"] == url] == ["twin-dorsha"]  # an earlier capture, from another file


def test_dates_one_missing_one_of_the_crawl() -> None:
    assert [row["id"] for row in LIST if not row["published"]] == ["reprint-fellmarsh"]
    assert [row["id"] for row in LIST if row["published"] == row["captured"]] == ["road-sarling"]
    assert not re.search(r"20\d\d", TEXTS["reprint-fellmarsh"])


def test_every_address_is_one_that_nobody_can_own() -> None:
    raw = [
        path.read_text(encoding="utf-8", errors="replace")
        for path in (*DOCUMENTS.glob("*.html"), *DOCUMENTS.glob("*.txt"), SAMPLE / "list.csv")
    ]
    hosts = {urlsplit(url).hostname or "" for text in raw for url in re.findall(r"https?://[^\s\"'<>,]+", text)}
    assert {host for host in hosts if not host.endswith(".example")} == {"schema.org"}


INSIDE_A_SENTENCE = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]+(?: [A-Z][a-z]+)*")


def test_only_invented_names() -> None:
    allowed = set((HERE / "names.txt").read_text(encoding="utf-8").split())
    menus = re.compile(r"(?s)<(nav|header|footer|aside)\b.*?</\1>")
    for path in (*DOCUMENTS.glob("*.html"), *DOCUMENTS.glob("*.txt")):
        words = of_html(menus.sub("", path.read_bytes().decode("utf-8", "replace")))
        found = {word for run in INSIDE_A_SENTENCE.findall(words) for word in run.split()}
        assert found <= allowed, path.name
    everything = "".join(TEXTS.values())
    real = (
        "China",
        "Tibet ",
        "Xinjiang",
        "Lhasa",
        "Nepal",
        "India",
        "中国",
        "西藏",
        "新疆",
        "拉萨",
        "四川",
        "青海",
        "བོད་ལྗོངས",
        "ལྷ་ས",
        "རྒྱ་ནག",
    )
    assert not [name for name in real if name in everything]


def test_the_case_is_small() -> None:
    assert sum(path.stat().st_size for path in SAMPLE.rglob("*") if path.is_file()) < 400_000

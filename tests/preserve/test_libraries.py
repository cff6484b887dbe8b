"""Libraries of references and lists of other tools: their entries become rows, their files are found beside them and nowhere else, what has no file is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from preserve_made import page, put

from firsthand.errors import Trouble
from firsthand.preserve.bibtex import bibtex_entries
from firsthand.preserve.csl import csl_entries
from firsthand.preserve.entries import day_of, path_of
from firsthand.preserve.intake import intake
from firsthand.preserve.kept import Kept, Noticed, Skipped, Taken
from firsthand.preserve.libraries import library
from firsthand.preserve.ris import ris_entries
from firsthand.preserve.tools import tool_entries

RIS = """TY  - RPRT
ID  - lhari2023
TI  - Visits at Lhari: a count
AU  - Penba, Tsering
PY  - 2023
DA  - 2023/04/05/
PB  - County Office of Lhari
UR  - https://lhari.example/notice
Y2  - 2023/06/01/09:30:00
L1  - files/12/visits.pdf
L2  - files/12/visits.html
LA  - en
N1  - Archived: https://web.archive.org/web/2023/https://lhari.example/notice
ER  -

TY  - NEWS
TI  - 拉里县的水井
  再次关闭
T2  - Lhari Courier
UR  - https://courier.example/1; https://courier.example/1?print
DA  - spring 2023
ER  -
"""
BIB = r"""
@string{office = "County Office of Lhari"}
@comment{ignore = {this}}
@report{lhari2023,
  title = {Visits at {Lhari}: a \emph{count} of {\"O}rvale \& {\o}thers},
  author = {Penba, Tsering and others}, institution = office # ", Statistics",
  date = {2023-04-05}, urldate = {2023-06-01},
  url = {https://lhari.example/notice\_1}, langid = {english},
  file = {Full text:files/12/visits.pdf:application/pdf;Snapshot:files/12/visits.html:text/html},
  note = {Archived at: https://web.archive.org/web/2023/https://lhari.example/notice}
}
@misc(well, title = "The {"}well{"} closes", year = 2023, month = mar, howpublished = "\url{https://courier.example/well}", file = {C\:\\Users\\me\\well.html})
"""
CSL = json.dumps([
    {"id": "http://zotero.org/users/991/items/ABCD2345", "type": "report", "title": "Visits at Lhari", "publisher": "County Office of Lhari", "URL": "https://lhari.example/notice",
     "issued": {"date-parts": [["2023", 4, 5]]}, "accessed": {"date-parts": [["2023", 6, 1]]}, "language": "en", "author": [{"family": "Penba", "given": "Tsering"}, {"literal": "Office"}],
     "archive_location": "https://web.archive.org/web/2023/https://lhari.example/notice"},
    {"id": "well", "type": "article-newspaper", "title": "拉里县的水井", "container-title": "Lhari Courier", "issued": {"raw": "spring 2023"}},
])  # fmt: skip
ARCHIVER = "Link,Destination Folder,Archive status,Archive location,Archive date,Upload timestamp,Upload title,Text content,Screenshot,Hash,WACZ\nhttps://lhari.example/notice,lhari,wayback: success,./archive/lhari/page.html,2023-06-01T09:30:00+00:00,2023-04-05T10:00:00+00:00,Visits at Lhari,,,SHA-256:00,./archive/lhari/page.wacz\nhttps://courier.example/1,,nothing archived,,2023-06-01,,,,,,\n,,,,,,,,,,\n"
DUMP = "status,metadata,media\nwayback: success,\"{'_processed_at': datetime.datetime(2023, 6, 1, 9, 30, tzinfo=datetime.timezone.utc), 'url': 'https://lhari.example/notice', 'title': \"\"Lhari's visits\"\", 'timestamp': '2023-04-05T10:00:00+00:00'}\",\"[Media(filename='/tmp/x', key='./archive/page.html', urls=[]), {'key': './archive/page.html'}]\"\nno archiver,{},[]\n"
HUNCHLY = "Page ID,Page Title,Page URL,Timestamp,Hash,Notes\n17,Visits at Lhari,https://lhari.example/notice,2023-06-01 09:30:00,aa,first look\n18,Gone,https://courier.example/1,2023-06-01 09:31:00,bb,\n"


def rows_of(name: str, text: str, folder: Path) -> list[dict[str, str]]:
    """The rows that intake would use, by the fields that are filled."""
    reader = {".ris": ris_entries, ".bib": bibtex_entries, ".json": csl_entries, ".csv": tool_entries}[Path(name).suffix]
    entries = reader(text)
    assert entries is not None
    listed = library(folder / name, json.dumps({"entries": [e.as_json() for e in entries]}).encode())
    assert listed is not None and not listed.troubles
    return [{k: v for k in r.listed.__slots__ if (v := getattr(r.listed, k)) and k != "extra"} | {f"+{h}": v for h, v in r.listed.extra} for r in listed.rows]  # fmt: skip


def test_a_ris_library(tmp_path: Path) -> None:
    one, two = rows_of("library.ris", RIS, tmp_path)
    assert one == {
        "id": "lhari2023", "file": "files/12/visits.html", "url": "https://lhari.example/notice", "archive_url": "https://web.archive.org/web/2023/https://lhari.example/notice",
        "title": "Visits at Lhari: a count", "publisher": "County Office of Lhari", "published": "2023-04-05", "language": "en", "captured": "2023-06-01", "+author": "Penba, Tsering",
        "+note": "Archived: https://web.archive.org/web/2023/https://lhari.example/notice",
    }  # fmt: skip
    assert two == {
        "id": "library-2",
        "url": "https://courier.example/1",
        "title": "拉里县的水井 再次关闭",
        "publisher": "Lhari Courier",
        "published": "spring 2023",
    }


def test_a_bibtex_library(tmp_path: Path) -> None:
    one, two = rows_of("library.bib", BIB, tmp_path)
    assert one == {
        "id": "lhari2023", "file": "files/12/visits.html", "url": "https://lhari.example/notice_1", "archive_url": "https://web.archive.org/web/2023/https://lhari.example/notice",
        "title": "Visits at Lhari: a count of Örvale & øthers", "publisher": "County Office of Lhari, Statistics", "published": "2023-04-05", "language": "english", "captured": "2023-06-01",
        "+author": "Penba, Tsering and others", "+note": "Archived at: https://web.archive.org/web/2023/https://lhari.example/notice",
    }  # fmt: skip
    assert two == {
        "id": "well",
        "file": "C:/Users/me/well.html",
        "url": "https://courier.example/well",
        "title": 'The "well" closes',
        "published": "2023-03",
    }


def test_a_csl_library_without_its_owner_s_name(tmp_path: Path) -> None:
    one, two = rows_of("library.json", CSL, tmp_path)
    assert one == {
        "id": "ABCD2345", "url": "https://lhari.example/notice", "archive_url": "https://web.archive.org/web/2023/https://lhari.example/notice", "title": "Visits at Lhari",
        "publisher": "County Office of Lhari", "published": "2023-04-05", "language": "en", "captured": "2023-06-01", "+author": "Penba, Tsering; Office",
    }  # fmt: skip
    assert two == {"id": "well", "title": "拉里县的水井", "publisher": "Lhari Courier", "published": "spring 2023"}
    assert "991" not in json.dumps(one)


def test_the_sheet_of_auto_archiver(tmp_path: Path) -> None:
    put(tmp_path, "archive/lhari/page.wacz", b"x")
    one, two = rows_of("sheet.csv", ARCHIVER, tmp_path)
    assert one == {
        "id": "sheet-2", "file": "archive/lhari/page.wacz", "url": "https://lhari.example/notice", "title": "Visits at Lhari", "published": "2023-04-05T10:00:00+00:00",
        "captured": "2023-06-01T09:30:00+00:00", "note": "wayback: success", "+destination folder": "lhari", "+hash": "SHA-256:00",
    }  # fmt: skip
    assert (two["url"], two["note"]) == ("https://courier.example/1", "nothing archived") and "file" not in two


def test_the_table_that_auto_archiver_writes_itself(tmp_path: Path) -> None:
    (one,) = rows_of("db.csv", DUMP, tmp_path)
    assert one == {"id": "db-2", "file": "archive/page.html", "url": "https://lhari.example/notice", "title": "Lhari's visits", "published": "2023-04-05T10:00:00+00:00", "note": "wayback: success"}  # fmt: skip


def test_the_pages_of_a_hunchly_export(tmp_path: Path) -> None:
    put(tmp_path, "pages/17.mhtml", b"x")
    one, two = rows_of("pages.csv", HUNCHLY, tmp_path)
    assert one == {"id": "17", "file": "pages/17.mhtml", "url": "https://lhari.example/notice", "title": "Visits at Lhari", "captured": "2023-06-01 09:30:00", "note": "first look", "+hash": "aa"}  # fmt: skip
    assert two["id"] == "18" and two["file"] == "18.mhtml"


# ---- through intake ---------------------------------------------------------------------------------------------------------------------------


def take(*what: str | Path, lists: str | None = None) -> tuple[dict[str, Kept], list[str], list[str]]:
    found: list[Taken] = list(intake([str(w) for w in what], lists))
    kept = {k.name: k for k in found if isinstance(k, Kept)}
    return kept, [x.trouble.text for x in found if isinstance(x, Skipped)], [x.trouble.code for x in found if isinstance(x, Noticed)]


@pytest.mark.parametrize(
    ("name", "text", "names"), [("library.ris", RIS, ("lhari2023", "library-2")), ("library.bib", BIB, ("lhari2023", "well"))]
)
def test_a_library_named_by_itself_brings_its_files_and_tells_what_has_none(
    name: str, text: str, names: tuple[str, str], tmp_path: Path
) -> None:
    put(tmp_path, "files/12/visits.html", page())
    put(tmp_path, "files/12/visits.pdf", b"%PDF-1.4\n%%EOF")
    put(tmp_path, "unrelated.html", page("Other"))
    kept, told, noticed = take(put(tmp_path, name, text.encode()))
    assert set(kept) == {names[0]} and noticed == ["used-as-list"]
    listed = kept[names[0]].listed
    assert (
        listed is not None
        and listed.publisher.startswith("County Office")
        and kept[names[0]].url.startswith("https://lhari.example/notice")
    )
    assert len(told) == 1 and "--fetch" in told[0]


def test_a_library_given_as_the_list_of_a_folder(tmp_path: Path) -> None:
    put(tmp_path, "pages/files/12/visits.html", page())
    kept, told, _ = take(tmp_path / "pages", lists=put(tmp_path, "library.ris", RIS.encode()))
    assert set(kept) == {"lhari2023"} and len(told) == 1


def test_an_export_of_another_tool_is_a_folder_with_its_list(tmp_path: Path) -> None:
    put(tmp_path, "case/pages/17.mhtml", page("Visits"))
    put(tmp_path, "case/pages.csv", HUNCHLY.encode())
    put(tmp_path, "case/numbers.csv", b"month,visits\nMarch,412\n")
    kept, told, noticed = take(tmp_path / "case")
    assert set(kept) == {"17", "numbers"}, "a table that is no list of pages is a source like any other"
    assert kept["17"].url == "https://lhari.example/notice" and noticed == ["used-as-list"] and "18" in told[0]


def test_a_sheet_of_another_tool_may_be_said_to_be_the_list(tmp_path: Path) -> None:
    put(tmp_path, "archive/lhari/page.html", page())
    kept, told, _ = take(lists=put(tmp_path, "sheet.csv", ARCHIVER.encode()))
    assert set(kept) == {"sheet-2"} and len(told) == 1


@pytest.mark.parametrize("path", ["/etc/hostname", "../secret.html", "file:///etc/hostname", "files/link.html"])
def test_a_library_never_takes_a_file_that_lies_elsewhere(path: str, tmp_path: Path) -> None:
    put(tmp_path, "secret.html", page("Secret"))
    put(tmp_path, "lib/files/x.html", page())
    (tmp_path / "lib/files/link.html").symlink_to(tmp_path / "secret.html")
    kept, told, _ = take(put(tmp_path, "lib/library.ris", f"TY  - RPRT\nID  - a\nL2  - {path}\nER  - \n".encode()))
    assert not kept and "no file" in told[0]


NO_LIBRARY = {
    "notes.json": b'{"visits": 412}', "list.json": b"[1, 2]", "broken.json": b"[{", "deep.json": b"[" * 100_000, "empty.json": b"[]", "other.json": b'[{"type": "visit"}]',
    "table.csv": b"month,visits\nMarch,412\n", "torn.csv": b'month,"visits\nMarch', "prose.ris": b"The county office at Lhari counted 412 visits.", "prose.bib": b"The county office.",
}  # fmt: skip


@pytest.mark.parametrize("name", NO_LIBRARY)
def test_what_is_no_library_stays_a_file(name: str, tmp_path: Path) -> None:
    kept, told, noticed = take(put(tmp_path, name, NO_LIBRARY[name]))
    assert set(kept) == {Path(name).stem} and not told and not noticed


WRONG = {
    "twice.ris": ("TY  - RPRT\nID  - a\nER  -\nTY  - RPRT\nID  - a\nER  -\n", "is the id of entry 1"),
    "gbk.ris": ("TY  - RPRT\nTI  - 拉里\nER  - \n".encode("gbk"), "not UTF-8"),
    "gbk.bib": ("@book{a, title = {拉里}}".encode("gbk"), "not UTF-8"),
    "control.bib": ("@book{a\x07b, title = {x}}", "control characters"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_with_a_library_is_told(name: str, tmp_path: Path) -> None:
    raw, words = WRONG[name]
    _, told, _ = take(put(tmp_path, name, raw.encode() if isinstance(raw, str) else raw))
    assert any(words in t for t in told), told


BROKEN_BIB = ["@book{", "@book{a", "@book{a, title = ", "@book{a, title = {open", '@book{a, title = "open', "@book{a, title = {b}", "@string{x", "@comment{", "@book{a,,,}", "@book{a, title = # # }", "@book{a, = {b}}"]  # fmt: skip


@pytest.mark.parametrize("text", BROKEN_BIB)
def test_a_bibtex_that_breaks_off_ends_there(text: str) -> None:
    entries = list(bibtex_entries(text + "\n@misc{good, title = {Good}}") or ())
    assert len(entries) <= 2


@given(
    st.text(alphabet=st.sampled_from("@{}\"#=,\\ab:;()%\n ~'-拉ོ0é"), max_size=120),
    st.sampled_from(["", "@book{a, title = ", "TY  - ", "[", "Link,Archive status\n"]),
)
@settings(max_examples=300, deadline=None)
def test_any_text_gives_entries_or_none(text: str, before: str) -> None:
    for reader in (ris_entries, bibtex_entries, csl_entries, tool_entries):
        for entry in reader(before + text) or ():
            json.dumps(entry.as_json())


@pytest.mark.parametrize(("written", "path"), [("file:///home/x/a%20b.html", "/home/x/a b.html"), ("./a\\b.html", "a/b.html"), ("https://x.example/a", ""), ("", ""), (".", "")])  # fmt: skip
def test_paths_as_other_programs_write_them(written: str, path: str) -> None:
    assert path_of(written) == path


@pytest.mark.parametrize(("parts", "day"), [((2023, 4, 5), "2023-04-05"), (("2023", "04"), "2023-04"), (("2023", "", "5"), "2023"), (("c. 2023",), ""), ((23,), ""), ((2023, 0, 5), "2023")])  # fmt: skip
def test_days(parts: tuple[object, ...], day: str) -> None:
    assert day_of(*parts) == day


def test_a_list_of_another_tool_that_is_none_is_told_as_a_list(tmp_path: Path) -> None:
    with pytest.raises(Trouble) as refused:
        take(lists=put(tmp_path, "table.csv", b"month,visits\nMarch,412\n"))
    assert refused.value.code == "bad-list"

"""Every page of the workbench, with something and with nothing to show; what is asked of it in vain; what goes wrong under it."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

import pytest
from hands import COUNCIL, done, entries_before_and_after, ids
from visiting import Visit, visiting

from firsthand.guard import disk

PAGES = (
    "/",
    "/pictures",
    "/screening",
    "/questions",
    "/names",
    "/decide",
    "/findings",
    "/estimates",
    "/lineage",
    "/sources",
    "/search",
    "/import",
    "/publish",
    "/draft",
    "/work",
)


def finding(case: Path, word: str) -> dict[str, object]:
    rows = [r for r in done("show", case, "findings", "--json").rows if word in str(r["sentence"])]
    return max(rows, key=lambda r: len(r["documents"]))


@pytest.mark.parametrize("path", PAGES)
def test_every_page_of_an_empty_case_says_what_belongs_there(path: str, tmp_path: Path) -> None:
    done("new", tmp_path / "case", "--title", "Nothing yet")
    with visiting(tmp_path / "case") as visit:
        answer = visit.page(path)
        assert "Nothing yet" in answer.words and "<h1" in answer.text
        if path not in ("/work", "/search", "/publish", "/draft"):
            assert "Import" in answer.words.partition("Publish")[2]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_of_a_case_opens(path: str, visit: Visit) -> None:
    assert "Something went wrong" not in visit.page(path).words


@pytest.mark.parametrize(
    "path", ["/nowhere", "/sources/nobody", "/decide/nothing", "/findings/fnothing", "/links/l1+l2", "/publish/unothing", "/sources/nobody/page/1.png", "/static/../../etc/passwd", "/publish/..%2f..%2fledger.db"]
)  # fmt: skip
def test_what_is_not_there_is_said(path: str, visit: Visit) -> None:
    answer = visit.ask(path)
    assert answer.status == 404 and ("there is" in answer.words.lower() or "called" in answer.words)
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("query", ["?page=0", "?page=-1", "?page=99999999999999999999", "?page=x", "?show=nonsense", "?at=999999999", "?at=-4", "?finding=x&alone=1", "?words=%00", "?words=" + "a" * 2000, "?words=%22", "?words=%ff"])  # fmt: skip
def test_odd_questions_are_answered(query: str, visit: Visit) -> None:
    source = next(iter(visit.served.desk.state.sources))
    for path in (*PAGES, f"/sources/{source}"):
        assert visit.ask(path + query).status == 200, path


def test_how_many_shows_the_bounds_of_the_sample_with_a_way_to_every_claim(sample: Path) -> None:
    with visiting(sample) as visit:
        page = visit.page("/estimates")
        assert "from 16,125 to 21,300" in page.words.lower() and page.text.count('class="eb"') >= 3
        assert "without report-ninefords" in page.words and 'href="/decide/c' in page.text
        assert "not yet to be added up" in page.words


# ---- findings ---------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_corrected_link_changes_the_origins_at_once(sample: Path) -> None:
    """In the sample case it is open whether the weekly had a figure from the county's notice: if so one origin, if not two."""
    row = next(r for r in done("origins", sample, "--json").rows if "In three townships" in str(r["sentence"]))
    link = row["undecided"][0]["link"]
    expected = {x["answer"]: (x["least"], x["greatest"]) for x in row["undecided"][0]["narrows_to"]}
    assert (row["least"], row["greatest"]) == (1, 2) and expected == {"is": (1, 1), "is not": (2, 2)}
    with visiting(sample) as visit:
        page = visit.page(f"/findings/{row['claim_id']}")
        assert "One to two origins found" in page.words and "would settle it" in page.words
        for answer, said in (("accept", "One origin found"), ("reject", "Two origins found")):
            form = next(f for f in visit.page(f"/decide/{link}").forms if f.action.startswith("/decide/"))
            page = visit.send(form, answer=answer, onward=f"/findings/{row['claim_id']}")
            assert said in page.words, "at once, before anything is traced again"
            visit.wait()
            assert said in visit.page(f"/findings/{row['claim_id']}").words, "and the same when it is"
        assert visit.send(next(f for f in page.forms if f.action.startswith("/undo"))).status == 200
        visit.wait()
        assert "One origin found" in visit.page(f"/findings/{row['claim_id']}").words


def test_merging_and_splitting_and_taking_back(visit: Visit, case: Path) -> None:
    one = finding(case, "214")
    other = next(r for r in done("show", case, "findings", "--json").rows if r["id"] != one["id"])
    form = next(x for x in visit.page(f"/findings/{one['id']}").forms if x.action.startswith(f"/findings/{one['id']}/merge"))
    form.fields = {k: v for k, v in form.fields.items() if not k.startswith("with.")}
    assert "Tick at least one" in visit.send(form).words
    merged = visit.send(form, **{f"with.{other['id']}": "1"})
    assert "Saved: merged." in merged.words and other["id"] not in ids(case, "findings")
    form = next(x for x in merged.forms if x.action.startswith(f"/findings/{one['id']}/split"))
    answer = visit.send(form, **{f"claim.{c}": "1" for c in other["claims"]})
    assert "Saved: split." in answer.words
    assert set(next(r for r in done("show", case, "findings", "--json").rows if r["id"] == one["id"])["claims"]) == set(one["claims"])
    for _ in range(2):
        visit.send(next(f for f in visit.page("/").forms if f.action.startswith("/undo")))
    assert {r["id"]: r["claims"] for r in done("show", case, "findings", "--json").rows if r["id"] in (one["id"], other["id"])} == {
        one["id"]: one["claims"],
        other["id"]: other["claims"],
    }


def test_a_sentence_is_amended_and_answers_a_question(visit: Visit, case: Path) -> None:
    one = finding(case, "214")
    visit.send(visit.form("/questions", "/questions"), text="How many were turned away?")
    question = next(r["subject"] for r in done("show", case, "entries", "--json").rows if r.get("of") == "question")
    form = next(x for x in visit.page(f"/findings/{one['id']}").forms if x.action.startswith(f"/decide/{one['id']}"))
    visit.send(form, answer="accept", **{"field.sentence": "The clinic turned 214 patients away.", "field.question": question})
    row = next(r for r in done("show", case, "findings", "--json").rows if r["id"] == one["id"])
    assert (row["state"], row["sentence"], row["question"]) == ("amended", "The clinic turned 214 patients away.", question)


# ---- the reader -------------------------------------------------------------------------------------------------------------------------------

ODD = "𠀀𠀁水井五月关闭。ཆུ་མིག་ 𝟚𝟙𝟜 wells\r\nwere closed\u202e by the board.\u200f Then 👩🏽‍🚒 came. 水井五月关闭。"


@pytest.fixture
def odd(case: Path) -> Path:
    (case.parent / "odd.txt").write_bytes(ODD.encode())
    done("preserve", case, case.parent / "odd.txt")
    done("run", case)
    return case


@pytest.mark.parametrize("quote", ["𠀁水井", "ཆུ་མིག་", "𝟙𝟜 wells\r\nwere", "closed\u202e by", "👩🏽‍🚒", "𠀀", "came. 水井五月关闭。"])
def test_selected_words_are_code_points_beyond_the_bmp_and_over_line_ends(quote: str, odd: Path) -> None:
    start = ODD.index(quote)
    with visiting(odd) as visit:
        source = next(s for s, h in visit.served.desk.state.sources.items() if h.name == "odd")
        form = visit.form(f"/sources/{source}", "/add")
        visit.send(form, what="claim", start=str(start), end=str(start + len(quote)), quote=quote.replace("\r\n", "\n"))
        row = next(r for r in done("show", odd, "claims", "--source", "odd", "--json").rows if r["state"] == "accepted")
        assert (row["start"], row["end"], row["quote"]) == (start, start + len(quote), quote)
        assert visit.send(form, what="claim", start=str(start + 1), end=str(start + 1 + len(quote)), quote=quote).status == 400


def test_words_that_stand_twice_are_taken_where_they_were_selected(odd: Path) -> None:
    quote = "水井五月关闭。"
    second = ODD.rindex(quote)
    with visiting(odd) as visit:
        source = next(s for s, h in visit.served.desk.state.sources.items() if h.name == "odd")
        form = visit.form(f"/sources/{source}", "/add")
        visit.send(
            form,
            what="translation",
            start=str(second),
            end=str(second + len(quote)),
            quote=quote,
            text="The well was closed in May.",
            language="en",
        )
        value = next(r["sealed"]["value"] for r in done("show", odd, "entries", "--json").rows if r.get("of") == "translation")
        assert (value["passage"]["start"], value["passage"]["quote"], value["text"]) == (second, quote, "The well was closed in May.")
        visit.send(form, what="note", quote="", text="ask the board")
        assert "ask the board" in visit.page(f"/sources/{source}").words


def test_the_text_on_the_page_is_the_text_code_point_for_code_point(odd: Path) -> None:
    import html
    import re

    with visiting(odd) as visit:
        source = next(s for s, h in visit.served.desk.state.sources.items() if h.name == "odd")
        page = visit.page(f"/sources/{source}").text
        inside = re.search(r'<div class="whole-text"[^>]*>(.*?)</div>', page, re.DOTALL)
        assert inside and html.unescape(re.sub(r"<[^>]+>", "", inside[1])) == ODD
        starts = [
            (int(a), html.unescape(re.sub(r"<[^>]+>", "", b)))
            for a, b in re.findall(r'<span data-start="(\d+)"[^>]*>((?:(?!</span>).)*)</span>', inside[1], re.DOTALL)
        ]
        assert all(ODD[a : a + len(b)] == b for a, b in starts) and "".join(b for _, b in starts) == ODD


# ---- search -----------------------------------------------------------------------------------------------------------------------------------


def test_a_search_is_put_on_record_with_one_click_nothing_found_included(visit: Visit, case: Path) -> None:
    answer = visit.page("/search?words=214")
    assert "4 documents have" in answer.words
    visit.send(next(f for f in answer.forms if f.action.startswith("/search?t=")))
    nothing = visit.page("/search?words=unicorn")
    assert "Nothing found, of 4 documents looked into." in nothing.words
    answer = visit.send(next(f for f in nothing.forms if f.action.startswith("/search?t=")))
    assert [(r["text"], r["found"]) for r in done("show", case, "searches", "--json").rows] == [("214", 4), ("unicorn", 0)]
    assert "nothing of 4" in answer.words


def test_a_search_made_elsewhere_is_noted(visit: Visit, case: Path) -> None:
    form = next(f for f in visit.page("/search").forms if "where" in f.fields)
    visit.send(form, where="the county archive", words="health card", language="en", found="0")
    (row,) = done("show", case, "searches", "--json").rows
    assert (row["where"], row["text"], row["found"]) == ("the county archive", "health card", 0)


# ---- import -----------------------------------------------------------------------------------------------------------------------------------


def test_files_are_kept_damaged_ones_listed_and_the_rest_goes_on(visit: Visit, case: Path) -> None:
    visit.upload(
        {
            "new.txt": COUNCIL.replace("214", "300").encode(),
            "empty.txt": b"",
            "torn.pdf": b"%PDF-1.4\nnothing",
            "../../evil.txt": b"The board closed 3 wells on 4 May 2023.",
        }
    )
    visit.wait_work()
    answer = visit.page("/import")
    assert "2 new documents kept" in answer.words or "3 new documents kept" in answer.words
    assert "empty.txt is empty" in answer.words and "incoming" not in answer.words
    names = {r["id"] for r in done("show", case, "sources", "--json").rows}
    assert {"new", "evil"} <= names and not list(case.parent.rglob("evil.txt"))
    assert not (case / "made" / "incoming").exists()
    form = next(f for f in answer.forms if f.action.startswith("/run"))
    visit.send(form)
    visit.wait()
    assert any("300" in str(r["quote"]) for r in done("show", case, "claims", "--source", "new", "--json").rows)


def test_the_same_file_sent_twice_is_one_source_and_a_list_names_it(visit: Visit, case: Path) -> None:
    files = {"a.txt": COUNCIL.replace("214", "300").encode(), "list.csv": b"id,file,title,publisher\nalpha,a.txt,A letter,Well Board\n"}
    for kept in ("1 new document kept", "0 new documents kept. 1 were held already"):
        visit.upload(files)
        visit.wait_work()
        assert kept in visit.page("/import").words
    row = next(r for r in done("show", case, "sources", "--json").rows if r["id"] == "alpha")
    assert row["publisher"] == "Well Board"


def test_a_broken_upload_keeps_nothing_and_says_so(visit: Visit, case: Path) -> None:
    form = next(f for f in visit.page("/import").forms if f.action.startswith("/import/files"))
    for body, kind in ((b"nonsense", "multipart/form-data; boundary=x"), (b"", "multipart/form-data; boundary=x"), (b"x", "text/plain"), (b"x", "multipart/form-data"), (b"--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.txt\"\r\n\r\ncut", "multipart/form-data; boundary=x")):  # fmt: skip
        answer = visit.ask(form.action, "POST", body, Content_Type=kind)
        assert answer.status in (303, 400), (body, answer.status)
        visit.wait_work()
    assert len(done("show", case, "sources", "--json").rows) == 4 and not list(case.rglob(f"*{disk.UNFINISHED}"))


def test_addresses_wait_until_a_way_is_chosen(visit: Visit, case: Path) -> None:
    assert "Nothing is fetched before you have chosen how" in visit.page("/import").words
    form = next(f for f in visit.page("/import").forms if f.action.startswith("/import/through"))
    assert visit.send(form, way="proxy", proxy="ftp://x").status == 400
    assert visit.send(form, way="").status == 400
    before = (case / "case.toml").read_text(encoding="utf-8")
    answer = visit.send(form, way="direct")
    after = (case / "case.toml").read_text(encoding="utf-8")
    assert after == before.replace('through = ""', 'through = "direct"') and "Fetched directly" in answer.words
    form = next(f for f in answer.forms if f.action.startswith("/import/addresses"))
    visit.send(form, addresses="http://127.0.0.1:1/ http://169.254.169.254/latest")
    visit.wait_work()
    assert "2 things could not be kept" in visit.page("/import").words


def test_another_program_that_writes_is_told(visit: Visit, case: Path) -> None:
    with disk.held(case / "made" / "lock"):
        visit.upload({"new.txt": b"The board closed 3 wells on 4 May 2023."})
        visit.wait_work()
        assert "Another Firsthand is writing" in visit.page("/import").words
    visit.upload({"new.txt": b"The board closed 3 wells on 4 May 2023."})
    visit.wait_work()
    assert "1 new document kept" in visit.page("/import").words


# ---- publish ----------------------------------------------------------------------------------------------------------------------------------


def test_a_report_is_rehearsed_written_and_kept(visit: Visit, case: Path) -> None:
    assert "No finding is accepted yet" in visit.page("/publish").words
    done("decide", case, finding(case, "214")["id"], "accept")
    rehearsal, writing, *_ = (f for f in visit.page("/publish").forms if f.action.startswith("/publish"))
    visit.send(rehearsal)
    visit.wait_work()
    assert "none would fail" in (first := visit.page("/publish").words) and "Matches its source" in first
    visit.send(writing, to=str(case.parent / "r.html"))
    visit.wait_work()
    answer = visit.page("/publish")
    assert (case.parent / "r.html").exists() and "What has left the house" in answer.words
    import re

    copy = visit.ask(re.search(r'href="(/publish/u[^"]+)"', answer.text)[1])  # type: ignore[index]
    assert copy.raw == (case.parent / "r.html").read_bytes() and copy.headers["content-disposition"].startswith("attachment")
    visit.send(writing, to=str(case.parent / "nowhere" / "r.html"))
    visit.wait_work()
    assert "does not exist" in visit.page("/publish").words


def test_a_draft_is_checked_and_not_kept(visit: Visit, case: Path) -> None:
    form = next(f for f in visit.page("/draft").forms if f.action.startswith("/draft"))
    draft = b"<html><body><h1>Draft</h1><p>The clinic in Orvale turned 999 patients away in May 2023, the Orvale Health Council said.</p></body></html>"
    body = b'--x\r\nContent-Disposition: form-data; name="files"; filename="draft.html"\r\n\r\n' + draft + b"\r\n--x--\r\n"
    with entries_before_and_after(case) as added:
        assert visit.ask(form.action, "POST", body, Content_Type="multipart/form-data; boundary=x").status == 303
        visit.wait_work()
    answer = visit.page("/draft")
    assert "draft.html" in answer.words and "999 patients away" in answer.words and added == []
    assert not (case / "made" / "incoming").exists()


def test_what_other_programs_take_is_given_as_a_file(visit: Visit, case: Path) -> None:
    answer = visit.ask("/export/coding-sheet.csv")
    assert answer.status == 200 and b"214" in answer.raw and "attachment" in answer.headers["content-disposition"]
    assert visit.ask("/export/nonsense.csv").status == 404 and visit.ask("/export/coding-sheet.exe").status == 400
    assert not (case / "made" / "leaving").exists()


# ---- what goes wrong --------------------------------------------------------------------------------------------------------------------------


def test_a_case_that_was_moved_away_is_told_and_works_again_when_it_is_back(visit: Visit, case: Path) -> None:
    shutil.move(case, case.parent / "elsewhere")
    for path in set(PAGES) - {"/work"}:
        answer = visit.ask(path)
        assert answer.status == 400 and "is not a case" in answer.words and "case.toml" in answer.words
    assert not case.exists(), "nothing is written where the case was"
    shutil.move(case.parent / "elsewhere", case)
    assert visit.page("/sources").words.count("Include") >= 4


def test_a_full_disk_says_what_is_safe(visit: Visit, case: Path) -> None:
    form = next(f for f in visit.page("/decide").forms if f.action.startswith("/decide/"))
    import apsw

    from firsthand.ledger import store

    real = store.transaction

    def full(connection: apsw.Connection):  # type: ignore[no-untyped-def]
        raise apsw.FullError("database or disk is full")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "transaction", full)
        answer = visit.send(form, answer="accept")
    assert answer.status == 507 and "The disk is full" in answer.words and "What was acknowledged before is safe" in answer.words
    assert store.transaction is real and "Saved" in visit.send(form, answer="accept").words


def test_a_full_disk_while_files_come_in_is_told(visit: Visit, case: Path) -> None:
    def full(op: disk.Op) -> None:
        if op.step == "write" and "incoming" in op.path:
            raise OSError(errno.ENOSPC, "No space left on device")

    import firsthand.front.workbench.uploads as uploads

    real = uploads.taken

    async def on_a_full_disk(request: object, folder: Path) -> object:
        with disk.watched(full):
            return await real(request, folder)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("firsthand.front.workbench.bringing.taken", on_a_full_disk)
        answer = visit.upload({"new.txt": b"x" * 1000})
    assert answer.status == 507 and "The disk is full" in answer.words and not list(case.rglob(f"*{disk.UNFINISHED}"))


def test_a_ledger_that_is_damaged_is_told_on_every_page(visit: Visit, case: Path) -> None:
    (case / "ledger.db").write_bytes(b"no database at all" * 100)
    for suffix in ("-wal", "-shm"):
        (case / f"ledger.db{suffix}").unlink(missing_ok=True)
    for path in set(PAGES) - {"/work"}:
        answer = visit.ask(path)
        assert answer.status == 400 and "damaged" in answer.words and "good copy" in answer.words


def test_what_is_written_in_two_windows_at_once_is_all_there(visit: Visit, case: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with visit.served.desk.at_work() as at:
        claims = [i.id for i in at.items if i.of == "claim"]
    forms = [next(f for f in visit.page(f"/decide/{c}").forms if f.action.startswith("/decide/")) for c in claims]
    with entries_before_and_after(case) as added, ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(lambda f: visit.send(f, answer="accept").status, forms))
    assert set(answers) == {200} and sorted(e["subject"] for e in added) == sorted(claims)

"""Bad input, page by page: each says what happened, what is safe and what to do; what was acknowledged stays, and the pages go on working."""

from __future__ import annotations

import sqlite3
import sys
import threading
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from hands import COUNCIL, done, firsthand
from visiting import Visit, visiting

sys.path.append(str(Path(__file__).parent.parent / "preserve"))
sys.path.append(str(Path(__file__).parent.parent / "read"))
from handmade_docx import docx_of, p, run
from loopback import answer, near, redirect, serving


def test_an_address_that_leads_to_itself_and_one_that_never_ends_cost_one_line_each(
    visit: Visit, case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from firsthand.case import preserve as keeping

    def never_ends(sock: object) -> None:
        sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")  # type: ignore[attr-defined]
        while True:
            sock.sendall(b"visits " * 65536)  # type: ignore[attr-defined]

    monkeypatch.setattr(
        "firsthand.front.workbench.bringing.preserve", partial(keeping.preserve, outside=replace(near(), wait=lambda _: None))
    )
    form = next(f for f in visit.page("/import").forms if f.action.startswith("/import/through"))
    visit.send(form, way="direct")
    form = next(f for f in visit.page("/import").forms if f.action.startswith("/import/addresses"))
    page = answer(b"<html><title>Wells</title><p>" + COUNCIL.replace("214", "218").encode() * 9 + b"</p></html>")
    with serving({"/loop": redirect("/loop"), "/endless": never_ends, "/good": page}) as server:
        visit.send(form, addresses="\n".join(f"http://lhari.example:{server.port}/{x}" for x in ("loop", "endless", "good")))
        visit.wait_work()
        told = visit.page("/import")
    assert "1 new document kept." in told.words and "2 things could not be kept; the rest was" in told.words, told.words
    assert "leads on and on" in told.words and "limit" in told.words, told.words
    assert done("audit", case).status == 0


@pytest.mark.slow
def test_a_page_of_fifty_megabytes_is_kept_and_the_workbench_goes_on(visit: Visit, case: Path) -> None:
    """It is kept as it is; whether it can be read or not is told in words, and every page still opens."""
    paragraph = b"<p>The board closed 3 wells in Orvale on 4 May 2023, the Well Board said.</p>\n"
    visit.upload({"large.html": b"<html><title>Large</title><body>" + paragraph * (50_000_000 // len(paragraph)) + b"</body></html>"})
    visit.wait_work()
    assert "1 new document kept." in visit.page("/import").words
    visit.send(next(f for f in visit.page("/").forms if f.action.startswith("/run")))
    assert "Decide" in visit.ask("/sources").words, "one can go on working meanwhile"
    visit.wait(300)
    large = next(s for s, h in visit.served.desk.state.sources.items() if h.name == "large")
    words = visit.page("/").words
    answer_ = visit.page(f"/sources/{large}")
    assert ("Part 1 of" in answer_.words) or ("large" in words and "Not read" in words)
    assert len(answer_.raw) < 8_000_000, "a page of it, not all of it"


def test_a_sheet_with_moved_and_missing_columns_does_what_it_says(visit: Visit, case: Path) -> None:
    import csv
    import io

    rows = list(csv.reader(io.StringIO(visit.ask("/export/coding-sheet.csv").raw.decode("utf-8-sig"))))
    order = list(reversed(range(len(rows[0]))))
    moved = io.StringIO()
    csv.writer(moved).writerows([[row[i].replace("proposed", "accepted") for i in order] for row in rows])
    visit.upload({"moved.csv": moved.getvalue().encode()})
    visit.wait_work()
    assert "Taken back: moved.csv." in visit.page("/import").words
    assert {r["state"] for r in done("show", case, "claims", "--json").rows} == {"accepted"}
    at = rows[0].index("id") if "id" in rows[0] else 0
    torn = io.StringIO()
    csv.writer(torn).writerows([[c for i, c in enumerate(row) if i != at] for row in rows])
    visit.upload({"torn.csv": torn.getvalue().encode()})
    visit.wait_work()
    words = visit.page("/import").words
    assert "is gone" in words and "could not be" in words, words[:600]


@pytest.mark.parametrize(
    ("name", "raw", "says"),
    [
        ("notes.docx", docx_of(p(run("The clinic in Orvale turned 214 patients away in May 2023."))), "Not evidenced"),
        ("empty.docx", b"", "empty"),
        ("torn.docx", b"PK\x03\x04 and no more", "damaged"),
        ("page.exe", b"MZ\x90\x00", ""),
    ],
)
def test_a_draft_without_notes_or_that_is_none_is_told(name: str, raw: bytes, says: str, visit: Visit) -> None:
    form = next(f for f in visit.page("/draft").forms if f.action.startswith("/draft"))
    body = f'--x\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'.encode() + raw + b"\r\n--x--\r\n"
    answer_ = visit.ask(form.action, "POST", body, Content_Type="multipart/form-data; boundary=x")
    assert answer_.status in (303, 400)
    visit.wait_work()
    words = visit.page("/draft").words
    assert says.lower() in words.lower() and "went wrong inside" not in words and "Traceback" not in words, words[:500]


def test_a_ledger_that_fails_its_audit_is_told_on_every_page(case: Path) -> None:
    """Somebody changed one entry behind the program's back: the pages open, and each of them says so."""
    with sqlite3.connect(case / "ledger.db") as database:
        table, column = next(
            (t, c)
            for (t,) in database.execute("select name from sqlite_master where type = 'table'")
            for (_, c, *_rest) in database.execute(f"pragma table_info({t})")
            if database.execute(
                f"select count(*) from {t} where typeof({c}) in ('blob', 'text') and instr({c}, 'captured') > 0"
            ).fetchone()[0]
        )
        key, line = database.execute(f"select rowid, {column} from {table} where instr({column}, 'captured') > 0").fetchone()
        changed = line.replace(b"complete", b"complexe") if isinstance(line, bytes) else line.replace("complete", "complexe")
        assert changed != line
        database.execute(f"update {table} set {column} = ? where rowid = ?", (changed, key))
    said = firsthand("audit", case)
    assert said.status == 1
    with visiting(case) as visit:
        for _ in range(100):
            if visit.served.desk.unsound:
                break
            threading.Event().wait(0.1)
        words = visit.page("/decide").words
        assert "fails its audit" in words and "Do not decide or publish in it" in words and "last good copy" in words


def test_two_windows_and_the_command_line_each_see_what_the_other_wrote(visit: Visit, case: Path) -> None:
    form = next(f for f in visit.page("/decide").forms if f.action.startswith("/decide/"))
    subject = form.action.partition("?")[0].removeprefix("/decide/")
    done("decide", case, subject, "reject", "--because", "read elsewhere")
    told = visit.ask(form.action, "POST", b"answer=accept&sees=")
    assert told.status == 409 and "decided in the meantime" in told.words and "Nothing of yours was written" in told.words


def test_a_connection_that_breaks_off_while_a_file_is_sent_keeps_nothing_of_it(visit: Visit, case: Path) -> None:
    import socket

    form = next(f for f in visit.page("/import").forms if f.action.startswith("/import/files"))
    sock = socket.create_connection(("127.0.0.1", visit.port))
    head = f"POST {form.action} HTTP/1.1\r\nHost: localhost:{visit.port}\r\nCookie: {visit.cookie}\r\nOrigin: http://localhost:{visit.port}\r\nSec-Fetch-Site: same-origin\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 1000000\r\n\r\n"
    sock.sendall(head.encode() + b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n' + b"half of it " * 1000)
    threading.Event().wait(0.3)
    sock.close()
    threading.Event().wait(0.5)
    visit.wait_work()
    assert len(done("show", case, "sources", "--json").rows) == 4 and visit.page("/import").status == 200
    assert not [f for f in case.rglob("a.txt")]

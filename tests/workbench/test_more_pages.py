"""Pictures, captures, questions, names, screening and what comes back in a sheet: each page shows it, each button writes it, and it can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hands import COUNCIL, done, firsthand
from visiting import Form, Visit, visiting

from firsthand.case.open import open_case
from firsthand.case.trace import traced
from pictures_made import encoded, scene, shrunk


@pytest.fixture
def album(case: Path) -> Iterator[Visit]:
    """The little case with one photograph in three files, and another one."""
    folder = case.parent / "photos"
    folder.mkdir()
    for name, raw in {"yard.png": encoded(scene(3), "PNG"), "street.png": encoded(scene(3), "PNG"), "smaller.png": encoded(shrunk(scene(3), 0.5), "PNG"), "other.png": encoded(scene(4), "PNG")}.items():  # fmt: skip
        (folder / name).write_bytes(raw)
    done("preserve", case, folder)
    with visiting(case) as visit:
        yield visit


def source(visit: Visit, name: str) -> str:
    return next(s for s, h in visit.served.desk.state.sources.items() if h.name == name)


def test_one_photograph_used_in_several_sources_is_shown_as_one_and_blurred_until_asked(album: Visit, case: Path) -> None:
    page = album.page("/pictures")
    assert "Perhaps one photograph: 3 sources look alike" in page.words and "Like no other" in page.words
    yard = source(album, "yard")
    clear = album.ask(f"/sources/{yard}/small.png").raw
    album.send(next(f for f in page.forms if f.action.startswith(f"/sources/{yard}/protect")), show="blurred")
    page = album.page("/pictures")
    assert f"/sources/{yard}/veiled.png" in page.text and f"/sources/{yard}/small.png" not in page.text and "Show it" in page.words
    veiled = album.ask(f"/sources/{yard}/veiled.png")
    assert veiled.status == 200 and veiled.headers["content-type"] == "image/png" and veiled.raw != clear
    assert f"/sources/{yard}/small.png" in album.page(f"/pictures?shown={yard}").text
    assert f"/sources/{yard}/large.png" not in album.page(f"/sources/{yard}").text, "nor on its own page before it is asked for"
    assert f"/sources/{yard}/large.png" in album.page(f"/sources/{yard}?shown=1").text
    assert album.ask(f"/sources/{source(album, 'council')}/small.png").status == 400


def test_a_place_in_a_picture_is_described_by_typed_numbers(album: Visit, case: Path) -> None:
    other = source(album, "other")
    form = album.form(f"/sources/{other}", "/region")
    assert form.fields["left"] == "0" and int(form.fields["right"]) > 100
    answer = album.send(form, left="10", top="20", right="60", bottom="80", text="A closed door", said_by="Mara Venn")
    assert "A closed door" in answer.words and "Saved: a place in the picture." in answer.words
    (row,) = done("show", case, "pictures", "--source", "other", "--json").rows
    assert (row["regions"][0]["box"], row["regions"][0]["said_by"]) == ([10, 20, 60, 80], ["Mara Venn"])
    assert album.send(form, left="10", top="20", right="9999", bottom="80", text="x").status == 400
    album.send(next(f for f in album.page("/").forms if f.action.startswith("/undo")))
    assert "A closed door" not in album.page(f"/sources/{other}").words


def test_two_captures_are_held_against_each_other(case: Path) -> None:
    """The council's page lost a sentence between two captures: the page says what went and since when."""
    listed = case.parent / "again.csv"
    listed.write_text("id,title,captured\ncouncil,Statement,2024-02-01\n", encoding="utf-8")
    (case.parent / "later").mkdir()
    (case.parent / "later" / "council.txt").write_text(COUNCIL.replace("The council counted them at the door.", "The page was corrected."))
    done("preserve", case, case.parent / "later", "--list", listed)
    with visiting(case) as visit:
        council = source(visit, "council")
        assert "2 captures" in visit.page(f"/sources/{council}").words
        words = visit.page(f"/sources/{council}/captures").words
        assert "went The council counted them at the door." in words and "came The page was corrected." in words
        assert "captured once" in visit.page(f"/sources/{source(visit, 'courier')}/captures").words


def test_a_question_lacks_an_answer_until_a_finding_is_tied_to_it(visit: Visit, case: Path) -> None:
    visit.send(visit.form("/questions", "/questions"), text="How many patients were turned away?")
    assert "1 question of 1 has no answer yet" in visit.page("/questions").words and "no answer yet" in visit.page("/questions").words
    assert "Questions without an answer" in visit.page("/").words
    form = next(f for f in visit.page("/questions").forms if "/tie" in f.action)
    assert "214" in next(x["sentence"] for x in done("show", case, "findings", "--json").rows if x["id"] == form.fields["finding"])
    answer = visit.send(form, answer="tie")
    assert "Every question has an answer" in answer.words
    row = next(r for r in done("show", case, "findings", "--json").rows if r["id"] == form.fields["finding"])
    assert row["state"] == "amended" and row["question"]
    assert "decided in the meantime" in visit.send(form, answer="tie").words, "the same page pressed again writes nothing"
    untie = next(f for f in visit.page("/questions").forms if "/tie" in f.action)
    assert "has no answer yet" in visit.send(untie, answer="untie").words
    assert visit.send(untie, answer="tie", finding="fnobody").status == 404


def test_screening_is_told_as_numbers_and_a_picture(visit: Visit, case: Path) -> None:
    done("screen", case, "courier", "exclude", "--because", "repeats the council")
    page = visit.page("/screening")
    assert "repeats the council" in page.words and '<svg class="flow"' in page.text and "Screen the 3 documents that wait" in page.words


def test_two_names_are_said_to_be_one_and_two_and_open_again(case: Path) -> None:
    """What was said of a pair of names goes into every count from then on; the last word stands; taken back, nothing was said."""
    pair = "ext:Mara Venn=ext:玛拉文"
    with visiting(case) as visit:
        form = next(f for f in visit.page("/names").forms if f.action.startswith("/undo"))
        key = form.action.partition("?")[2]
        send = Form(f"/names?{key}", {"names": pair})

        def said() -> list[tuple[str, bool]]:
            with visit.served.desk.at_work() as at, open_case(case) as opened:
                assert at.t.lineage.same == traced(opened).lineage.same
                return [(s.names, s.one) for s in at.t.lineage.same]

        assert "Mara Venn (not held) and 玛拉文 (not held): one" in visit.send(send, answer="accept").words and said() == [(pair, True)]
        done("decide", case, pair, "reject")
        assert said() == [(pair, False)] and ": two" in visit.page("/names").words
        visit.send(send, answer="reopen")
        assert (
            said() == [] and visit.send(send, answer="merge").status == 400 and visit.send(send, answer="accept", names="x").status == 400
        )


def test_a_filled_in_sheet_comes_back_through_the_browser(visit: Visit, case: Path) -> None:
    """CSV and XLSX alike; moved columns do nothing; a changed quotation is told with the words that stand there."""
    sheet = visit.ask("/export/coding-sheet.csv").raw.decode("utf-8")
    visit.upload({"mine.csv": sheet.replace(",proposed,", ",accepted,").encode()})
    visit.wait_work()
    words = visit.page("/import").words
    assert "Taken back: mine.csv." in words and "accepted" in words and "incoming" not in words
    assert all(r["state"] == "accepted" for r in done("show", case, "claims", "--json").rows)
    sheet = visit.ask("/export/coding-sheet.csv").raw.decode("utf-8")
    visit.upload({"wrong.csv": sheet.replace("turned 214 patients away", "turned 999 patients away").encode()})
    visit.wait_work()
    words = visit.page("/import").words
    assert "could not be taken" in words and "wrong.csv" in words and "turned 214 patients away" in words, (
        "the words that stand there are shown"
    )
    assert firsthand("audit", case).status == 0

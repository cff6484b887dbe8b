"""Deciding in the workbench: what is pressed is written at once; what was decided elsewhere is told; taking back is a decision too."""

from __future__ import annotations

from pathlib import Path

from hands import done, entries_before_and_after
from visiting import Answer, Form, Visit


def decision(answer: Answer) -> Form:
    return next(f for f in answer.forms if f.action.startswith("/decide/"))


def thing(form: Form) -> str:
    return form.action.partition("?")[0].rpartition("/")[2]


def state(case: Path, claim: str) -> dict[str, object]:
    return next((r for r in done("show", case, "claims", "--json").rows if r["id"] == claim), {})


def undo(visit: Visit, path: str = "/") -> Answer:
    return visit.send(next(f for f in visit.page(path).forms if f.action.startswith("/undo")))


def waiting(visit: Visit, of: str = "claim") -> list[str]:
    with visit.served.desk.at_work() as at:
        return [i.id for i in at.items if i.of == of]


def a_claim(visit: Visit) -> Form:
    return decision(visit.page(f"/decide/{waiting(visit)[0]}"))


def test_what_changes_most_comes_first_and_the_next_at_once(visit: Visit, case: Path) -> None:
    form = decision(visit.page("/decide"))
    answer = visit.send(form, answer="accept")
    assert "Saved: accepted." in answer.words
    assert thing(decision(answer)) != thing(form)
    assert done("show", case, "entries", "--json").rows[-1]["subject"] == thing(form)


def test_a_changed_field_makes_acceptance_an_amendment_and_nothing_else_changes(visit: Visit, case: Path) -> None:
    form = a_claim(visit)
    before = state(case, thing(form))
    visit.send(form, answer="accept", **{"field.where": "the east gate", "field.said_by": "A; B"})
    after = state(case, thing(form))
    assert after["state"] == "amended" and after["where"] == "the east gate" and after["said_by"] == ["A", "B"]
    assert {k: v for k, v in after.items() if k not in ("state", "where", "said_by")} == {
        k: v for k, v in before.items() if k not in ("state", "where", "said_by")
    }


def test_a_wrong_value_is_told_and_nothing_is_written(visit: Visit, case: Path) -> None:
    form = next(decision(visit.page(f"/decide/{r['id']}")) for r in done("show", case, "claims", "--json").rows if r["amount"])
    with entries_before_and_after(case) as added:
        answer = visit.send(form, answer="accept", **{"field.amount.floor": "many"})
        assert answer.status == 400 and "many" in answer.words
        assert visit.send(form, answer="approve").status == 400
    assert added == []


def test_taking_back_writes_a_decision_that_opens_the_question_again(visit: Visit, case: Path) -> None:
    form = a_claim(visit)
    claim = thing(form)
    visit.send(form, answer="reject", because="not what it says")
    assert state(case, claim) == {}
    with entries_before_and_after(case) as added:
        answer = undo(visit)
    assert [e["answer"] for e in added] == ["reopen"] and added[0]["sees"] and "Taken back: rejected." in answer.words
    assert state(case, claim)["state"] == "proposed" and thing(decision(answer)) == claim
    assert all(p.held for p in _audit(case))


def _audit(case: Path):  # type: ignore[no-untyped-def]
    from firsthand.case.audit import audit

    return audit(str(case))


def test_taking_back_a_second_thought_restores_the_first(visit: Visit, case: Path) -> None:
    form = a_claim(visit)
    claim = thing(form)
    visit.send(form, answer="accept", **{"field.where": "the east gate"})
    visit.send(decision(visit.page(f"/decide/{claim}")), answer="reject")
    undo(visit)
    assert (state(case, claim)["state"], state(case, claim)["where"]) == ("amended", "the east gate")
    undo(visit)
    assert state(case, claim)["state"] == "proposed"
    assert "nothing to take back" in visit.send(Form(next(f for f in visit.page("/").forms if f.action.startswith("/undo")).action)).words


def test_a_decision_made_in_the_other_window_is_told_and_not_written_over(visit: Visit, case: Path) -> None:
    here = a_claim(visit)
    there = a_claim(visit)
    visit.send(there, answer="accept", because="read it aloud")
    with entries_before_and_after(case) as added:
        answer = visit.send(here, answer="reject")
    assert added == [] and answer.status == 409
    assert "decided in the meantime" in answer.words and "read it aloud" in answer.words
    visit.send(decision(answer), answer="reject")
    assert state(case, thing(here)) == {}
    assert not [s for s in visit.served.desk.state.decisions if visit.served.desk.state.disagreement(s)], "the second saw the first"


def test_a_decision_from_the_command_line_is_seen_too(visit: Visit, case: Path) -> None:
    form = a_claim(visit)
    done("decide", case, thing(form), "reject")
    assert visit.send(form, answer="accept").status == 409


def test_taking_back_what_somebody_has_decided_since_is_told(visit: Visit, case: Path) -> None:
    form = a_claim(visit)
    visit.send(form, answer="accept")
    done("decide", case, thing(form), "amend", "--set", "where=the west gate")
    answer = undo(visit)
    assert answer.status == 409 and "decided" in answer.words and state(case, thing(form))["where"] == "the west gate"


def test_skipping_puts_off_and_writes_nothing(visit: Visit, case: Path) -> None:
    form = decision(visit.page("/decide"))
    with entries_before_and_after(case) as added:
        answer = visit.send(form, answer="skip")
    assert added == [] and thing(decision(answer)) != thing(form)


def test_everything_decided_is_said(visit: Visit, case: Path) -> None:
    for _ in range(200):
        answer = visit.page("/decide")
        forms = [f for f in answer.forms if f.action.startswith("/decide/")]
        if not forms:
            break
        visit.send(forms[0], answer="accept")
    assert "Everything that was proposed is decided" in visit.page("/decide").words
    assert {r["state"] for r in done("show", case, "findings", "--json").rows} == {"accepted"}


def test_a_finding_merged_and_taken_back_stands_as_two_again(case: Path) -> None:
    from firsthand.case.decide import Asked, decide
    from firsthand.case.open import open_case
    from firsthand.case.trace import findings_in, traced
    from firsthand.case.undo import undo as take_back

    with open_case(case) as opened:
        before = {f.id: f.supports for f in findings_in(opened, traced(opened))}
        one, other = list(before)[:2]
        decide(opened, one, Asked("merge", (other,)))
        merge = opened.state().standing(one)[-1].id
        decide(opened, one, Asked("amend", sets=(("sentence", "Both."),)))
        assert other not in {f.id for f in findings_in(opened, traced(opened))}, "a later word on it does not bring the other back"
        take_back(opened, opened.state(), [opened.state().standing(one)[-1].id])
        assert other not in {f.id for f in findings_in(opened, traced(opened))}
        take_back(opened, opened.state(), [merge])
        assert {f.id: f.supports for f in findings_in(opened, traced(opened))} == before


def test_screening_and_taking_it_back(visit: Visit, case: Path) -> None:
    form = visit.form("/sources", "/screen")
    source = form.action.split("/")[2]
    answer = visit.send(form, answer="exclude", because="another clinic")
    assert "excluded" in answer.words
    shown = {r["source"]: r["screened"] for r in done("show", case, "screening", "--json").rows}
    assert shown[source] == "exclude"
    with visit.served.desk.at_work() as at:
        assert source not in {c.source for c in at.t.claims.values()} and at.items, "what an excluded document says no longer waits"
    undo(visit)
    assert {r["source"]: r["screened"] for r in done("show", case, "screening", "--json").rows}[source] is None

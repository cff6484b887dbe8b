"""Decisions folded: what stands does not depend on the order in which decisions came."""

from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.ledger.fold import Decision, Folded, decisions_in, folded, standing
from firsthand.model.entries import Entry, Stored


def decision(identity, sees=(), answer="accept", subject="f1", value=None):
    return Decision(identity, subject, "finding", answer, tuple(sees), 0, value)


def answers(state, subject="f1"):
    found = standing(state, subject)
    return [d.answer for d in found.heads] if found else []


def test_a_later_decision_that_saw_the_earlier_one_stands_alone():
    """Mina accepts a finding; Tenzin reads her reason and rejects it."""
    state = folded(Folded(), [decision("d1"), decision("d2", ["d1"], "reject")])
    assert answers(state) == ["reject"]
    assert not standing(state, "f1").disagreement


def test_two_who_decide_on_two_laptops_without_seeing_each_other_disagree():
    """Mina accepts, Tenzin rejects on the train; after syncing both stand, and a third decision that saw both settles it."""
    state = folded(Folded(), [decision("d1"), decision("d2", (), "reject")])
    assert standing(state, "f1").disagreement
    settled = folded(state, [decision("d3", ["d1", "d2"], "amend")])
    assert answers(settled) == ["amend"] and not standing(settled, "f1").disagreement
    assert standing(state, "f1").disagreement, "the earlier fold has not changed"


def test_two_who_say_the_same_without_having_seen_each_other_agree():
    state = folded(Folded(), [decision("d1", value={"floor": 12}), decision("d2", value={"floor": 12})])
    assert len(standing(state, "f1").heads) == 2 and not standing(state, "f1").disagreement
    other = folded(state, [decision("d3", value={"floor": 13})])
    assert standing(other, "f1").disagreement, "accepting another value is not the same"


def test_seeing_a_decision_about_another_subject_supersedes_nothing():
    state = folded(Folded(), [decision("d1", subject="f1"), decision("d2", ["d1"], subject="f2")])
    assert ["accept"] == answers(state, "f1") == answers(state, "f2")


def test_nobody_decided_is_nothing():
    assert standing(Folded(), "f1") is None


def test_a_decision_cannot_supersede_itself():
    assert answers(folded(Folded(), [decision("d1", ["d1"])])) == ["accept"]


def test_entries_of_decisions_are_taken_and_others_passed_over():
    entry = Entry("decided", 5, {"subject": "f1", "of": "finding", "answer": "accept", "sees": ["d0"]})
    stored = [Stored(0, "g", Entry("begun", 1, {}), None, "d0"), Stored(1, "g", entry, {"value": 1}, "d1")]
    assert (Decision("d1", "f1", "finding", "accept", ("d0",), 5, {"value": 1}),) == decisions_in(stored)


HISTORIES = st.lists(
    st.tuples(st.sets(st.integers(0, 7)), st.sampled_from(["accept", "reject"]), st.sampled_from(["f1", "f2"])), min_size=1, max_size=8
)


@settings(deadline=None, max_examples=150)
@given(HISTORIES, st.randoms(use_true_random=False), st.integers(0, 8))
def test_order_repetition_and_batches_make_no_difference(history, chance, at):
    decisions = [decision(f"d{i}", [f"d{s}" for s in sees if s < i], answer, subject) for i, (sees, answer, subject) in enumerate(history)]
    shuffled = decisions + decisions[: len(decisions) // 2]
    chance.shuffle(shuffled)
    one, two = folded(Folded(), decisions), folded(folded(Folded(), shuffled[:at]), shuffled[at:])
    assert one == two
    for subject in ("f1", "f2"):
        assert standing(one, subject) == standing(two, subject)
        decided = any(d.subject == subject for d in decisions)
        assert decided == (standing(one, subject) is not None), "a subject that was decided never falls back to nothing"

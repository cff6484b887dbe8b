"""Whether two names are one: where tracing leaves that open, a person says it, and origins are counted by it; the last word stands."""

from __future__ import annotations

from firsthand.case.open import Case
from firsthand.case.state import State
from firsthand.errors import Trouble
from firsthand.model.findings import Same

WORDS = {"accept": "one", "reject": "two", "reopen": "open"}  # the answer to "are they one?" and what is kept of it


def say_same(case: Case, state: State, names: str, answer: str, because: str = "") -> str:
    """Record that the two names of "ONE=OTHER" are one (accept), two (reject), or open again (reopen); returns the id. Raises Trouble."""
    one, _, other = names.partition("=")
    if not one.strip() or not other.strip() or one == other:
        raise Trouble("bad-value", what="the pair of names", why="it is written ONE=OTHER, as `firsthand origins` lists it")
    if answer not in WORDS:
        raise Trouble("wrong-value", field="the answer for two names", value=answer, allowed=", ".join(WORDS))
    subject = case.new_id("note")
    value: dict[str, object] = {"names": f"{one}={other}", "said": WORDS[answer], **({"text": because} if because else {})}
    case.append([case.entry("added", {"subject": subject, "of": "same"}, {"value": value})])
    return subject


def same_in(state: State) -> tuple[Same, ...]:
    """What people said of pairs of names, the last word on each; what was taken back or opened again is not among them."""
    said: dict[str, str] = {}
    for d in state.added.values():
        if d.of == "same" and not state.standing(d.subject):
            said[str(d.value.get("names", ""))] = str(d.value.get("said", ""))
    return tuple(Same(names, word == "one") for names, word in said.items() if word in ("one", "two"))

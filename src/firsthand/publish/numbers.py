"""Whether the numbers of a sentence are borne by the numbers of its passages: neither widened, narrowed, turned nor made firmer."""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.model.amounts import Amount

BOUNDED = {"at_least", "at_most", "range", "about", "vague"}
HEDGES: dict[str, int] = {  # how firmly a stance says a thing: a sentence may be weaker than its passage, never firmer
    "denied": -1, "negated": -1, "conditional": 0, "planned": 0, "alleged": 1, "reported": 1, "estimated": 1, "asserted": 2,
}  # fmt: skip


def borne(said: Amount, shown: Sequence[Amount]) -> str:
    """Why the amount of a sentence is not borne by any amount of its passages; "" when it is."""
    if said.floor is None and said.ceiling is None:
        return ""
    reasons = [_differs(said, one) for one in shown]
    if not reasons:
        return f"{written(said)} stands in none of its passages"
    return "" if "" in reasons else min(reasons, key=lambda r: ("stands in none" in r, len(r)))


def _differs(said: Amount, shown: Amount) -> str:
    if {said.floor, said.ceiling}.isdisjoint({shown.floor, shown.ceiling} - {None}) or not _touch(said, shown):
        return f"{written(said)} stands in none of its passages"
    if (said.floor, said.ceiling) != (shown.floor, shown.ceiling):
        return f"the source says {written(shown)}, the sentence {written(said)}"
    if said.kind != shown.kind and shown.kind in BOUNDED:
        return f"the source says {written(shown)}, the sentence {written(said)}"
    if said.status != shown.status:
        return f"the source speaks of what was {_STATUS[shown.status]}, the sentence of what was {_STATUS[said.status]}"
    return ""


_STATUS = {"achieved": "done", "target": "planned", "not_done": "not done"}


def _touch(said: Amount, shown: Amount) -> bool:
    return bool({x for x in (said.floor, said.ceiling) if x is not None} & {x for x in (shown.floor, shown.ceiling) if x is not None})


def written(amount: Amount) -> str:
    """An amount in words: 'at least 200', '919,282–1,206,962', 'about 40%'."""
    low, high = (None if x is None else f"{x.normalize():,f}" for x in (amount.floor, amount.ceiling))
    unit = "%" if amount.unit == "%" else ""
    if low is None and high is None:
        return "no figure"
    if low is None:
        return f"at most {high}{unit}"
    if high is None:
        return f"at least {low}{unit}"
    if low != high:
        return f"{low}–{high}{unit}"
    return f"about {low}{unit}" if amount.kind == "about" else f"{low}{unit}"


def firmer(sentence: str, passage: str) -> bool:
    """Whether a sentence of stance `sentence` says a thing more firmly than a passage of stance `passage`."""
    return HEDGES[sentence] > HEDGES[passage]

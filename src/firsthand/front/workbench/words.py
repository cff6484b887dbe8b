"""How the workbench says things: names, figures, fields, answers, in the words of docs/words.md."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from firsthand.case.queue import Item
from firsthand.case.trace import Traced
from firsthand.model.amounts import Amount
from firsthand.model.claims import Claim
from firsthand.model.findings import Link, Origin, Origins
from firsthand.model.names import OUTSIDE, is_outside
from firsthand.publish.render.wording import FIRMNESS as FIRMNESS
from firsthand.publish.render.wording import after, before, capital, day, many, moment, range_of, shown, tongued

STATES = {
    "proposed": "waits for you", "accepted": "accepted", "amended": "amended and accepted", "rejected": "rejected", "withdrawn": "withdrawn", "disagreement": "decided differently by two",
    "reversed": "turned round",
}  # fmt: skip
CONDITIONS = {"complete": "complete", "images_missing": "pictures missing", "block": "a block page", "removed": "a removed notice"}
NAMELESS = {
    "(bare)": "A document that does not say how it knows",
    "(unnamed)": "Somebody who is not named",
    "(ring)": "Documents that cite one another in a circle",
}
_SETTLING = re.compile(r"Deciding link (?P<id>.+?) would (?P<verb>settle|narrow) it\.")
PAST = {
    "accept": "accepted", "amend": "amended and accepted", "reject": "rejected", "withdraw": "withdrawn", "reverse": "turned round", "sibling": "both from a third", "merge": "merged",
    "split": "split", "reopen": "open again",
}  # fmt: skip


def figure(a: Amount | None) -> str:
    """An amount as people write it: 'at least 97,241 samples', '8,000–9,000 people', '84%'."""
    if a is None or (a.floor is None and a.ceiling is None and a.kind in ("none",)):
        return ""
    low, high = _number(a.floor), _number(a.ceiling)
    unit = "%" if a.unit == "%" else ""
    if a.kind == "vague":
        words = f"{low} or more, no number given" if low else "many, no number given"
    elif low and high and low != high:
        words = f"{low}–{high}{unit}"
    elif low and high:
        words = ("about " if a.kind == "about" else "") + low + unit
    else:
        words = f"at least {low}{unit}" if low else f"at most {high}{unit}" if high else ""
    return " ".join(w for w in (words, a.unit if a.unit != "%" else "", a.what if a.what != a.unit else "") if w)


def _number(value: Decimal | None) -> str:
    return "" if value is None else f"{value:,f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:,f}"


def name(node: str, t: Traced) -> str:
    """What a person calls a source: its publisher, else its title, else its name; of one not held its name."""
    if node in NAMELESS:
        return NAMELESS[node]
    r = t.by_source.get(node.partition("#")[0])
    if r is not None:
        return shown(r.publisher or r.title or r.name)
    held = t.state.sources.get(node.partition("#")[0])
    return shown(held.details.get("publisher") or held.name) if held else shown(node.removeprefix(OUTSIDE))


def name_and_holding(node: str, t: Traced) -> str:
    """The same, and that it is not held when it is not."""
    return name(node, t) + (" (not held)" if is_outside(node) else "")


def origins(o: Origins | None) -> str:
    """'one origin', 'two to four origins'; "" where they are not counted yet."""
    return range_of(o.least, o.greatest) if o else ""


def question(x: Link, t: Traced) -> str:
    """The question that a link asks, in one line."""
    a, b = name(x.source, t), name(x.to, t)
    if x.relation == "sibling":
        return f"Did {a} and {b} have this from the same third?"
    return f"Did {a} have this from {b}?"


def pair_question(names: str, t: Traced) -> str:
    """What is asked where two names may be one."""
    ends = [name(e, t) for e in names.split("=")]
    return f"Are {ends[0]} and {ends[1]} one?" if len(ends) == 2 else f"Does {ends[0]} say this?"


def words_of(o: Origins, t: Traced) -> str:
    """The origins in words, links told by their two ends and not by their id."""
    found = _SETTLING.search(o.words)
    if found is None:
        return shown(o.words)
    link = next((x for x in t.lineage.links if x.id == found["id"]), None)
    asked = question(link, t) if link else pair_question(found["id"], t)
    return shown(o.words[: found.start()] + f"An answer to “{asked}” would {found['verb']} it." + o.words[found.end() :])


def facts_of(o: Origin) -> str:
    """Who an origin is, whether it is held, of which day, how it knew."""
    party = f"the {o.party} party" if o.party in ("accused", "affected") else "a third party" if o.party == "third" else ""
    held = "" if o.name in NAMELESS else "held" if o.held else "not held"
    access = f"knew it by “{shown(o.access.strip())}”" if o.access and o.access.strip() not in o.stops_because else ""
    return ", ".join(x for x in (party, held, day(o.date), access) if x)


def hangs(item: Item, o: Origins | None, claim: Claim | None = None) -> str:
    """What hangs on a decision, in words."""
    if item.of == "link" and o is not None:
        yes = next(((low, high) for answer, low, high in item.then if answer != "is not"), (o.least, o.greatest))
        no = next(((low, high) for answer, low, high in item.then if answer == "is not"), (o.least, o.greatest))
        if yes == no:
            return f"The count stays at {range_of(*yes)} either way."
        return f"If yes, {range_of(*yes)}; if no, {range_of(*no)}. Now it is {range_of(o.least, o.greatest)}."
    if item.of == "claim" and not item.finding:
        return "No finding rests on it."
    if item.carries and o is not None:
        return f"No other document has it from this origin: without it, one of {range_of(o.least, o.greatest)} falls away."
    if item.of == "finding" and o is not None:
        return f"Accepted, it goes into the report with {range_of(o.least, o.greatest)}."
    return "Other documents have it from the same origin: the count stays either way." if o else ""


def plural(number: int, one: str, more: str = "") -> str:
    """'1 document', '12 documents'."""
    return f"{number:,} {one if number == 1 else more or one + 's'}"


def said_by(speakers: tuple[str, ...]) -> str:
    """A chain of speakers in words."""
    return shown(", who has it from ".join(speakers))


def size(number: int) -> str:
    """Bytes as people say them."""
    for unit, of in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if number >= of:
            return f"{number / of:.1f} {unit}"
    return f"{number} bytes"


_TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"


def exact(words: str) -> Markup:
    """Words as markup in which the browser finds the same code points in the same places: no line end is rewritten, no zero left out; what turns the
    direction of writing stands alone, so that it turns nothing."""
    out = []
    for c in words:
        if c in _TURNING:
            out.append(f'<bdi class="turning" data-code="U+{ord(c):04X}">{c}</bdi>')
        else:
            out.append(_EXACT.get(c) or ("\ufffd" if "\ud800" <= c <= "\udfff" else c))
    return Markup("".join(out))


_EXACT = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;", "\r": "&#13;", "\0": "\ufffd"}


def together(hits: Sequence[Any]) -> list[tuple[str, list[Any]]]:
    """Hits of a document together, in their order."""
    out = dict[str, list[Any]]()
    for h in hits:
        out.setdefault(h.source, []).append(h)
    return list(out.items())


FILTERS: Mapping[str, object] = {
    "tongued": lambda w: tongued(shown(w)), "shown": shown, "day": day, "moment": moment, "many": many, "capital": capital, "figure": figure, "plural": plural,
    "firmness": lambda s: FIRMNESS.get(s, s), "state": lambda s: STATES.get(s, s), "condition": lambda c: CONDITIONS.get(c, c), "said_by": said_by, "size": size,
    "exact": exact, "together": together, "before": lambda w: before(w.replace("\n", " ")), "after": lambda w: after(w.replace("\n", " ")),
}  # fmt: skip

"""Claims of a case as rows, or in words why a claim cannot be one.

where: the place, as a path if it lies in another ("Sarling/Lumtang"); when: a date as it is written, or from..to with `to` no longer in it
("2023-03-01..2023-06-11"); what is counted: the act, with what it was done to where that is not just people.
"""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

from firsthand.estimate.cells import Refused, day, path_of, unit_named
from firsthand.estimate.rows import PERSONS, Layer, Row
from firsthand.model.amounts import Amount
from firsthand.model.claims import Claim
from firsthand.tongues.dates import dates_in

_GENERIC = {"", "people", "persons", "person", "residents", "individuals", "人", "名", "མི", "居民", "群众"}
_SINCE = re.compile(r"^(?:since|from|beginning|自|从|從)|(?:以来|以來|以后|以後|起|ནས)$", re.IGNORECASE)
_BY = re.compile(r"^(?:by|as of|until|till|up to|through|to|截至|截止|截止到|到|至)|(?:为止|為止|བར)$", re.IGNORECASE)
_AT = re.compile(r"^(?:in|on|during|throughout|at|of|the|year|月|年|于|在)*$", re.IGNORECASE)
_SAYS_NOT = {"denied": "denied", "negated": "said not to be so", "planned": "said as planned", "conditional": "said with a may or an if"}
PARTICIPLES = {  # codes of acts, as those are called to whom they were done
    "arrest": "arrested", "detain": "detained", "sample": "sampled", "register": "registered", "search": "searched", "beat": "beaten", "kill": "killed", "die": "dead", "sicken": "sick",
    "injure": "injured", "transfer": "transferred", "evict": "evicted", "convict": "convicted", "sentence": "sentenced", "charge": "charged", "fine": "fined", "dismiss": "dismissed",
    "disappear": "disappeared", "release": "released", "force": "forced", "monitor": "monitored", "destroy": "destroyed", "close": "closed", "delete": "deleted", "buy": "bought", "sell": "sold",
}  # fmt: skip
Period = tuple[date | None, date | None]


def row_of_claim(claim: Claim, origins: tuple[str, ...], held: str = "", speaker: str = "") -> Row | str:
    """A claim as a row. origins: who first had it; held: where its own document is the origin, the day that it was published ("-" unknown)."""
    if claim.amount is None:
        return "it gives no figure"
    if claim.stance in _SAYS_NOT:
        return f"it is {_SAYS_NOT[claim.stance]}"
    if not claim.act.strip():
        return "it does not say what was done to those it counts, or what they are; amend act=ACT, such as act=detained"
    if not claim.where.strip():
        return "it does not say where; amend where=PLACE, a path such as Prefecture/County"
    try:
        return _row(claim, claim.amount, origins, held, speaker)
    except Refused as why:
        return str(why)


def _row(claim: Claim, amount: Amount, origins: tuple[str, ...], held: str, speaker: str) -> Row:
    begins, ends = period_of(claim.when, amount.measure)
    if amount.measure == "unsaid" and amount.status == "not_done" and begins is None:
        begins = ends
    floor, ceiling = (None if x is None else Fraction(x) for x in (amount.floor, amount.ceiling))
    per_cent = amount.unit == "%"
    if amount.kind == "share" and amount.base is None:
        raise Refused("it is a share without a base; amend amount.base, the number that it is a share of")
    if not per_cent and amount.kind not in ("rate", "none") and any(x is not None and x.denominator != 1 for x in (floor, ceiling)):
        raise Refused("its number is a fraction; people and things are counted whole")
    base = "" if amount.base is None else str(Fraction(amount.base))
    layer: Layer = "model" if claim.stance == "estimated" else "wording"
    return Row(
        claim.id, path_of(" ".join(claim.where.split()), "place"), begins, ends, _population(claim, amount), "%" if per_cent else unit_named(amount.unit),
        amount.kind, floor, ceiling, amount.status, amount.measure, base, origins, " ".join(claim.passages[0].quote.split()),
        held.strip("-"), bool(held), speaker, layer,
    )  # fmt: skip


def _population(claim: Claim, amount: Amount) -> str:
    """What is counted: those to whom the act was done, and which of them where that says more than "people"."""
    what = " ".join(amount.what.split()).replace("/", "∕")
    plain = what.casefold() in _GENERIC or unit_named(what) == PERSONS or unit_named(what) == unit_named(amount.unit)
    act = PARTICIPLES.get(claim.act, claim.act).replace("/", "∕")
    return act if plain else f"{act}/{what}"


def period_of(words: str, measure: str) -> Period:
    """The period of a claim's `when`; raises Refused where it cannot be told."""
    words = " ".join(words.split())
    if not words:
        return None, None
    if ".." in words:
        begins, _, ends = words.partition("..")
        return _ordered(day(begins.strip(), "when"), day(ends.strip(), "when"), words)
    found = [d for d in dates_in(words) if not d.relative]
    if len(found) != 1:
        raise Refused(
            f"when it was cannot be told from “{words}”; amend when=2023-05, or when=2023-03-01..2023-06-11 (the last day no longer in it)"
        )
    one = found[0]
    before, after = words[: one.start].strip(" ,"), words[one.end :].strip(" ,")
    if one.period is not None and _AT.match(before):
        first, last = one.period.begins, one.period.ends
        return _ordered(first.first() if first else None, last.after() if last else None, words)
    if one.date is None:
        raise Refused(f"when it was cannot be told from “{words}”; amend when=2023-05, or when=2023-03-01..2023-06-11")
    if _SINCE.search(before) or _SINCE.search(after):
        return one.date.first(), None
    if measure == "cumulative" or _BY.search(before) or _BY.search(after):
        return None, one.date.after()
    if _AT.match(before.replace(" ", "")) and not after:
        return one.date.first(), one.date.after()
    raise Refused(
        f"when it was cannot be told from “{words}”; amend when=2023-05, or when=2023-03-01..2023-06-11 (the last day no longer in it)"
    )


def _ordered(begins: date | None, ends: date | None, words: str) -> Period:
    if begins and ends and begins >= ends:
        raise Refused(f"its period “{words}” ends before it begins")
    return begins, ends

"""How many, as the report shows it: the sentence, the sum with each number leading to its passage, the layers, what each source changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from firsthand.model.estimates import Bound, Leverage, Proof, ProofRow, Quoted
from firsthand.publish.counted import claims_used
from firsthand.publish.render import wording
from firsthand.publish.report import Card, Cited, Estimate, Listed, Method, Report

if TYPE_CHECKING:
    from markupsafe import Markup

Context = dict[str, object]
LAYER = {"wording": "By the words alone", "profile": "With the declared profile", "assumption": "Assuming", "model": "With what models say"}
NAMES = {
    "documented": "Documented", "chao": "Chao’s lower bound", "pairs": "Pairs of lists", "loglinear": "Log-linear models", "graphs": "Decomposable graphs",
    "classes": "Latent classes", "sensitivity": "A declared dependence",
}  # fmt: skip
MOST_SUMMED = 12  # terms of a sum that is written out


def contexts(report: Report, cards: Mapping[str, Card], cited: Callable[[Cited], Context], raw: Callable[[str], Markup]) -> list[Context]:
    """What the template needs of each estimate. cited: how a passage is shown; raw: markup of our own."""
    known = {c.claim.id: c for s in report.sentences for c in s.cited}
    return [_estimate(e, known, cards, cited, raw) for e in report.estimates]


def _estimate(
    e: Estimate, known: Mapping[str, Cited], cards: Mapping[str, Card], cited: Callable[[Cited], Context], raw: Callable[[str], Markup]
) -> Context:
    used = [known[c] for c in known if c in claims_used(e)]
    changing = next((b for b in e.bounds if b.leverage), None)
    left_out = dict.fromkeys((c, why) for b in e.bounds for c, why in b.left_out if c in known)
    return {
        "id": e.id, "text": e.text, "picture": raw(e.picture), "changes": raw(e.changes), "assumed": e.assumed,
        "opens": f"{wording.capital(wording.many(len(used), 'claim'))}, layer by layer",
        "sum": _sum(e, known), "lines": [_line(b) for b in e.bounds], "used": [{"id": c.claim.id, **cited(c)} for c in used],
        "sources": [_change(x, cards) for x in changing.leverage] if changing else [],
        "conflicts": [[{"claim": q.claim, "quote": wording.shown(q.quote), "says": q.says} for q in one] for one in _conflicts(e)],
        "left_out": [{"quote": wording.shown(known[c].passage.quote), "why": why} for c, why in left_out],
        "proofs": [_proof(b, p) for b in e.bounds for p in b.proofs if not b.wrong],
    }  # fmt: skip


def _sum(e: Estimate, known: Mapping[str, Cited]) -> list[Context]:
    """The rows that make up the lower bound by the words alone: how often, what they say, the claim behind them."""
    for b in e.bounds:
        for p in b.proofs:
            if p.side == "lower" and not b.wrong and b.lower and len(p.root.multipliers) <= MOST_SUMMED:
                return [_term(p.rows[n], y, known) for n, y in p.root.multipliers]
    return []


def _term(row: ProofRow, times: str, known: Mapping[str, Cited]) -> Context:
    often = "" if times == "1" else f"{times} × "
    return {"often": often, "says": row.says, "claim": next((c for c in row.claims if c in known), ""), "claims": len(row.claims)}


def _line(b: Bound) -> Context:
    wrong = "" if not b.wrong else f"if any {'one origin is' if b.wrong == 1 else f'{b.wrong} origins are'} wrong"
    return {"layer": LAYER[b.layer], "assumed": b.assumed, "wrong": wrong, "range": _range(b.lower, b.upper, b.contradiction)}


def _range(lower: int | None, upper: int | None, contradiction: bool) -> str:
    if contradiction:
        return "cannot all be so"
    if upper is None:
        return f"at least {lower:,}" if lower else "no limit"
    return f"{upper:,}" if lower == upper else f"{lower or 0:,}–{upper:,}"


def _change(x: Leverage, cards: Mapping[str, Card]) -> Context:
    """A source by the name that readers know it by, and the bound without it."""
    by_name = {c.name: c.id for c in cards.values()}
    names = [wording.name_of(by_name.get(n.partition("#")[0], n), cards) for n in x.origin.split("; ")]
    return {"names": " or ".join(names), "range": _range(x.lower, x.upper, x.contradiction)}


def _conflicts(e: Estimate) -> Iterator[tuple[Quoted, ...]]:
    seen = set[tuple[str, ...]]()
    for b in e.bounds:
        for one in b.conflicts:
            key = tuple(q.claim for q in one)
            if key not in seen:
                seen.add(key)
                yield one


def _proof(b: Bound, p: Proof) -> Context:
    """A proof as a line of arithmetic."""
    terms = [f"{'' if y in ('1', '-1') else y.removeprefix('-') + ' × '}({p.rows[n].says})" for n, y in p.root.multipliers]
    return {
        "layer": LAYER[b.layer] + (f": {b.assumed}" if b.assumed else ""), "side": "at least" if p.side == "lower" else "at most",
        "value": f"{p.value:,}", "terms": " + ".join(terms) or "counts are never below nought",
    }  # fmt: skip


def listed(x: Listed, cards: Mapping[str, Card], raw: Callable[[str], Markup]) -> Context:
    """What the template needs of a table of lists."""
    passed = sum(not m.refused for m in x.methods)
    return {
        "id": x.id, "text": x.text, "picture": raw(x.picture), "overlap": raw(x.overlap), "source": x.source, "name": wording.name_of(x.source, cards),
        "merged": x.merged, "look": x.look, "methods": [_method(m) for m in x.methods],
        "opens": f"{wording.capital(wording.many(len(x.methods), 'method'))}, {passed} with figures",
    }  # fmt: skip


def _method(m: Method) -> Context:
    said = f"refused. {m.refused}" if m.refused else _range(m.lower, m.upper, contradiction=False)
    middle = f"{m.estimate:,}, " if m.estimate is not None and not m.refused and m.estimate != m.lower else ""
    return {
        "name": NAMES.get(m.name, m.name), "said": middle + said, "warns": m.warns and not m.refused, "assumes": m.assumes, "before": m.before,
        "measured": m.measured,
    }  # fmt: skip

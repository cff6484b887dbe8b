"""Showing: `show` and `origins`, as tables and sentences for people or JSON lines for programs."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Callable
from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING

from firsthand.front.cli.changes import capture_cells, moment
from firsthand.front.cli.say import count, json_line, line, one_line, paragraph, progress, table, troubles

if TYPE_CHECKING:
    from firsthand.case.open import Case
    from firsthand.index.search import Found

Row = dict[str, object]


def _listed(value: object) -> str:
    return ", ".join(str(v) for v in value) if isinstance(value, list) else ""


def show(given: argparse.Namespace) -> int:
    """Show one thing of a case."""
    from firsthand.case.open import open_case
    from firsthand.case.rows import rows

    with open_case(given.case) as case:
        if given.thing == "estimates" and not given.json and not given.source:
            return _estimates(case, given.case)
        found = list(rows(case, given.thing, given.source or ""))
        flow = _flow(case) if given.thing == "screening" and not given.json and not given.source else ()
    if given.json:
        for row in found:
            json_line(row)
        return 0
    if not found:
        paragraph(EMPTY[given.thing].format(case=given.case))
        return 0
    if given.thing in ("findings", "origins"):
        for row in found:
            _origins_for_people(row)
    else:
        head, cells = COLUMNS[given.thing]
        table([cells(r) for r in found if "flow" not in r], head)
    if given.thing == "screening":
        for told in ("", *flow):
            line(told)
        return 0
    line(f"\n{count(len(found), NOUNS.get(given.thing, given.thing[:-1]), given.thing)}")
    return 0


def _flow(case: Case) -> list[str]:
    """The flow of the screening, a line each: the number, then words."""
    from firsthand.case.screen import flow_of
    from firsthand.publish.flow import lines

    return [f"{number:>6,}  {'  ' * deep}{one_line(words)}" for words, number, deep in lines(flow_of(case.state()))]


def _estimates(case: Case, name: str) -> int:
    """The bounds in sentences, and which accepted claims are no row."""
    from firsthand.case.estimate import of_case
    from firsthand.front.cli.estimates import for_people

    for_people(of_case(case), name)
    return 0


def origins(given: argparse.Namespace) -> int:
    """How many independent origins."""
    from firsthand.case.open import open_case
    from firsthand.case.origins import of_claims, of_findings

    with open_case(given.case) as case, progress() as show_progress:
        if given.claims:
            found, wrong = of_claims(case, given.claims, show_progress)
        else:
            found, wrong = of_findings(case, given.finding or ""), ()
    for row in found:
        if given.json:
            json_line(row)
        else:
            _origins_for_people(row)
    if not found and not given.json:
        paragraph(EMPTY["origins"].format(case=given.case))
    return 1 if troubles(wrong, given.json) else 0


def find(given: argparse.Namespace) -> int:
    """Full text of what is held."""
    from firsthand.case.find import look
    from firsthand.case.open import open_case

    words = " ".join(given.words)
    with open_case(given.case) as case, progress() as show_progress:
        if given.json:
            for hit in look(case, words, given.language, -1, -1, show_progress).hits:
                fields = asdict(hit)
                json_line({**fields, "source": fields.pop("name"), "id": hit.source})
            return 0
        found, locked = look(case, words, given.language, progress=show_progress), case.state().locked
    _found_for_people(given, words, found)
    if locked:
        line(
            f"The keys of {count(locked, 'sealed thing')} are not on this computer. Nothing was erased: what the index held stays in it; names and lists come back with the keys ($FIRSTHAND_HOME, or `firsthand sync`)."
        )
    return 0


def _found_for_people(given: argparse.Namespace, words: str, found: Found) -> None:
    among = sum(number for _, number in found.among)
    for _, hits in groupby(found.hits, key=lambda hit: hit.source):
        of = list(hits)
        line()
        paragraph(" · ".join(x for x in (of[0].name, of[0].title, of[0].publisher, of[0].published, of[0].language) if x))
        for hit in of:
            place = f"{hit.start}–{hit.end}" if hit.start is not None else hit.where
            paragraph(one_line(f"… {hit.before}[{hit.quote}]{hit.after} …") + f" ({place})", "    ")
        if of[0].places > len(of):
            line(f"    and {count(of[0].places - len(of), 'more place', 'more places')} in it")
    kinds = ", ".join(f"{language} {number:,}" for language, number in found.among)
    line(
        f"\n{count(found.documents, 'document')} of {among:,} ({kinds})"
        if found.documents
        else f"Nothing was found in {count(among, 'document')} ({kinds})."
    )
    shown = len({hit.source for hit in found.hits})
    if shown < found.documents:
        line(f"The first {shown} are shown; --json gives all.")
    where = f" --language {given.language}" if given.language else ""
    line(
        f"To put this on record: firsthand add {shlex.quote(given.case)} search --text {shlex.quote(words)}{where} --set where='this case' --found {found.documents}"
    )


def _origins_for_people(row: Row) -> None:
    line()
    paragraph(str(row.get("sentence") or row.get("claim") or row.get("claim_id")))
    paragraph(str(row.get("words", "")), "    ")
    least, greatest = row["least"], row["greatest"]
    from_to = f"{least}" if least == greatest else f"from {least} to {greatest}"
    line(f"    Origins found: {from_to} · {row.get('state') or row.get('support')} · {row.get('id') or row.get('claim_id')}")


def _cut(row: Row, *names: str) -> list[object]:
    return [row.get(n) for n in names]


def _amount(row: Row) -> list[object]:
    low, high = row["floor"], row["ceiling"]
    spelled = "–".join(f"{x:,}" if isinstance(x, int | float) else "…" for x in ([low] if low == high else [low, high]))
    return [
        *_cut(row, "source", "quote"),
        spelled,
        *_cut(row, "kind", "unit", "what", "status", "stance"),
        _joined(row["said_by"]),
    ]


def _joined(names: object) -> str:
    return "; ".join(str(n) for n in names) if isinstance(names, list) else ""


def _claim(row: Row) -> list[object]:
    return [row["id"], row["source"], row["act"], row["stance"], _joined(row["said_by"]), row["state"], row["quote"]]


def _link(row: Row) -> list[object]:
    sure = "" if float(str(row["p"])) >= 0.95 else f"{float(str(row['p'])):.0%}"
    return [row["id"], row["from"], row["kind"], row["to"], row["relation"], "named" if row["named"] else "", sure, row["state"]]


def _picture(row: Row) -> list[object]:
    like, bits, described = row["like"], row["apart"], row["regions"]
    near = [f"{n} ({b})" for n, b in zip(like, bits, strict=True)] if isinstance(like, list) and isinstance(bits, list) else []
    regions = len(described) if isinstance(described, list) and described else ""
    return [
        *_cut(row, "source", "width", "height"),
        _joined(row["same_as"]),
        _joined(near),
        "yes" if row["blurred"] else "",
        regions,
        row["trouble"],
    ]


COLUMNS: dict[str, tuple[tuple[str, ...], Callable[[Row], list[object]]]] = {
    "sources": (
        ("id", "language", "published", "publisher", "title", "capture", "screened", "trouble"),
        lambda r: _cut(r, "id", "language", "published", "publisher", "title", "capture", "screened", "trouble"),
    ),
    "captures": (("source", "shows the page of", "how", "capture", "read", "address", "since the one before"), capture_cells),
    "screening": (
        ("id", "screened", "why", "capture", "same bytes as"),
        lambda r: _cut(r, "id", "screened", "why", "capture", "same_bytes_as"),
    ),
    "passages": (("claim", "source", "start", "end", "quote"), lambda r: _cut(r, "claim", "source", "start", "end", "quote")),
    "claims": (("id", "source", "act", "how firmly", "said by", "state", "quote"), _claim),
    "amounts": (("source", "words", "figure", "kind", "unit", "of what", "status", "how firmly", "said by"), _amount),
    "lineage": (("id", "from", "how", "to", "relation", "named", "sure", "state"), _link),
    "mutations": (("from", "to", "what", "was", "became"), lambda r: _cut(r, "from", "to", "type", "was", "became")),
    "estimates": (
        ("question", "layer", "lower", "upper", "wrong", "assumes"),
        lambda r: _cut(r, "question", "layer", "lower", "upper", "wrong", "assumes"),
    ),
    "pictures": (("source", "width", "height", "the same as", "like (bits apart)", "blurred", "regions", "trouble"), _picture),
    "entries": (("index", "kind", "at", "what"), lambda r: [r["index"], r["kind"], r["at"], str(r.get("sealed") or "")]),
    "searches": (("id", "text", "language", "where", "found"), lambda r: _cut(r, "id", "text", "language", "where", "found")),
    "questions": (("id", "question", "answered by"), lambda r: [r["id"], r["text"], _listed(r["findings"]) or "nothing yet"]),
    "due": (("source", "kept", "due since"), lambda r: [r["id"], moment(r["kept"]), moment(r["due"])]),
}
NOUNS = {"screening": "source", "lineage": "link", "entries": "entry", "searches": "search", "due": "source"}
EMPTY: dict[str, str] = {
    "questions": 'No question is asked yet. Ask one: firsthand add {case} question --text "..."',
    "sources": "No source is held yet. Preserve some: firsthand preserve {case} PAGES...",
    "captures": "No source is held yet. Preserve some: firsthand preserve {case} PAGES...",
    "screening": "No source is held yet. Preserve some: firsthand preserve {case} PAGES...",
    "passages": "No passage yet: nothing was read that makes a claim. Preserve pages, then: firsthand run {case}",
    "claims": "No claim was found. Preserve pages and call: firsthand run {case}",
    "amounts": "No figure was found in what is held.",
    "findings": "No finding yet. Preserve pages and call: firsthand run {case}",
    "lineage": "No link was found: no text leans on another one or names whence it has something, as far as could be seen.",
    "origins": "No finding yet, so no origins to count. Preserve pages and call: firsthand run {case}, or give sentences with --claims F.csv",
    "mutations": "Nothing was seen to change on the way.",
    "estimates": "No accepted claim gives a figure that can be a row. Accept claims, with where and when, then: firsthand estimate counts {case}",
    "pictures": "No picture is held. Preserve some: firsthand preserve {case} PICTURES...",
    "entries": "The ledger is empty.",
    "searches": "No search was recorded. Record one: firsthand add {case} search --text WORDS",
    "due": "Nothing is due. How long things are kept is said in case.toml: [retention], days = N, sealed_days = N.",
}

"""Who is credited with what in news: source, cue and content of every attribution, exact and by overlap, on polnear.

bench/polnear.py [train|dev] [MISREAD]

Spans are compared without the blanks, commas and stops at their end. A published tagger (CRF) has 50.6 source, 53.4 cue and 28.6 content, exact. What
kind of source a credit names (person, body or document, unnamed) is labelled by us, by place, in polnear_kinds.csv; its texts are not in the project.
"""

from __future__ import annotations

import csv
import hashlib
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from firsthand.model.claims import Credit
from firsthand.model.passages import Span
from firsthand.tongues.credits import credits_in
from firsthand.tongues.sentences import sentences
from scoring import CORPORA, HALF, Bench, Figures, f1, half, share

Triple = dict[str, tuple[Span, ...]]
ROLES = ("source", "cue", "content")
KINDS = Path(__file__).parent / "polnear_kinds.csv"


def attributions(path: Path) -> list[Triple]:
    """The attributions of one standoff file as source, cue and content, each of one or more spans."""
    spans: dict[str, tuple[Span, ...]] = {}
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        parts = line.split("\t")
        if line.startswith("T") and len(parts) >= 2:
            places = parts[1].split(" ", 1)[1].split(";")
            spans[parts[0]] = tuple(Span(*map(int, p.split())) for p in places)
        elif line.startswith("E") and "Attribution:" in line and "Source" in line:
            roles: dict[str, list[Span]] = {}
            for role, mark in (x.split(":") for x in parts[1].split()[1:]):
                roles.setdefault(role.rstrip("0123456789").lower(), []).extend(spans.get(mark, ()))
            found.append({role: tuple(roles.get(role, ())) for role in ROLES})
    return found


def articles(folder: Path) -> Iterator[tuple[str, str, list[Triple]]]:
    """Name, text and attributions of each article of a half."""
    names = [{"name": p.stem} for p in sorted((folder / "text").glob("*.txt"))]
    for row in half(names, "name", HALF):
        notes = next(iter(sorted((folder / "attributions").glob(f"{row['name']}_*.ann"))), None)
        if notes is not None:
            yield row["name"], (folder / f"text/{row['name']}.txt").read_bytes().decode("utf-8"), attributions(notes)


def said(text: str) -> list[Credit]:
    """Our credits of an article that stand in its sentences."""
    return [
        c
        for c in credits_in(text, "en", sentences(text, "en"))
        if c.manner not in {"photo", "byline", "agency", "own"} and c.span.end > c.span.start
    ]


def triple(text: str, c: Credit) -> Triple:
    """A credit as polnear writes it: a pronoun stands where it stands, not where its antecedent does."""
    at = c.at
    if "+antecedent" in c.rule or "+introduced" in c.rule:
        low, high = (c.span.start, c.cue.start) if c.span.start < c.cue.start else (c.cue.end, c.span.end)
        while high > low and text[high - 1].isspace():
            high -= 1
        at = Span(low, high)
    return {"source": (at,), "cue": (c.cue,), "content": (c.content,)}


def _bare(span: Span, text: str) -> tuple[int, int]:
    """A span without blanks, commas and stops at its end."""
    return span.start, span.start + len(text[span.start : span.end].rstrip(" ,."))


def _count(hits: Counter[str], role: str, gold: list[Span], ours: list[Span], text: str) -> None:
    gold_set, said_set = {_bare(s, text) for s in gold if s.end > s.start}, {_bare(s, text) for s in ours if s.end > s.start}
    hits[f"{role} exact"] += len(gold_set & said_set)
    hits[f"{role} gold"] += len(gold_set)
    hits[f"{role} said"] += len(said_set)
    hits[f"{role} overlap"] += sum(any(a < d and c < b for c, d in said_set) for a, b in gold_set)
    hits[f"{role} overlapped"] += sum(any(a < d and c < b for a, b in gold_set) for c, d in said_set)


def measure(folder: Path, misread: int) -> Figures:
    """F1 of each role, exact and by overlap, and the share of labelled sources whose kind is right."""
    hits: Counter[str] = Counter()
    kinds, labels = Counter[str](), labelled()
    for name, text, gold in articles(folder):
        ours = said(text)
        triples = [triple(text, c) for c in ours]
        for role in ROLES:
            _count(hits, role, [s for t in gold for s in t[role][:1]], [s for t in triples for s in t[role]], text)
        for c, t in zip(ours, triples, strict=True):
            if (label := labels.get((_digest(name), t["source"][0].start, t["source"][0].end))) is not None:
                kinds[label], kinds[f"{label} right"] = kinds[label] + 1, kinds[f"{label} right"] + (c.kind in SAME[label])
        misread -= _show_misread(text, gold, triples, misread) if misread > 0 else 0
    out: Figures = {}
    for role in ROLES:
        gold_, said_ = hits[f"{role} gold"], hits[f"{role} said"]
        recall, precision = share(hits[f"{role} overlap"], gold_), share(hits[f"{role} overlapped"], said_)
        out[f"{role} F1 exact"] = f1(hits[f"{role} exact"], said_, gold_)
        out[f"{role} F1 overlap"] = share(2 * recall * precision, recall + precision)
        print(
            f"  {role}: said {said_}, gold {gold_}, exact precision {share(hits[f'{role} exact'], said_):.3f} recall {share(hits[f'{role} exact'], gold_):.3f}"
        )
    if known := sum(kinds[k] for k in SAME):
        print("  kinds: " + " · ".join(f"{k} {kinds[f'{k} right']} of {kinds[k]}" for k in SAME))
        out["kind of source right"] = share(sum(kinds[f"{k} right"] for k in SAME), known)
    return out


SAME = {"person": ("person",), "body": ("body",), "document": ("document",), "unnamed": ("unnamed",)}


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:12]


def labelled() -> dict[tuple[str, int, int], str]:
    """Our labels: (digest of the article's name, start, end) of a source to its kind."""
    if not KINDS.is_file():
        return {}
    with KINDS.open(encoding="utf-8", newline="") as f:
        return {(r["article"], int(r["start"]), int(r["end"])): r["kind"] for r in csv.DictReader(f)}


def _show_misread(text: str, gold: list[Triple], ours: list[Triple], most: int) -> int:
    """Prints attributions whose cue we do not touch (-), those we say where none is (+), and pairs with another source or content (~)."""
    shown = 0
    touch = lambda a, b: any(x.start < y.end and y.start < x.end for x in a for y in b)  # noqa: E731
    part = lambda spans: " + ".join(text[s.start : s.end] for s in spans)  # noqa: E731
    for t in gold:
        fits = [o for o in ours if touch(o["cue"], t["cue"])]
        if shown < most and t["cue"] and not fits:
            shown += 1
            print(f"  - [{part(t['source'])}] <{part(t['cue'])}> {{{part(t['content'])[:90]}}}")
        for o in fits:
            wrong = [role for role in ROLES if {_bare(s, text) for s in o[role]} != {_bare(s, text) for s in t[role][:1]}]
            if wrong and shown < most:
                shown += 1
                print("  ~ " + " ".join(f"{role}: gold [{part(t[role])[:200]}] ours [{part(o[role])[:200]}]" for role in wrong))
    for o in ours:
        if shown < most and not any(touch(o["cue"], t["cue"]) for t in gold):
            shown += 1
            print(f"  + [{part(o['source'])}] <{part(o['cue'])}> {{{part(o['content'])[:90]}}}")
    return shown


def _measured(folder: Path, misread: int) -> Figures:
    """The figures of the half that is not for training."""
    halves = [p for p in sorted(folder.iterdir()) if (p / "text").is_dir() and p.name != "train"]
    return measure(halves[0], misread) if halves else {}


BENCH = Bench("polnear", "polnear", _measured)

if __name__ == "__main__":
    which = sys.argv[1] if len(sys.argv) > 1 else "dev"
    print(measure(CORPORA / "polnear" / which, int(sys.argv[2]) if len(sys.argv) > 2 else 0))

"""The demo: the bundled sample case (invented throughout) from nothing to a checked report, with what its researcher decided recorded as decisions."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

from firsthand.case.add import hand_claim, passage_of
from firsthand.case.audit import audit
from firsthand.case.check import check, summary_of
from firsthand.case.claim import all_claims
from firsthand.case.decide import Asked, decided, reason, whole, with_sets
from firsthand.case.named import source_named
from firsthand.case.open import Case, Progress, new_case, silent
from firsthand.case.preserve import preserve
from firsthand.case.publish import publish
from firsthand.case.run import run
from firsthand.case.trace import Traced, traced
from firsthand.errors import Trouble
from firsthand.guard import disk
from firsthand.model.claims import Claim, Said
from firsthand.model.entries import Entry
from firsthand.model.findings import Finding, Question
from firsthand.model.passages import Translation
from firsthand.model.plain import plain
from firsthand.publish.report import Report, Sentence

Speak = Callable[..., None]
MARK = "made-by-firsthand-demo"  # a folder with this file in it may be made again


def sample() -> Path:
    """The folder of the bundled sample case."""
    return Path(str(files("firsthand"))) / "data" / "sample"


def demo(to: str, say: Speak, progress: Progress = silent, program: str = "firsthand") -> int:
    """Everything from nothing: preserve, run, decide, publish, check, audit; says what it found. Returns 0 when the report checks out."""
    folder = _room_for(Path(to))
    report_path = folder / "report.html"
    with sample_case(folder / "case", progress) as case:
        say("The sample case: everything in it is invented.")
        say(f"Kept {len(case.state().sources)} documents; the researcher's decisions are in the ledger.", "  ")
        report = publish(case, "web-report", str(report_path), progress).report
        for sentence in report.sentences:
            _tell(sentence, report, say)
        for estimate in report.estimates[:1]:
            say()
            say(estimate.text)
            say(
                f"{len(report.estimates)} such questions stand in the report, each number with its proof and the passages that it adds up.",
                "    ",
            )
    counts = summary_of(check(str(report_path)))
    promises = audit(str(folder / "case"), "")
    say()
    say(f"Report: {report_path}")
    say("Checked offline, sentence by sentence: " + ", ".join(f"{n} {word}" for word, n in counts.items() if n) + ".", "  ")
    say(f"Audit: {sum(p.held for p in promises)} of {len(promises)} promises hold.", "  ")
    say(f"Open the case: {program} show {folder / 'case'} findings   (also: lineage, mutations, claims, sources)")
    return 0 if counts["matches its source"] == sum(counts.values()) and all(p.held for p in promises) else 1


def _room_for(folder: Path) -> Path:
    if folder.exists() and any(folder.iterdir()):
        if not (folder / MARK).exists():
            raise Trouble("folder-not-empty", path=folder)
        disk.remove_tree(folder)
    disk.make_folder(folder)
    disk.put_bytes(folder / MARK, b"The sample case of Firsthand; `firsthand demo` makes it again.\n")
    return folder


def sample_case(folder: Path, progress: Progress = silent, decisions: Mapping[str, Any] | None = None) -> Case:
    """The sample case in `folder`, kept, run and decided; the caller closes it."""
    given = decisions or tomllib.loads((sample() / "decisions.toml").read_text(encoding="utf-8"))
    case = new_case(folder, given["report"]["title"])
    kept = preserve(case, [str(sample() / "documents")], str(sample() / "list.csv"), progress=progress)
    if kept.troubles:
        raise kept.troubles[0]
    run(case, progress=progress)
    t = traced(case)
    case.append(list(_entries(case, t, given)))
    return case


def _entries(case: Case, t: Traced, given: Mapping[str, Any]) -> Iterator[Entry]:
    """What the researcher decided, as entries: questions, the introduction, claims, findings, translations, links."""
    keys = {q["key"]: case.new_id("question") for q in given.get("question", [])}
    for q in given.get("question", []):
        yield _added(case, keys[q["key"]], "question", plain(Question(keys[q["key"]], q["text"])))
    yield _added(case, case.new_id("note"), "note", {"text": given["report"]["introduction"].strip(), "source": "introduction"})
    by_key = {f["key"]: f for f in given.get("finding", [])}
    for key in given["report"].get("order", list(by_key)):
        yield from _finding(case, t, by_key[key], keys)
    for one in given.get("translation", []):
        _, passage = passage_of(t, one["source"], one["quote"])
        value = Translation(case.new_id("translation"), passage, one["language"], one["text"], "person", one.get("checked_by", ""))
        yield _added(case, value.id, "translation", plain(value))
    for one in given.get("link", []):
        yield from _link(case, t, one)


def _added(case: Case, subject: str, of: str, value: object) -> Entry:
    return case.entry("added", {"subject": subject, "of": of}, {"value": value})


def _finding(case: Case, t: Traced, given: Mapping[str, Any], questions: Mapping[str, str]) -> Iterator[Entry]:
    claims = [with_sets(hand_claim(case, t, c["source"], c["quote"]), tuple(c.get("set", {}).items())) for c in given["supports"]]
    against = [replace(hand_claim(case, t, c["source"], c["quote"]), stance="denied") for c in given.get("against", [])]
    for claim in (*claims, *against):
        yield _added(case, claim.id, "claim", plain(claim))
    finding = Finding(
        case.new_id("finding"),
        given["sentence"],
        tuple(c.id for c in claims),
        tuple(c.id for c in against),
        questions[given["question"]],
        level=given["level"],
    )
    yield _added(case, finding.id, "finding", whole(finding, _with(t, [*claims, *against])))


def _with(t: Traced, claims: list[Claim]) -> Traced:
    """The same with these claims among what is said."""
    said = dict(t.said)
    for c in claims:
        one = said.get(c.source) or Said(c.source)
        said[c.source] = Said(c.source, (*one.claims, c), one.credits)
    assert {c.id for c in claims} <= set(all_claims(said))
    return replace(t, said=said)


def _link(case: Case, t: Traced, given: Mapping[str, Any]) -> Iterator[Entry]:
    ends = {source_named(t.state, given["from"]).id, source_named(t.state, given["to"]).id}
    for link in t.lineage.links:
        if {link.source, link.to} == ends and given["answer"] in ("accept", "reject"):
            settled = replace(link, p=1.0 if given["answer"] == "accept" else 0.0, p_direction=1.0)
            entry = decided(case, t.state, link.id, "link", Asked(given["answer"]), plain(settled))
            yield entry
            yield from reason(case, entry, given["because"])


def _tell(sentence: Sentence, report: Report, say: Speak) -> None:
    """One finding in words: what is said, the origins, what changed on the way."""
    names = {c.id: c.name for c in report.sources}
    say()
    say(sentence.text)
    say(sentence.origins.words, "    ")
    for m in sentence.mutations:
        say(f"Changed on the way, in {names.get(m.source, m.source)}: “{m.was}” became “{m.became}”.", "    ")

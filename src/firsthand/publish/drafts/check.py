"""The check of a draft put together: each statement with what was found, the worst first in it; faults of the draft as a whole where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from firsthand.publish.drafts import days, firmness, inside, plurality, quotations, shares, totals
from firsthand.publish.drafts.chain import Chain, chain_of, names_a_source
from firsthand.publish.drafts.evidence import Evidence, Evidences, Sentence, sentence_of
from firsthand.publish.drafts.figures import SMALL, Compared, checkable, held_against, missing
from firsthand.publish.drafts.shelf import Shelf
from firsthand.publish.drafts.values import CODES, FIELDS, ORDER, Checked, CheckedDraft, Cited, Draft, Fault, Library, Statement, Verdict

NEAR = 0.6  # likeness of words from which a sentence without figures and quotations is taken to be borne by the sentence of its source
LOOK_ON = 3  # statements behind one without a note whose note may be meant for the paragraph


def check_of(draft: Draft, library: Library, noticed: str = "") -> CheckedDraft:
    """A draft, checked with what a case holds; with an empty library, by what the draft alone shows."""
    return CheckedDraft(draft, tuple(_Checker(draft, library).all()), noticed)


class _Checker:
    """One pass over the statements of a draft, and then over what they say against each other."""

    def __init__(self, draft: Draft, library: Library) -> None:
        self.draft, self.library = draft, library
        self.shelf = Shelf(library.works, library.aliases)
        self.chain: Chain = chain_of(draft.notes, self.shelf)
        self.sentences = [sentence_of(s) for s in draft.statements]
        self.evidences, self.texts = Evidences(), quotations.Library()
        self.borne: set[int] = set()
        self.told: set[int] = set()  # notes whose own faults have been told

    def all(self) -> Iterator[Checked]:
        """Every statement, checked."""
        first = [self._one(n) for n in range(len(self.draft.statements))]
        extra: dict[int, list[Fault]] = {}
        for n, fault in inside.faults_of(self.draft.statements, self.sentences, self.borne):
            extra.setdefault(n, []).append(fault)
        for n, fault in totals.of_tables(self.draft.statements, self.sentences):
            extra.setdefault(n, []).append(fault)
        for n, checked in enumerate(first):
            yield _with(checked, extra[n]) if n in extra else checked

    # ---- one statement ----------------------------------------------------------------------------------------------------------------------

    def _one(self, n: int) -> Checked:
        statement, sentence = self.draft.statements[n], self.sentences[n]
        cited = self._cited(statement)
        fields = dict.fromkeys(FIELDS, "-")
        faults = [*self._of_notes(statement), *self._alone(n)]
        if statement.calls and not self._names_sources(statement):
            faults += self._without_a_case(statement, sentence, cited)
        elif cited and self.library.is_given:
            faults += self._against_sources(n, cited, fields)
        elif statement.calls:
            faults += self._without_a_case(statement, sentence, cited)
        else:
            faults += self._without_a_note(n, fields)
        return self._checked(statement, cited, faults, fields)

    def _cited(self, statement: Statement) -> list[Cited]:
        """The sources of a statement, each once."""
        out: dict[object, Cited] = {}
        for _, number in statement.calls:
            for c in self.chain.cited[number]:
                out.setdefault(c.works[0].source if len(c.works) == 1 else (c.citation.text, c.citation.urls), c)
        return list(out.values())

    def _of_notes(self, statement: Statement) -> Iterator[Fault]:
        """Broken references of the notes, told once each."""
        for _, number in statement.calls:
            if number not in self.told:
                self.told.add(number)
                yield from self.chain.faults[number]

    def _before(self, n: int) -> list[Sentence]:
        """The statements of the same paragraph before this one."""
        paragraph = self.draft.statements[n].paragraph
        return [self.sentences[k] for k in range(max(0, n - shares.BACK), n) if self.draft.statements[k].paragraph == paragraph]

    def _alone(self, n: int) -> Iterator[Fault]:
        """What can be told of a statement from the draft alone: its shares and totals."""
        yield from shares.faults_of(self.draft.statements[n], self.sentences[n], self._before(n))
        yield from totals.faults_of(self.draft.statements[n], self.sentences[n], self._before(n))

    # ---- with sources -----------------------------------------------------------------------------------------------------------------------

    def _names_sources(self, statement: Statement) -> bool:
        """Whether any note of a statement names a source, or points to one."""
        return any(
            names_a_source(self.draft.notes[n], self.chain.cited[n])
            or self.chain.faults[n]
            or any(c.citation.back for c in self.chain.cited[n])
            for _, n in statement.calls
        )

    def _against_sources(self, n: int, cited: Sequence[Cited], fields: dict[str, str]) -> list[Fault]:
        statement, sentence = self.draft.statements[n], self.sentences[n]
        works = [c.works[0] for c in cited if len(c.works) == 1]
        sure = len(works) == len(cited)
        faults = [*self._not_held(cited), *days.of_sources(cited, self.draft.notes, self.shelf, self.draft.written)]
        fields["bytes"] = "ok" if sure else "cannot tell"
        evidence = self.evidences.all(works)
        others = [w for w in self.library.works if all(w.source != x.source for x in works)]
        quoted, good = quotations.faults_of(statement, sentence.quoted, works, others, self.draft.notes, self.texts, sure)
        fields["span"] = "ok" if good else "-"
        found = held_against(statement, sentence, evidence, self._ours(n, evidence))
        lost = list(missing(statement, sentence, found, evidence, self.evidences.all(others) if found.lost else [], sure)) if works else []
        if found.borne:
            self.borne.add(n)
            fields["number"] = "ok"
        faults += [*quoted, *found.faults, *lost, *days.faults_of(statement, sentence, found.borne, evidence, sure)]
        firm = (
            list(firmness.faults_of(statement, sentence, found.borne, evidence)) if not found.faults and (found.borne or not good) else []
        )
        fault, fields["origins"], _ = plurality.fault_of(statement, cited, self.library)
        faults += [*firm, *([fault] if fault else [])]
        if not faults and not self._compared(sentence, found, good, evidence, fields):
            faults.append(
                Fault("not-compared", f"{_listed([w.id for w in works])} held; whether this sentence is borne out a person must read.")
            )
        return faults

    def _ours(self, n: int, evidence: Sequence[Evidence]) -> frozenset:  # type: ignore[type-arg]
        """Numbers of a statement that follow from others: shares, sums and differences of what stands near, here or in the source's sentence that is meant."""
        sentence, before = self.sentences[n], self._before(n)
        near = [there for e in evidence for likeness, there in [e.alike(sentence)] if there is not None and likeness > 0.2]
        follow = {s.values[0] for s in shares.shares_in(sentence) if shares.follows(sentence, s, [*before, *near])}
        return totals.derived(sentence, before) | frozenset(follow)

    def _not_held(self, cited: Sequence[Cited]) -> Iterator[Fault]:
        for c in cited:
            note = self.draft.notes[c.note]
            called = f"Note {note.mark}" if note.mark else "The link" if note.kind == "link" else "The bracket"
            if c.doubt:
                yield Fault("not-held", f"{called}: {c.doubt}.", note.span, note.mark)
            elif not c.works:
                words = c.citation.urls[0] if c.citation.urls and not c.citation.named else c.citation.text
                yield Fault("not-held", f"{called} cites “{words[:90]}”, which the case does not hold.", note.span, note.mark)

    def _compared(self, sentence: Sentence, found: Compared, quotes: int, evidence: Sequence[Evidence], fields: dict[str, str]) -> bool:
        """Whether anything of the statement was found in its sources: figures, quotations, or nearly all its words."""
        if found.borne or quotes:
            fields["stance"] = "ok"
            return True
        if any(d.day and any(d.agrees(x) and x.day for e in evidence for x in e.days) for d in sentence.days):
            fields["number"] = "ok"
            return True
        for e in evidence:
            likeness, there = e.alike(sentence)
            if there is not None and likeness >= NEAR and there.language == sentence.language:
                fields["span"] = fields["stance"] = "ok"
                return True
        return False

    # ---- without sources --------------------------------------------------------------------------------------------------------------------

    def _needs_a_source(self, sentence: Sentence) -> str:
        """What of a statement needs a source: a figure or a quotation, in words; "" for nothing."""
        figures = [f for f in checkable(sentence) if f.values[0] > SMALL or f.amount.unit == "%"]
        if figures:
            return f"the figure {figures[0].words}" if len(figures) == 1 else f"the figures {figures[0].words} and others"
        return "a quotation" if any(quotations.is_long(sentence.text[q.start : q.end]) for q in sentence.quoted) else ""

    def _without_a_case(self, statement: Statement, sentence: Sentence, cited: Sequence[Cited]) -> Iterator[Fault]:
        """Notes that no case was given for, or that name nothing."""
        notes = [self.draft.notes[number] for _, number in statement.calls]
        broken = any(self.chain.faults[number] for _, number in statement.calls)
        if not any(names_a_source(note, self.chain.cited[number]) for note, (_, number) in zip(notes, statement.calls, strict=True)):
            if not broken:
                needs = self._needs_a_source(sentence)
                marks = ", ".join(n.mark for n in notes if n.mark)
                yield Fault(
                    "no-source", f"Note {marks} names no source" + (f" for {needs}." if needs else "."), notes[0].span, notes[0].mark
                )
        elif not self.library.is_given:
            yield from days.of_sources(cited, self.draft.notes, self.shelf, self.draft.written)
            yield Fault("not-compared", "No case was given to hold its sources against; give one with --case.")

    def _without_a_note(self, n: int, fields: dict[str, str]) -> Iterator[Fault]:
        statement, sentence = self.draft.statements[n], self.sentences[n]
        needs = self._needs_a_source(sentence)
        if not needs or not _is_sentence(statement):
            yield Fault("nothing", "Nothing in it can be checked: no note, no figure, no quotation.")
            return
        near = self._noted_near(n)
        note = self.draft.notes[near.calls[0][1]] if near else None
        noted = (note.mark or note.text[:30]) if note else ""
        if noted and not self.library.is_given:
            yield Fault("not-compared", f"It has no note of its own; note {noted} of its paragraph may be meant.")
            return
        if self._borne_elsewhere(n):
            fields["number"] = "ok"
            return
        also = f" The next note of its paragraph is {noted}." if noted else ""
        yield Fault("no-note", f"Nothing is cited for {needs}.{also}", statement.span)

    def _noted_near(self, n: int) -> Statement | None:
        """The statement itself where it has a note, else the next one of its paragraph that has."""
        here = self.draft.statements[n]
        return next((s for s in self.draft.statements[n : n + 1 + LOOK_ON] if s.paragraph == here.paragraph and s.calls), None)

    def _borne_elsewhere(self, n: int) -> bool:
        """Whether every figure and quotation of a statement stands in what its paragraph cites, or what is cited for the same figure elsewhere."""
        sentence, here = self.sentences[n], self.draft.statements[n]
        mine = {v for f in checkable(sentence) for v in f.values if v > SMALL}
        same = [k for k, x in enumerate(self.sentences) if k != n and mine & {v for f in x.figures for v in f.values}]
        noted = [s for k in (n, *same) if (s := self._noted_near(k)) is not None]
        works = list({c.works[0].source: c.works[0] for s in noted for c in self._cited(s) if len(c.works) == 1}.values())
        if not noted or (self.library.is_given and not works):
            return False
        evidence = self.evidences.all(works)
        found = held_against(here, sentence, evidence, self._ours(n, evidence))
        said = {v for k in same for f in self.sentences[k].figures for v in f.values} if not self.library.is_given else set()
        lost = [f for f in found.lost if f.values[0] > SMALL and not set(f.values) <= said]
        quoted = [
            q
            for q in quotations.unsourced(sentence.quoted, here)
            if not any(self.texts.of(w).has(quotations.pieces_of(sentence.text[q.start : q.end])) for w in works)
        ]
        return not lost and not found.faults and not quoted

    # ---- the verdict ------------------------------------------------------------------------------------------------------------------------

    def _checked(self, statement: Statement, cited: Sequence[Cited], faults: Sequence[Fault], fields: dict[str, str]) -> Checked:
        marks = tuple(dict.fromkeys(self.draft.notes[number].mark for _, number in statement.calls if self.draft.notes[number].mark))
        sources = tuple(dict.fromkeys(w.id for c in cited for w in c.works))
        return _with(Checked(statement, "matches its source", (), fields, marks, sources), faults)


def _listed(names: Sequence[str]) -> str:
    """One name "is", several "are"."""
    return f"{names[0]} is" if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]} are"


def _is_sentence(statement: Statement) -> bool:
    """Whether a statement is a sentence and no row of a table, heading or line of a title page."""
    return "\t" not in statement.text and statement.text.rstrip("”’\"'»）) ")[-1:] in ".!?…。！？；;：:།"


def _with(checked: Checked, more: Sequence[Fault]) -> Checked:
    """A checked statement with further faults: the worst first, the fields and the verdict by them."""
    faults = {(f.code, f.why): f for f in (*checked.faults, *more)}
    found = [f for f in faults.values() if f.code not in ("nothing", "not-compared") or len(faults) == 1]
    found.sort(key=lambda f: ORDER.index(f.verdict))
    fields = dict(checked.fields)
    for f in reversed(found):
        name, verdict = CODES[f.code]
        fields[name] = (
            {"fails": "fails", "cannot tell": "cannot tell", "not evidenced": "cannot tell"}[verdict] if f.code != "nothing" else "-"
        )
    worst: Verdict = found[0].verdict if found else "matches its source"
    return replace(checked, faults=tuple(found), fields=fields, verdict=worst)

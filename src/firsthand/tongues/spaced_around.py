"""What stands around a number in languages with spaces between words: its bound, money, and the clause that tells status and measure."""

from __future__ import annotations

import re
from dataclasses import replace

from firsthand.model.amounts import Amount, Measure, Status
from firsthand.model.passages import Span
from firsthand.tongues.counting import Counted
from firsthand.tongues.numeral import Numeral
from firsthand.tongues.numerals import lowered
from firsthand.tongues.spaced_patterns import MONEY_AFTER, MONEY_BEFORE, Patterns

LOOK_BACK = 48  # code points before a number that can hold its bound
CLAUSE = 120  # code points on each side in which a clause is looked for
_CLAUSE_EDGE = re.compile(
    r"[.;:!?…](?!\d)|\n(?=\s*\n|[A-Z“\"(])|(?<!\d),(?!\d)|,\s|\s[–—-]\s|—|[()“”\"]|\b(?:but|while|whereas|although|und|aber|mais|pero|mas|ma|maar|ale|tetapi)\b"
)
_APPOSED = re.compile(r"\s*(?:\d[\d,.]*\s(?:and|or)\s)?\s*")


class Around:
    """Reads the words around the numbers of one text."""

    def __init__(self, text: str, low: str, rules: Patterns) -> None:
        self.text, self.low, self.p = text, low, rules

    def left(self, at: int) -> tuple[str, int, bool, str]:
        """The bound before a number, where its words begin, whether the amount is a further one, and the word that opens a range."""
        kind, more, opening, start = "", False, "", at
        for _ in range(3):
            m = self.p.before.search(self.low[max(0, start - LOOK_BACK) : start])
            if not m:
                break
            phrase = re.sub(r"\s+", " ", m["phrase"])
            found = self.p.bound[phrase]
            start = max(0, start - LOOK_BACK) + m.start()
            if found == "more":
                more = True
            elif found == "between":
                opening = phrase
                break
            elif not kind or kind == "about":
                kind = found
        if opening and not kind and not more:
            return "", start, False, opening
        return kind, start, more, opening

    def sign(self, start: int) -> str:
        """The sign or code of money that stands right before a figure, "" for none."""
        m = MONEY_BEFORE.search(self.low[max(0, start - 5) : start])
        return m[1] if m else ""

    def money(self, n: Numeral, end: int) -> tuple[str, int] | None:
        """The unit of money of a figure and where it ends; None if it is no money."""
        m = MONEY_BEFORE.search(self.low[max(0, n.start - 5) : n.start])
        if m:
            return m[1].strip(" .").upper(), end
        m = MONEY_AFTER.match(self.low, end)
        return (m[1], m.end()) if m else None

    def changes(self, start: int) -> bool:
        """Whether a word of rising or falling stands before: then "from 3 to 5" is no range."""
        return bool(
            re.search(
                r"\b(?:ro[s]e|risen|rise|rises|rising|fell|fall|fallen|falls|grew|grown|grow|increased?|increasing|decreased?|dropped?|up|down|went|changed?|climbed|jumped|raised?|cut|reduced|shrank)\b[^.]{0,30}$",
                self.low[max(0, start - 50) : start],
            )
        )

    def counted(self, start: int, end: int, n: Numeral, amount: Amount, more: bool, rule: str) -> Counted:
        """The amount with its status and measure, as its clause tells them."""
        clause = self._clause(start, end)
        status: Status = "achieved"
        if self.p.not_done.search(clause):
            status = "not_done"
        elif self.p.target.search(clause):
            status = "target"
        further = more or bool(re.match(r"\s(?:more|others|further)\b(?! than)", self.low[n.end : n.end + 10]))
        names: tuple[tuple[Measure, re.Pattern[str]], ...] = (
            ("stock", self.p.stock),
            ("cumulative", self.p.cumulative),
            ("flow", self.p.flow),
        )
        measure: Measure = next((name for name, cue in names if cue.search(clause)), "unsaid")
        if further:
            measure = "additional"
        return Counted(Span(start, end), replace(amount, status=status, measure=measure), rule, Span(n.start, n.end))

    def _clause(self, start: int, end: int) -> str:
        before, after = self.text[max(0, start - CLAUSE) : start], self.text[end : end + CLAUSE]
        edges = [m.end() for m in _CLAUSE_EDGE.finditer(before)]
        if edges and _APPOSED.fullmatch(before[edges[-1] :]) and before[edges[-1] - 1 : edges[-1]] in (" ", ","):
            edges.pop()  # "the targets of both counties, 10,200 and 11,100 people"
        edge = _CLAUSE_EDGE.search(after)
        return lowered(before[edges[-1] if edges else 0 :] + " " + (after[: edge.start()] if edge else after))

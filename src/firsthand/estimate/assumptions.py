"""Assumptions that somebody may make, each by its code, and what it adds to the rows. Each is offered where it alone would give a limit.

complete:PLACE (nothing of a place outside its named parts), within (nothing before or after the periods that are named), covers:CLAIM (a count of which
nobody says when it began or ended covers all of the time asked), limit:CLAIM ("as many as" is a limit), target:CLAIM (no more was done than was wanted), apart:POPULATION (its
named parts do not overlap).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from firsthand.estimate.forms import Form, Forms, Region, Rule
from firsthand.estimate.origins import Classes
from firsthand.estimate.readings import by_profile, limits, whole
from firsthand.estimate.regions import ONE, counted
from firsthand.estimate.rows import Counts, Row, above
from firsthand.estimate.saying import figure


@dataclass(frozen=True, slots=True)
class Assumption:
    """One assumption: its code, what it says, and the forms and rules that it adds."""

    code: str
    says: str
    forms: tuple[Form, ...] = ()
    rules: tuple[Rule, ...] = ()

    def added_to(self, forms: Forms) -> Forms:
        """A layer with this assumption made; what it adds bears its code."""
        more, rules = (tuple(replace(x, assumes=self.code) for x in some) for some in (self.forms, self.rules))
        return replace(forms, forms=forms.forms + more, rules=forms.rules + rules)  # type: ignore[operator]


def assumptions_of(counts: Counts, classes: Classes) -> dict[str, Assumption]:
    """Every assumption that these rows invite, by its code."""
    found = (*_complete(counts), *_within(counts), *_of_rows(counts, classes), *_apart(counts))
    return {a.code: a for a in found}


def _complete(counts: Counts) -> Iterator[Assumption]:
    places = dict.fromkeys(p for r in counts.rows for p in above(r.place)[1:])
    for place in places:
        yield Assumption(
            f"complete:{place}",
            f"nothing of {place} happened outside its parts that are named here",
            rules=(Rule("complete", names=(place,)),),
        )


def _within(counts: Counts) -> Iterator[Assumption]:
    """One for all units: nothing before the first and nothing after the last date that a row names."""
    flows = [r for r in counts.rows if r.measure != "stock" and (r.begins or r.ends)]
    days = sorted({d for r in flows for d in (r.begins, r.ends) if d})
    if not days:
        return
    forms = []
    groups = dict.fromkeys(
        (r.place.split("/")[0], counted(r).region.unit, r.status, above(r.population)[-1]) for r in flows if r.status != "target"
    )
    for place, unit, status, population in groups:
        for begins, ends in ((None, days[0]), (days[-1], None)):
            region = Region("flow", unit, status, place, begins, ends, population)
            forms.append(Form(((ONE, region),), None, Fraction(0), (), "", f"nothing {'before' if ends else 'after'} {ends or begins}"))
    yield Assumption("within", f"nothing happened before {days[0]} or from {days[-1]} on", tuple(forms))


def _of_rows(counts: Counts, classes: Classes) -> Iterator[Assumption]:
    for row in counts.rows:
        quote = f" (“{row.quote[:80]}”)" if row.quote else ""
        high = row.ceiling if row.ceiling is not None else row.floor if row.kind in ("exact", "about") else None
        if high is None or row.unit == "%":
            continue
        if row.status == "target":
            done = replace(row, status="achieved", measure="flow" if row.measure == "unsaid" else row.measure)
            yield _limit(done, "target", f"no more was done than the target that {row.claim} names: {figure(high)}{quote}", high, classes)
        elif not limits(row):
            yield _limit(row, "limit", f"{row.claim} means no more than {figure(high)}{quote}", high, classes)
        elif row.measure in ("cumulative", "flow", "unsaid") and not counted(row).high:
            given = by_profile(row, counts.profile)
            high = high if isinstance(given, str) or given[1] is None else whole(*given)[1] or high
            yield _limit(row, "covers", f"the count of {row.claim} covers everything up to the dates that it names{quote}", high, classes)


def _limit(row: Row, name: str, says: str, high: Fraction, classes: Classes) -> Assumption:
    form = Form(((ONE, counted(row).region),), None, high, (row.claim,), classes.of(row), f"at most {figure(high)}, as is assumed")
    return Assumption(f"{name}:{row.claim}", says, (form,))


def _apart(counts: Counts) -> Iterator[Assumption]:
    parts: dict[str, dict[str, None]] = {}
    for row in counts.rows:
        ups = above(row.population)
        for part, of in zip(ups, ups[1:], strict=False):
            parts.setdefault(of, {})[part] = None
    for of, some in parts.items():
        if len(some) > 1:
            yield Assumption(f"apart:{of}", f"{', '.join(some)} do not overlap", rules=(Rule("apart", names=tuple(some)),))

"""Random truths and what people say of them, by code of its own: it imports nothing of Firsthand and shares no formula with it.

A truth is a list of persons: where each lives and is taken, on which day, when let go, which groups they belong to. Then somebody counts (with a period
and a place), rounds or heaps, says "about", "more than" or "as many as", gives shares, copies, corrects. `slips` are what people do beyond that: a target
told as done, a range told as its top, a stock told as a flow, a base told as the count, a digit lost.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

COLUMNS = [
    "claim",
    "place",
    "from",
    "to",
    "population",
    "unit",
    "kind",
    "floor",
    "ceiling",
    "status",
    "measure",
    "base",
    "origin",
    "quote",
    "version",
    "held",
]
FIRST, LAST = date(2018, 1, 1), date(2022, 1, 1)
GROUPS = ("women", "herders", "monks")
SLIPS = ("target told as done", "range told as its top", "stock told as flow", "base told as count", "digit lost", "bound turned")


@dataclass
class Person:
    """One who lives somewhere and may have been taken there on a day, let go on another."""

    home: str
    taken: date | None
    freed: date | None
    groups: frozenset[str]


@dataclass
class Truth:
    """The persons, the named places, the days at which periods are cut."""

    persons: list[Person]
    places: list[str]
    days: list[date]
    census: dict[str, tuple[int, int]] = field(default_factory=dict)

    def taken(self, place: str, begins: date | None, ends: date | None, group: str = "") -> int:
        """How many were taken in a place and period."""
        return sum(
            1
            for p in self.persons
            if p.taken
            and inside(p.home, place)
            and (begins is None or p.taken >= begins)
            and (ends is None or p.taken < ends)
            and (not group or group in p.groups)
        )

    def held(self, place: str, day: date) -> int:
        """How many were held in a place on a day."""
        return sum(1 for p in self.persons if p.taken and inside(p.home, place) and p.taken <= day and (p.freed is None or p.freed > day))


def inside(place: str, outer: str) -> bool:
    """Whether a place lies in another."""
    return (place + "/").startswith(outer + "/")


def drawn(rng: Random) -> Truth:
    """A truth: a county with townships, some with villages, and people all over it, also where nobody names the place."""
    places, homes = ["C"], []
    for t in range(rng.randint(1, 3)):
        places.append(f"C/T{t}")
        villages = [f"C/T{t}/V{v}" for v in range(rng.choice([0, 0, 2]))]
        places += villages
        homes += [*villages, f"C/T{t}"]
    homes.append("C")
    days = sorted(FIRST + timedelta(days=rng.randrange((LAST - FIRST).days)) for _ in range(rng.randint(2, 4)))
    persons = []
    size = rng.choice([30, 120, 600])
    for _ in range(rng.randint(size // 2, size)):
        taken = FIRST + timedelta(days=rng.randrange((LAST - FIRST).days)) if rng.random() < rng.choice([0.2, 0.5]) else None
        freed = taken + timedelta(days=rng.randint(1, 500)) if taken and rng.random() < 0.6 else None
        groups = frozenset(g for g in GROUPS if rng.random() < {"women": 0.5, "herders": 0.3, "monks": 0.05}[g])
        persons.append(Person(rng.choice(homes), taken, freed, groups))
    truth = Truth(persons, places, days)
    for place in rng.sample(places, rng.randint(0, min(2, len(places)))):
        true = sum(1 for p in persons if inside(p.home, place))
        margin = rng.randint(0, 1 + true // 20)
        truth.census[place] = (max(0, true + rng.randint(-margin, margin)), margin)
    return truth


def rounded(rng: Random, n: int) -> int | None:
    """A number rounded to 1, 2, 2.5 or 5 times a power of ten, as people like it; None where that leaves nothing."""
    grains = [g for g in (1, 1, 2, 5, 10, 20, 25, 50, 100, 200, 250) if g <= max(n, 1)]
    grain = rng.choice(grains)
    value = (n * 2 + grain) // (2 * grain) * grain
    return value if value or not n else None


@dataclass
class Telling:
    """What people say of one truth: lines of a spreadsheet, and which origins slipped."""

    truth: Truth
    rng: Random
    lines: list[dict[str, object]] = field(default_factory=list)
    origins: int = 0

    def origin(self) -> str:
        """Who says it: mostly somebody new, sometimes one who has spoken before."""
        if self.origins and self.rng.random() < 0.35:
            return f"o{self.rng.randrange(self.origins)}"
        self.origins += 1
        return f"o{self.origins - 1}"

    def add(self, place: str, begins: date | None, ends: date | None, group: str = "", **cells: object) -> dict[str, object]:
        """One more line."""
        line: dict[str, object] = {
            "claim": f"c{len(self.lines)}", "place": place, "from": begins or "", "to": ends or "", "population": f"taken/{group}" if group else "taken",
            "unit": "persons", "status": "achieved", "measure": "flow", "origin": cells.get("origin") or self.origin(), **cells,
        }  # fmt: skip
        self.lines.append(line)
        return line

    def period(self) -> tuple[date, date]:
        """A period between two of the days at which things are cut."""
        days = sorted({FIRST, LAST, *self.truth.days})
        low = self.rng.randrange(len(days) - 1)
        return days[low], days[self.rng.randrange(low + 1, len(days))]

    def number(self, n: int) -> dict[str, object] | None:
        """A number said within the profile, in one of the ways people say numbers."""
        rng, way = self.rng, self.rng.random()
        if way < 0.4:
            v = rounded(rng, n)
            return None if v is None else {"kind": "exact", "floor": v, "ceiling": v, "quote": f"{v} were"}
        if way < 0.6:
            v = n - rng.randint(0, max(0, n // 3))
            return {"kind": "at_least", "floor": v, "quote": f"more than {v}"}
        if way < 0.7:
            v = n + rng.randint(0, n // 3 + 1)
            return {"kind": "at_most", "ceiling": v, "quote": f"no more than {v}"}
        if way < 0.85:
            low, high = n - rng.randint(0, n // 4 + 1), n + rng.randint(0, n // 4 + 1)
            return {"kind": "range", "floor": max(0, low), "ceiling": high, "quote": f"between {max(0, low)} and {high}"}
        options = [v for v in range(max(1, int(n / 1.2)), int(n * 1.2) + 2) if v * 9 <= n * 10 <= v * 11]
        return {"kind": "about", "floor": (v := rng.choice(options)), "ceiling": v, "quote": f"about {v}"} if options else None

    def flow(self) -> None:
        """So many in a place and period."""
        place, (begins, ends) = self.rng.choice(self.truth.places), self.period()
        group = self.rng.choice(["", "", "", *GROUPS[:2]])
        said = self.number(self.truth.taken(place, begins, ends, group))
        if said:
            self.add(place, begins, ends, group, **said)

    def running(self) -> None:
        """So many to date, counted from a day that nobody gives."""
        place, ends = self.rng.choice(self.truth.places), self.rng.choice(self.truth.days)
        begun = FIRST + timedelta(days=self.rng.randrange(max(1, (ends - FIRST).days)))
        v = rounded(self.rng, self.truth.taken(place, begun, ends))
        if v is not None:
            self.add(place, None, ends, kind="exact", floor=v, ceiling=v, measure="cumulative", quote=f"{v} to date")

    def stock(self) -> None:
        """So many held on a day."""
        place, day = self.rng.choice(self.truth.places), self.rng.choice(self.truth.days)
        said = self.number(self.truth.held(place, day))
        if said:
            self.add(place, day, day + timedelta(days=1), **{**said, "measure": "stock"})

    def share(self) -> None:
        """So many per cent of those taken were women, or of the residents were taken."""
        place, (begins, ends) = self.rng.choice(self.truth.places), self.period()
        if self.rng.random() < 0.5:
            group, base = self.rng.choice(GROUPS[:2]), "taken"
            part, whole = self.truth.taken(place, begins, ends, group), self.truth.taken(place, begins, ends)
        else:
            group, base = "", "population"
            part, whole = self.truth.taken(place, begins, ends), sum(1 for p in self.truth.persons if inside(p.home, place))
        step = self.rng.choice([1, 1, 5, 10])
        v = (part * 200 + step * whole) // (2 * step * whole) * step if whole else 0
        if v == 0 or v > 100 or (v == 100 and part < 0.9 * whole):
            return
        self.add(place, begins, ends, group, unit="%", kind="share", floor=v, ceiling=v, base=base, quote=f"{v}% of them")

    def emphatic(self) -> None:
        """A witness says "as many as", below or above the truth."""
        place, (begins, ends) = self.rng.choice(self.truth.places), self.period()
        v = max(1, int(self.truth.taken(place, begins, ends) * self.rng.uniform(0.3, 1.5)))
        self.add(place, begins, ends, kind="at_most", ceiling=v, quote=f"as many as {v}, said a resident")

    def wanted(self) -> None:
        """A target."""
        place, (begins, ends) = self.rng.choice(self.truth.places), self.period()
        self.add(place, begins, ends, kind="exact", floor=(v := self.rng.randint(1, 500)), ceiling=v, status="target", quote=f"to take {v}")

    def repeated(self) -> None:
        """Somebody repeats what another first had, changed or not; nobody holds the first."""
        known = [
            x
            for x in self.lines
            if x["status"] == "achieved" and x.get("kind") in ("exact", "range") and x["unit"] == "persons" and not x.get("held")
        ]
        if known:
            line = self.rng.choice(known)
            changed = max(0, int(float(str(line["floor"])) * self.rng.uniform(0.5, 1.5)))
            again = changed if self.rng.random() < 0.5 else line["floor"]
            self.lines.append(
                {**line, "claim": f"c{len(self.lines)}", "kind": "exact", "floor": again, "ceiling": again, "quote": "as was reported"}
            )

    def corrected(self) -> None:
        """A wrong number and, later, the right one of the same origin."""
        place, (begins, ends) = self.rng.choice(self.truth.places), self.period()
        v = rounded(self.rng, self.truth.taken(place, begins, ends))
        if v is not None:
            name, self.origins = f"o{self.origins}", self.origins + 1
            for version, number in (("2021-01-01", v * 2 + 7), ("2021-02-01", v)):
                said = {
                    "kind": "exact",
                    "floor": number,
                    "ceiling": number,
                    "quote": f"{number}, we find",
                    "version": version,
                    "held": "yes",
                }
                self.add(place, begins, ends, **said, origin=name)

    def further(self) -> None:
        """So many more, on top of an earlier count of the same place and period."""
        known = [
            x
            for x in self.lines
            if x["measure"] == "flow" and x["kind"] == "at_least" and x["population"] == "taken" and x["from"] and x["to"]
        ]
        if known:
            line = self.rng.choice(known)
            rest = self.truth.taken(str(line["place"]), line["from"], line["to"]) - int(str(line["floor"]))  # type: ignore[arg-type]
            if rest > 0:
                v = self.rng.randint(1, rest)
                more = self.add(
                    str(line["place"]),
                    line["from"],
                    line["to"],
                    kind="at_least",
                    floor=v,
                    measure="additional",
                    base=line["claim"],
                    quote=f"another {v}",
                )  # type: ignore[arg-type]
                more["origin"] = line["origin"]

    def told(self, lines: int) -> None:
        """Everything that people say within the profile."""
        ways = [self.flow] * 8 + [
            self.running,
            self.stock,
            self.share,
            self.share,
            self.emphatic,
            self.wanted,
            self.repeated,
            self.corrected,
            self.further,
        ]
        for _ in range(lines):
            self.rng.choice(ways)()

    def slip(self) -> str:
        """One origin is wrong in one line, in a way that people are wrong; which way ("" where none could be)."""
        kind = self.rng.choice(SLIPS)
        exact = [
            x
            for x in self.lines
            if x.get("kind") == "exact" and x["status"] == "achieved" and not x.get("version") and x["measure"] == "flow"
        ]
        if not exact:
            return ""
        line = self.rng.choice(exact)
        n = int(str(line["floor"]))
        changed = {
            "target told as done": n + self.rng.randint(n // 2 + 1, 2 * n + 2), "range told as its top": int(n * 1.4) + 1, "stock told as flow": n // 2,
            "base told as count": n * 3 + 1, "digit lost": n // 10, "bound turned": n,
        }[kind]  # fmt: skip
        if kind == "bound turned":
            line.update(kind="at_least" if self.rng.random() < 0.5 else "at_most", floor=n + n // 3 + 1, ceiling=max(0, n - n // 3 - 1))
            line["floor" if line["kind"] == "at_most" else "ceiling"] = ""
        else:
            line.update(floor=changed, ceiling=changed)
        return kind

    def text(self, asked: list[tuple[str, date, date]]) -> str:
        """The spreadsheet with its questions."""
        out = io.StringIO()
        writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(self.lines)
        rows = csv.writer(out, lineterminator="\n")
        for place, (number, margin) in self.truth.census.items():
            rows.writerow(["population", place, number, margin])
        for place, begins, ends in asked:
            rows.writerow(["question", place, begins, ends, "taken", "persons"])
        return out.getvalue()

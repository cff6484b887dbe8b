"""A layer as a system of rows over atoms, and the part of it that bears on one question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm

import numpy as np

from firsthand.estimate.atoms import REST, Atom, Atoms, Ints, parts_of
from firsthand.estimate.forms import Form, Forms, Region, Rule
from firsthand.estimate.rows import PERSONS, above


@dataclass(frozen=True, slots=True)
class Line:
    """low <= sum of coefficients x atoms <= high; which claims say so, of which class of origins ("" the layer itself), in words."""

    atoms: Ints
    coefficients: Ints
    low: Fraction | None
    high: Fraction | None
    claims: tuple[str, ...]
    origin: str
    says: str
    assumes: str = ""


@dataclass(frozen=True)
class System:
    """Rows over numbered atoms; every atom is a whole number, zero or more."""

    atoms: tuple[Atom, ...]
    lines: tuple[Line, ...]


def system_of(forms: Forms, asked: Iterable[Region]) -> tuple[System, dict[Region, Ints]]:
    """The system of a layer, and for each region that is asked about the atoms whose sum it is."""
    regions = dict.fromkeys([r for f in forms.forms for _, r in f.terms] + list(asked))
    joined = {many: few for rule in forms.rules if rule.name == "unit" for many, few in [(rule.names[0], rule.names[1])]}
    atoms = Atoms(tuple(regions) + tuple(_extra(regions, forms.rules)), joined)
    where = {r: atoms.of(r) for r in regions}
    lines = [line for form in forms.forms for line in _lines(form, where)]
    for name, make in _STRUCTURE.items():
        for rule in [Rule("cap")] if name == "always" else [r for r in forms.rules if r.name == name]:
            made = make(atoms, rule, tuple(regions))
            lines += [replace(line, assumes=rule.assumes) for line in made] if rule.assumes else made
    return System(tuple(atoms.list), tuple(lines)), where


def _extra(regions: Iterable[Region], rules: Sequence[Rule]) -> Iterator[Region]:
    """Regions that only the rules need: both units of a link, and residents where a cap holds."""
    for r in regions:
        for rule in rules:
            if rule.name == "unit" and r.unit in rule.names and r.kind == "flow":
                for unit in rule.names:
                    yield Region("flow", unit, r.status, r.place, r.begins, r.ends, r.population)


def _lines(form: Form, where: dict[Region, Ints]) -> Iterator[Line]:
    """A form as one line of whole coefficients, or as two where its low lies above its high: each then says its own half."""
    scale = lcm(*(c.denominator for c, _ in form.terms))
    atoms = np.concatenate([where[r] for _, r in form.terms])
    coefficients = np.concatenate([np.full(len(where[r]), int(c * scale), dtype=np.int64) for c, r in form.terms])
    if len(form.terms) > 1:
        atoms, places = np.unique(atoms, return_inverse=True)
        summed = np.zeros(len(atoms), dtype=np.int64)
        np.add.at(summed, places, coefficients)
        coefficients = summed
    low, high = (None if x is None else x * scale for x in (form.low, form.high))
    halves = [(low, None), (None, high)] if low is not None and high is not None and low > high else [(low, high)]
    for lo, hi in halves:
        yield Line(atoms, coefficients, lo, hi, form.claims, form.origin, form.says, form.assumes)


def _at_most(small: Sequence[int] | Ints, large: Sequence[int] | Ints, says: str) -> Line:
    """The sum of some atoms is at most the sum of others."""
    atoms = np.concatenate([np.asarray(small, dtype=np.int64), np.asarray(large, dtype=np.int64)])
    signs = np.concatenate([np.full(len(small), -1, dtype=np.int64), np.ones(len(large), dtype=np.int64)])
    return Line(atoms, signs, Fraction(0), None, (), "", says)


def _structure(atoms: Atoms, rule: Rule, regions: Sequence[Region]) -> Iterator[Line]:
    """Parts are at most what they are parts of; what happened when nobody says happened at some time."""
    for (unit, status, leaf), populations in atoms.populations.items():
        for part, whole in parts_of(populations):
            small, large = atoms.flow(unit, status, leaf, part), atoms.flow(unit, status, leaf, whole)
            for n in range(len(small.cuts) + 1):
                yield _at_most([small.first + n], [large.first + n], f"{part} are some of {whole}")
    for atom in _growing(atoms.list):
        if atom.kind in ("undated", "stock"):
            here = atoms.single(atom)
            for part, whole in parts_of([atom.population]):
                yield _at_most([here], [_moved(atoms, atom, whole)], f"{part} are some of {whole}")
        if atom.kind == "undated" and atoms.cuts(atom.unit, atom.status, atom.place):
            ever = atoms.before(atom.unit, atom.status, atom.place, atom.population, None)
            yield _at_most([atoms.single(atom)], ever, "what happened, whenever it was, happened at some time")


def _growing(some: list[Atom]) -> Iterator[Atom]:
    """Every atom of a list, also of those that are put to its end meanwhile."""
    n = 0
    while n < len(some):
        yield some[n]
        n += 1


def _moved(atoms: Atoms, atom: Atom, population: str) -> int:
    return atoms.single(Atom(atom.kind, atom.unit, atom.status, atom.place, atom.begins, atom.ends, population))


def _held(atoms: Atoms, rule: Rule, regions: Sequence[Region]) -> Iterator[Line]:
    """Who is held on a day was taken before it ended: at the outermost places, or (each) in every place."""
    stocks = dict.fromkeys((r.unit, r.status, r.begins, r.ends, r.population) for r in regions if r.kind == "stock")
    for unit, status, begins, ends, population in stocks:
        for root in atoms.roots:
            leaves = atoms.leaves[root]
            for some in [[leaf] for leaf in leaves] if rule.each else [leaves]:
                now = [atoms.single(Atom("stock", unit, status, leaf, begins, ends, population)) for leaf in some]
                taken = np.concatenate([atoms.before(unit, status, leaf, population, ends) for leaf in some])
                yield _at_most(now, taken, "who is there was brought there before")


def _cap(atoms: Atoms, rule: Rule, regions: Sequence[Region]) -> Iterator[Line]:
    """No more persons than live there, each counted once."""
    counted = {leaf for r in regions if r.kind == "residents" for leaf in atoms.leaves[r.place]}
    groups: dict[tuple[str, ...], list[int]] = {}
    for n, a in enumerate(atoms.list):
        if a.unit == PERSONS and a.kind != "residents" and a.place in counted and "/" not in a.population:
            when = (str(a.begins), str(a.ends)) if a.kind == "stock" else ()
            groups.setdefault((a.kind, a.status, a.place, a.population, *when), []).append(n)
    for (_, _, leaf, population, *_), some in groups.items():
        residents = atoms.single(Atom("residents", PERSONS, "", leaf, None, None, ""))
        yield _at_most(some, [residents], f"no more {population or 'persons'} than live there, each counted once")


def _unit(atoms: Atoms, rule: Rule, regions: Sequence[Region]) -> Iterator[Line]:
    """One of `few` is from least to most of `many`, in every atom."""
    many, few = rule.names
    for (unit, status, leaf), populations in list(atoms.populations.items()):
        for population in populations if unit == few else ():
            a, b = atoms.flow(few, status, leaf, population), atoms.flow(many, status, leaf, population)
            for n in range(len(a.cuts) + 1):
                yield from _times(b.first + n, a.first + n, rule)


def _times(many: int, few: int, rule: Rule) -> Iterator[Line]:
    says = f"one of {rule.names[1]} is {rule.least} to {rule.most or 'any number'} of {rule.names[0]}"
    for factor, low, high in ((rule.least, Fraction(0), None), (rule.most, None, Fraction(0))):
        if factor is not None:
            both = np.array([factor.denominator, -factor.numerator], dtype=np.int64)
            yield Line(np.array([many, few], dtype=np.int64), both, low, high, (), "", says)


def _apart(atoms: Atoms, rule: Rule, regions: Sequence[Region]) -> Iterator[Line]:
    """Populations that do not overlap add up to at most the population they are all parts of."""
    whole = _common(rule.names)
    for (unit, status, leaf), populations in list(atoms.populations.items()):
        some = [p for p in rule.names if p in populations]
        if len(some) > 1 and whole in populations:
            blocks, large = [atoms.flow(unit, status, leaf, p) for p in some], atoms.flow(unit, status, leaf, whole)
            for n in range(len(large.cuts) + 1):
                yield _at_most([b.first + n for b in blocks], [large.first + n], f"{' and '.join(some)} do not overlap")


def _common(paths: Sequence[str]) -> str:
    """The nearest path that all of some paths lie in."""
    shared = [p for p in above(paths[0])[1:] if all(p in above(q)[1:] for q in paths)]
    return shared[0] if shared else ""


def _complete(atoms: Atoms, rule: Rule, regions: Sequence[Region]) -> Iterator[Line]:
    """Nothing of a place outside its named parts."""
    rest = [n for n, a in enumerate(atoms.list) if a.place == f"{rule.names[0]}/{REST}" and a.kind != "residents"]
    for n in rest:
        yield Line(
            np.array([n], dtype=np.int64),
            np.ones(1, dtype=np.int64),
            None,
            Fraction(0),
            (),
            "",
            f"nothing of {rule.names[0]} outside its named parts",
        )


_STRUCTURE = {"unit": _unit, "held": _held, "always": _structure, "apart": _apart, "cap": _cap, "complete": _complete}

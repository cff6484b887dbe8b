"""Which places a claim may mean, by code, in the year it tells of; a table of the case's own beside ours.

[places]
table = "gb2260.csv"      # in the case's folder; columns code from to level zh en bo source, names of one language parted by |
"""

from __future__ import annotations

from collections.abc import Mapping

from firsthand.case.open import Case
from firsthand.errors import Trouble
from firsthand.guard.limits import LIST_MOST
from firsthand.model.claims import Claim
from firsthand.model.passages import Reading
from firsthand.tongues.bearings import when_in
from firsthand.tongues.gazetteer import Spot, named, places_called, spots_in


def own_places(case: Case) -> Mapping[str, tuple[Spot, ...]]:
    """The case's own table by name; empty where case.toml names none. Raises Trouble("bad-places") where it cannot be used."""
    table = case.settings.places
    if not table:
        return {}
    path = (case.folder / table).resolve()
    try:
        if not path.is_relative_to(case.folder.resolve()):
            raise ValueError("it is not in the case's folder")
        if path.stat().st_size > LIST_MOST:
            raise ValueError("it is too large")
        return named(spots_in(path.read_text(encoding="utf-8-sig")))
    except OSError as why:
        raise Trouble("bad-places", path=table, why=why.strerror or why) from None
    except (ValueError, UnicodeDecodeError) as why:
        raise Trouble("bad-places", path=table, why=why) from None


def codes_of(claim: Claim, reading: Reading | None, own: Mapping[str, tuple[Spot, ...]]) -> list[dict[str, str]]:
    """The places that a claim's `where` may mean, each with code, names, level and source; several are an ambiguity for a person to settle."""
    if not claim.where:
        return []
    return [
        {"code": s.code, "name": " / ".join(s.names[:1] + s.names[-1:]), "level": s.level, "source": s.source}
        for s in places_called(claim.where, _year(claim, reading), own)
    ]


def _year(claim: Claim, reading: Reading | None) -> int:
    """The year that a claim tells of: its own, else its sentence's, else that of publication; 0: not known."""
    told = [w.year for text in (claim.when, claim.passages[0].quote) for w, _ in when_in(text) if w.year]
    published = reading.published.text[:4] if reading and reading.published else ""
    return told[0] if told else int(published) if published.isdigit() else 0

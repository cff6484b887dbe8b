"""What the Berkeley Protocol asks of preservation, answered from the entries of a case: six properties, a sentence of numbers each, nothing that is not on record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import UTC, datetime

from firsthand.case.open import Case
from firsthand.case.state import Held
from firsthand.model.entries import Stored
from firsthand.model.passages import Reading

# The Protocol's own names of the properties are authenticity, availability, identity, persistence, renderability and understandability (chapter VI, preservation);
# the first says more in ordinary speech than bytes can bear, so the statement says what is meant.
UNCHANGED, AVAILABLE, IDENTITY, LASTING, READABLE, UNDERSTOOD = (
    "Unchanged", "Availability", "Identity", "Persistence", "Renderability", "Understandability",
)  # fmt: skip


def properties_of(case: Case, held: Sequence[Held], read: Collection[Reading]) -> tuple[tuple[str, str], ...]:
    """(property, what the ledger says of it) for these sources, once every promise of the case was recomputed."""
    stored = [s for s in case.ledger.stored() if not s.aside]
    kinds = Counter(s.entry.kind for s in stored)
    logs = len({s.log for s in stored})
    return (
        (UNCHANGED, f"Every file was recomputed for this statement and is as it was kept. {_audits(stored)}"),
        (AVAILABLE, f"{_files(case, held)} {_copies(stored)}"),
        (IDENTITY, f"Each of {_count(len(held), 'document')} has an id of its own and the SHA-256 of its bytes; its {'entry stands' if logs == 1 else 'entries stand'} in {_count(logs, 'signed log')}."),
        (LASTING, f"{_since(held)} {_count(kinds['erased'], 'erasure')} on record. {_timestamps(kinds['stamped'])}"),
        (READABLE, f"{_count(len(read), 'document')} could be turned into text with a way back to the bytes; {len(held) - len(read)} could not, or are pictures."),
        (UNDERSTOOD, _understood(held, read, stored)),
    )  # fmt: skip


def _audits(stored: Sequence[Stored]) -> str:
    times = [s.entry.at for s in stored if s.entry.kind == "audited"]
    if not times:
        return "No earlier check is on record."
    return f"{_count(len(times), 'earlier check')} of everything {'is' if len(times) == 1 else 'are'} on record, the first on {_day(min(times))}, the latest on {_day(max(times))}."


def _files(case: Case, held: Sequence[Held]) -> str:
    objects = {k.part.object for h in held for k in h.captures}
    here = sum(case.ledger.vault.has(d) for d in objects)
    sealed = len({k.part.object for h in held for k in h.captures if k.sealed})
    looks = f" {sealed} of them {'is' if sealed == 1 else 'are'} kept encrypted." if sealed else ""
    return f"{here} of {_count(len(objects), 'file')} are here.{looks}"


def _copies(stored: Sequence[Stored]) -> str:
    counted = Counter(s.entry.kind for s in stored)
    told = [
        f"{counted[kind]} {word if counted[kind] == 1 else word + 's'}"
        for kind, word in (
            ("transferred", "transfer"),
            ("exported", "export"),
            ("published", "publication"),
            ("looked", "opening of a sealed file"),
        )
        if counted[kind]
    ]
    return (
        f"On record: {', '.join(told).replace('opening of a sealed files', 'openings of sealed files')}."
        if told
        else "No copy, export or transfer is on record."
    )


def _since(held: Sequence[Held]) -> str:
    kept = [k.kept for h in held for k in h.captures]
    return f"Kept since {_day(min(kept))}, the latest since {_day(max(kept))}."


def _timestamps(number: int) -> str:
    return f"{_count(number, 'timestamp')} of outside authorities." if number else "No outside authority has confirmed a time."


def _understood(held: Sequence[Held], read: Collection[Reading], stored: Sequence[Stored]) -> str:
    known = {h.id: {k for k in ("publisher", "published", "language", "title") if h.details.get(k)} for h in held}
    for r in read:
        known.get(r.source, set()).update(k for k in ("publisher", "published", "language", "title") if getattr(r, k, ""))
    numbers = ", ".join(f"the {k} of {sum(k in names for names in known.values())}" for k in ("title", "publisher", "language"))
    days = sum("published" in names for names in known.values())
    translations = sum(s.entry.kind == "added" and s.entry.plain.get("of") == "translation" for s in stored)
    return f"Known are {numbers}, and the day of publication of {days} of {_count(len(held), 'document')}; {_count(translations, 'translation')} on record."


def _count(number: int, one: str) -> str:
    return f"{number:,} {one if number == 1 else one + 's'}"


def _day(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d")

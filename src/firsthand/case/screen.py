"""Screen: whether a source belongs to the case, and the flow of all of them: found, screened, included, excluded and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from firsthand.case.named import source_named
from firsthand.case.open import Case
from firsthand.case.state import Held, State
from firsthand.publish.flow import Flow

PAGES = ("complete", "images_missing")  # conditions of a capture that shows the page itself


def screen(case: Case, name: str, answer: str, because: str = "") -> str:
    """Record that a source belongs to the case (include) or does not (exclude); returns the source's id."""
    held = source_named(case.state(), name)
    case.append([case.entry("screened", {"source": held.id, "answer": answer}, {"because": because} if because else None)])
    return held.id


def flow_of(state: State, relied_on: Collection[str] | None = None) -> Flow:
    """The screening of a case in numbers; `relied_on`: the sources that a report shows, where one is at hand."""
    here = [h for h in state.sources.values() if not h.erased]
    answers = Counter(h.screened for h in here)
    reasons = Counter(" ".join(h.why.split()) for h in here if h.screened == "exclude")
    no_page = sum(not h.screened and h.capture.condition not in PAGES for h in here)
    searches = [d for d in state.added.values() if d.of == "search"]
    languages = Counter(str(d.value.get("language", "")) for d in searches)
    return Flow(
        len(here), len(duplicates(state)), no_page, answers[""] - no_page, answers["include"], answers["exclude"], _ordered(reasons), len(searches),
        _ordered(languages), None if relied_on is None else len({h.id for h in here} & set(relied_on)),
    )  # fmt: skip


def _ordered(counted: Counter[str]) -> tuple[tuple[str, int], ...]:
    """The most frequent first, then by the alphabet."""
    return tuple(sorted(counted.items(), key=lambda x: (-x[1], x[0])))


def duplicates(state: State) -> dict[str, str]:
    """The sources with the same bytes as one that came before: id to the id of the first."""
    first: dict[str, Held] = {}
    out = {}
    for h in state.sources.values():
        payload = h.capture.part.payload
        if h.erased or not payload:
            continue
        if payload in first:
            out[h.id] = first[payload].id
        first.setdefault(payload, h)
    return out

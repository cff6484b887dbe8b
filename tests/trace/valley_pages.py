"""Pages of an invented valley, for the tests of tracing: nothing and nobody in them is real."""

from __future__ import annotations

import hashlib

from firsthand.model.claims import Said
from firsthand.model.dates import PartialDate
from firsthand.model.passages import Part, Reading, Segment, Stream
from firsthand.tongues.credits import credits_in
from firsthand.tongues.sentences import sentences


def page(
    name: str, text: str, *, publisher: str = "", day: str = "", language: str = "en", url: str = "", captured: int | None = None
) -> Reading:
    """A reading of a text as if it had been listed with these fields."""
    raw = text.encode()
    digest = hashlib.sha256(raw).hexdigest()
    stream = Stream(Part(digest, 0, len(raw), digest), "text", 1, "utf-8", text, (Segment(0, len(text), 0, len(raw), False),))
    published = PartialDate(day) if day else None
    return Reading(
        name, "", name, stream, (), language, publisher=publisher, url=url, published=published, published_by="list" if day else "", captured=captured,
        sentences=sentences(text, language),
    )  # fmt: skip


def said_by(readings: tuple[Reading, ...]) -> dict[str, Said]:
    """The credits of some readings."""
    return {
        r.source: Said(r.source, (), credits_in(r.text, r.language, r.sentences, title=r.title, publisher=r.publisher, url=r.url))
        for r in readings
    }


FLOOD = (
    "The river Amsel left its bed above Korvath on Monday night and carried off the lower bridge. "
    "Engineers from the valley office had closed the bridge to lorries only nine days earlier. "
    "By noon 318 people had been taken in by the two schools of Upper Korvath. "
    "The mill owner Teodra Vanning said her family had moved the grain to the attic in the dark. "
    "Nobody could say on Tuesday when the road to Brenn would be open again."
)
MARKET = (
    "The wool market of Brenn opened a week late this spring because the scales had been sent away for repair. "
    "Buyers from the coast offered less than in any year since the war, and most farmers took their bales home. "
    "Old Pieter Saal, who has weighed wool there for four decades, called it the quietest morning he remembers. "
    "The council will discuss on Friday whether to lower the fee of 14 crowns for a stand."
)
SCHOOL = (
    "A new roof for the school in Tarn has been promised for the autumn, the building office announced. "
    "The old one leaks above the staircase and in two classrooms of the second floor. "
    "Parents collected 2,750 crowns in the winter and want to see the plans before work begins."
)

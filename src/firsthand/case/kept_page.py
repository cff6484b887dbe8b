"""A kept page as it may be shown beside its text: cleaned in a bounded worker; of a PDF one page as a picture."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from firsthand.case.open import Case
from firsthand.case.state import Held
from firsthand.errors import Trouble
from firsthand.guard.limits import Limits
from firsthand.guard.sandbox import Crew

PDF = "application/pdf"
WORK = "firsthand.case.kept_page:shown_one"
LIMITS = Limits(wall_seconds=30, cpu_seconds=30)
WIDTH = 1100  # pixels of a page drawn as a picture


@dataclass(frozen=True)
class Asked:
    """A page to be shown, its bytes in hand: nothing of the case is needed any more."""

    name: str
    task: bytes

    def answer(self, crew: Crew) -> bytes:
        """The inside of the body of the page, as UTF-8, or the picture as PNG; raises Trouble where it cannot be shown."""
        found = crew.ask(self.task)
        if isinstance(found, Trouble):
            raise found if found.code != "worker-died" else Trouble("worker-died", **{**found.values, "path": self.name})
        return found


def crew() -> Crew:
    """Bounded workers that clean and draw pages, to be kept from one page to the next."""
    return Crew(WORK, limits=LIMITS, workers=1)


def page_of(case: Case, held: Held) -> Asked:
    """A kept page to be shown."""
    return _asked(case, held, {"do": "page"})


def picture_of(case: Case, held: Held, page: int) -> Asked:
    """A page of a PDF (from 1) to be drawn."""
    return _asked(case, held, {"do": "picture", "page": page})


def _asked(case: Case, held: Held, what: dict[str, object]) -> Asked:
    k = held.capture
    if held.erased:
        raise Trouble("erased", what=held.name)
    head = {**what, "name": held.name, "media": k.media, "how": k.how, "payload": k.part.payload}
    return Asked(held.name, json.dumps(head).encode() + b"\n" + case.ledger.vault.read(k.part.object, k.part.offset, k.part.length))


def shown_one(task: bytes) -> bytes:
    """Runs in a bounded worker: a page cleaned, or a page of a PDF drawn."""
    from firsthand.preserve.captures import payload_of
    from firsthand.read.shown import shown

    head, _, stored = task.partition(b"\n")
    asked = json.loads(head)
    payload = payload_of(stored, 0, len(stored), asked["how"])
    if hashlib.sha256(payload).hexdigest() != asked["payload"]:
        raise Trouble("seal-broken", what=asked["name"])
    if asked["do"] == "picture":
        from firsthand.read.drawn import drawn

        return drawn(payload, int(asked["page"]), WIDTH)
    return shown(payload, asked["media"]).encode("utf-8", "replace")

"""A kept page as it may be shown beside its text: cleaned in a bounded worker; of a PDF one page as a picture."""

from __future__ import annotations

import hashlib
import json

from firsthand.case.open import Case
from firsthand.case.state import Held
from firsthand.errors import Trouble
from firsthand.guard.limits import Limits
from firsthand.guard.sandbox import each

PDF = "application/pdf"
LIMITS = Limits(wall_seconds=30, cpu_seconds=30)
WIDTH = 1100  # pixels of a page drawn as a picture


def page_of(case: Case, held: Held) -> str:
    """The inside of the body of a kept page; raises Trouble where it cannot be shown."""
    return _asked(case, held, {"do": "page"}).decode("utf-8")


def picture_of(case: Case, held: Held, page: int) -> bytes:
    """A page of a PDF (from 1) as PNG; raises Trouble where it cannot be drawn."""
    return _asked(case, held, {"do": "picture", "page": page})


def _asked(case: Case, held: Held, what: dict[str, object]) -> bytes:
    k = held.capture
    if held.erased:
        raise Trouble("erased", what=held.name)
    head = {**what, "name": held.name, "media": k.media, "how": k.how, "payload": k.part.payload}
    stored = case.ledger.vault.read(k.part.object, k.part.offset, k.part.length)
    task = json.dumps(head).encode() + b"\n" + stored
    answer = next(answer for _, answer in each("firsthand.case.kept_page:shown_one", [task], limits=LIMITS, workers=1))
    if isinstance(answer, Trouble):
        raise answer if answer.code != "worker-died" else Trouble("worker-died", **{**answer.values, "path": held.name})
    return answer


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

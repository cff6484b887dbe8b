"""Whether the ledger of an open case holds what it promises: recomputed once behind the pages, told on every page where it does not."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from firsthand.case.audit import audit
from firsthand.errors import Trouble

AGAIN = 2.0  # seconds until what looks broken is looked at once more: it may have been in the middle of being written


def watch(folder: str, tell: Callable[[str], None]) -> None:
    """Audit the case in a thread of its own; `tell` gets the first broken promise in words, and nothing where all hold."""
    threading.Thread(target=lambda: tell(broken(folder)), daemon=True).start()


def broken(folder: str) -> str:
    """The first broken promise in words, seen twice; "" where all hold, or where the case cannot be opened, which every page says itself."""
    try:
        first = _first(folder)
        if first:
            time.sleep(AGAIN)
            first = _first(folder)
        return first
    except Trouble:
        return ""


def _first(folder: str) -> str:
    return next((p.first_broken or p.promise for p in audit(folder) if not p.held), "")

"""What people write into a case: add, decide, screen, erase."""

from __future__ import annotations

import argparse

from firsthand.errors import Trouble
from firsthand.front.cli.say import count, json_line, line


def add(given: argparse.Namespace) -> int:
    """Add something by hand."""
    from firsthand.case.add import Given
    from firsthand.case.add import add as put
    from firsthand.case.open import open_case

    asked = Given(
        given.source,
        given.quote,
        given.text,
        tuple(given.said_by),
        given.to,
        given.language,
        tuple(given.with_),
        given.question,
        _pairs(given.set),
        given.found,
    )
    with open_case(given.case) as case:
        made = put(case, given.what, asked)
    return _saved(given, [made], f"Added the {NOUN.get(given.what, given.what)} {made}.")


def decide(given: argparse.Namespace) -> int:
    """Record a decision."""
    from firsthand.case.decide import Asked
    from firsthand.case.decide import decide as put
    from firsthand.case.open import open_case

    with open_case(given.case) as case:
        done = put(case, given.id, Asked(given.answer, tuple(given.with_), _pairs(given.set), given.because))
    return _saved(given, list(done), f"{PAST[given.answer]}: {', '.join(done)}.")


def screen(given: argparse.Namespace) -> int:
    """Record that a source belongs to the case or not."""
    from firsthand.case.open import open_case
    from firsthand.case.screen import screen as put

    with open_case(given.case) as case:
        done = put(case, given.source, given.answer, given.because)
    return _saved(given, [done], f"{'Included' if given.answer == 'include' else 'Excluded'}: {given.source}.")


def erase(given: argparse.Namespace) -> int:
    """Destroy keys."""
    from firsthand.case.erase import erase as put
    from firsthand.case.open import open_case

    with open_case(given.case) as case:
        done = put(case, given.id, given.because)
    if given.json:
        json_line(
            {
                "erased": given.id,
                "payloads": done.payloads,
                "objects": done.objects,
                "shared": list(done.shared),
                "published": list(done.published),
            }
        )
    else:
        line(
            f"Erased {given.id}: {count(done.payloads, 'sealed payload')}, {count(done.objects, 'kept file')}. The proofs of the ledger still hold."
        )
        for digest in done.shared:
            line(f"Its bytes stay in a kept file that other sources need too: {digest}. Erase those as well, and the file goes.")
        for path in done.published:
            line(
                f"A publication still shows it: {path}. What has left the house cannot be called back; delete this copy if it must not be kept."
            )
    return 1 if done.shared or done.published else 0


NOUN = {"protect": "protection"}
PAST = {
    "accept": "Accepted", "amend": "Amended and accepted", "reject": "Rejected", "withdraw": "Withdrawn", "reverse": "Reversed", "sibling": "Both from a third",
    "merge": "Merged", "split": "Split", "reopen": "Open again",
}  # fmt: skip


def _saved(given: argparse.Namespace, ids: list[str], words: str) -> int:
    if given.json:
        json_line({"saved": ids})
    else:
        line(words + " It is on disk.")
    return 0


def _pairs(sets: list[str]) -> tuple[tuple[str, str], ...]:
    wrong = [s for s in sets if "=" not in s]
    if wrong:
        raise Trouble("wrong-use", why=f"--set takes FIELD=VALUE, not {wrong[0]!r}.", command="decide")
    return tuple((name.strip(), value.strip()) for name, _, value in (s.partition("=") for s in sets))

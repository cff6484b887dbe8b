"""Whether the decision that a report carries accepted just this sentence, on just these passages."""

from __future__ import annotations

import json

from firsthand.model.plain import plain
from firsthand.publish.report import Sentence


def accepted_words(s: Sentence) -> bool:
    """Whether the opened decision accepted just this sentence."""
    try:
        line, payload = json.loads(s.decision.line), json.loads(s.decision.payload)
        return (
            payload["value"]["sentence"] == s.text
            and line.get("subject") == s.id
            and line.get("answer", "add") in ("accept", "amend", "merge", "split", "add")
        )
    except (ValueError, KeyError, TypeError):
        return False


def accepted_passages(s: Sentence) -> bool:
    """Whether the opened decision carries just these passages, for and against, in whatever order."""
    try:
        value = json.loads(s.decision.payload)["value"]
        carried = {c["id"]: c["passages"] for c in value.get("claims", [])}
        for cited, named in ((s.cited, value.get("supports", [])), (s.against, value.get("contradicts", []))):
            if {c.claim.id for c in cited} != {i for i in named if i in carried}:
                return False
        return all(plain(c.claim.passages) == carried[c.claim.id] for c in (*s.cited, *s.against))
    except (ValueError, KeyError, TypeError):
        return False

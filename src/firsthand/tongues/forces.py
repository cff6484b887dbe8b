"""What a sentence says that police or soldiers did: arrested, used force, killed. From the acts and their actors, and from words that only such acts have.

A sentence without a subject ("50 were held", "12 rounds were fired") is theirs where only they do such a thing; what others did to them, and what is
demanded, planned or said to be done by others, is not. English so far.
"""

from __future__ import annotations

import re
from functools import cache

from firsthand.tongues.acts import acts_in
from firsthand.tongues.en import forces as en
from firsthand.tongues.numerals import lowered


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{getattr(en, name)})\b")


def deeds_of_forces(sentence: str) -> frozenset[str]:
    """Of "arrest", "force", "kill" those that the sentence says the police or soldiers did; whoever kills has used force."""
    low = lowered(sentence)
    found = set()
    if _arrests(low):
        found.add("arrest")
    if not _pattern("BY_OTHERS").search(low):
        forces = _pattern("FORCES").search(low) is not None
        fire, force, kill = (_pattern(x).search(low) for x in ("FIRE", "FORCE", "KILL"))
        if fire or (force and (forces or "gas" in force[0])):
            found.add("force")
        if kill and ((fire and (forces or "firing" in low)) or _armed_killed(low)):
            found |= {"force", "kill"}
    return frozenset(found)


def _arrests(low: str) -> bool:
    """Whether somebody was arrested or detained: said as done, not demanded or feared."""
    done = _pattern("NOT_ARREST").sub(" ", low)
    return bool(_pattern("HELD").search(done)) or any(
        a.code == "arrest" or (a.code == "detain" and "held" not in done[a.span.start : a.span.end]) for a in acts_in(done, "en")
    )


@cache
def _killed() -> re.Pattern[str]:
    return re.compile(
        rf"\b{en.ARMED} (?:\w+ ){{0,4}}?(?:killed|who were shot dead|shot dead|gunned down|were killed|was killed)|(?:kill(?:s|ed)?|shot) (?:\w+ ){{0,4}}?{en.ARMED}|body of (?:\w+ )?{en.ARMED}"
    )


def _armed_killed(low: str) -> bool:
    return _killed().search(low) is not None

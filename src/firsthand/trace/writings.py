"""Claims that are about a writing: who signed, wrote or issued it is their origin, whoever tells of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ENGLISH = re.compile(
    r"^(?:that )?(?P<who>.{3,90}?) (?:had |have |has )?(?:signed|co-signed|wrote|issued|sent|adopted|handed in) (?:an? |the |their )?(?:open |joint |public )?"
    r"(?P<what>letter|petition|statement|appeal|declaration|resolution|memorandum)\b", re.I,
)  # fmt: skip
_CHINESE = re.compile(
    r"^(?P<who>.{2,40}?)(?:联名|联署|签署|签名|发表|写)(?:了|的)?(?:一封|一份)?(?P<what>公开信|联名信|请愿书|声明|决议|信)"
)


@dataclass(frozen=True, slots=True)
class Writing:
    """A writing that a claim is about: its authors as the claim names them, and what it is ("letter")."""

    who: str
    what: str


def writing_of(sentence: str) -> Writing | None:
    """The writing a sentence is about, if it says that somebody signed, wrote or issued one."""
    found = _ENGLISH.search(sentence.strip()) or _CHINESE.search(sentence.strip())
    return Writing(found["who"].strip(), found["what"].lower()) if found else None

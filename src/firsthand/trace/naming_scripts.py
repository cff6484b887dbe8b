"""A name taken apart, and how that is done for names in Tibetan, Chinese and Japanese, which have no capitals."""

from __future__ import annotations

import re
from dataclasses import dataclass

from firsthand.tongues.credit_words import CreditWords, agencies, governments


@dataclass(frozen=True, slots=True)
class Parsed:
    """A name taken apart: `head` the name to show, `acronym` given with it, `role` of a person, `body` a person speaks for or belongs to,
    `country` when a government is meant, `speaks_for` whether the role is one by which the body itself speaks."""

    head: str
    kind: str
    acronym: str = ""
    role: str = ""
    body: str = ""
    country: str = ""
    speaks_for: bool = False


def in_tibetan(text: str, kind: str) -> Parsed:
    """A Tibetan name: a witness "called X", a body's spokesperson with the person's name."""
    if "་ཞེས་པའི" in text:
        return Parsed(text.partition("་ཞེས་པའི")[0], "person")
    body, found, person = text.partition("་ངག་ཚབ་པ་")
    if found and person:
        return Parsed(person, "person", role="ངག་ཚབ་པ", body=re.sub("་?(?:གི|ཀྱི|གྱི|འི|ཡི)$", "", body), speaks_for=True)
    return Parsed(text.strip("་"), kind)


def in_han(text: str, kind: str, acronym: str, words: CreditWords) -> Parsed:
    """A Chinese or Japanese name: an agency, a government, a spokesperson's body with or without the person, a person after a role."""
    text = re.sub(r"(?:的?记者|网站|记者)$", "", text)
    text = re.sub(r"^(?:[米英仏独中韓露]?(?:国)?(?:紙|誌|メディア|放送局|通信社|メディアの))", "", text) or text
    low = text.lower()
    if low in agencies():
        return Parsed(agencies()[low], "body", acronym)
    if text in governments() or text.removesuffix("政府") in governments() or text.removesuffix("官员") in governments():
        country = governments().get(text) or governments().get(text.removesuffix("政府")) or governments()[text.removesuffix("官员")]
        return Parsed(f"Government of {country}", "body", country=country)
    for role in sorted(words.of("speaker"), key=len, reverse=True):
        if role in text:
            body, _, person = text.partition(role)
            return (
                Parsed(person, "person", acronym, role, body, speaks_for=True)
                if len(person) >= 2
                else Parsed(body.removesuffix("的") or text, "body", acronym, speaks_for=True)
            )
    place = max(((text.rfind(r) + len(r)) for r in words.of("role") if r in text), default=-1)
    if kind == "person" and 0 < place < len(text) and len(text) - place >= 2:
        return Parsed(text[place:], "person", acronym, text[:place])
    return Parsed(text, kind, acronym)

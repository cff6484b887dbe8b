"""Credits on their way to links: which count, whose they are, how sure the rule is that saw them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from firsthand.model.claims import Credit, Said
from firsthand.model.passages import Reading
from firsthand.tongues.antecedents import full_name_of
from firsthand.tongues.credit_words import CreditWords, credit_words, governments
from firsthand.trace.aliases import Aliases
from firsthand.trace.naming import parsed
from firsthand.trace.naming_scripts import Parsed

SILENT = frozenset({"photo", "byline", "own", "footnote"})
LEAST_CONTENT = 8  # code points; a credit of less carries nothing
# How often a credit by this rule was a source in the development corpora, by the first part of the rule's name.
CHANCES = {
    "publisher-tag": 0.93, "publisher-copied": 0.8, "dateline-tag": 0.95, "lone-line": 0.93, "title-tail": 0.75, "title-says": 0.75, "title-host": 0.8,
    "closing-name": 0.6, "republished-from": 0.95, "source-line": 0.9, "handle": 0.55, "appeared-in": 0.85, "members-of-crowd": 0.85,
    "subject-with-quotation": 0.7, "phrase-before-name": 0.85, "phrase+document": 0.88, "phrase-after-name": 0.8, "document-brought-out": 0.85, "document-by": 0.6,
    "speaker-verb:told": 0.95, "speaker-verb:denied": 0.9, "speaker-verb:reported": 0.85, "speaker-verb:wrote": 0.9, "speaker-verb:spoke": 0.85, "speaker-verb:found": 0.65,
    "seen-by": 0.55, "speaker-verb": 0.78, "verb-speaker": 0.85, "told-to": 0.75, "participle": 0.45, "zh-citing": 0.85, "zh-source-line": 0.9, "zh-wire": 0.95, "zh-joint-report": 0.85, "copyright": 0.7, "contributed": 0.6, "ja-tag": 0.93, "bo-source-line": 0.85, "ar-source-line": 0.85, "ja-source-line": 0.85, "zh-dateline-tag": 0.93,
    "zh-speaker-verb": 0.7, "zh-learnt-from": 0.85, "zh-told-to": 0.75, "bo-citing": 0.85, "bo-agent-verb": 0.7, "ja-citing": 0.8, "ja-speaker-verb": 0.65, "ar-verb-speaker": 0.6, "ar-citing": 0.85,
}  # fmt: skip
_LATIN = re.compile(r"[་།\s]*[（(]([A-Z][A-Za-z .’'-]{3,60})[)）]")
NATION = {
    "United States": "US",
    "United Kingdom": "British",
    "China": "Chinese",
    "Iran": "Iranian",
    "Russia": "Russian",
    "North Korea": "North Korean",
    "Turkey": "Turkish",
    "Syria": "Syrian",
    "Vietnam": "Vietnamese",
    "Myanmar": "Myanmar",
}


@dataclass(frozen=True)
class Credited:
    """A credit on its way to a link: its document, its name taken apart, the key of its cluster."""

    index: int
    credit: Credit
    name: Parsed
    key: str
    chance: float


def credited_in(readings: Sequence[Reading], said: Mapping[str, Said], aliases: Aliases) -> list[Credited]:
    found: list[Credited] = []
    for index, reading in enumerate(readings):
        credits = said[reading.source].credits if reading.source in said else ()
        people = {}
        for c in credits:
            if c.kind == "unnamed" and (state := _state_media(reading, c)):
                c = replace(c, name=state, kind="body")
            if c.manner in SILENT or c.kind in ("unnamed", "own") or not c.name.strip() or c.content.end - c.content.start < LEAST_CONTENT:
                continue
            name = parsed(c.name, c.kind, reading.language)
            if _words_of(reading).has("assembly", name.head.lower()) and (nation := _dateline_nation(reading)):
                name = replace(name, head=f"{nation} {name.head.lower()}", speaks_for=True)
            if latin := _in_latin_letters(reading, c):
                name = replace(name, head=latin, acronym="")
            if name.kind == "person" and name.head not in people and (full := _full_name(reading, name.head)):
                people[name.head] = replace(name, head=full)
            if name.head in people:
                name = people[name.head]
            elif name.kind == "person":
                people[name.head.split()[-1]] = people[name.head.split()[0]] = name
            if name.head and not _nameless(name, reading.language):
                name = _tweeted(reading, c, name)
                found.append(Credited(index, c, name, aliases.place(name, c.name), _chance(c, name)))
    return found


def _words_of(reading: Reading) -> CreditWords:
    """The words of a reading's language, English ones if there are none."""
    words = credit_words(reading.language) or credit_words("en")
    assert words is not None
    return words


def _dateline_nation(reading: Reading) -> str:
    """The nation of the capital in a dateline ("WASHINGTON (AP)"); "" if there is none."""
    for m in re.finditer(r"\b[A-Z]{4,}\b(?= *[(,–—-])", reading.text[:1500]):
        country = governments().get(m.group().lower())
        if country:
            return NATION.get(country, country)
    return ""


def _nameless(name: Parsed, language: str) -> bool:
    """Whether a document is meant that the words do not name: "the report"."""
    words = credit_words(language)
    plain = name.head.lower()
    if words is None or name.kind != "document":
        return False
    return words.has("document", plain) or (plain == name.head and plain.isascii() and any(words.has("document", w) for w in plain.split()))


def _in_latin_letters(reading: Reading, c: Credit) -> str:
    """The name in Latin letters that a text in another script gives in brackets after it; "" if none."""
    m = _LATIN.match(reading.text, c.at.end) if c.at.end > c.at.start and not c.name[:1].isascii() else None
    inside = m or (re.search(r"[（(]([A-Z][A-Za-z .’'-]{3,60})[)）]\s*$", c.name) if not c.name[:1].isascii() else None)
    return inside.group(1).strip() if inside and (" " in inside.group(1).strip() or not inside.group(1).isupper()) else ""


def _full_name(reading: Reading, surname: str) -> str | None:
    words = credit_words(reading.language)
    return full_name_of(reading.text, surname, reading.language) if words is not None and words.script == "svo" else None


def _tweeted(reading: Reading, c: Credit, name: Parsed) -> Parsed:
    """A person's tweet is a source of its own name."""
    near = reading.text[c.span.start : c.span.end + 30].lower()
    return replace(name, head=f"{name.head}, tweet", role="") if name.kind == "person" and "tweet" in near else name


def _state_media(reading: Reading, c: Credit) -> str:
    """ "state media" tied to the country the sentences before speak of; "" if it is no such credit."""
    low = c.name.lower()
    if not low.endswith(("state media", "state television", "state tv", "state news agency")):
        return ""
    before = reading.text[max(0, c.span.start - 300) : c.span.start]
    for word in reversed(before.replace("’s", "").replace("'s", "").split()):
        country = governments().get(word.strip('.,;:“”"()').lower())
        if country and word[:1].isupper():
            return f"{NATION.get(country, country)} {low.removeprefix('the ')}"
    return ""


def _chance(c: Credit, name: Parsed) -> float:
    rule = c.rule.split("+")[0]
    base = CHANCES.get(rule, CHANCES.get(rule.split(":")[0], 0.7))
    if "+antecedent" in c.rule or "+introduced" in c.rule:
        base -= 0.1
    if (
        c.name[:1].islower()
        and c.name.split()[0].lower() in {"a", "an"}
        and not name.acronym
        and not name.country
        and not name.speaks_for
        and name.kind != "person"
    ):
        base = min(base, 0.45)
    if name.kind == "document" and not any(w[:1].isupper() for w in name.head.split()):
        base = min(base, 0.35)
    if name.kind == "body" and not any(w[:1].isupper() or ord(w[0]) > 0x0F00 for w in name.head.split()):
        base = min(base, 0.4)
    return base

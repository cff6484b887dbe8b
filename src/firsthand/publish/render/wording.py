"""What a report says in words: names, dates, firmness, changes; and words of other scripts marked with their language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from firsthand.model.claims import Stance
from firsthand.model.dates import PartialDate
from firsthand.model.findings import Link
from firsthand.model.names import OUTSIDE, is_outside
from firsthand.model.passages import CONTEXT
from firsthand.publish.report import Card

if TYPE_CHECKING:
    from markupsafe import Markup

FIRMNESS: dict[Stance, str] = {
    "asserted": "said outright", "reported": "reported", "alleged": "alleged", "denied": "denied", "negated": "said not to be so", "estimated": "estimated",
    "planned": "planned", "conditional": "said with a may or an if",
}  # fmt: skip
HOW: dict[str, str] = {"copies": "copies", "quotes": "quotes", "cites": "cites", "paraphrases": "rewords", "translates": "translates"}
CHANGES: dict[str, str] = {  # type of a mutation -> how a page says it
    "range_to_top": "a range became its top", "range_dropped": "a range became one number", "bound_turned": "the bound was turned round", "bound_lost": "the bound was lost",
    "bound_added": "a bound was added", "about_dropped": "“about” dropped out", "hedge_dropped": "a “may” or “reportedly” dropped out", "hedge_added": "a hedge was added",
    "denial_dropped": "the denial dropped out", "negation_lost": "a “not” was lost", "number_changed": "the number changed", "number_derived": "a number was worked out from others",
    "magnitude": "the size of the number changed", "unit_changed": "the unit changed", "denominator_changed": "the base of the share changed",
    "base_to_count": "the base was told as the count", "additional_lost": "“another” was lost", "target_to_achieved": "a target was told as done",
    "stock_to_flow": "a stock was told as a flow", "date_shifted": "the date moved", "period_changed": "the period changed", "scope_widened": "it was made to cover more",
    "scope_narrowed": "it was made to cover less", "act_changed": "the act changed", "act_escalated": "the act became graver", "role_changed": "a role changed",
    "name_changed": "a name changed", "detail_added": "a detail was added", "fused": "two things were fused", "source_raised": "the source became a higher one",
    "source_multiplied": "one source became several", "attribution_lost": "the attribution was lost", "attribution_moved": "the attribution moved",
    "credit_not_borne_out": "the credit does not bear it out", "derivation_impossible": "it cannot come from there", "edition_carried_over": "an earlier edition was carried over",
}  # fmt: skip
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
BIDI = {ord(c): f"⟨U+{ord(c):04X}⟩" for c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"}
_TIBETAN = r"[\u0f00-\u0fff]+(?:[ \u00a0]+[\u0f00-\u0fff]+)*"
_EASTERN = r"[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff60]+"
_RUNS = re.compile(f"({_TIBETAN}|{_EASTERN})")
_SETTLING = re.compile(r"Deciding link (?P<id>.+?) would (?P<verb>settle|narrow) it\.")


def tongued(words: str) -> Markup:
    """Words as markup, each run of Tibetan or of Chinese characters marked with its language (kana: Japanese)."""
    from markupsafe import Markup, escape

    out = []
    for run in _RUNS.split(words):
        language = language_of(run)
        out.append(Markup('<span lang="{}">{}</span>').format(language, run) if language else escape(run))
    return Markup("").join(out)


def runs_of(words: str) -> list[tuple[str, str]]:
    """Words cut where the script changes: each run with the language that its script shows, "" for any other."""
    return [(run, language_of(run)) for run in _RUNS.split(words) if run]


def language_of(run: str) -> str:
    """The language that a run of one script shows by itself: bo, ja, zh, or "" when it shows none."""
    if not _RUNS.fullmatch(run):
        return ""
    if "\u0f00" <= run[0] <= "\u0fff":
        return "bo"
    if any("\u3041" <= c <= "\u30ff" for c in run):
        return "ja"
    return "zh" if any("\u3400" <= c <= "\u9fff" or "\uf900" <= c <= "\ufaff" for c in run) else ""


def shown(words: str) -> str:
    """Words from outside with what turns the direction of writing made visible."""
    return words.translate(BIDI)


def before(words: str) -> str:
    """Context before a quote: no half word at its beginning, and … where text was left out."""
    if len(words) < CONTEXT:
        return shown(words)
    cut = re.match(r"\S{1,16}\s+(?=\S)", words)
    return "… " + shown(words[cut.end() :]) if cut else "…" + shown(words)


def after(words: str) -> str:
    """Context after a quote: no half word at its end, and … where text was left out."""
    if len(words) < CONTEXT:
        return shown(words)
    cut = re.search(r"(?<=\S)\s+\S{1,16}$", words)
    return shown(words[: cut.start()]) + " …" if cut else shown(words) + "…"


def name_of(node: str, cards: Mapping[str, Card]) -> str:
    """What a reader calls a node: the publisher or the title of a source, the name of one that is not held."""
    card = cards.get(node.partition("#")[0])
    return shown((card.publisher or card.title or card.name) if card else node.removeprefix(OUTSIDE))


def name_and_holding(node: str, cards: Mapping[str, Card]) -> str:
    """The name of a node, and that it is not held when it is not."""
    return name_of(node, cards) + (" (not held)" if is_outside(node) else "")


def settling(words: str, links: Mapping[str, Link], cards: Mapping[str, Card]) -> Markup:
    """The words of the origins with the link that would settle most told by its two ends; it leads to the link's row in the table."""
    from markupsafe import Markup

    found = _SETTLING.search(words)
    if found is None:
        return tongued(shown(words))
    what = Markup("{} {} would {} it.").format("Deciding", open_question(found["id"], links, cards), found["verb"])
    return tongued(shown(words[: found.start()])) + what + tongued(shown(words[found.end() :]))


def open_question(link: str, links: Mapping[str, Link], cards: Mapping[str, Card]) -> Markup:
    """What an undecided link asks, without its id: "whether A had it from B", or of two names "whether A and B are one"."""
    from markupsafe import Markup

    x = links.get(link)
    if x is None:
        ends = [tongued(name_of(e, cards)) for e in link.split("=") if e in cards or is_outside(e)]
        return Markup("whether {} and {} are one").format(*ends) if len(ends) == 2 else Markup("what is left open")
    a, b = tongued(name_of(x.source, cards)), tongued(name_of(x.to, cards))
    asks = "whether {} and {} had it from a third" if x.relation == "sibling" else "whether {} had it from {}"
    return Markup('<a href="#link-{}">' + asks + "</a>").format(link, a, b)


def how(x: Link) -> str:
    """What a link says that a document does."""
    return (
        "has it from the same third as"
        if x.relation == "sibling"
        else HOW[x.kind] + (" at second hand" if x.relation == "second_hand" else "")
    )


def sureness(x: Link) -> str:
    """How sure a link is, for a table: decided, certain, or its probability."""
    if x.state in ("accepted", "reversed"):
        return "decided by a person"
    return "certain" if x.settled else f"{x.p if x.relation == 'sibling' else x.p * x.p_direction:.0%}"


def moment(seconds: int) -> str:
    """UTC seconds as '14 March 2026, 09:12'."""
    at = datetime.fromtimestamp(seconds, UTC)
    return f"{at.day} {MONTHS[at.month - 1]} {at:%Y, %H:%M}"


def stamp(seconds: int) -> str:
    """UTC seconds as ISO 8601: '2026-03-14T09:12:00Z'."""
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%SZ}"


def day(text: str) -> str:
    """A date as known, '2023-09-05', as people write it: '5 September 2023'; other words as they are."""
    if not re.fullmatch(r"\d{4}(-\d{2}){0,2}", text):
        return text
    first = PartialDate(text).first()
    return {4: f"{first.year}", 7: f"{MONTHS[first.month - 1]} {first.year}"}.get(
        len(text), f"{first.day} {MONTHS[first.month - 1]} {first.year}"
    )


def many(number: int, one: str, more: str = "") -> str:
    """How many of something, small numbers in words: 'no source', 'one source', '22 sources'."""
    return f"{NUMBERS[number] if number < len(NUMBERS) else f'{number:,}'} {one if number < 2 else more or one + 's'}"


def capital(words: str) -> str:
    """Words as they begin a sentence."""
    return words[:1].upper() + words[1:]


def curled(words: str) -> str:
    """Our own words with real apostrophes."""
    return words.replace("'", "’")


def range_of(low: int, high: int) -> str:
    """'one origin', 'two to four origins', 'at most two origins'."""
    if high > low == 0:
        return f"at most {many(high, 'origin')}"
    return many(low, "origin") if low == high else f"{NUMBERS[low] if low < len(NUMBERS) else low} to {many(high, 'origin')}"


def capital_markup(words: Markup) -> Markup:
    """Markup as it begins a sentence: the first letter outside of a tag."""
    from markupsafe import Markup

    return Markup(re.sub(r"^((?:<[^>]*>)*)(\w)", lambda m: m[1] + m[2].upper(), str(words)))


def markup(words: str) -> Markup:
    """Markup that we made ourselves."""
    from markupsafe import Markup

    return Markup(words)


def unmarked(words: object) -> str:
    """Markup of ours as plain words."""
    return str(markup(str(words)).striptags())

"""What was looked for and not found: how a report tells it, and whether the ledger records it so."""

from __future__ import annotations

import json
from collections.abc import Callable

from firsthand.publish.found import FAILS, FIELDS, OK, OPEN, Checked, Found
from firsthand.publish.page import Page, flat
from firsthand.publish.render import wording
from firsthand.publish.report import Looked, Proof, Report

LANGUAGES = {
    "en": "English", "zh": "Chinese", "bo": "Tibetan", "ug": "Uyghur", "mn": "Mongolian", "de": "German", "fr": "French", "es": "Spanish", "pt": "Portuguese",
    "it": "Italian", "nl": "Dutch", "pl": "Polish", "id": "Indonesian", "ar": "Arabic", "ja": "Japanese", "ru": "Russian", "hi": "Hindi", "ne": "Nepali",
}  # fmt: skip


def told_of(x: Looked) -> str:
    """A search that found nothing as a sentence."""
    tongue = f" in {language_of(x.language)}" if x.language else ""
    where = f" ({wording.shown(x.where)})" if x.where else ""
    return f"Looked for “{wording.shown(x.text)}”{tongue}{where} on {wording.moment(x.at).partition(',')[0]}: nothing was found."


def untold(report: Report) -> str:
    """How many more searches found nothing, by language; "" where there were none."""
    number = sum(n for _, n in report.untold)
    if not number:
        return ""
    by = ", ".join(
        f"{wording.NUMBERS[n] if n < len(wording.NUMBERS) else n} in {language_of(tongue) if tongue else 'a language that was not noted'}"
        for tongue, n in report.untold
    )
    more = "more " if report.looked else ""
    return f"{wording.capital(wording.many(number, more + 'search', more + 'searches'))} found nothing ({by}); {'its words are' if number == 1 else 'their words are'} not printed."


def language_of(code: str) -> str:
    """A language as readers call it."""
    return LANGUAGES.get(code, wording.shown(code))


def records(x: Looked) -> bool:
    """Whether the opened entry records just this search, with nothing found."""
    try:
        line, value = json.loads(x.record.line), json.loads(x.record.payload)["value"]
        of = line.get("subject") == x.id and line.get("of") == "search" and line.get("at") == x.at
        said = (value["text"], value.get("language", ""), value.get("where", ""), value.get("question", "")) == (
            x.text,
            x.language,
            x.where,
            x.question,
        )
        return of and said and value.get("found") == 0
    except (ValueError, KeyError, TypeError):
        return False


def looked_checked(page: Page, report: Report, opened: Callable[[Proof], bool], whole: Callable[[Found], None]) -> tuple[Checked, ...]:
    """The sentences that tell of a search, each held against the page and the ledger. opened: whether an entry stands in the ledger and opens; whole: what
    touches the page as a whole."""
    return tuple(_checked(x, [words for i, words in page.sentences if i == x.id], opened, whole) for x in report.looked)


def _checked(x: Looked, seen: list[str], opened: Callable[[Proof], bool], whole: Callable[[Found], None]) -> Checked:
    found, said = Found(), told_of(x)
    found.say("text", OK)
    found.say("clearance", OK)
    if not seen or any(words != flat(said) for words in seen):
        found.say("text", FAILS, "The page shows other words than the evidence holds.")
    if not (opened(x.record) and records(x)):
        found.say("text", FAILS, "Nothing in the ledger records this search, or that it found nothing.")
    whole(found)
    worst = next((word for word in (FAILS, OPEN) if word in found.words.values()), "matches its source")
    return Checked(said, **{**dict.fromkeys(FIELDS, "-"), **found.words}, verdict=worst, why=tuple(found.why))

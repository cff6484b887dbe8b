"""Origins in words, before numbers: who says it, whom it leads back to, what could not be determined and what would settle it.

"Origins found", never another word for it. A count is never shown without COUNTED_AMONG.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from gettext import gettext as _

from firsthand.model.findings import Named, Origin, Origins
from firsthand.model.names import OUTSIDE

COUNTED_AMONG = "counted among the sources shown here"  # every publication says it beside a number of origins

_NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_PARTY = {"accused": "the accused party", "affected": "the affected party", "third": "a third party", "unknown": ""}


def number(n: int) -> str:
    """A small number as a word, a larger one in figures."""
    return _NUMBERS[n] if 0 <= n < len(_NUMBERS) else f"{n:,}"


def counted(n: int, one: str, many: str) -> str:
    """How many of something, in words: "no document", "one document", "nine documents"."""
    return f"{number(n)} {one if n == 1 else many}"


def words_of(origins: Origins, documents: Sequence[str], names: Mapping[str, str]) -> str:
    """The origins of a finding in sentences; `documents` are those that say it, `names` how sources are called for people."""
    if not documents:
        return _join(_("No document here says this."), _denied(origins))
    said = _capital(counted(len(documents), "document says", "documents say")) + " this."
    rest = {"mutation": _born, "withdrawn": _withdrawn, "ring": _ring, "unsupported": _unsupported, "found": _found}[origins.support]
    return _join(said, rest(origins, documents, names), _settling(origins), _denied(origins))


def _join(*parts: str) -> str:
    return " ".join(x for x in parts if x)


def _found(origins: Origins, documents: Sequence[str], names: Mapping[str, str]) -> str:
    identified = [x for x in origins.origins if x.state == "identified"]
    if len(identified) == 1:
        return _join(_one(identified[0], documents, names), _loose(origins))
    if origins.least == origins.greatest:
        return f"{_sum(origins)}: {_listed(identified, names)}."
    doubtful = [x for x in identified if not x.sure]
    return _join(f"{_sum(origins)}: {_listed(identified, names)}.", _perhaps_one(doubtful, origins, names), _loose(origins))


def _sum(origins: Origins) -> str:
    least, greatest = origins.least, origins.greatest
    if least == greatest:
        return f"We found {counted(least, 'origin', 'origins')}"
    return f"We found at least {counted(least, 'origin', 'origins')} and at most {number(greatest)}"


def _one(origin: Origin, documents: Sequence[str], names: Mapping[str, str]) -> str:
    """One identified origin: who, and how many documents lead back to it."""
    itself = origin.name.removesuffix("#own")
    who = called(origin, names)
    leading = len([d for d in origin.documents if d != itself])
    if itself in documents:
        return _join(
            f"The origin found is {who}.",
            _capital(counted(leading, "other leads back to it.", "others lead back to it.")) if leading else "",
        )
    if len(documents) == 1:
        return f"It leads back to one origin: {who}."
    if leading == len(documents):
        return f"{'Both' if leading == 2 else 'All'} lead back to one origin: {who}."
    return _capital(counted(leading, "leads", "lead")) + f" back to one origin: {who}."


def _perhaps_one(doubtful: Sequence[Origin], origins: Origins, names: Mapping[str, str]) -> str:
    """What is said of named ends that may not have had it separately."""
    if not doubtful or origins.least >= len([x for x in origins.origins if x.state == "identified"]):
        return ""
    if len(doubtful) == 1:
        return f"Whether {_short(doubtful[0], names)} had it separately could not be determined."
    return f"Whether {number(len(doubtful))} of these had it separately could not be determined."


def _loose(origins: Origins) -> str:
    """What is said of trails that end with nobody identified."""
    loose = [x for x in origins.origins if x.state != "identified"]
    if not loose:
        return ""
    if len(loose) > 1:
        return f"Whether {number(len(loose))} other trails that end with nobody named had it separately could not be determined."
    how = "whose source is not named" if loose[0].state == "unnamed" else "that does not say how it knows"
    one = len(loose[0].documents) <= 1
    return f"Whether {'one document' if one else 'a trail of ' + counted(len(loose[0].documents), 'document', 'documents')} {how} had it separately could not be determined."


def _unsupported(origins: Origins, documents: Sequence[str], names: Mapping[str, str]) -> str:
    if any(x.state == "unnamed" for x in origins.origins):
        return f"Unsupported so far: {'the trails end with sources' if origins.greatest > 1 else 'the trail ends with a source'} that nobody names."
    if len(documents) == 1:
        return "Unsupported so far: the only page that says it does not say how it knows."
    return f"Unsupported so far: {'neither' if len(documents) == 2 else 'none'} of them says how it knows."


def _born(origins: Origins, documents: Sequence[str], names: Mapping[str, str]) -> str:
    return "No origin found: it arose when one text was made from another that says something else."


def _withdrawn(origins: Origins, documents: Sequence[str], names: Mapping[str, str]) -> str:
    return "No origin stands: whoever said it first has taken it back."


def _ring(origins: Origins, documents: Sequence[str], names: Mapping[str, str]) -> str:
    return "Unsupported so far: they cite one another in a circle, and nobody in it shows how they know."


def _settling(origins: Origins) -> str:
    """The one decision that would settle most of what is open."""
    if origins.least == origins.greatest or not origins.undecided:
        return ""
    first = origins.undecided[0]
    verb = "would settle it" if all(low == high for _, low, high in first.narrows_to) else "would narrow it"
    return f"Deciding link {first.link} {verb}."


def _denied(origins: Origins) -> str:
    n = len(origins.denials)
    return f"{_capital(counted(n, 'document denies', 'documents deny'))} it." if n else ""


def _listed(origins: Sequence[Origin], names: Mapping[str, str]) -> str:
    shown = [called(x, names) for x in origins]
    return "; ".join(shown[:-1]) + "; and " + shown[-1] if len(shown) > 1 else "".join(shown)


def _short(origin: Origin, names: Mapping[str, str]) -> str:
    own = origin.name.removesuffix("#own")
    return names.get(own, own.removeprefix(OUTSIDE))


def called(origin: Origin, names: Mapping[str, str]) -> str:
    """An origin for people: its name, who it is, whether it is held."""
    party = _PARTY.get(origin.party, "")
    return f"{_short(origin, names)}{f' ({party})' if party else ''}, {'held' if origin.held else 'not held'}"


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


SHORT = 3  # words of a full name up to which a party is called by it and not by its acronym


def spelled_out(name: str, named: Iterable[Named]) -> str:
    """The name of an outside party: its full name in place of the acronym by which tracing knows it, where a text gives one of a few words."""
    acronym = name.removeprefix(OUTSIDE)
    if not name.startswith(OUTSIDE) or not (acronym.isupper() and acronym.isalpha() and acronym.isascii()):
        return name
    known = next((n for n in named if n.id == name), None)
    full = [a for a in (known.aliases if known else ()) if 2 <= len(a.split()) <= SHORT and _initials(a) == acronym]
    return f"{OUTSIDE}{full[0]}" if full else name


def _initials(name: str) -> str:
    return "".join(w[0] for w in name.split() if w[:1].isupper())

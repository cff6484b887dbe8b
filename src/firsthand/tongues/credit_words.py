"""The words by which a language gives credit: read once from its folder's credits.toml, frozen."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

LANGUAGES = ("en", "zh", "bo", "de", "fr", "es", "pt", "it", "nl", "pl", "id", "ja", "ar")
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class CreditWords:
    """One language's words: `verbs` maps a form to its manner, `need` a form to what it must stand before ("that", "quote"),
    `before` and `after` map phrases to manners, the rest are sets by name (a set not given is empty)."""

    language: str
    script: str
    verbs: Mapping[str, str]
    need: Mapping[str, str]
    before: Mapping[str, str]
    after: Mapping[str, str]
    sets: Mapping[str, frozenset[str]]
    phrases: Mapping[str, tuple[str, ...]]

    def has(self, name: str, word: str) -> bool:
        """Whether `word` (lower case) is in the set `name`."""
        return word in self.sets.get(name, _NONE)

    def of(self, name: str) -> frozenset[str]:
        """The set `name`, empty if the language does not have it."""
        return self.sets.get(name, _NONE)


@cache
def credit_words(language: str) -> CreditWords | None:
    """The words of a language (ISO 639-1), or None if there are none."""
    code = language[:2].lower()
    if code not in LANGUAGES:
        return None
    raw = tomllib.loads((resources.files("firsthand.tongues") / code / "credits.toml").read_text(encoding="utf-8"))
    return _words(code, raw)


def _words(code: str, raw: dict[str, Any]) -> CreditWords:
    verbs: dict[str, str] = {}
    for manner in ("told", "wrote", "denied", "found", "spoke", "reported", "said"):
        for form in raw["verbs"].get(manner, "").split():
            verbs.setdefault(form, manner)
    need = {form: what for what in ("quote", "that", "know", "number") for form in raw.get("verbs_need", {}).get(what, "").split()}
    sets = {name: frozenset(value.split()) for part in ("nouns", "grammar") for name, value in _texts(part, raw)}
    phrases = {name: tuple(value) for part in ("own", "marks") for name, value in raw.get(part, {}).items() if isinstance(value, list)}
    if raw["script"] == "svo" and code != "en" and (english := credit_words("en")) is not None:
        for name in ("bodies", "medium"):
            sets[name] = sets.get(name, _NONE) | english.of(name)
    frozen = MappingProxyType
    return CreditWords(
        code,
        raw["script"],
        frozen(verbs),
        frozen(need),
        frozen(raw.get("prefix", {})),
        frozen(raw.get("suffix", {})),
        frozen(sets),
        frozen(phrases),
    )


def _texts(part: str, raw: dict[str, Any]) -> list[tuple[str, str]]:
    """Sets of one part; nouns of a body are called `bodies`, so that they do not meet the pronouns of that name."""
    return [("bodies" if (part, name) == ("nouns", "body") else name, value) for name, value in raw.get(part, {}).items()]


@cache
def agencies() -> Mapping[str, str]:
    """Every way of writing an agency or outlet that many languages name (lower case, blanks as they are) and the name shown for it."""
    return _names("agencies")


@cache
def governments() -> Mapping[str, str]:
    """Words that stand for a government when they speak ("beijing", "chinese", "中方") and its country."""
    return _names("governments")


def _names(part: str) -> Mapping[str, str]:
    raw = tomllib.loads((resources.files("firsthand.tongues") / "outlets.toml").read_text(encoding="utf-8"))[part]
    found: dict[str, str] = {}
    for shown, ways in raw.items():
        for way in (*ways.split(), shown.lower()):
            found[way.replace("-", " ") if way not in ("n-tv",) else way] = shown
    return MappingProxyType(found)

"""Who did it to whom: the words for the actor and for those affected, by simple rules of each language, within the clause of an act.

In: a text, the clause, an Act. Out: two stretches of the text, "" where the rules do not say. A pronoun is no actor; whose act a sentence of saying
reports is not who says it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from firsthand.model.passages import Span
from firsthand.tongues.acts import Act
from firsthand.tongues.bo.roles import tibetan_roles
from firsthand.tongues.en.roles import ABOUT_THEM, english_roles
from firsthand.tongues.zh.roles import chinese_roles

NEAR = 240  # code points before and after an act in which its roles are looked for
LONGEST_ROLE = 60  # code points of a name of an actor or of those affected


def _english(before: str, word: str, after: str, act: Act) -> tuple[str, str]:
    return english_roles(before, word.lower(), after, act.passive, act.code in ABOUT_THEM)


def _chinese(before: str, word: str, after: str, act: Act) -> tuple[str, str]:
    return chinese_roles(before + ("被" if word.startswith("被") else ""), after, act.code in ABOUT_THEM)


def _tibetan(before: str, word: str, after: str, act: Act) -> tuple[str, str]:
    return tibetan_roles(before, after)


RULES: Mapping[str, Callable[[str, str, str, Act], tuple[str, str]]] = {"en": _english, "zh": _chinese, "bo": _tibetan}


def roles(text: str, clause: Span, act: Act, language: str) -> tuple[str, str]:
    """Who did it and to whom, as written, within a clause; "" where the rules do not say or what they find is too long to be a name."""
    rule = RULES.get(language)
    if rule is None:
        return "", ""
    before = text[max(clause.start, act.span.start - NEAR) : act.span.start]
    after = text[act.span.end : min(clause.end, act.span.end + NEAR)]
    actor, acted_on = rule(before, text[act.span.start : act.span.end], after, act)
    return _short(actor), _short(acted_on)


def _short(words: str) -> str:
    words = words.strip(" \n\t，、་")
    return words if len(words) <= LONGEST_ROLE else ""

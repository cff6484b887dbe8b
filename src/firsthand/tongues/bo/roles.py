"""Tibetan: who did it, by the agentive particle, and to whom, by what stands between it and the verb. Not checked by a native reader."""

from __future__ import annotations

import re

_CLAUSE = re.compile(r".*(?:[།༎༔\n]|(?:ཞེས|ཅེས|ཤེས)་|(?:ནས|ཏེ|སྟེ|དེ|ཞིང|ཅིང)་\s)", re.DOTALL)
_AGENT = re.compile(
    r"((?:[\u0f40-\u0fbc]+་){1,10}?)(?:གིས|ཀྱིས|གྱིས|ཡིས)་|((?:[\u0f40-\u0fbc]+་){0,6}?(?:ཉེན་རྟོག་པ|དམག་མི|ཚོགས་པ|རྒྱ་མི|ལས་བྱེད་པ|སྲུང་དམག་པ|ཁོ|ཁོང་ཚོ|མི་ཚོ|བཙན་བཟུང་པ))ས་"
)
# Syllables before which an agent's name has not begun.
_ENDS_WORDS = """
ཉིན ཏུ ཐོག དུ དེ ན ནང ནས པར བར ཚེས ཟླ ཟླར འདི རུ རྗེས ལ ལོ ལོར སུ སྐབས སྟེང
"""
_ENDS = frozenset(_ENDS_WORDS.split())
_SAYING = re.compile(r"(?:ཞེས|ཅེས|ཤེས)་")
_AFFECTED = re.compile(r"^((?:[\u0f40-\u0fbc]+་){1,6}?)(?:[༠-༩\d]|(?:ལ|ལས|རྣམས|ཚོ|དང)་|$)")


def tibetan_roles(before: str, after: str) -> tuple[str, str]:
    """Actor and affected from the words before and after an act; where a verb of saying follows, its own agentive is not taken for the actor."""
    clause = _CLAUSE.sub("", before)
    agents = list(_AGENT.finditer(clause))
    if _SAYING.search(after) and len(agents) == 1:
        return "", ""
    if not agents:
        return "", ""
    last = agents[-1]
    affected = _AFFECTED.match(clause[last.end() :])
    return _name(last[1] or last[2]), affected[1] if affected else ""


def _name(words: str) -> str:
    """The name at the end of some syllables: after the last particle of place or time."""
    syllables = words.rstrip("་").split("་")
    first = max((i + 1 for i, s in enumerate(syllables) if s in _ENDS), default=0)
    return "་".join(syllables[first:])

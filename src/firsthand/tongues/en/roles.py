"""English: who did it to whom. The subject is the noun phrase that ends before the verb, walked back word by word; the object what follows it."""

from __future__ import annotations

import re

ABOUT_THEM = frozenset(("die", "sicken", "disappear"))  # what befalls somebody: the subject is affected, nobody acts
_NOUNS = r".*(?:ions?|ments?|ances?)(?: of)?|deaths?|fatalit(?:y|ies)|death sentences?|sales of|supply of|tender|fine of|in custody|murders?|arrests?|samples|protests|abuses|surveillance"
LONGEST = 10  # words of a noun phrase
_INSIDE = frozenset(["of", "in", "from", "at", "for", "across", "under"])  # may join two nouns of one phrase
_EDGES_WORDS = """
about adding after again against allegedly alleging already also although am and are as be because been before being between but by can
claimed claiming claims could deliberately did do does during even falsely finds found had has have having however if into is just later may
means might must never no nor not note notes now of officially on or over per recently reported reportedly reporting reports said say saying
says shall should showed showing shows since so soon stating still suggesting than that then there though through to told until via was were
when whenever where whether which while who will with within without would writes wrote
"""
_EDGES = frozenset(_EDGES_WORDS.split())
_DETERMINERS_WORDS = """
a all an another any both each every her his its many most my our several some that the their these this those your
"""
_DETERMINERS = frozenset(_DETERMINERS_WORDS.split())
_PRONOUNS_WORDS = """
he him i it one others she that them there these they this those us we what which who whoever you
"""
_PRONOUNS = frozenset(_PRONOUNS_WORDS.split())
_CONTROL = re.compile(
    r"(?:\b(?:plan|want|beg[aiu]n|start|continue|tr[iy]|decide|threaten|agree|intend|hope|vow|seek|sought|attempt|need|vote|help|offer|fail|go|went|refuse|decline|promise)(?:s|es|ed|d|ned|ies|ied|ing)?|\b(?:ha[sd]|have|ought|used|able|about|set|due|likely))\s+to$",
    re.IGNORECASE,
)
_AUXILIARY = re.compile(
    r"(?:^|\s)(?:is|are|was|were|be|been|being|has|have|had|having|will|would|could|may|might|can|did|does|do|to|not|never|also|already|reportedly|allegedly|deliberately|now|still|later|then|recently|officially|falsely|earlier|previously|repeatedly|today|yesterday|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|get|gets|got)$",
    re.IGNORECASE,
)
_GOING = re.compile(
    r"(?:\b(?:is|are|was|were|be|been|being|keeps?|kept|started|began|continue[sd]?|stop(?:s|ped)?)|['’](?:s|re))\s(?:\w+\s)?$",
    re.IGNORECASE,
)
_PASSIVE_WORD = re.compile(r"(?:(?:has|have|had)\s)?(?:being|are|were|was|been|be)\s|held in|taken|face charges|blood samples taken")
_WITHOUT_OBJECT_WORDS = """
declined demanded demonstrated died disappeared ordered protested rallied refused rioted signed vanished voted
"""
_WITHOUT_OBJECT = frozenset(_WITHOUT_OBJECT_WORDS.split())
_HAVING = re.compile(r"\b(?:has|have|had)(?:\s\w+)?\s?$", re.IGNORECASE)
_NO_OBJECT = re.compile(r"\s(?:in|on|at(?!\sleast|\smost)|after|before|during|since|for|without|under)\b")
_AND_VERB = re.compile(
    r"\s(?:(?:has|have|had|was|were)\s)?(?!and\b)[a-z]+(?:ed|ght|ook|ept|ent|eat|old|hot|ays|ces|tes|ses)\b[^,;:]{0,80}?,?\sand(?:\sthen)?$"
)
_QUANTITY = re.compile(
    r"^(?:(?:between|more than|over|at least|around|nearly|almost|some|roughly|approximately|up to|as many as|fewer than|less than|an estimated|another|from)\s)*"
    r"\d[\d,.]*(?:\s(?:and|to|or)\s\d[\d,.]*|[–-]\d[\d,.]*)?(?:\s(?:million|billion|thousand|hundred|mln|bn|dozen))?\s(?:of\s)?",
    re.IGNORECASE,
)  # fmt: skip
_PUNCTUATION = re.compile(r".*(?:[,;:!?](?!\d)|[()\[\]“”\"—–>|•*\n]|(?<![A-Z])(?<!Mr)(?<!Dr)(?<!St)(?<!Gen)\.(?=\s))", re.DOTALL)
_BY = re.compile(
    r"\s(?:[\w,]+\s){0,4}?by\s((?:the\s)?[A-Z一-鿿][\w’'.-]*(?:\s(?:of\s|the\s|and\s)?[A-Z][\w’'-]*){0,5}|(?:the|a|an|their|his|its)\s(?:[A-Z]?[\w’'-]+\s?){1,4}?(?=\s(?:in|on|at|after|for|to|and|when|during|since)\b|[.,;:)”\"]|$)|"
    r"(?:[A-Z]?[a-z]+\s)?(?:police|soldiers|authorities|troops|officers|officials|guards|militants|gunmen|security forces))"
)
_STOPS = re.compile(
    r"\s(?:in|on|at|by|from|to|for|after|before|during|since|between|with|who|which|that|as|over(?!\s\d)|while|when|because|under|without|according|said|says|of whom|and then|but)\b|\sand\s[a-z]+ed\b|[,;:.!?](?!\d)|[()“”\"\n—]"
)
_AND_ON = re.compile(r"^\s(?:and|or)\s(?:then\s)?[a-z]+(?:ed|t|ok|ew)\b")


def english_roles(before: str, word: str, after: str, passive: bool, befalls: bool) -> tuple[str, str]:
    """Actor and affected from the words before and after an act, in lower case `word`; `befalls`: the act has no actor."""
    if _is_told_by_a_noun(before, word):
        return _by(after), _object(after[3:] if after.startswith(" of ") else after if word.endswith((" of", "ing")) else "")
    first = _subject(before)
    if word in ("signed by", "supported by"):
        return _by(" by" + after), first
    if _is_passive(before, word, after, passive):
        return _by(after), first
    if befalls:
        return "", first
    return _without_number(first), _object(_AND_ON.sub("", after))


def _is_told_by_a_noun(before: str, word: str) -> bool:
    """Whether an act is told by a noun ("the detention of") or by a verb without a subject of its own ("after beating")."""
    last = before.split()[-1].lower() if before.split() else ""
    alone = word.split()[0].endswith("ing") and word.split()[0] != "being" and not _GOING.search(before)
    return alone or last in _DETERMINERS | _INSIDE or re.fullmatch(_NOUNS, word) is not None


def _is_passive(before: str, word: str, after: str, passive: bool) -> bool:
    """Whether the subject is affected: were detained, people held in, facing charges, 300 people arrested since."""
    if word.split()[0].endswith("ing") and word.split()[0] != "being":
        return False
    told_of = _HAVING.search(before) is not None or word.startswith(("has ", "have ", "had "))
    left_out = word.endswith("ed") and not told_of and word not in _WITHOUT_OBJECT and _NO_OBJECT.match(after) is not None
    return passive or left_out or after.startswith(" by ") or bool(_PASSIVE_WORD.match(word))


def _by(after: str) -> str:
    if (by := _BY.match(after)) is not None and by[1].strip() != "force":
        return by[1].strip()
    found = _object(after[3:]) if after.startswith(" by ") else ""
    if found.lower() in _DETERMINERS | {"force"}:
        return ""
    return _without_number(re.split(r"\s(?:was|were|is|are|has|have|had|will|would|urged|asked)\b", found)[0])


def _object(after: str) -> str:
    edge = _STOPS.search(after)
    found = (after[: edge.start()] if edge else after).strip()
    return (
        ""
        if found.lower() in _PRONOUNS | _EDGES or found.split()[:1] and found.split()[0].lower() in _EDGES and not re.search(r"\d", found)
        else found
    )


def _subject(before: str) -> str:
    """The noun phrase that ends before the verb: of a verb after "and" that of the verb before, after "who" what stands before it."""
    words = _verbless(before.rstrip())
    if (m := _AND_VERB.search(words)) is not None:
        words = _verbless(words[: m.start()])
    if re.search(r"\b(?:who|which|that)$", words):
        words = words[: words.rindex(" ")] if " " in words else ""
        words = words.rstrip(" ,")
    found = re.sub(r"^(?:least|most|than|many|much)\s", "", _phrase(_PUNCTUATION.sub("", words)))
    return "" if found.split()[-1:] and found.split()[-1].lower() in _PRONOUNS or re.fullmatch(r"[a-z]+(?:ed|en|ing)", found) else found


def _verbless(words: str) -> str:
    """Without the auxiliaries and the verbs of planning and beginning that stand before the verb."""
    while True:
        shorter = _CONTROL.sub("", words).rstrip()
        m = _AUXILIARY.search(shorter)
        shorter = shorter[: m.start()].rstrip() if m else shorter
        if shorter == words:
            return words
        words = shorter


def _phrase(words: str) -> str:
    """The noun phrase at the end of some words: back to a determiner, or to a word that no noun phrase holds."""
    tokens = list(re.finditer(r"\S+", words))
    first = last = len(tokens)
    while first and last - first < LONGEST:
        low = tokens[first - 1][0].lower()
        joined = first < last and low in _INSIDE | {"and"} and first > 1 and _is_noun(tokens[first - 2][0])
        if low == "and" and joined and not tokens[first][0][:1].isupper() and not tokens[first][0][:1].isdigit():
            joined = tokens[first - 2][0].endswith("s")
        if not joined and low in _EDGES | _INSIDE:
            break
        first -= 1
        if low in _DETERMINERS and not (first and tokens[first - 1][0].lower() in _INSIDE):
            break
    return words[tokens[first].start() :] if first < last else ""


def _is_noun(token: str) -> bool:
    low = token.lower()
    return low not in _EDGES | _INSIDE | _DETERMINERS and not low.endswith(("ly", "ing"))


def _without_number(phrase: str) -> str:
    return _QUANTITY.sub("", phrase) or phrase

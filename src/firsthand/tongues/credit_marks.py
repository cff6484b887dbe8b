"""Credits outside the sentences: datelines with an agency's tag, a line with an outlet's name, "Source:", photo credits, handles, and the names in
a document's publisher, title and address.

Where the credit stands in the list and not in the text, its spans are empty at 0 and its content is the whole text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from firsthand.model.claims import Credit
from firsthand.model.passages import Span
from firsthand.tongues.credit_page import Page, own_house, same_name, trimmed
from firsthand.tongues.credit_words import agencies, credit_words, governments

HEAD = 1500  # code points from the top in which a dateline or a lone agency name can stand
_PLACE = r"[A-ZÀ-Ý][A-ZÀ-Ýa-zà-ÿ.'’ /-]{1,40}"
_DATE = r"(?:,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2}\.? [A-Z][a-zé]{2,9})(?:,? \d{4})?)?"
_DATELINES = (
    re.compile(
        rf"(?P<place>[A-ZÀ-Ý][A-ZÀ-Ý.'’ /-]{{1,40}})(?:, [A-Z][\w.]{{1,14}})?{_DATE}\s*[-–—:]*\s*[(/](?P<tag>[A-Z][\w&./’' -]{{1,40}})[)/]\s*[-–—.:]?"
    ),
    re.compile(rf"(?P<place>{_PLACE}){_DATE}\s*\((?P<tag>[A-Z][\w&./’' -]{{1,40}})\)\s*[-–—]"),
    re.compile(rf"(?P<place>{_PLACE}){_DATE}\.? /(?P<tag>[A-Z][\w&. -]{{1,30}})/\."),
    re.compile(r"\((?P<tag>[A-Z][\w&. ]{1,30})\s*\|\s*(?P<place>[A-Z][\w .]{1,30})\)\s*[-–—]"),
    re.compile(r"\((?P<tag>[A-Z][\w&./’' -]{1,30})\)\s*[-–—]\s"),
    re.compile(rf"(?P<place>{_PLACE}) \((?P<tag>dpa[\w/]*|epd|afp|kna|ots|ap|rtr)\)\s*[-–—.]"),
)
_BARE = re.compile(rf"(?P<place>[A-ZÀ-Ý][A-ZÀ-Ý.'’ /-]{{2,40}}){_DATE}\s*(?:[-–—]|:)\s")
_PHOTO = re.compile(
    r"\([^()\n]{0,160}(?:[Pp]hotos?|[Pp]hotograph|Getty|[Vv]ia The|[Cc]opyright|©|Handout|Foto|Bild)[^()\n]{0,160}\)|(?:©|Copyright ©?) ?[^\n.]{2,80}"
)
_HANDLE = re.compile(r"(?<![\w@.])@([A-Za-z0-9_]{2,30})\b(?!\.)")
_TAGGED = re.compile(r"\(([^()]{2,40})\)\s*$")
_GENERIC = frozenset(
    [
        "blog",
        "copy",
        "spam",
        "text",
        "excerpt",
        "mirror",
        "repost",
        "forum",
        "post",
        "posts",
        "archive",
        "page",
        "site",
        "not",
        "in",
        "the",
        "and",
        "news",
        "print",
        "edition",
        "online",
        "version",
        "pdf",
        "translated",
        "translation",
        "english",
        "chinese",
        "reworded",
        "us",
        "uk",
        "press",
        "release",
        "reader",
        "comment",
    ]
)
_TITLE_TAIL = re.compile(r"(?:\s[-–—|]\s|\s—\s|\|)(?P<name>[^-–—|]{2,40})$")
_TITLE_SAYS = re.compile(r"(?:,\s+|^)(?P<name>[A-Z][\w.&’' ]{1,30}?)\s(?:says|reports|said|reported|claims)(?:\s*$|:)")
_HOST = re.compile(r"\b(?:www\.)?(?P<name>[a-z0-9-]{3,30})\.(?:co\.jp|com\.cn|co\.uk|com|org|net|cn|jp|de|fr|it|es|ru)\b")


def mark_credits(page: Page) -> Iterator[Credit]:
    """All credits by marks, in no order."""
    yield from _datelines(page)
    yield from _lone_lines(page)
    yield from _source_lines(page)
    yield from _photos(page)
    yield from _handles(page)
    yield from _listed(page)


def _made(page: Page, span: Span, at: Span, manner: str, rule: str, kind: str = "body", content: Span | None = None) -> Credit:
    rest = content or Span(min(span.end, len(page.text)), len(page.text))
    return Credit(span, span, page.part(at) if kind != "own" or at.end > at.start else "", at, rest, kind, manner, rule)  # type: ignore[arg-type]


def _paragraphs(page: Page) -> Iterator[int]:
    """Places near the top where a paragraph or sentence begins."""
    yield 0
    for m in re.finditer(r"\n\s*|(?<=\d{4}-\d\d-\d\d )|(?<=\d\d:\d\d:\d\d )", page.text[:HEAD]):
        yield m.end()


def _datelines(page: Page) -> Iterator[Credit]:
    for start in _paragraphs(page):
        for pattern in _DATELINES:
            m = pattern.match(page.text, start)
            if m:
                at = Span(*m.span("tag"))
                yield _tag(page, Span(*m.span()), at)
                return
    for start in _paragraphs(page):
        m = _BARE.match(page.text, start)
        if (
            m
            and m.group("place").lower() not in {"photo", "by", "source", "update", "breaking", "focus"}
            and len(page.text) - m.end() > 80
            and m.group().rstrip()[-1] in "-–—:"
        ):
            place = m.group("place").strip()
            if place.lower() in agencies() or (":" in m.group() and len(place) < 5) or "\n" in page.text[m.end() : m.end() + 3]:
                continue
            yield _made(page, Span(*m.span()), Span(m.start(), m.start()), "own", "dateline", "own")
            return


def _tag(page: Page, span: Span, at: Span) -> Credit:
    name = page.part(at)
    if page.publisher and own_house(name, page.publisher):
        return _made(page, span, Span(at.start, at.start), "own", "own-dateline", "own")
    return _made(page, span, at, "agency", "dateline-tag")


def _lone_lines(page: Page) -> Iterator[Credit]:
    """A line near the top that is nothing but an outlet's name, or an acronym that closes the text."""
    place = 0
    for number, line in enumerate(page.text[:HEAD].split("\n")):
        start, place = place, place + len(line) + 1
        name = line.strip()
        if not 2 <= len(name) <= 45 or number > 9 or name.endswith((".", "!", "?", ":")) or same_name(name, page.title):
            continue
        known = name.lower().removeprefix("the ").strip() in agencies() or name.lower() in agencies()
        if known and not same_name(name, page.publisher):
            at = trimmed(page.text, start, start + len(line))
            yield _made(page, at, at, "agency", "lone-line")
    tail = re.search(r"[.!?”\"）。]\s+\(?([A-Z]{2,8}|[A-Z][a-z]+)\)?\s*$", page.text)
    if tail and not same_name(tail.group(1), page.publisher):
        at = Span(*tail.span(1))
        yield _made(page, at, at, "source_line", "closing-name", content=Span(0, at.start))


@cache
def _source_line(mark: str) -> re.Pattern[str]:
    return re.compile(rf"(?im)(?:^|[\s(\[.]){re.escape(mark)}\s*(?P<name>[^\n.;()\[\]]{{2,60}})")


def _source_lines(page: Page) -> Iterator[Credit]:
    low = page.text.lower()
    for mark in page.words.phrases.get("source_line", ()):
        if not mark.endswith(":") or mark.lower() not in low:
            continue
        for m in _source_line(mark).finditer(page.text):
            at = trimmed(page.text, *m.span("name"))
            if at.end > at.start and not re.match(r"https?:", page.part(at)):
                yield _made(
                    page, Span(m.start(), at.end), at, "source_line", "source-line", content=Span(0, m.start()) if m.start() > 40 else None
                )


_OWNER = re.compile(r"(?:©|\b[Cc]opyright)\s*(?:©\s*)?(?:\d{4}\s*)?(?:by\s+)?(?:The\s+)?(?P<name>[A-Z][\w.&-]*(?: [A-Z][\w.&-]*){0,3})")
_HELPED = re.compile(r"(?:The )?(?P<name>[A-Z][\w.&-]*(?:[ -][A-Z][\w.&-]*){0,3}) contributed to this (?:report|article|story)")


_PHOTO_WORDS = ("hoto", "Getty", "ia The", "opyright", "©", "Handout", "Foto", "Bild")  # one of which each match of _PHOTO holds


def _any_in(text: str, words: Iterable[str]) -> bool:
    return any(word in text for word in words)


def _photos(page: Page) -> Iterator[Credit]:
    for pattern, rule, words in ((_OWNER, "copyright", ("©", "opyright")), (_HELPED, "contributed", ("contributed to this",))):
        for m in pattern.finditer(page.text) if _any_in(page.text, words) else ():
            name = m.group("name").replace("-", " ").lower()
            if name in agencies() and not own_house(m.group("name"), page.publisher):
                yield _made(page, Span(*m.span()), Span(*m.span("name")), "agency", rule, content=Span(0, m.start()))
    for m in _PHOTO.finditer(page.text) if _any_in(page.text, _PHOTO_WORDS) else ():
        span = Span(*m.span())
        yield _made(page, span, span, "photo", "photo-credit", "body", Span(span.end, span.end))


def _handles(page: Page) -> Iterator[Credit]:
    for m in _HANDLE.finditer(page.text) if "@" in page.text else ():
        before = page.text[max(0, m.start() - 40) : m.start()].lower()
        if re.search(r"(?:via|by|from|quelle|source|—|–|hat tip|h/t)\W*$", before):
            at = Span(*m.span())
            yield _made(page, at, at, "link", "handle", "person", Span(0, m.start()))


def _listed(page: Page) -> Iterator[Credit]:
    """Names of others in the publisher's field, the title and the address."""
    empty, whole = Span(0, 0), Span(0, len(page.text))
    seen: set[str] = set()
    for name, manner, rule in (*_of_publisher(page), *_of_title(page)):
        low = name.lower()
        if low in seen or (same_name(name, page.publisher) and rule != "publisher-copied") or low in _hosts(page.url):
            continue
        seen.add(low)
        yield Credit(empty, empty, name, empty, whole, "body", manner, rule)


def _hosts(address: str) -> frozenset[str]:
    m = re.match(r"(?:https?://)?(?:www\.)?([\w-]+)", address)
    return frozenset({m.group(1)}) if m else frozenset()


def _of_publisher(page: Page) -> Iterator[tuple[str, str, str]]:
    m = _TAGGED.search(page.publisher)
    if not m:
        return
    inside = " ".join(w for w in m.group(1).split() if w.lower() not in _GENERIC)
    if inside and inside.lower() not in governments() and inside[:1].isupper():
        yield inside, "agency", "publisher-tag"
    elif "copy" in m.group(1).lower() and "." not in page.publisher and "spam" not in m.group(1):
        yield page.publisher[: m.start()].strip(), "agency", "publisher-copied"


def _of_title(page: Page) -> Iterator[tuple[str, str, str]]:
    words = page.words if page.words.language == "en" else credit_words("en") or page.words
    if m := _TITLE_TAIL.search(page.title):
        name = m.group("name").strip()
        outlet = name.lower() in agencies() or any(words.has("medium", w) for w in name.lower().split()) and len(name.split()) <= 5
        if outlet and name[:1].isupper():
            yield name, "agency", "title-tail"
    if (m := _TITLE_SAYS.search(page.title)) and m.group("name").lower().removeprefix("the ") in agencies():
        yield m.group("name"), "reported", "title-says"
    if m := _HOST.search(page.title.lower()):
        yield m.group(), "link", "title-host"

"""A library as BibTeX or BibLaTeX: entries `@kind{key, name = {value}, ...}`, values in braces, quotes or bare, put together by #, with @string words.

Sources: BibTeX 0.99d (btxdoc), BibLaTeX 3.20 (date, urldate, langid, file). TeX's accents and escapes in values become the characters that they mean.
Files stand in `file`, as Zotero, Better BibTeX and JabRef write it: `description:path:type`, several parted by semicolons, or a path alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from firsthand.preserve.entries import WEB, Entry, day_of, path_of

_AT = re.compile(r"@\s*([A-Za-z]+)\s*([{(])")
_KEY = re.compile(r"\s*([^\s,{}=#\"%]*)\s*,")
_NAME = re.compile(r"[\s,]*([A-Za-z][\w+.:-]*)\s*=\s*")
_BARE = re.compile(r"[^\s,{}#\"=()]+")
_MONTHS = {m: str(n) for n, m in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1)}
_ACCENTS = {"`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307", '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328"}  # fmt: skip
_ACCENT = re.compile(r"\\(?:([`'^~=.\"])|([urHvdck])(?![A-Za-z]))\s*(?:\{\s*(\\?[A-Za-z])\s*\}|(\\?[A-Za-z]))")
_LETTERS = {"ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "aa": "å", "AA": "Å", "l": "ł", "L": "Ł", "i": "ı", "j": "ȷ", "textendash": "–", "textemdash": "—", "textquoteright": "’", "textquoteleft": "‘", "textquotedblleft": "“", "textquotedblright": "”", "textbackslash": "\\", "textasciitilde": "~", "ldots": "…", "dots": "…"}  # fmt: skip
_COMMAND = re.compile(r"\\([A-Za-z]+)\s*(?:\{\})?")
_PLAIN_COMMANDS = re.compile(r"\\([&%$#_{}~^ ,/-])")
_OURS = {
    "title": "title", "publisher": "publisher", "organization": "publisher", "institution": "publisher", "school": "publisher", "journaltitle": "publisher", "journal": "publisher",
    "booktitle": "publisher", "url": "url", "langid": "language", "language": "language", "urldate": "captured", "date": "published", "archiveurl": "archive_url",
}  # fmt: skip


def bibtex_entries(text: str) -> Iterator[Entry] | None:
    """The entries of a library; None when the text holds none."""
    first = _AT.search(text)
    return _entries(text) if first and not text[: first.start()].strip("\ufeff \t\r\n").startswith("<") else None


def _entries(text: str) -> Iterator[Entry]:
    strings, number, at = dict(_MONTHS), 0, 0
    while found := _AT.search(text, at):
        kind, at = found[1].lower(), found.end()
        if kind in ("comment", "preamble"):
            at = _closed(text, at)
            continue
        key = _KEY.match(text, at) if kind != "string" else None
        at = key.end() if key else at
        fields, at = _fields(text, at, strings)
        if kind == "string":
            strings |= {name: value for name, value in fields.items()}
            continue
        number += 1
        yield _entry(number, key[1] if key else "", fields)


def _closed(text: str, at: int) -> int:
    """The place after the brace that closes the one before `at`; `at` itself when none does."""
    depth = 1
    for mark in re.compile(r"[{}]").finditer(text, at):
        depth += 1 if mark[0] == "{" else -1
        if not depth:
            return mark.end()
    return at


def _fields(text: str, at: int, strings: dict[str, str]) -> tuple[dict[str, str], int]:
    """The fields from `at` on, and the place where they end; what breaks off ends there."""
    fields: dict[str, str] = {}
    while name := _NAME.match(text, at):
        value, at = _value(text, name.end(), strings)
        fields.setdefault(name[1].lower(), value)
    return fields, at


def _value(text: str, at: int, strings: dict[str, str]) -> tuple[str, int]:
    """A value: pieces put together by #."""
    pieces = list[str]()
    while at < len(text):
        if text[at] == "{":
            end = _closed(text, at + 1)
            pieces.append(text[at + 1 : end - 1] if end > at + 1 else text[at + 1 :])
            at = end if end > at + 1 else len(text)
        elif text[at] == '"':
            end = _quoted(text, at + 1)
            pieces.append(text[at + 1 : end])
            at = end + 1
        elif bare := _BARE.match(text, at):
            pieces.append(strings.get(bare[0].lower(), bare[0]))
            at = bare.end()
        else:
            break
        more = re.compile(r"\s*#\s*").match(text, at)
        if not more:
            break
        at = more.end()
    return "".join(pieces), at


def _quoted(text: str, at: int) -> int:
    """The place of the quotation mark that closes; one inside braces does not."""
    depth = 0
    for mark in re.compile(r"[{}\"]").finditer(text, at):
        depth += {"{": 1, "}": -1}.get(mark[0], 0)
        if mark[0] == '"' and depth <= 0:
            return mark.start()
    return len(text)


def _entry(number: int, key: str, fields: dict[str, str]) -> Entry:
    entry = Entry(number)
    entry.say("id", key)
    for name, ours in _OURS.items():
        if name in fields:
            entry.say(ours, _plain(fields[name]) if ours not in ("url", "archive_url") else _address(fields[name]))
    entry.say("published", day_of(_plain(fields.get("year", "")), fields.get("month", ""), fields.get("day", "")))
    how = _address(fields.get("howpublished", ""))
    if found := WEB.search(how):
        entry.say("url", found[0])
    entry.files = [path for path in map(path_of, _files(fields.get("file", ""))) if path]
    entry.others = {n: _plain(fields[n]) for n in ("author", "note", "keywords", "annote") if fields.get(n)}
    return entry


def _address(value: str) -> str:
    """An address without what TeX needs around it."""
    inner = re.search(r"\\url\s*\{([^{}]*)\}", value)
    return _PLAIN_COMMANDS.sub(r"\1", inner[1] if inner else value).replace("{", "").replace("}", "").strip()


def _files(value: str) -> Iterator[str]:
    """Paths in a file field; a colon, semicolon or backslash with a backslash before it is a part of the path."""
    for one in re.split(r"(?<!\\);", value):
        parts = [re.sub(r"\\([:;\\])", r"\1", p) for p in re.split(r"(?<!\\):", one)]
        if len(parts) >= 3 and len(parts[0]) != 1:
            yield ":".join(parts[1:-1])
        elif len(parts) == 3:
            yield parts[1] if "/" in parts[1] or "." in parts[1] else ":".join(parts)
        else:
            yield ":".join(parts).strip()


def _plain(value: str) -> str:
    """A value as a reader sees it: accents and letters as characters, escapes and braces taken away."""
    value = _ACCENT.sub(_accented, value)
    value = _COMMAND.sub(lambda m: _LETTERS.get(m[1], ""), value)
    value = _PLAIN_COMMANDS.sub(r"\1", value).replace("~", " ").replace("---", "—").replace("--", "–")
    return " ".join(value.replace("{", "").replace("}", "").split())


def _accented(found: re.Match[str]) -> str:
    letter = (found[3] or found[4]).lstrip("\\")
    return unicodedata.normalize("NFC", letter + _ACCENTS[found[1] or found[2]])

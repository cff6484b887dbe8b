"""One entry of somebody else's list (a library of references, an export of another tool), in our own words, and how it becomes a row of a list."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import unquote

WEB = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_ARCHIVED = re.compile(r"^\s*archived?(?:[ _-]?(?:url|at|link|copy))?\s*[:=]\s*(https?://\S+)", re.IGNORECASE | re.MULTILINE)
# How well a kind of file shows a page: an archive of it first, a picture of it last.
_BETTER = (".wacz", ".warc.gz", ".warc", ".mhtml", ".mht", ".html", ".htm", ".xhtml", ".pdf", ".docx", ".eml", ".txt", ".md")


@dataclass
class Entry:
    """What one entry says: its number in its list (from 1), our columns by name, files by their paths as written, other words under their own heads."""

    number: int
    ours: dict[str, str] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    others: dict[str, str] = field(default_factory=dict)

    def say(self, name: str, value: object) -> None:
        """One of our columns; the first word for it stays."""
        text = " ".join(str(value).split()) if isinstance(value, str | int) else ""
        if text and name not in self.ours:
            self.ours[name] = text

    def as_json(self) -> dict[str, object]:
        """The entry for the caller of the sandbox: archive addresses looked for in notes, files in the order of how well they show the page."""
        for place in ("note", "archive_url"):
            if found := _ARCHIVED.search(self.others.get(place, "") or self.ours.get(place, "")):
                self.say("archive_url", found[1])
        return {"number": self.number, "ours": self.ours, "files": sorted(dict.fromkeys(self.files), key=_rank), "others": self.others}


def _rank(path: str) -> int:
    """The sort is stable: files of one kind stay in their order."""
    low = path.lower()
    return next((n for n, end in enumerate(_BETTER) if low.endswith(end)), len(_BETTER))


def path_of(written: str) -> str:
    """A path as lists of other programs write it (file:// addresses, backslashes, a leading ./) with forward slashes; "" for an address of the web."""
    text = written.strip().strip("<>").replace("\\", "/")
    if WEB.match(text):
        return ""
    if text.lower().startswith("file:"):
        text = unquote(text[5:])
        text = text[2:] if text.startswith("//") else text
    return str(PurePosixPath(text)) if text and text != "." else ""


def day_of(*parts: object) -> str:
    """Year, month and day, as far as they are numbers, as YYYY, YYYY-MM or YYYY-MM-DD; "" without a year."""
    numbers: list[int] = []
    for part in parts:
        text = str(part).strip()
        if not (text.isascii() and text.isdigit()) or int(text[:6]) == 0:
            break
        numbers.append(int(text[:6]))
    if not numbers or not 1000 <= numbers[0] <= 9999:
        return ""
    return "-".join(f"{n:02}" for n in numbers[:3])

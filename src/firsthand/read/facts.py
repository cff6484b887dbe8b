"""What a source is: title, publisher, author, address, day of publication. A person's list wins, then the page's own words about itself.

The day of publication: list > meta of the page > text near the title > address. When a file was made is told beside these. All candidates are kept, so that a disagreement can be shown.
The day of capture is never taken for it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from firsthand.model.dates import PartialDate
from firsthand.model.passages import DateFound, Span
from firsthand.read.sheets import Sheet
from firsthand.tongues.dates import date_of, dates_in

NEAR = 600  # code points at the beginning of the body in which a date line stands
LONGEST_DATELINE = 60  # code points around a date that is on a line of its own
MARKUP_MOST = 3_000_000  # code points of a page that the date finder is given: its searches take seconds beyond it
LATEST = "2099-12-31"  # a day of publication where the day of capture is not known: a fixed one, so that reading again gives the same
JUNK_TITLE = re.compile(
    r"(?i)^(?:microsoft\b.*|untitled.*|.*\.(?:docx?|indd|pdf|qxd|tex|odt|pptx?)|document\d*|word document|\W*)$"
)  # of programs, not of people
_IN_ADDRESS = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?:[/_-]?(0[1-9]|1[0-2])(?:[/_-]?([0-2]\d|3[01]))?)?(?!\d)")
_BYLINE = re.compile(r"(?m)^\s*(?:By|BY|作者[:：]|记者[:：]?|文[/／])\s*([^\n|,，]{2,60}?)\s*(?:[|,，].*)?$")
_NAMED_SOURCE = re.compile(
    r"(?:来源|來源|稿源|来稿单位|信息来源)\s?[:：]\s?[《“「]?([^\s|｜，,。；;：:《》“”「」【】（）()]{2,30}?)(?=(?:发布|更新)?(?:时间|日期)\s?[:：]|(?:作者|编辑|责编|审核)\s?[:：]|字[号体]|浏览|点击|阅读|[\s|｜，,。；;：:《》“”「」【】（）()]|$)"
)
_ARCHIVED = re.compile(r"^https?://web\.archive\.org/web/\d+[a-z_]*/", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Facts:
    """Title, publisher, author, address and the day of publication with how it is known ("" unknown)."""

    title: str = ""
    publisher: str = ""
    author: str = ""
    url: str = ""
    published: PartialDate | None = None
    published_by: str = ""
    dates: tuple[DateFound, ...] = ()


def facts_of(sheet: Sheet, listed: Mapping[str, str], captured: int | None = None) -> Facts:
    """The facts of a source, by what is listed and what its sheet shows."""
    page = sheet.facts
    url = listed.get("url", "").strip() or page.get("url", "")
    dates = tuple(_candidates(sheet, listed, url, captured))
    first = next((d for d in dates if d.by != "file"), None)  # when a file was made is not when it was published
    return Facts(
        listed.get("title", "").strip() or page.get("title", ""),
        listed.get("publisher", "").strip() or page.get("publisher", "") or _host(url) or _named_source(sheet),
        page.get("author", "") or _byline(sheet),
        url,
        first.date if first else None,
        first.by if first else "",
        dates,
    )


def _host(url: str) -> str:
    """The host of an address without www, or ""."""
    try:
        return (urlsplit(_ARCHIVED.sub("", url)).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _named_source(sheet: Sheet) -> str:
    """Whom a Chinese page names as its source near its title (来源：...), or "". It comes last: a page that says so was often taken from there."""
    start = sheet.body[0].start if sheet.body else 0
    found = _NAMED_SOURCE.search(sheet.text, max(0, start - NEAR), start + NEAR)
    return found[1] if found else ""


def _byline(sheet: Sheet) -> str:
    """Who is named on a line "By ..." near the top, or ""."""
    start = sheet.body[0].start if sheet.body else 0
    found = _BYLINE.search(sheet.text[start : start + NEAR])
    return found[1] if found else ""


def _candidates(sheet: Sheet, listed: Mapping[str, str], url: str, captured: int | None) -> list[DateFound]:
    """Every day that something says this was published, strongest first; one that lies after the capture is no candidate, unless listed."""
    found: list[DateFound] = []
    own = date_of(listed.get("published", ""))
    if own is not None:
        found.append(DateFound(own, "list"))
    later: list[DateFound] = []
    if (meta := date_of(sheet.facts.get("published", ""))) is not None:
        later.append(DateFound(meta, "meta"))
    later.extend(DateFound(date, "meta") for date in _by_page(sheet.markup, url, captured))
    later.extend(_near_title(sheet))
    if (address := in_address(url)) is not None:
        later.append(DateFound(address, "address"))
    later.extend(DateFound(day, "file") for key in ("created", "modified") if (day := _made(sheet, key)) is not None)
    for candidate in later:
        if not _after_capture(candidate.date, captured) and all(candidate.date != f.date or candidate.by != f.by for f in found):
            found.append(candidate)
    return found


def _made(sheet: Sheet, key: str) -> PartialDate | None:
    """The day on which a Word file was made or last changed, as its properties tell it (ECMA-376-2, 8: W3CDTF)."""
    return date_of(sheet.facts.get(key, "")[:10]) if sheet.reader == "docx" else None


def _after_capture(date: PartialDate, captured: int | None) -> bool:
    """Whether the whole of it lies after the day of capture."""
    return captured is not None and date.first() > datetime.fromtimestamp(captured, UTC).date()


def _by_page(markup: str, url: str, captured: int | None) -> list[PartialDate]:
    """What htmldate finds in the page: the original day, then the day of update where that differs; none after the capture, never by today's clock."""
    if not markup or len(markup) > MARKUP_MOST:
        return []
    from htmldate import find_date

    from firsthand.read.trees import dated_tree

    if (tree := dated_tree(markup)) is None:
        return []
    latest = LATEST if captured is None else datetime.fromtimestamp(captured, UTC).date().isoformat()
    found: list[PartialDate] = []
    for original in (True, False):
        try:
            day = find_date(tree, extensive_search=False, original_date=original, url=url or None, max_date=latest)
        except (ValueError, TypeError, AttributeError, LookupError, RecursionError, OverflowError):
            day = None
        if day and (date := date_of(day)) is not None and date not in found:
            found.append(date)
    return found


def _near_title(sheet: Sheet) -> list[DateFound]:
    """Dates with their year on a short line near the top of the article, as datelines have them."""
    start = sheet.body[0].start if sheet.body else 0
    near = sheet.text[start : start + NEAR]
    found = []
    for span in dates_in(near):
        line_start, line_end = near.rfind("\n", 0, span.start) + 1, near.find("\n", span.end)
        line = near[line_start : len(near) if line_end < 0 else line_end].strip()
        if span.date is not None and len(span.date.text) == 10 and len(line) <= LONGEST_DATELINE:
            found.append(DateFound(span.date, "text", Span(start + span.start, start + span.end)))
    return found[:2]


def in_address(url: str) -> PartialDate | None:
    """The day that the path of an address shows (/2018/08/10/, 20180810), with its precision; a bare year is not believed."""
    path = _ARCHIVED.sub("", url).partition("://")[2].partition("/")[2]
    for m in _IN_ADDRESS.finditer(path):
        if m[2]:
            written = m[1] + "-" + m[2] + ("-" + m[3] if m[3] else "")
            if (date := date_of(written)) is not None:
                return date
    return None

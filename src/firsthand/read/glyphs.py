"""Characters of PDF pages with their boxes, by PDFium, one page at a time."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import byref, c_double, c_int, create_string_buffer
from dataclasses import dataclass
from typing import Any

from firsthand.errors import Trouble

MAX_PAGES = 5_000  # the longest reports have some hundred; beyond it a file is an archive, to be split
MAX_PAGE_CHARS = 500_000  # of one page: a dense newspaper page has 50,000
MAX_AREAS = 2_000  # links of one page: an index has some hundred
LONGEST_ADDRESS = 4_000  # bytes of an address
LIFTED = 0.2  # of its size above the line: the digits of a line begin on it, or below
HYPHENS = frozenset((0x02, 0xFFFE))  # what PDFium gives for a hyphen at the end of a line


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character: text, box in PDF points from the lower left corner, the line it stands on (y of its origin). made: put in by PDFium (a space);
    lifted: a digit whose ink begins well above the line: fonts have raised digits of their own, which are as large as any other by their box."""

    char: str
    left: float
    bottom: float
    right: float
    top: float
    base: float
    made: bool
    lifted: bool = False

    @property
    def size(self) -> float:
        """Height of the font's box: how large it is printed."""
        return self.top - self.bottom


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of a page, in points, that leads to an address when it is clicked."""

    address: str
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page, counted from 1: its size in points, its lines of glyphs in the order of the file, whether it could be loaded, and the areas that are links."""

    number: int
    width: float
    height: float
    lines: tuple[tuple[Glyph, ...], ...]
    loads: bool = True
    areas: tuple[Area, ...] = ()


def pages_of(raw: bytes, name: str) -> Iterator[Page]:
    """The pages of a PDF. Raises Trouble: password, damaged, too-large. A page that cannot be loaded comes as an empty one."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as why:
        raise trouble_of(why, name) from None
    try:
        count = len(document)
        if count > MAX_PAGES:
            raise Trouble("too-large", path=name, limit=f"{MAX_PAGES:,} pages")
        if not count:
            raise Trouble("damaged", path=name, why="it has no pages")
        for number in range(1, count + 1):
            yield _page(document, number, name)
    finally:
        document.close()


def told_by(raw: bytes) -> dict[str, str]:
    """What the file says of itself: Title, Author, CreationDate; {} where it cannot be opened."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(raw) as document:
            return {str(key): str(value) for key, value in document.get_metadata_dict(skip_empty=True).items()}
    except (pypdfium2.PdfiumError, UnicodeDecodeError):
        return {}


def trouble_of(why: Any, name: str) -> Trouble:
    """PDFium's error as ours."""
    from pypdfium2 import raw as pdfium

    if why.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
        return Trouble("password", path=name)
    return Trouble("damaged", path=name, why="it does not open as a PDF")


def _page(document: Any, number: int, name: str) -> Page:
    """One page with its text; an empty one where it does not load."""
    import pypdfium2

    try:
        page = document[number - 1]
        textpage = page.get_textpage()
    except pypdfium2.PdfiumError:
        return Page(number, 0.0, 0.0, (), loads=False)
    try:
        if textpage.count_chars() > MAX_PAGE_CHARS:
            raise Trouble("too-large", path=name, limit=f"{MAX_PAGE_CHARS:,} characters on page {number}")
        width, height = page.get_size()
        return Page(number, width, height, tuple(_lines(textpage.raw, textpage.count_chars())), areas=tuple(_areas(document.raw, page.raw)))
    finally:
        textpage.close()
        page.close()


def _areas(document: Any, page: Any) -> Iterator[Area]:
    """The areas of a page that lead to a web address (PDF 32000, 12.5.6.5 and 12.6.4.7), at most MAX_AREAS."""
    from pypdfium2 import raw as pdfium

    place, link, rect = c_int(0), pdfium.FPDF_LINK(), pdfium.FS_RECTF()
    for _ in range(MAX_AREAS):
        if not pdfium.FPDFLink_Enumerate(page, byref(place), byref(link)):
            return
        action = pdfium.FPDFLink_GetAction(link)
        if not action or pdfium.FPDFAction_GetType(action) != pdfium.PDFACTION_URI or not pdfium.FPDFLink_GetAnnotRect(link, byref(rect)):
            continue
        size = pdfium.FPDFAction_GetURIPath(document, action, None, 0)
        if 1 < size <= LONGEST_ADDRESS:
            buffer = create_string_buffer(size)
            pdfium.FPDFAction_GetURIPath(document, action, buffer, size)
            yield Area(
                buffer.value.decode("utf-8", "replace"), rect.left, min(rect.bottom, rect.top), rect.right, max(rect.bottom, rect.top)
            )


def _lines(textpage: Any, count: int) -> Iterator[tuple[Glyph, ...]]:
    """The glyphs between line ends; lines of white space are left out."""
    line: list[Glyph] = []
    for glyph in _glyphs(textpage, count):
        if glyph.char in "\r\n":
            if any(not g.char.isspace() for g in line):
                yield tuple(line)
            line = []
        else:
            line.append(glyph)
    if any(not g.char.isspace() for g in line):
        yield tuple(line)


def _glyphs(textpage: Any, count: int) -> Iterator[Glyph]:
    """Every character that PDFium counts, surrogate pairs put together."""
    from pypdfium2 import raw as pdfium

    rect, x, y = pdfium.FS_RECTF(), c_double(), c_double()
    lead = 0
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(textpage, index)
        if 0xD800 <= code < 0xDC00:
            lead = code
            continue
        if lead and 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((lead - 0xD800) << 10) + code - 0xDC00
        lead = 0
        if pdfium.FPDFText_HasUnicodeMapError(textpage, index) == 1:
            code = 0  # PDFium gives the bare number of the glyph: of a font without a map that would be a word, or a figure, which nobody wrote
        if not pdfium.FPDFText_GetLooseCharBox(textpage, index, byref(rect)):
            rect.left = rect.bottom = rect.right = rect.top = 0.0
        pdfium.FPDFText_GetCharOrigin(textpage, index, byref(x), byref(y))
        made = pdfium.FPDFText_IsGenerated(textpage, index) == 1
        lifted = 0x30 <= code <= 0x39 and _ink(textpage, index) - y.value >= LIFTED * (rect.top - rect.bottom) > 0
        yield Glyph(_char(code), rect.left, rect.bottom, rect.right, rect.top, y.value, made, lifted)
        if code in HYPHENS:  # PDFium leaves out the line end behind one
            yield Glyph("\n", 0.0, 0.0, 0.0, 0.0, 0.0, made=True)


def _ink(textpage: Any, index: int) -> float:
    """Where the ink of a character begins, from below."""
    from pypdfium2 import raw as pdfium

    left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
    found = pdfium.FPDFText_GetCharBox(textpage, index, byref(left), byref(right), byref(bottom), byref(top))
    return bottom.value if found else float("-inf")


def _char(code: int) -> str:
    """The character of a code: a hyphen for a line-end hyphen, U+FFFD for what the file does not map, a space for a control."""
    if code in HYPHENS:
        return "-"
    if code == 0 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return "\ufffd"
    return " " if code < 0x20 and code not in (0x0A, 0x0D) or code == 0x7F else chr(code)

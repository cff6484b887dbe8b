"""Files that a browser sends, written piece by piece into the case's own `made/incoming`, never held in memory; limits first."""

from __future__ import annotations

import hashlib
import re
from collections.abc import AsyncIterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import Request

from firsthand.errors import Trouble
from firsthand.guard import disk

LARGEST = 4_000_000_000  # bytes of one upload: a large WACZ; beyond it the command line reads the file where it lies
MOST_FILES = 5_000
LONGEST_FIELD = 2_000_000  # bytes of a field that is no file: a long list of addresses
LONGEST_NAME = 150  # characters of a file's name that are kept
_UNFIT = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\ud800-\udfff]")


@dataclass
class Sent:
    """What was sent: fields, files as they lie in the folder, how many bytes."""

    fields: dict[str, str] = field(default_factory=dict)
    files: list[Path] = field(default_factory=list)
    size: int = 0


class _Taking:
    """The parts of a multipart body as they come."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.sent = folder, Sent()
        self.head: list[tuple[bytes, bytes]] = []
        self.name = self.value = b""
        self.field_name, self.file_name = "", ""
        self.text = bytearray()
        self.stack: ExitStack | None = None
        self.draft: disk.Draft | None = None
        self.digest = hashlib.sha256()

    def callbacks(self) -> Any:
        """What the parser calls."""
        return {
            "on_part_begin": self._begin, "on_part_data": self._data, "on_part_end": self._end, "on_header_field": self._head_name, "on_header_value": self._head_value,
            "on_header_end": self._head_end, "on_headers_finished": self._headers,
        }  # fmt: skip

    def _begin(self) -> None:
        self.head, self.name, self.value = [], b"", b""

    def _head_name(self, data: bytes, start: int, end: int) -> None:
        self.name += data[start:end]

    def _head_value(self, data: bytes, start: int, end: int) -> None:
        self.value += data[start:end]

    def _head_end(self) -> None:
        self.head.append((self.name.lower(), self.value))
        self.name = self.value = b""

    def _headers(self) -> None:
        _, options = parse_options_header(dict(self.head).get(b"content-disposition", b""))
        self.field_name, self.text = options.get(b"name", b"").decode("utf-8", "replace"), bytearray()
        self.file_name = fit(options[b"filename"].decode("utf-8", "replace")) if options.get(b"filename") else ""
        if self.file_name:
            if len(self.sent.files) >= MOST_FILES:
                raise Trouble("too-large", path="What was sent", limit=f"{MOST_FILES} files at once")
            self.stack, self.digest = ExitStack(), hashlib.sha256()
            self.draft = self.stack.enter_context(disk.draft(self.folder, disk.PRIVATE))

    def _data(self, data: bytes, start: int, end: int) -> None:
        piece = data[start:end]
        self.sent.size += len(piece)
        if self.sent.size > LARGEST:
            raise Trouble("too-large", path="What was sent", limit=f"{LARGEST // 1_000_000_000} GB")
        if self.draft is not None:
            self.draft.write(piece)
            self.digest.update(piece)
        elif len(self.text) < LONGEST_FIELD:
            self.text += piece

    def _end(self) -> None:
        if self.draft is not None and self.stack is not None:
            place = self.folder / self.digest.hexdigest()[:16]
            disk.make_folder(place)
            self.draft.call(place / self.file_name)
            self.sent.files.append(place / self.file_name)
            self.close()
        elif self.field_name:
            self.sent.fields[self.field_name] = self.text.decode("utf-8", "replace").replace("\r\n", "\n")

    def close(self) -> None:
        """Let go of the file that is open."""
        if self.stack is not None:
            self.stack.close()
        self.stack = self.draft = None


async def taken(request: Request, folder: Path) -> Sent:
    """The parts of a request, files into `folder`, each in a folder named after its bytes: the same file sent twice is the same source. Raises Trouble."""
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    if kind != b"multipart/form-data" or b"boundary" not in options:
        raise Trouble("wrong-use", why="No files were sent.", command="preserve")
    disk.make_folder(folder)
    taking = _Taking(folder)
    parser = MultipartParser(options[b"boundary"], taking.callbacks())
    try:
        with disk.troubles(folder):
            await _fed(parser, request.stream())
    except FormParserError as why:
        raise Trouble("damaged", path="What was sent", why=str(why)) from None
    finally:
        taking.close()
    return taking.sent


async def _fed(parser: MultipartParser, stream: AsyncIterator[bytes]) -> None:
    async for piece in stream:
        parser.write(piece)
    parser.finalize()


def fit(name: str) -> str:
    """A file's name as it may stand in a folder: its last part, without what turns, hides or leads elsewhere; its ending stays."""
    last = re.split(r"[/\\]", name.strip())[-1]
    clean = _UNFIT.sub("_", last).strip(" .") or "page"
    stem, dot, ending = clean.rpartition(".")
    return clean if len(clean) <= LONGEST_NAME else (stem[: LONGEST_NAME - 20] + dot + ending[:19] if dot else clean[:LONGEST_NAME])

"""Engines that read characters from a picture of a page: RapidOCR (extra `ocr`) for Chinese and English, Tesseract where its program is installed, which Tibetan needs.

Both run on this computer alone: the models of RapidOCR lie in its package, and Tesseract is the program of the system. Nothing is downloaded. Neither
looks for people or at faces: a picture of a page goes in, characters with boxes come out.
"""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from typing import Any

from firsthand.errors import Trouble
from firsthand.read.scans import Engine, Mark, Row

SECONDS = 120  # for one page by Tesseract; a full newspaper page takes thirty
PIXELS_AT_ONCE = 2_000  # longer side that RapidOCR looks at for lines: A4 at 200 dots per inch has 2,339
MODELS = {"bo": "bod", "en": "eng", "zh": "chi_sim"}  # how Tesseract calls languages
OF_TESSERACT = ("bo", "en")  # languages for which it goes first


def engine_for(language: str, name: str = "") -> Engine:
    """The engine for a language (ISO 639-1, "" where nobody says). Raises Trouble("scan") where none is installed that reads it."""
    program = shutil.which("tesseract")
    if language in OF_TESSERACT and program and MODELS[language] in _languages(program):
        return lambda image: tesseract(image, program, MODELS[language])
    if language != "bo" and find_spec("rapidocr") and find_spec("onnxruntime"):
        return rapid
    raise Trouble(
        "scan",
        path=name,
        what="Tesseract with its Tibetan model (tesseract, bod)" if language == "bo" else "the extra `ocr` (pip install 'firsthand[ocr]')",
    )


@cache
def _languages(program: str) -> frozenset[str]:
    """The models that Tesseract has."""
    try:
        done = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=10, check=False)
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return frozenset()
    return frozenset(done.stdout.split())


@cache
def _rapid() -> Any:
    from rapidocr import RapidOCR  # type: ignore[import-not-found, unused-ignore]

    threads = {"EngineConfig.onnxruntime.intra_op_num_threads": 1, "EngineConfig.onnxruntime.inter_op_num_threads": 1}
    return RapidOCR(params={"Global.log_level": "critical", "Global.max_side_len": PIXELS_AT_ONCE, **threads})


def rapid(image: Any) -> list[Row]:
    """The rows of a picture by RapidOCR, every character with its box; lines that stand on their head are not turned here."""
    import numpy

    found = _rapid()(numpy.asarray(image)[:, :, ::-1], use_cls=False, return_word_box=True, return_single_char_box=True)
    words = [w for w in (getattr(found, "word_results", None) or ()) if w]
    return [list(_marks(row)) for row in words]


def _marks(row: Sequence[Any]) -> Iterator[Mark]:
    """The characters of a row; a blank is put where the engine leaves room for one between Latin words."""
    last: Mark | None = None
    for text, score, corners in row:
        xs, ys = [float(x) for x, _ in corners], [float(y) for _, y in corners]
        step = (max(xs) - min(xs)) / max(len(text), 1)
        for place, char in enumerate(text):
            mark = Mark(char, float(score), min(xs) + place * step, min(ys), min(xs) + (place + 1) * step, max(ys))
            if last is not None and _room(last, mark):
                yield Mark(" ", min(last.score, mark.score), last.right, mark.top, mark.left, mark.bottom)
            yield mark
            last = mark


def _room(last: Mark, mark: Mark) -> bool:
    """Whether a blank stands between two marks that both belong to a script with blanks."""
    latin = all(m.char.isascii() and not m.char.isspace() for m in (last, mark))
    return latin and mark.left - last.right > 0.18 * (mark.bottom - mark.top)


def tesseract(image: Any, program: str, model: str) -> list[Row]:
    """The rows of a picture by Tesseract; a word's characters share its sureness and its width. Raises Trouble("worker-died")."""
    page = io.BytesIO()
    image.save(page, "PNG")
    try:
        done = subprocess.run(
            [program, "-", "-", "-l", model, "--psm", "3", "tsv"], input=page.getvalue(), capture_output=True, timeout=SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError) as why:
        raise Trouble("worker-died", path="a page", why=f"tesseract: {type(why).__name__}") from None
    return rows_of_tsv(done.stdout.decode("utf-8", "replace"))


def rows_of_tsv(table: str) -> list[Row]:
    """The rows in what Tesseract prints: level page_num block_num par_num line_num word_num left top width height conf text."""
    rows: dict[tuple[str, ...], list[Mark]] = defaultdict(list)
    for line in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (line.get("text") or "").strip()
        try:
            left, top, width, height, score = (float(line[k]) for k in ("left", "top", "width", "height", "conf"))
        except (KeyError, TypeError, ValueError):
            continue
        if not text or score < 0:
            continue
        row = rows[tuple(str(line.get(k)) for k in ("page_num", "block_num", "par_num", "line_num"))]
        if row:
            row.append(Mark(" ", score / 100, row[-1].right, top, left, top + height))
        step = width / len(text)
        row += [Mark(c, score / 100, left + i * step, top, left + (i + 1) * step, top + height) for i, c in enumerate(text)]
    return list(rows.values())

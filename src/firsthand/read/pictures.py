"""Pictures decoded, in the sandbox alone: their size, the perceptual hash of the whole picture, a small copy to show. No part of one is looked at.

The hash is that of the pHash library as its authors describe it (Zauner, "Implementation and benchmarking of perceptual image hash functions", 2010,
section 3.2.1): the picture in grey, reduced to 32 x 32, a discrete cosine transform (DCT-II), of it the 8 x 8 lowest frequencies without the first row
and column, and for each whether it lies above their median.
"""

from __future__ import annotations

import io
import math
import struct
import warnings
from collections.abc import Callable
from statistics import median, pstdev
from types import MappingProxyType
from typing import TypeVar

from PIL import Image, ImageFilter, ImageOps

from firsthand.errors import Trouble
from firsthand.guard.limits import MIB

T = TypeVar("T")
FORMATS = MappingProxyType({"image/png": "PNG", "image/jpeg": "JPEG", "image/webp": "WEBP", "image/gif": "GIF", "image/tiff": "TIFF"})
MOST_BYTES = 100 * MIB  # a page scanned at 600 dpi without loss; what is larger is no picture to look at
MOST_PIXELS = 128_000_000  # the largest cameras of telephones have 108 million; decoded they take half a gigabyte
REDUCED, LOWEST = 32, 8  # pixels a side before the transform, frequencies a side kept of it
EVEN = 2.0  # of 255: a picture whose reduced grey deviates less is one even colour, and its hash would be chance
ENOUGH = 512  # pixels a side that a JPEG is decoded to at least, when only the hash is wanted
VEIL = 10  # pixels of the longer side that are left of a picture behind a veil: colours, no shapes

_BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    KeyError,
    IndexError,
    TypeError,
    OverflowError,
    struct.error,
    Image.DecompressionBombError,
)
_COSINES = [[math.cos((2 * x + 1) * u * math.pi / (2 * REDUCED)) for x in range(REDUCED)] for u in range(1, LOWEST + 1)]


def looked_at(payload: bytes, media: str, name: str) -> tuple[int, int, str]:
    """Width and height in pixels, upright, and the perceptual hash. Raises Trouble: too-large, damaged, unsupported, empty-file."""

    def look(image: Image.Image) -> tuple[int, int, str]:
        width, height = image.size
        if image.getexif().get(0x0112, 1) in (5, 6, 7, 8):  # TIFF 6 tag Orientation: shown on its side
            width, height = height, width
        image.draft("RGB", (ENOUGH, ENOUGH))
        return width, height, hash_of(_upright(image))

    return _decoded(payload, media, name, look)


def hash_of(image: Image.Image) -> str:
    """The perceptual hash of a whole picture as 16 hex digits, "" where it is of one even colour."""
    grey = image.convert("L").resize((REDUCED, REDUCED), Image.Resampling.BOX).tobytes()
    if pstdev(grey) < EVEN:
        return ""
    rows = [grey[y * REDUCED : (y + 1) * REDUCED] for y in range(REDUCED)]
    across = [[sum(c * v for c, v in zip(cosines, row, strict=True)) for row in rows] for cosines in _COSINES]
    lowest = [sum(c * v for c, v in zip(cosines, column, strict=True)) for cosines in _COSINES for column in across]
    middle = median(lowest)
    return f"{sum((value > middle) << place for place, value in enumerate(lowest)):016x}"


def small(payload: bytes, media: str, name: str, side: int) -> Image.Image:
    """The picture upright and at most `side` pixels long, without anything that came along with it. Raises Trouble as looked_at does."""

    def shrink(image: Image.Image) -> Image.Image:
        image.draft("RGB", (side, side))
        upright = _upright(image)
        upright.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=2.0)
        clean = Image.new("RGB", upright.size)  # a copy of the pixels alone: no place, no camera, no profile, no comment
        clean.paste(upright)
        return clean

    return _decoded(payload, media, name, shrink)


def veiled(image: Image.Image) -> Image.Image:
    """The same with nothing to be recognised in it: a few pixels of colour, spread out to a quarter. What is taken out cannot be brought back."""
    few, quarter = (tuple(max(1, round(side * scale)) for side in image.size) for scale in (VEIL / max(image.size), 0.25))
    spread = image.resize(few, Image.Resampling.BOX).resize(quarter, Image.Resampling.BICUBIC)  # type: ignore[arg-type]
    return spread.filter(ImageFilter.GaussianBlur(max(quarter) / 40))


def png(image: Image.Image) -> bytes:
    """A picture as PNG."""
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _decoded(payload: bytes, media: str, name: str, use: Callable[[Image.Image], T]) -> T:
    """What `use` makes of the picture, opened by the one reader that its media type has and held to the limits before anything is decoded."""
    if media not in FORMATS:
        raise Trouble("unsupported", path=name, what="this kind of picture")
    if not payload:
        raise Trouble("empty-file", path=name)
    if len(payload) > MOST_BYTES:
        raise Trouble("too-large", path=name, limit=f"{MOST_BYTES // MIB} MB")
    too_large = Trouble("too-large", path=name, limit=f"{MOST_PIXELS // 1_000_000} million pixels")
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(payload), formats=(FORMATS[media],)) as image:
            if math.prod(image.size) > MOST_PIXELS:
                raise too_large
            return use(image)
    except Image.DecompressionBombError:
        raise too_large from None
    except _BROKEN as why:
        raise Trouble("damaged", path=name, why=f"the picture cannot be decoded ({str(why)[:100] or type(why).__name__})") from None


def _upright(image: Image.Image) -> Image.Image:
    """The first picture of a file as it is shown: turned as its camera says, on white where it lets something through, in colours of 8 bits."""
    image.load()
    turned = ImageOps.exif_transpose(image)
    if turned.mode.startswith("I"):  # 16 bits and more of grey
        turned = turned.convert("I").point(lambda value: value / 256).convert("L")
    if turned.mode in ("RGBA", "LA", "PA") or "transparency" in turned.info:
        above = turned.convert("RGBA")
        turned = Image.alpha_composite(Image.new("RGBA", above.size, "white"), above)
    return turned.convert("RGB")

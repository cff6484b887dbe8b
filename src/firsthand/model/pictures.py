"""Pictures: what is told of one as a whole, and nothing of what it shows."""

from __future__ import annotations

from dataclasses import dataclass

MEDIA = frozenset({"image/png", "image/jpeg", "image/webp", "image/gif", "image/tiff"})  # what is looked at as a picture


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that is a source of its own: which capture, width and height in pixels as it is shown upright, and the perceptual hash of the whole of
    it (16 hex digits; "" for a picture of one even colour, which looks like any other). Of an animation or a file of many pages: the first picture."""

    source: str
    capture: str
    width: int
    height: int
    hash: str

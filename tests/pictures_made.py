"""Pictures made at test time: invented scenes and typed pages, their copies as they travel, and files that are not what they should be."""

from __future__ import annotations

import io
import random
import struct
import zlib
from collections.abc import Callable, Mapping

from PIL import Image, ImageDraw, ImageEnhance, ImageFont


def scene(seed: int) -> Image.Image:
    """A scene with shapes over cloudy colours, another one for each seed."""
    dice = random.Random(seed)
    width, height = dice.choice([(400, 300), (512, 384), (320, 480), (450, 450), (640, 360)])
    image = Image.merge("RGB", [_clouds(dice, width, height) for _ in range(3)])
    draw = ImageDraw.Draw(image)
    for _ in range(dice.randrange(4, 14)):
        x, y, wide, high = dice.randrange(width), dice.randrange(height), dice.randrange(20, width // 3), dice.randrange(20, height // 2)
        shape = draw.rectangle if dice.random() < 0.5 else draw.ellipse
        shape((x - wide // 2, y - high // 2, x + wide // 2, y + high // 2), fill=tuple(dice.randrange(256) for _ in range(3)))
    return image


def _clouds(dice: random.Random, width: int, height: int) -> Image.Image:
    image = Image.new("L", (width, height), 128)
    for cells in (3, 5, 9, 17, 33):
        layer = Image.frombytes("L", (cells, cells), bytes(dice.randrange(256) for _ in range(cells * cells)))
        image = Image.blend(image, layer.resize((width, height), Image.Resampling.BICUBIC), 0.45)
    return image


def typed_page(seed: int) -> Image.Image:
    """A page of lines like typed ones, some with a heading and a round stamp."""
    dice, image = random.Random(seed), Image.new("RGB", (850, 1100), "white")
    draw, y = ImageDraw.Draw(image), dice.randrange(60, 120)
    if dice.random() < 0.7:
        draw.rectangle((dice.randrange(80, 300), y, dice.randrange(420, 700), y + 26), fill="black")
        y += 60
    while y < 1010:
        for _ in range(dice.randrange(2, 9)):
            x, end = 80, 770 if dice.random() < 0.8 else dice.randrange(200, 770)
            while x < end and y < 1020:
                long = dice.randrange(15, 70)
                draw.rectangle((x, y, min(x + long, end), y + 9), fill=(30, 30, 30))
                x += long + 8
            y += 20
        y += dice.randrange(10, 50)
    if dice.random() < 0.5:
        draw.ellipse((500, 850, 680, 1030), outline=(200, 0, 0), width=9)
    return image


def compressed(image: Image.Image, quality: int) -> Image.Image:
    """The picture as it comes back from a JPEG of this quality."""
    return Image.open(io.BytesIO(encoded(image, "JPEG", quality=quality))).convert("RGB")


def watermarked(image: Image.Image) -> Image.Image:
    """The picture with the name of a page written into its corner."""
    over = Image.new("RGBA", image.size, (0, 0, 0, 0))
    font = ImageFont.load_default(size=max(12, image.width // 18))
    ImageDraw.Draw(over).text((image.width * 0.5, image.height * 0.88), "LUMTANG NEWS 8 JUNE", font=font, fill=(255, 255, 255, 200))
    return Image.alpha_composite(image.convert("RGBA"), over).convert("RGB")


def shrunk(image: Image.Image, share: float) -> Image.Image:
    """The picture smaller."""
    return image.resize((round(image.width * share), round(image.height * share)), Image.Resampling.LANCZOS)


COPIES: Mapping[str, Callable[[Image.Image], Image.Image]] = {
    "half the size": lambda i: shrunk(i, 0.5),
    "a thumbnail": lambda i: shrunk(i, 200 / i.width),
    "compressed": lambda i: compressed(i, 60),
    "compressed hard": lambda i: compressed(i, 15),
    "watermarked": watermarked,
    "grey": lambda i: i.convert("L").convert("RGB"),
    "brighter": lambda i: ImageEnhance.Brightness(i).enhance(1.15),
    "passed on": lambda i: compressed(watermarked(shrunk(i, 0.66)), 55),
}


def encoded(image: Image.Image, form: str, **options: object) -> bytes:
    """A picture as a file of this form (PNG, JPEG, WEBP, GIF, TIFF)."""
    out = io.BytesIO()
    (image if form in ("PNG", "TIFF", "WEBP") else image.convert("RGB")).save(out, form, **options)
    return out.getvalue()


def bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """A PNG of some kilobytes that says it is 3.6 thousand million pixels large."""
    rows = zlib.compress(bytes(1_000_000), 9)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in ((b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)), (b"IDAT", rows), (b"IEND", b""))
    )

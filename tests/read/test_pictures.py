"""Pictures looked at as a whole: copies are alike and other pictures are not, limits come first, nothing of a file's own words comes along."""

from __future__ import annotations

import io
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from firsthand.errors import Trouble
from firsthand.read.alike import ALIKE, alike
from firsthand.read.pictures import FORMATS, MOST_PIXELS, hash_of, looked_at, png, small, veiled
from pictures_made import COPIES, bomb, encoded, scene, typed_page

SCENES = [scene(seed) for seed in range(10)]
PAGES = [typed_page(seed) for seed in range(10)]
MEDIA = {form: media for media, form in FORMATS.items()}


def apart(one: str, other: str) -> int:
    return (int(one, 16) ^ int(other, 16)).bit_count()


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_is_like_its_original(name: str) -> None:
    for original in (*SCENES[:8], *PAGES[:8]):
        assert apart(hash_of(original), hash_of(COPIES[name](original))) <= ALIKE


def test_other_pictures_are_not_alike() -> None:
    for pictures in (SCENES, PAGES):
        hashes = [hash_of(p) for p in pictures]
        assert min(apart(a, b) for a, b in combinations(hashes, 2)) > ALIKE


def test_the_hash_is_what_its_description_says() -> None:
    """One wave of the lowest frequency kept (1, 1): its coefficient alone stands out, and the sign of it turns its bit."""
    import math

    wave = [[math.cos((2 * x + 1) * math.pi / 64) * math.cos((2 * y + 1) * math.pi / 64) for x in range(32)] for y in range(32)]
    image = Image.frombytes("L", (32, 32), bytes(round(128 + 100 * v) for row in wave for v in row))
    turned = Image.frombytes("L", (32, 32), bytes(round(128 - 100 * v) for row in wave for v in row))
    assert int(hash_of(image), 16) & 1 == 1 and int(hash_of(turned), 16) & 1 == 0


def test_one_even_colour_has_no_hash() -> None:
    assert hash_of(Image.new("RGB", (300, 200), "white")) == hash_of(Image.new("L", (9, 9), 3)) == ""


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "GIF", "TIFF"])
def test_every_form_gives_size_and_nearly_the_same_hash(form: str) -> None:
    width, height, digits = looked_at(encoded(SCENES[0], form), MEDIA[form], "a")
    assert (width, height) == SCENES[0].size and apart(digits, hash_of(SCENES[0])) <= ALIKE


def test_a_picture_is_taken_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    original = SCENES[2]
    stored = original.transpose(Image.Transpose.ROTATE_90)
    width, height, digits = looked_at(encoded(stored, "JPEG", quality=90, exif=exif), "image/jpeg", "a")
    assert (width, height) == original.size and apart(digits, hash_of(original)) <= ALIKE


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "LA", "I;16", "CMYK"])
def test_every_mode_can_be_looked_at(mode: str) -> None:
    image = PAGES[0].convert("L").point(lambda v: v * 256, "I").convert("I;16") if mode == "I;16" else PAGES[0].convert(mode)
    form = "TIFF" if mode == "CMYK" else "PNG"
    _, _, digits = looked_at(encoded(image, form), MEDIA[form], "a")
    assert apart(digits, hash_of(PAGES[0])) <= ALIKE


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "GIF", "TIFF"])
def test_a_file_that_was_cut_off_is_told(form: str) -> None:
    raw = encoded(SCENES[1], form)
    for share in (0.02, 0.4, 0.9):
        with pytest.raises(Trouble) as why:
            looked_at(raw[: int(len(raw) * share)], MEDIA[form], "a")
        assert why.value.code == "damaged"


def test_a_bomb_is_refused_before_anything_is_decoded() -> None:
    assert len(bomb()) < 20_000
    with pytest.raises(Trouble) as why:
        looked_at(bomb(), "image/png", "a")
    assert why.value.code == "too-large" and f"{MOST_PIXELS // 1_000_000} million" in why.value.text
    with pytest.raises(Trouble):
        small(bomb(), "image/png", "a", 100)


def test_a_picture_is_opened_by_the_reader_of_its_media_type_alone() -> None:
    for raw, media in (
        (encoded(SCENES[0], "PNG"), "image/jpeg"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", "image/png"),
        (b"", "image/gif"),
        (b"x", "image/x-eps"),
    ):
        with pytest.raises(Trouble) as why:
            looked_at(raw, media, "a")
        assert why.value.code in ("damaged", "empty-file", "unsupported")


@given(st.binary(max_size=300), st.integers(0, 400), st.sampled_from(["PNG", "JPEG", "WEBP", "GIF", "TIFF"]))
@settings(max_examples=120, deadline=None)
def test_whatever_stands_in_a_file_is_looked_at_or_told(junk: bytes, at: int, form: str) -> None:
    raw = bytearray(encoded(Image.new("RGB", (40, 30), "red"), form))
    raw[at : at + len(junk)] = junk
    try:
        looked_at(bytes(raw), MEDIA[form], "a")
    except Trouble as trouble:
        assert trouble.code in ("damaged", "too-large")


def test_a_small_copy_carries_pixels_and_nothing_else() -> None:
    exif = Image.Exif()
    exif[0x010E] = "taken by Mara Venn at the clinic"
    raw = encoded(SCENES[3], "JPEG", quality=90, exif=exif, comment=b"Mara Venn", icc_profile=b"Mara Venn profile")
    assert raw.count(b"Mara Venn") == 3
    copy = png(small(raw, "image/jpeg", "a", 200))
    kinds = [copy[at - 4 : at] for at in range(len(copy)) if copy[at - 4 : at] in (b"tEXt", b"iTXt", b"zTXt", b"eXIf", b"iCCP", b"tIME")]
    assert b"Mara" not in copy and not kinds
    shown = Image.open(io.BytesIO(copy))
    assert max(shown.size) == 200 and not shown.info and apart(hash_of(shown), hash_of(SCENES[3])) <= ALIKE


def test_behind_the_veil_nothing_is_left_to_be_recognised() -> None:
    image = small(encoded(PAGES[1], "PNG"), "image/png", "a", 480)
    hidden = veiled(image)
    assert max(hidden.size) == 120
    sharp = lambda i: max(abs(a - b) for a, b in zip(i.convert("L").tobytes(), i.convert("L").tobytes()[1:], strict=False))  # noqa: E731
    assert sharp(hidden.crop((5, 5, hidden.width - 5, hidden.height - 5))) < sharp(image) / 4


# ---- which are one ----------------------------------------------------------------------------------------------------------------------------

HASHES = st.lists(st.integers(0, 2**64 - 1), min_size=2, max_size=12)


@given(HASHES, st.lists(st.tuples(st.integers(0, 11), st.sets(st.integers(0, 63), max_size=12)), max_size=12), st.integers(0, 12))
def test_the_pairs_are_those_that_comparing_every_two_gives(some: list[int], turned: list[tuple[int, set[int]]], most: int) -> None:
    near = [some[n % len(some)] ^ sum(1 << bit for bit in bits) for n, bits in turned]
    hashes = {f"p{n}": f"{h:016x}" for n, h in enumerate([*some, *near])} | {"flat": ""}
    found = {(min(a, b), max(a, b), bits) for a, b, bits in alike(hashes, most)}
    known = {name: h for name, h in hashes.items() if h}
    pairs = ((min(a, b), max(a, b)) for a, b in combinations(known, 2))
    assert found == {(a, b, apart(known[a], known[b])) for a, b in pairs if apart(known[a], known[b]) <= most}

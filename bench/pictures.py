"""How well the hash of a whole picture tells copies from other pictures: invented scenes and typed pages, each copied in the ways pictures travel.

bench/pictures.py [PICTURES]
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

sys.path.append(str(Path(__file__).parent.parent / "tests"))  # the pictures are those of the tests, from other seeds

from firsthand.read.alike import ALIKE
from firsthand.read.pictures import hash_of
from pictures_made import COPIES, scene, typed_page
from scoring import Bench, Figures, share

PICTURES, FIRST = 40, 1000


def apart(one: str, other: str) -> int:
    """In how many bits two hashes differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def spread(bits: Iterable[int]) -> str:
    """Least, median and most of some distances."""
    order = sorted(bits)
    return f"{order[0]}, {order[len(order) // 2]}, {order[-1]}"


def measure(_: Path, misses: int, pictures: int = PICTURES) -> Figures:
    """The share of copies that are like their original, and of pairs of different pictures that are taken for alike."""
    kinds = {
        "scenes": [scene(FIRST + n) for n in range(pictures)],
        "typed pages": [typed_page(FIRST + n) for n in range(pictures)],
    }
    figures: Figures = {}
    for kind, images in kinds.items():
        hashes = [hash_of(image) for image in images]
        copies = {name: [apart(h, hash_of(copy(i))) for h, i in zip(hashes, images, strict=True)] for name, copy in COPIES.items()}
        others = [apart(a, b) for a, b in combinations(hashes, 2)]
        for name, bits in copies.items():
            print(f"  {kind}, {name}: {spread(bits)} of 64 bits apart (least, median, most)")
        print(f"  {kind}, others: {spread(others)}")
        every = [b for bits in copies.values() for b in bits]
        figures[f"copies of {kind} alike"] = share(sum(b <= ALIKE for b in every), len(every))
        figures[f"other {kind} alike"] = share(sum(b <= ALIKE for b in others), len(others))
    return figures


BENCH = Bench("pictures", "", measure)

if __name__ == "__main__":
    print(measure(Path(), 0, int(sys.argv[1]) if len(sys.argv) > 1 else PICTURES))

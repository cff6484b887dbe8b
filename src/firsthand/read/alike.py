"""Which pictures are one picture: the same bytes, or perceptual hashes that hardly differ. A hint for a person, never a merge."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

# Copies that were made smaller, compressed again or marked differ in at most 8 of 64 bits, different pictures seldom in fewer than 16 (bench/pictures.py).
ALIKE = 8
_BITS = 64


def alike(hashes: Mapping[str, str], most: int = ALIKE) -> Iterator[tuple[str, str, int]]:
    """Pairs of names, each once, whose hashes differ in at most `most` bits, and in how many; names without a hash are like nothing.

    Two hashes that differ in at most n bits agree in one of n + 1 pieces, so that only those are compared.
    """
    pieces = [(i * _BITS // (most + 1), (i + 1) * _BITS // (most + 1)) for i in range(most + 1)]
    known = {name: int(h, 16) for name, h in hashes.items() if h}
    seen = set[tuple[str, str]]()
    for low, high in pieces:
        same: dict[int, list[str]] = defaultdict(list)
        for name, bits in known.items():
            same[bits >> low & ((1 << (high - low)) - 1)].append(name)
        for names in same.values():
            for n, one in enumerate(names):
                for other in names[n + 1 :]:
                    if (one, other) not in seen and (bits := (known[one] ^ known[other]).bit_count()) <= most:
                        seen.add((one, other))
                        yield one, other, bits

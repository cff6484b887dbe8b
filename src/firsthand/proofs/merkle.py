"""The Merkle tree of RFC 6962 (sections 2.1 to 2.1.2): hashes, a frontier that grows, proofs of inclusion and of consistency.

Hashes are 32 bytes of SHA-256. A leaf is hashed with 0x00 in front, an inner node with 0x01, so that neither passes for the other.
Verification follows RFC 9162, sections 2.1.3.2 and 2.1.4.2, which describe the same tree.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

EMPTY = sha256(b"").digest()  # the root of a tree without leaves
HASH = 32  # bytes of every hash


def leaf_hash(line: bytes) -> bytes:
    """The hash of one entry as stored."""
    return sha256(b"\x00" + line).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two neighbouring subtrees."""
    return sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True)
class Frontier:
    """All a tree needs to grow: how many leaves it has, and the roots of its complete subtrees, largest first (one for each 1 bit of size)."""

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if self.size < 0 or len(self.peaks) != self.size.bit_count() or any(len(p) != HASH for p in self.peaks):
            raise ValueError("a frontier has one hash for each 1 bit of its size")


def grown(frontier: Frontier, leaves: Iterable[bytes]) -> Frontier:
    """The frontier after these leaf hashes."""
    size, peaks = frontier.size, list(frontier.peaks)
    for leaf in leaves:
        bits, size = size, size + 1
        while bits & 1:
            leaf = node_hash(peaks.pop(), leaf)
            bits >>= 1
        peaks.append(leaf)
    return Frontier(size, tuple(peaks))


def root_of(frontier: Frontier) -> bytes:
    """The root of the tree with this frontier."""
    if not frontier.peaks:
        return EMPTY
    root = frontier.peaks[-1]
    for peak in reversed(frontier.peaks[:-1]):
        root = node_hash(peak, root)
    return root


@dataclass(frozen=True, slots=True)
class Tree:
    """A whole tree for proving: levels[k][i] is the root of leaves [i * 2^k, (i + 1) * 2^k). Make it by tree_of()."""

    levels: tuple[tuple[bytes, ...], ...]

    @property
    def size(self) -> int:
        """How many leaves it has."""
        return len(self.levels[0])


def tree_of(leaves: Iterable[bytes]) -> Tree:
    """The tree over these leaf hashes."""
    levels = [tuple(leaves)]
    while len(levels[-1]) > 1:
        below = levels[-1]
        levels.append(tuple(node_hash(below[i], below[i + 1]) for i in range(0, len(below) - 1, 2)))
    return Tree(tuple(levels))


def subtree_root(tree: Tree, start: int, end: int) -> bytes:
    """The root of leaves [start, end); `start` is a multiple of the smallest power of two that is at least end - start."""
    size = end - start
    if size == 0:
        return EMPTY
    level = size.bit_length() - 1
    if size == 1 << level:
        return tree.levels[level][start >> level]
    middle = start + _split(size)
    return node_hash(subtree_root(tree, start, middle), subtree_root(tree, middle, end))


def inclusion_proof(tree: Tree, index: int, size: int) -> tuple[bytes, ...]:
    """What shows that leaf `index` is in the tree of the first `size` leaves, nearest sibling first; raises ValueError outside it."""
    if not 0 <= index < size <= tree.size:
        raise ValueError(f"no leaf {index} in a tree of {size}")
    proof, start, end = [], 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            proof.append(subtree_root(tree, middle, end))
            end = middle
        else:
            proof.append(subtree_root(tree, start, middle))
            start = middle
    return tuple(reversed(proof))


def included(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether `proof` shows that the leaf hash stands at `index` of the tree with `size` leaves and this root."""
    if not 0 <= index < size:
        return False
    place, last, found = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node_hash(sibling, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root


def consistency_proof(tree: Tree, old: int, new: int) -> tuple[bytes, ...]:
    """What shows that the tree of the first `new` leaves begins with that of the first `old`; raises ValueError unless 0 < old <= new."""
    if not 0 < old <= new <= tree.size:
        raise ValueError(f"no proof from {old} to {new}")
    proof, start, end, whole = [], 0, new, True
    while old != end:
        middle = start + _split(end - start)
        if old <= middle:
            proof.append(subtree_root(tree, middle, end))
            end = middle
        else:
            proof.append(subtree_root(tree, start, middle))
            start, whole = middle, False
    if not whole:
        proof.append(subtree_root(tree, start, end))
    return tuple(reversed(proof))


def consistent(old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes) -> bool:
    """Whether `proof` shows that the tree of `new` leaves begins with the tree of `old` leaves (0 < old <= new)."""
    if not 0 < old <= new:
        return False
    if old == new:
        return not proof and old_root == new_root
    path = list(proof) if old & (old - 1) else [old_root, *proof]
    if not path:
        return False
    return _climb(old - 1, new - 1, path) == (old_root, new_root)


def _climb(place: int, last: int, path: list[bytes]) -> tuple[bytes, bytes] | None:
    while place & 1:
        place, last = place >> 1, last >> 1
    was = now = path[0]
    for sibling in path[1:]:
        if last == 0:
            return None
        if place & 1 or place == last:
            was, now = node_hash(sibling, was), node_hash(sibling, now)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            now = node_hash(now, sibling)
        place, last = place >> 1, last >> 1
    return (was, now) if last == 0 else None


def _split(size: int) -> int:
    """The largest power of two below `size` (size > 1)."""
    return 1 << ((size - 1).bit_length() - 1)

"""The Merkle tree of RFC 6962, held against its own recursive definition and the published test tree."""

from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.proofs.merkle import (
    EMPTY,
    Frontier,
    consistency_proof,
    consistent,
    grown,
    included,
    inclusion_proof,
    leaf_hash,
    root_of,
    tree_of,
)

# The eight leaves and roots that Certificate Transparency implementations test with.
LEAVES = [bytes.fromhex(x) for x in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def by_definition(lines):
    """Section 2.1 of RFC 6962, word for word."""
    if not lines:
        return sha256(b"").digest()
    if len(lines) == 1:
        return sha256(b"\x00" + lines[0]).digest()
    k = 1
    while k * 2 < len(lines):
        k *= 2
    return sha256(b"\x01" + by_definition(lines[:k]) + by_definition(lines[k:])).digest()


def hashes(count):
    return [leaf_hash(str(i).encode()) for i in range(count)]


def lines(count):
    return [str(i).encode() for i in range(count)]


@pytest.mark.parametrize("size", range(9))
def test_the_published_roots_come_out(size):
    assert bytes.fromhex(ROOTS[size]) == root_of(grown(Frontier(), map(leaf_hash, LEAVES[:size]))) == by_definition(LEAVES[:size])


@settings(deadline=None, max_examples=60)
@given(st.lists(st.integers(0, 40), max_size=8))
def test_growing_in_batches_of_any_sizes_gives_the_root_of_the_definition(batches):
    frontier, done = Frontier(), 0
    for batch in batches:
        frontier = grown(frontier, hashes(done + batch)[done:])
        done += batch
    assert by_definition(lines(done)) == root_of(frontier)
    assert done == frontier.size


@settings(deadline=None, max_examples=200)
@given(st.data())
def test_every_leaf_is_shown_to_be_in_and_nothing_else_is(data):
    whole = data.draw(st.integers(1, 130))
    size = data.draw(st.integers(1, whole))
    index = data.draw(st.integers(0, size - 1))
    root, proof = by_definition(lines(size)), inclusion_proof(tree_of(hashes(whole)), index, size)
    leaf = hashes(whole)[index]
    assert included(leaf, index, size, proof, root)
    assert not included(leaf_hash(b"another"), index, size, proof, root)
    assert not included(leaf, index, size, (*proof, leaf), root)
    assert not included(leaf, index, size, proof, by_definition(lines(size + 1)))
    other = data.draw(st.integers(0, size - 1))
    assert other == index or not included(leaf, other, size, proof, root)
    if proof:
        assert not included(leaf, index, size, proof[:-1], root)
    assert not included(leaf, size, size, proof, root) and not included(leaf, -1, size, proof, root)


@settings(deadline=None, max_examples=200)
@given(st.data())
def test_a_longer_tree_is_shown_to_go_on_from_a_shorter_one_and_from_no_other(data):
    new = data.draw(st.integers(1, 130))
    old = data.draw(st.integers(1, new))
    proof = consistency_proof(tree_of(hashes(new)), old, new)
    old_root, new_root = by_definition(lines(old)), by_definition(lines(new))
    assert consistent(old, new, proof, old_root, new_root)
    assert not consistent(old, new, (*proof, old_root), old_root, new_root)
    if old < new:
        forked = by_definition([*lines(old - 1), b"forged"])
        assert not consistent(old, new, proof, forked, new_root)
        assert not consistent(old, new, proof, old_root, by_definition([*lines(new - 1), b"forged"]))
        assert not consistent(old, new, (), old_root, new_root)
    assert not consistent(0, new, proof, EMPTY, new_root)


def test_no_proof_is_made_of_what_is_not_there():
    tree = tree_of(hashes(5))
    for index, size in ((5, 5), (-1, 5), (0, 6), (0, 0)):
        with pytest.raises(ValueError):
            inclusion_proof(tree, index, size)
    for old, new in ((0, 3), (4, 3), (3, 6)):
        with pytest.raises(ValueError):
            consistency_proof(tree, old, new)


def test_a_frontier_that_cannot_be_is_refused():
    with pytest.raises(ValueError):
        Frontier(3, (bytes(32),))
    with pytest.raises(ValueError):
        Frontier(1, (b"short",))

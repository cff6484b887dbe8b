"""Proofs a stranger can check: the Merkle tree, signed notes."""

"""Fixtures of the ledger's tests."""

from damaged_cases import case, full

__all__ = ["case", "full"]

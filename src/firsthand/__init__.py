"""Firsthand: from a public page to a published sentence that anyone can check."""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"
__all__ = ["__version__", "open_case"]

if TYPE_CHECKING:
    from pathlib import Path

    from firsthand.case.open import Case


def open_case(path: str | Path) -> Case:
    """The case in folder `path`, opened for work; raises Trouble when the folder is no case or of a newer format."""
    from firsthand.case.open import open_case as open_it

    return open_it(path)

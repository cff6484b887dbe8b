"""What a page shows held against what Firsthand writes of its evidence: no reader sees the evidence itself, only the page."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from firsthand.publish.page import Page, page_of
from firsthand.publish.report import Report

MOST_NAMED = 20  # differences that are named; a page that differs in more is another page
MOST_BLOCKS = 20_000  # blocks of text compared in order; beyond it a difference is told without being named


@dataclass(frozen=True)
class Shown:
    """Blocks of text that the evidence gives and the page lacks, those that it shows beyond it, and whether it differs in anything else."""

    lost: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    otherwise: bool = False


def shown_of(html: str, page: Page, report: Report) -> Shown:
    """How a page differs from the one that its own evidence gives."""
    from firsthand.publish.render.web import page as written

    right = written(report)
    return held_against(page_of(right), page, same=html.rstrip() == right.rstrip())


def held_against(right: Page, page: Page, *, same: bool) -> Shown:
    """How what a page shows differs from what is right; same: whether both are letter for letter the same."""
    if same:
        return Shown()
    lost, added = _differences(right.blocks, page.blocks)
    known = {words for _, words in page.sentences}
    strange = tuple(b for b in added if not any(words and (words in b or b in words) for words in known))
    return Shown(tuple(lost[:MOST_NAMED]), strange[:MOST_NAMED], otherwise=not lost and not added)


def _differences(right: tuple[str, ...], here: tuple[str, ...]) -> tuple[list[str], list[str]]:
    if max(len(right), len(here)) > MOST_BLOCKS:
        return ([], []) if right == here else (["the page"], ["This page is not what its evidence gives."])
    codes = [c for c in SequenceMatcher(None, right, here, autojunk=False).get_opcodes() if c[0] != "equal"]
    return [b for _, i, j, _, _ in codes for b in right[i:j]], [b for _, _, _, i, j in codes for b in here[i:j]]

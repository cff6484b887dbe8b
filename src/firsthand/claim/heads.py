"""The columns of a coding sheet, and the heads by which other people's sheets call them, in English and Chinese."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from firsthand.errors import Trouble
from firsthand.model.amounts import AmountKind, Measure, Status
from firsthand.model.claims import Stance

ID, MARK = "claim", "as exported"
STATES = ("accepted", "rejected", "withdrawn")  # what a person may write into `state`

# column -> the words that may stand in it (none: any), whether it is only to be read, width in characters, what stands in it
COLUMNS: dict[str, tuple[tuple[str, ...], bool, int, str]] = {
    ID: ((), True, 19, "The id of the claim. Leave it as it is; in a new row leave it empty."),
    "source": ((), True, 18, "The id of the document in its list. In a new row: its id, or its address."),
    "published": ((), True, 12, "When the document came out."),
    "place": ((), False, 18, "Where it happened."),
    "date": ((), False, 14, "When it happened."),
    "figure": ((), True, 16, "The figure in the words of the document."),
    "floor": ((), False, 11, "The smallest number that the words allow; empty where it is open."),
    "ceiling": ((), False, 11, "The largest number that the words allow; empty where it is open."),
    "kind": (get_args(AmountKind), False, 10, "How the figure is put."),
    "unit": ((), False, 12, "Its unit."),
    "what": ((), False, 16, "Of what."),
    "status": (get_args(Status), False, 11, "Done, aimed at, or not done."),
    "measure": (get_args(Measure), False, 12, "There at one time (stock), in a period (flow), since the beginning (cumulative), or on top (additional)."),
    "stance": (get_args(Stance), False, 12, "How firmly it is said."),
    "said by": ((), False, 24, "Who says it, the nearest speaker first, separated by semicolons."),
    "actor": ((), False, 18, "Who did it."),
    "act": ((), False, 14, "What was done."),
    "acted on": ((), False, 18, "To whom."),
    "quote": ((), False, 60, "The exact words of the document."),
    "translation": ((), False, 50, "The words in the language of the case."),
    "statement": ((), False, 40, "What it says in your own words, if you like."),
    "state": (STATES, False, 12, "Write accepted or rejected to decide; withdrawn takes back what was accepted."),
    "decided by": ((), True, 30, "When it was decided, by which log; empty: proposed by code, decided by nobody."),
}  # fmt: skip
MARK_ABOUT = "A mark of the row as it was exported. Leave it as it is: by it the case sees what you changed."
EDITABLE = tuple(name for name, (_, fixed, _, _) in COLUMNS.items() if not fixed)
ENOUGH = 8  # so many of our columns, the claim's id among them, make a sheet ours even without its marks
AMOUNT = ("floor", "ceiling", "kind", "unit", "what", "status", "measure")

USUAL: dict[str, tuple[str, ...]] = {  # how sheets from elsewhere call a column
    "source": ("source id", "source", "document", "document id", "doc", "doc id", "file", "filename", "file name", "url", "link", "address", "title",
               "来源", "来源编号", "文件", "文档", "文件名", "网址", "链接", "出处", "标题"),
    "quote": ("quote", "quotation", "exact quote", "original text", "original quote", "original", "excerpt", "passage", "text", "verbatim", "exact words", "原文", "引文", "引语", "原话", "摘录", "原句"),
    "place": ("place", "location", "where", "county", "region", "地点", "地区", "县", "所在地"),
    "date": ("date of event", "event date", "date", "when", "日期", "时间", "事件日期", "发生时间"),
    "figure": ("figure", "number", "amount", "count", "how many", "quantity", "数字", "数量", "人数", "数目"),
    "floor": ("floor", "minimum", "min", "at least", "lower", "下限", "最低"),
    "ceiling": ("ceiling", "maximum", "max", "at most", "upper", "上限", "最高"),
    "unit": ("unit", "units", "单位"),
    "what": ("what", "of what", "counted", "category", "对象", "类别"),
    "said by": ("said by", "speaker", "attributed to", "attribution", "according to", "who says it", "说话人", "发言人", "据谁", "消息来源"),
    "actor": ("actor", "perpetrator", "agent", "by whom", "行为人", "实施者", "执行者", "施害者"),
    "act": ("act", "action", "violation", "event", "行为", "事件"),
    "acted on": ("acted on", "victim", "victims", "target", "affected", "受害者", "受害人", "对谁"),
    "translation": ("translation", "english", "english translation", "translated", "译文", "翻译", "英译"),
    "statement": ("statement", "summary", "finding", "claim text", "paraphrase", "摘要", "概述", "说明"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Heads:
    """What the heads of a sheet mean: column -> places of its cells (several heads may mean one: the first filled cell counts), heads that mean nothing,
    and whether the sheet is one of ours (it has our ids)."""

    at: dict[str, tuple[int, ...]]
    unknown: tuple[str, ...]
    ours: bool


def heads_of(first: Sequence[str], own: Sequence[str] = ()) -> Heads | None:
    """What the first row of a sheet means; None when it is no coding sheet: it has neither our columns nor a source and a quotation.

    own: the columns that the case declares. Raises Trouble("bad-value") when two columns have the same head.
    """
    names = [plainly(head) for head in first]
    ours = MARK in names or (ID in names and len(set(names) & COLUMNS.keys()) >= ENOUGH)
    if ours and ID not in names:
        raise Trouble("bad-value", what="the sheet", why=f"its column `{ID}` is gone, so nothing says which claim a row is of")
    known = _ours(own) if ours else _usual(own)
    at: dict[str, tuple[int, ...]] = {}
    for place, name in enumerate(names):
        if name in known:
            at[known[name]] = (*at.get(known[name], ()), place)
    if not ours and not {"source", "quote"} <= at.keys():
        return None
    if twice := next((n for n in names if n and names.count(n) > 1), ""):
        raise Trouble("bad-value", what="the sheet", why=f"two of its columns are called {twice}")
    return Heads(at, tuple(first[i].strip() for i, n in enumerate(names) if n and n not in known), ours)


def plainly(head: str) -> str:
    """A head as it is compared: small letters, one blank, no underscores, no colon."""
    return re.sub(r"[\s_]+", " ", unicodedata.normalize("NFKC", head)).strip(" :*").casefold()


def _ours(own: Sequence[str]) -> dict[str, str]:
    return {name: name for name in (*COLUMNS, MARK)} | {plainly(name): name for name in own}


def _usual(own: Sequence[str]) -> dict[str, str]:
    return {plainly(head): column for column, heads in USUAL.items() for head in heads} | {plainly(name): name for name in own}

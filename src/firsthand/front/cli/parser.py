"""The commands as a table: what each is called, what it takes, which function carries it out."""

from __future__ import annotations

import argparse
from dataclasses import dataclass, field
from typing import NoReturn

from firsthand import __version__
from firsthand.errors import Trouble

THINGS = (
    "sources",
    "captures",
    "screening",
    "passages",
    "claims",
    "amounts",
    "findings",
    "lineage",
    "origins",
    "mutations",
    "estimates",
    "pictures",
    "entries",
    "searches",
    "questions",
    "due",
)
ANSWERS = ("accept", "amend", "reject", "withdraw", "reverse", "sibling", "merge", "split", "reopen")
ESTIMATED = ("counts", "lists")
FORMATS = ("coding-sheet", "appendix", "custody", "csl-json", "bundle", "wacz", "bagit", "ro-crate")
ADDABLE = ("claim", "finding", "question", "link", "note", "translation", "search", "protect")


@dataclass(frozen=True)
class Command:
    """One command: name, one line of help, its arguments (flags, options of add_argument), and "module:function"."""

    name: str
    help: str
    does: str
    arguments: tuple[tuple[tuple[str, ...], dict[str, object]], ...] = field(default=())
    example: str = ""


def _arg(*flags: str, **options: object) -> tuple[tuple[str, ...], dict[str, object]]:
    return flags, options


CASE = _arg("case", metavar="CASE", help="the folder of the case")
JSON = _arg("--json", action="store_true", help="one JSON object a line, nothing else")
BECAUSE = _arg("--because", metavar="TEXT", default="", help="why; kept sealed with the decision")
VERBS, SHOWS, WRITES, OUT, ESTIMATES, OPENS, HANDS = (
    f"firsthand.front.cli.{m}" for m in ("verbs", "shows", "writes", "out", "estimates", "opens", "hands")
)

COMMANDS: tuple[Command, ...] = (
    Command("demo", "the bundled sample case, from nothing to a checked report", f"{OUT}:demo",
            (_arg("--to", metavar="DIR", default="demo", help="where to put it (default: ./demo)"),), "firsthand demo"),
    Command("new", "make a case: a folder that keeps everything", f"{VERBS}:new",
            (CASE, _arg("--title", default="", help="what the case is about"),
             _arg("--through", metavar="direct|PROXY", default="", help="how pages may be fetched: direct, http://HOST:PORT, socks5h://HOST:PORT; nothing is fetched before this is chosen"),
             _arg("--timestamps", metavar="URL", action="append", default=[], help="a timestamp authority to ask later (may be given again)"), JSON),
            'firsthand new tibet-dna --title "Sampling in the prefecture"'),
    Command("preserve", "keep files, folders, web archives and public pages as they are; take an edited coding sheet back", f"{VERBS}:preserve",
            (CASE, _arg("what", metavar="WHAT", nargs="*", help="file, folder, .warc(.gz), .wacz, .zip of pages, http(s) address, or an edited coding sheet (.csv, .xlsx)"),
             _arg("--list", metavar="F.csv", dest="listed", help="what is known of each: id file url archive_url title publisher published language captured note"),
             _arg("--fetch", action="store_true", help="fetch the addresses of the list's rows that have no file"),
             _arg("--browser", action="store_true", help="addresses: as a browser shows them, with screenshot and PDF (needs firsthand[browser] and a Chromium)"),
             _arg("--sealed", action="store_true", help="keep the bytes encrypted, so that they can be erased for good"), JSON),
            "firsthand preserve tibet-dna pages/ --list pages.csv"),
    Command("read", "turn kept pages into text with a way back to the bytes", f"{VERBS}:read", (CASE, JSON)),
    Command("claim", "propose what each text says: amounts, acts, who says it", f"{VERBS}:claim", (CASE, JSON)),
    Command("trace", "find who had it from whom, and what changed on the way", f"{VERBS}:trace", (CASE, JSON)),
    Command("run", "read, claim and trace: only what is out of date", f"{VERBS}:run", (CASE, JSON), "firsthand run tibet-dna"),
    Command("find", "full text of what is held, in every script", f"{SHOWS}:find",
            (CASE, _arg("words", metavar="WORDS", nargs="+", help="all of them must be there; \"in quotation marks\" as they stand; detain* whatever begins so"),
             _arg("--in", dest="language", metavar="LANG", default="", help="only in this language: en, zh, bo, ..."), JSON),
            "firsthand find tibet-dna 采集 --in zh"),
    Command("show", "show what a case holds", f"{SHOWS}:show",
            (CASE, _arg("thing", metavar="THING", choices=THINGS, help=", ".join(THINGS)), _arg("--source", metavar="ID", help="only this source"), JSON),
            "firsthand show tibet-dna lineage"),
    Command("origins", "how many independent origins a finding or a sentence has", f"{SHOWS}:origins",
            (CASE, _arg("--finding", metavar="ID", help="only this finding"),
             _arg("--claims", metavar="F.csv", help="sentences of your own: claim_id, claim, doc_ids (may be empty), level (so|said)"), JSON),
            "firsthand origins tibet-dna --claims claims.csv"),
    Command("estimate", "how many, with bounds that hold: from accepted claims or a spreadsheet, or from overlapping lists", f"{ESTIMATES}:estimate",
            (_arg("what", choices=ESTIMATED, metavar="WHAT", help=", ".join(ESTIMATED)),
             _arg("case", metavar="CASE", nargs="?", default="", help="the folder of the case; without it, --from alone"),
             _arg("--from", metavar="F", dest="from_", default="", help="counts: a CSV (claim, place, from, to, population, unit, kind, floor, ceiling, ...) or TOML; lists: a CSV, one 0/1 column a list, then count; or records with a column `list` (extra `linkage`)"),
             _arg("--wrong", metavar="K", type=int, default=0, help="counts: also the bounds if any 1, 2 ... K origins are wrong"),
             _arg("--method", metavar="M", action="append", default=[], help="lists: only this method (may be given again): documented chao pairs loglinear graphs classes sensitivity stepwise loglinear-pairs"),
             _arg("--same", metavar="A,B", action="append", default=[], help="lists: these lists are one by their lineage; they are merged"),
             _arg("--distinct", metavar="A,B", action="append", default=[], help="lists: these two look alike and are known to be separate"),
             _arg("--dependence", metavar="LOW,HIGH", default="", help="lists: the declared range of the odds ratio between any two lists"),
             _arg("--picture", metavar="PATH", default="", help="lists: also draw methods and overlaps, as SVG, into this file"),
             _arg("--draws", metavar="N", type=int, default=0, help="lists: from records (a CSV with a column `list`), how many linkages are drawn (default: 20)"),
             _arg("--seed", metavar="N", type=int, default=1, help="lists: the seed of every random draw (default: 1)"), JSON),
            "firsthand estimate counts --from counts.csv --wrong 1"),
    Command("add", "add by hand: a claim, finding, question, link, note, translation, search or protection", f"{WRITES}:add",
            (CASE, _arg("what", choices=ADDABLE, metavar="WHAT", help=", ".join(ADDABLE)),
             _arg("--source", metavar="ID", default="", help="the source it stands in"),
             _arg("--quote", default="", help="its exact words"),
             _arg("--text", default="", help="the sentence, question, note, translation or query"),
             _arg("--said-by", action="append", default=[], metavar="NAME", help="who says it (nearest first; may be given again)"),
             _arg("--to", default="", metavar="ID|ext:NAME", help="for a link: whence it came"),
             _arg("--language", default="", help="for a translation or a search"),
             _arg("--with", action="append", default=[], dest="with_", metavar="ID", help="for a finding: its claims"),
             _arg("--question", default="", metavar="ID", help="for a finding: the question it answers; for a search: the question it was for"),
             _arg("--found", default="", metavar="N", help="for a search: how many it found; 0 says that there was nothing"),
             _arg("--set", action="append", default=[], metavar="FIELD=VALUE", help="any further field; of a search told=yes lets a report print its words; of a claim on a picture box=left,top,right,bottom in pixels"), JSON),
            'firsthand add tibet-dna question --text "How many were sampled?"'),
    Command("decide", "accept, amend or reject what was proposed; merge, split, correct a link", f"{WRITES}:decide",
            (CASE, _arg("id", metavar="ID", help="a claim, finding or link"), _arg("answer", choices=ANSWERS, metavar="ANSWER", help=", ".join(ANSWERS)),
             _arg("--with", action="append", default=[], dest="with_", metavar="ID", help="merge: the findings; split: the claims that leave"),
             _arg("--set", action="append", default=[], metavar="FIELD=VALUE", help="amend: stance=alleged, amount.floor=120, where=...; accept a finding: question=ID"), BECAUSE, JSON),
            "firsthand decide tibet-dna f2ab accept"),
    Command("screen", "say whether a source belongs to the case", f"{WRITES}:screen",
            (CASE, _arg("source", metavar="SOURCE"), _arg("answer", choices=("include", "exclude"), metavar="include|exclude"),
             _arg("--because", metavar="TEXT", default="", help="why; reasons to exclude stand in the flow of a report"), JSON)),
    Command("publish", "write the report whose every sentence can be checked", f"{OUT}:publish",
            (CASE, _arg("--profile", default="web-report", metavar="PROFILE", help="web-report (a page, the default) or word-report (a Word file with footnotes)"), _arg("--to", required=True, metavar="PATH", help="the file to write"),
             _arg("--lists", metavar="SOURCE", default="", help="also how many from overlapping lists: a source of the case that is their table"),
             _arg("--census", metavar="SOURCE", default="", help="count with a census: a source of the case that is a CSV of counts with lines population,PLACE,N,margin"),
             _arg("--rehearse", action="store_true", help="read it as an opponent would; write nothing"), JSON),
            "firsthand publish tibet-dna --profile web-report --to report.html"),
    Command("export", "write what the case holds for people and programs that work otherwise", f"{OUT}:export",
            (CASE, _arg("format", metavar="FORMAT", choices=FORMATS, help=", ".join(FORMATS)), _arg("--to", required=True, metavar="PATH", help="the file to write; its ending says how: coding-sheet .xlsx .csv, appendix .docx .html .csv, custody .docx .html .txt, csl-json .json, bundle .zip, wacz .wacz, bagit .zip, ro-crate .zip"),
             _arg("--source", metavar="ID", default="", help="only this source"),
             _arg("--wacz-version", metavar="V", dest="version", default="", help="wacz: 1.1.1 (default) or 1.2.0"), JSON),
            "firsthand export tibet-dna coding-sheet --to sheet.xlsx"),
    Command("check", "take a report apart, sentence by sentence, offline", f"{OUT}:check",
            (_arg("path", metavar="PATH", help="a publication of Firsthand, or anybody's draft: Word, PDF, HTML"), _arg("--case", metavar="CASE", default="", help="hold it against this case"), JSON),
            "firsthand check report.html"),
    Command("open", "the workbench: the case in the browser, on this computer only", f"{OPENS}:open_workbench",
            (CASE, _arg("--port", metavar="N", default="0", help="the port (default: any that is free)"), JSON), "firsthand open tibet-dna"),
    Command("audit", "recompute every promise of a case and name the first broken one", f"{OUT}:audit",
            (CASE, _arg("--strict", action="store_true", help="also recompute every payload of every part"), JSON), "firsthand audit tibet-dna"),
    Command("erase", "destroy the keys of what must not be kept; every proof still holds", f"{WRITES}:erase",
            (CASE, _arg("id", metavar="ID", help="a source, claim, finding, note or decision"), _arg("--because", metavar="TEXT", required=True, help="why"), JSON)),
    Command("sync", "exchange with another copy of the case, on a stick or in a shared folder; nothing is overwritten", f"{HANDS}:sync",
            (CASE, _arg("other", metavar="OTHER", help="the folder of the other copy; a new one is made, and a new CASE from a copy"), JSON),
            "firsthand sync tibet-dna /media/stick/tibet-dna"),
    Command("keys", "whose devices work on the case, and which may open what is sealed", f"{HANDS}:keys",
            (_arg("what", metavar="list|admit|revoke|rotate", choices=("list", "admit", "revoke", "rotate")), CASE,
             _arg("id", metavar="LOG", nargs="?", default="", help="admit, revoke: the log of a device; admit: or its reading key"),
             _arg("--from", dest="from_", metavar="N", default="", help="revoke: its entries from number N on count for nothing (default: those to come)"), BECAUSE, JSON),
            "firsthand keys list tibet-dna"),
    Command("pack", "the whole case with its keys as one file, encrypted with age", f"{HANDS}:pack",
            (CASE, _arg("--to", metavar="FILE", default="", help="the file to write (default: CASE.age)"),
             _arg("--recipient", metavar="age1...", action="append", default=[], help="who can open it (may be given again); without: a passphrase"),
             _arg("--passphrase-file", metavar="FILE", default="", help="the passphrase, in a file instead of asked"), JSON), "firsthand pack tibet-dna --recipient age1..."),
    Command("unpack", "make the case of a package, its keys in the home of this computer", f"{HANDS}:unpack",
            (_arg("package", metavar="FILE", help="what `firsthand pack` wrote"), _arg("--to", metavar="CASE", required=True, help="a new folder"),
             _arg("--identity", metavar="FILE", default="", help="a file with the secret key of age; without: a passphrase"),
             _arg("--passphrase-file", metavar="FILE", default="", help="the passphrase, in a file instead of asked"), JSON)),
    Command("lock", "end every workbench at once, and with it the keys in its memory", f"{HANDS}:lock", (JSON,)),
)  # fmt: skip


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks as Trouble instead of leaving the program."""

    def error(self, message: str) -> NoReturn:
        raise Trouble("wrong-use", why=message[:1].upper() + message[1:] + ".", command=self.prog.partition(" ")[2] or "COMMAND")


def parser() -> Parser:
    """The parser of the whole command line."""
    top = Parser(
        prog="firsthand",
        description="From a public page to a published sentence that anyone can check. Ask who first had it, not how many repeat it.",
        epilog="A working day: new, preserve, run, show findings, decide, publish, check. `firsthand COMMAND --help` says more.",
    )
    top.add_argument("--version", action="version", version=f"firsthand {__version__}")
    inner = top.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)
    top.allow_abbrev = False
    for command in COMMANDS:
        epilog = f"Example: {command.example}" if command.example else None
        one = inner.add_parser(
            command.name,
            allow_abbrev=False,
            help=command.help,
            description=command.help[:1].upper() + command.help[1:] + ".",
            epilog=epilog,
        )
        for flags, options in command.arguments:
            one.add_argument(*flags, **options)  # type: ignore[arg-type]
        one.set_defaults(does=command.does, json=False) if not any("--json" in f for f, _ in command.arguments) else one.set_defaults(
            does=command.does
        )
    return top

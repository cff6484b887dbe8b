"""Import: files, a list, addresses; kept in the background, what could not be kept listed with the reason."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from firsthand.case.coding import Back, is_sheet
from firsthand.case.open import Case, Progress
from firsthand.case.preserve import INCOMING, preserve
from firsthand.case.read import out_of_date
from firsthand.case.through import choose
from firsthand.errors import Trouble
from firsthand.front.workbench.form import Form, writes
from firsthand.front.workbench.sheet import sheet, to
from firsthand.front.workbench.uploads import Sent, taken
from firsthand.front.workbench.words import plural
from firsthand.guard import disk

LISTS = (".csv",)
MOST_ADDRESSES = 500  # fetched politely, one after the other: more would take a day


def page(request: Request) -> Response:
    """Where files go in, and what came of the last ones."""
    with request.app.state.desk.at_work() as at:
        desk = at.desk
        return sheet(
            request,
            "import",
            "Import",
            done=desk.kept.get("import"),
            through=at.case.settings.through,
            out_of_date=out_of_date(at.case, at.state),
            sources=len(at.state.sources),
        )


async def files(request: Request) -> Response:
    """Take files in, then keep them."""
    desk = request.app.state.desk
    await run_in_threadpool(desk.free)
    folder = Path(desk.folder) / INCOMING
    try:
        sent = await taken(request, folder)
    except ClientDisconnect:
        return Response(status_code=400)
    return await run_in_threadpool(_keep, request, sent, folder)


def _keep(request: Request, sent: Sent, folder: Path) -> Response:
    if not sent.files:
        raise Trouble("nothing-given")
    lists = [p for p in sent.files if p.suffix.lower() in LISTS]
    pages = [p for p in sent.files if p not in lists]

    def job(case: Case, progress: Progress) -> str:
        try:
            return _taken_in(request, case, pages, lists, progress, "sealed" in sent.fields)
        except Trouble as trouble:
            raise Trouble(trouble.code, **{k: _plainly(str(v)) for k, v in trouble.values.items()}) from None
        finally:
            disk.remove_tree(folder)

    request.app.state.desk.begin("Keeping what you gave", job, "/import")
    return to(request, "/import")


def _taken_in(request: Request, case: Case, pages: list[Path], lists: list[Path], progress: Progress, sealed: bool) -> str:
    """Coding sheets among the tables come back as decisions, the others are lists of sources."""
    sheets = [p for p in lists if is_sheet(case, str(p))]
    return _kept(request, case, [str(p) for p in (*pages, *sheets)], [p for p in lists if p not in sheets], progress, sealed)


@writes
def addresses(request: Request, given: Form) -> Response:
    """Fetch addresses and keep what answers."""
    wanted = [w for w in given.get("addresses", "").split() if w]
    if not wanted:
        raise Trouble("nothing-given")
    if len(wanted) > MOST_ADDRESSES:
        raise Trouble("too-large", path="The list of addresses", limit=f"{MOST_ADDRESSES} at once")
    request.app.state.desk.begin("Fetching", lambda case, progress: _kept(request, case, wanted, [], progress, False), "/import")
    return to(request, "/import")


@writes
def chosen(request: Request, given: Form) -> Response:
    """How pages may be fetched, from now on."""
    way = given.get("proxy", "").strip() if given.get("way") == "proxy" else given.get("way", "")
    with request.app.state.desk.at_work() as at:
        choose(at.case, way or "nothing")
        at.desk.told = "Saved in case.toml."
    return to(request, "/import")


def _kept(request: Request, case: Case, what: list[str], lists: list[Path], progress: Progress, sealed: bool) -> str:
    done = preserve(case, what, str(lists[0]) if lists else None, sealed=sealed, progress=progress)
    troubles: list[dict[str, Any]] = [{"text": _plainly(t.text), "advice": t.advice} for t in done.troubles]
    troubles += [
        {"text": f"{p.name} was left out: one list goes in at a time.", "advice": "Give it in once more by itself."} for p in lists[1:]
    ]
    request.app.state.desk.kept["import"] = {
        "sources": done.sources, "already": done.already, "not_sources": done.not_sources, "troubles": troubles, "warnings": [_plainly(w) for w in done.warnings],
        "sheets": [_sheet(s) for s in done.sheets], "changes": [{"source": c.source, "name": c.name} for c in done.changes if c.changed],
    }  # fmt: skip
    if done.sheets and not (done.kept or done.already):
        left = f"; {plural(len(troubles), 'row')} could not be taken" if troubles else ""
        return f"Took back {plural(len(done.sheets), 'coding sheet')}{left}."
    return f"Kept {done.sources} new documents{f', {done.already} were held already' if done.already else ''}{f'; {len(troubles)} could not be kept' if troubles else ''}."


SHEET = {"accepted": "accepted", "amended": "amended", "rejected": "rejected", "withdrawn": "withdrawn", "added": "new", "translated": "with a translation", "columns": "with columns of the case's own"}  # fmt: skip


def _sheet(back: Back) -> dict[str, str]:
    """What a coding sheet brought, in words."""
    told = [f"{number:,} {words}" for name, words in SHEET.items() if (number := getattr(back, name))]
    return {
        "name": Path(back.path).name,
        "words": f"{', '.join(told) or 'nothing new in it'}; {plural(back.unchanged, 'row')} as the case has it",
    }


def _plainly(words: str) -> str:
    """Words about a file without the folder that it lay in for a moment."""
    import re

    return re.sub(rf"\S*{re.escape(INCOMING)}/[0-9a-f]{{16}}/", "", words)


ROUTES = (
    Route("/import", page),
    Route("/import/files", files, methods=["POST"]),
    Route("/import/addresses", addresses, methods=["POST"]),
    Route("/import/through", chosen, methods=["POST"]),
)

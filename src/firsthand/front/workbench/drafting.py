"""Check my draft: a Word, PDF or HTML draft dropped here, read beside what its notes cite; nothing of it is kept. And what the case gives to other programs."""

from __future__ import annotations

from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from firsthand.case.draft import checked_draft, row_of
from firsthand.case.export import FORMS, export
from firsthand.case.open import Case, Progress
from firsthand.case.preserve import INCOMING
from firsthand.errors import Trouble
from firsthand.front.workbench.sheet import sheet, to
from firsthand.front.workbench.uploads import taken
from firsthand.guard import disk

ALL = {"matches its source": "Match", "fails": "Fail", "not evidenced": "Not evidenced", "cannot tell": "Cannot tell"}


def page(request: Request) -> Response:
    """The draft checked last, and where the next one goes in."""
    only = request.query_params.get("show", "")
    with request.app.state.desk.at_work() as at:
        found = at.desk.kept.get("draft")
        names = {h.name: s for s, h in at.state.sources.items()}
    rows = [r for r in found["rows"] if not only or r["verdict"] == only] if found else []
    return sheet(request, "draft", "Draft", found=found, rows=rows, only=only, verdicts=ALL, sources=names)


async def dropped(request: Request) -> Response:
    """Take a draft in, then check it against the case."""
    desk = request.app.state.desk
    await run_in_threadpool(desk.free)
    folder = Path(desk.folder) / INCOMING
    try:
        sent = await taken(request, folder)
    except ClientDisconnect:
        return Response(status_code=400)
    if not sent.files:
        raise Trouble("nothing-given")
    draft = sent.files[0]

    def job(case: Case, progress: Progress) -> str:
        try:
            progress("checking the draft", 0, 0)
            checked = checked_draft(draft.read_bytes(), case, draft.name)
        finally:
            disk.remove_tree(folder)
        desk.kept["draft"] = {
            "name": draft.name,
            "rows": [row_of(c) for c in checked.statements],
            "summary": checked.summary,
            "noticed": checked.noticed,
        }
        return f"Checked {draft.name}: {len(checked.statements)} sentences, {checked.summary['fails']} fail."

    desk.begin("Checking the draft", job, "/draft")
    return to(request, "/draft")


def exported(request: Request) -> Response:
    """What the case gives to another program, as a file to save."""
    form, ending = request.path_params["form"], request.path_params["ending"]
    folder = Path(request.app.state.desk.folder) / "made" / "leaving"
    with request.app.state.desk.at_work() as at:
        if form not in FORMS:
            raise Trouble("no-such-thing", name=form[:40], what="entries")
        disk.make_folder(folder)
        try:
            raw = export(at.case, form, str(folder / f"{form}.{ending[:5]}")).path.read_bytes()
        finally:
            disk.remove_tree(folder)
    headers = {"Content-Disposition": f'attachment; filename="{form}.{ending[:5]}"'}
    return Response(raw, media_type="application/octet-stream", headers=headers)


ROUTES = (Route("/draft", page), Route("/draft", dropped, methods=["POST"]), Route("/export/{form}.{ending}", exported))

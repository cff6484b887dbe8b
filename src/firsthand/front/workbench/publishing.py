"""Publish: the report read as an opponent would read it, then written; what has left the house so far."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from firsthand.case.beside import Put, could_stand_beside
from firsthand.case.export import FORMS
from firsthand.case.open import Case, Progress
from firsthand.case.publish import PROFILES, WEB, publish, rehearse
from firsthand.errors import Trouble
from firsthand.front.workbench.desk import At
from firsthand.front.workbench.form import Form, writes
from firsthand.front.workbench.sheet import sheet, to

FORM_WORDS = {
    "coding-sheet": "coding sheet, a row a claim, to fill in and give back", "appendix": "appendix of sources, to file",
    "custody": "custody statement, to read and sign", "csl-json": "references for Zotero and Word (CSL-JSON)",
    "bundle": "the case as a bundle that others can check", "wacz": "web archive of the kept pages (WACZ)", "bagit": "for an archive (BagIt)",
    "ro-crate": "for a research archive (RO-Crate)", "ftm": "for Aleph and OpenSanctions tools (FollowTheMoney)", "prov": "who did what when (PROV)", "annotations": "marked passages (Web Annotations)",
}  # fmt: skip
_ID = re.compile(r"u[a-z2-7]{16}")


def prepared(request: Request) -> Response:
    """What a report would hold, what a rehearsal found, what was published."""
    with request.app.state.desk.at_work() as at:
        desk = at.desk
        accepted = [f for f in at.findings if f.state in ("accepted", "amended")]
        rehearsed = desk.kept.get("rehearsal")
        return sheet(
            request, "publish", "Publish", accepted=accepted, profiles=list(PROFILES), rehearsal=rehearsed[1] if rehearsed else None,
            outdated=bool(rehearsed) and rehearsed[0] != at.state.entries, published=_published(at), beside=could_stand_beside(at.t), form_words=FORM_WORDS, forms={k: e for k, (e, _) in FORMS.items()}, place=str(Path(desk.folder).resolve().parent / "report.html"),
        )  # fmt: skip


@writes
def rehearsed(request: Request, given: Form) -> Response:
    """Read the report as an opponent would; nothing is written."""
    desk, profile = request.app.state.desk, given.get("profile") or WEB

    def job(case: Case, progress: Progress) -> str:
        rows: list[dict[str, Any]] = rehearse(case, profile, progress)
        desk.kept["rehearsal"] = (case.state().entries, rows)
        failing = sum(r["verdict"] == "fails" for r in rows)
        return (
            f"Rehearsed {len(rows)} sentences: {failing} would fail." if failing else f"Rehearsed {len(rows)} sentences: none would fail."
        )

    desk.begin("Rehearsing", job, "/publish")
    return to(request, "/publish")


@writes
def written(request: Request, given: Form) -> Response:
    """Write the report."""
    desk, profile, place = request.app.state.desk, given.get("profile") or WEB, given.get("to", "").strip()
    if profile in PROFILES and Path(place).suffix in {p.ending for p in PROFILES.values()}:
        place = str(Path(place).with_suffix(PROFILES[profile].ending))  # the form offers one place for every kind

    beside = Put(given.get("lists", ""), given.get("census", ""))

    def job(case: Case, progress: Progress) -> str:
        done = publish(case, profile, place, progress, beside)
        return f"Wrote {done.path}: {len(done.report.sentences)} sentences. Anyone can check it with: firsthand check {done.path.name}"

    desk.begin("Writing the report", job, "/publish")
    return to(request, "/publish")


def copy(request: Request) -> Response:
    """The copy of a publication that the case keeps."""
    name = request.path_params["publication"]
    with request.app.state.desk.at_work() as at:
        found = sorted((at.case.folder / "published").glob(f"{name}.*")) if _ID.fullmatch(name) else []
    if not found:
        raise Trouble("no-such-thing", name=name[:40], what="entries")
    return FileResponse(found[0], media_type="application/octet-stream", filename=f"report-{name}{found[0].suffix}")


def _published(at: At) -> list[dict[str, Any]]:
    out = []
    for one in at.case.ledger.stored():
        if one.entry.kind == "published":
            opened = one.opened if isinstance(one.opened, dict) else {}
            kept = bool(list((at.case.folder / "published").glob(f"{one.entry.plain['publication']}.*")))
            out.append(
                {
                    "id": one.entry.plain["publication"],
                    "at": one.entry.at,
                    "digest": one.entry.plain["digest"],
                    "path": opened.get("path", ""),
                    "profile": one.entry.plain["profile"],
                    "kept": kept,
                }
            )
    return list(reversed(out))


ROUTES = (
    Route("/publish", prepared),
    Route("/publish/rehearsal", rehearsed, methods=["POST"]),
    Route("/publish", written, methods=["POST"]),
    Route("/publish/{publication}", copy),
)

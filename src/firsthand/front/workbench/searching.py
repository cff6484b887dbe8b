"""Search: words in three scripts, every place where they stand; and one click puts on record that somebody looked, "nothing found" included."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from firsthand.case.add import Given, add
from firsthand.case.find import look, recorded
from firsthand.errors import Trouble
from firsthand.front.workbench.desk import At
from firsthand.front.workbench.form import Form, writes
from firsthand.front.workbench.sheet import sheet, to


def searched(request: Request) -> Response:
    """The places where words stand."""
    words, language = request.query_params.get("words", "").strip(), request.query_params.get("language", "")
    with request.app.state.desk.at_work() as at:
        found, trouble = None, None
        if words:
            try:
                found = look(at.case, words, language, state=at.state)
            except Trouble as why:
                trouble = why
        languages = sorted({r.language for r in at.t.readings})
        return sheet(
            request,
            "search",
            "Search",
            words=words,
            language=language,
            found=found,
            trouble=trouble,
            languages=languages,
            log=_log(at),
            texts=len(at.t.readings),
        )


@writes
def saved(request: Request, given: Form) -> Response:
    """Put on record that somebody looked here, or elsewhere."""
    words, language = given.get("words", "").strip(), given.get("language", "")
    with request.app.state.desk.at_work() as at:
        if given.get("where", "").strip():
            made = add(
                at.case,
                "search",
                Given(text=words, language=language, sets=(("where", given["where"].strip()),), found=given.get("found", "").strip()),
                at.t,
            )
        else:
            made = recorded(at.case, words, language, look(at.case, words, language, state=at.state))
        at.desk.acted(at, "Saved: the search is on record.", (made,), "/search")
    return to(request, "/search")


def _log(at: At) -> list[dict[str, object]]:
    """The searches on record, the latest first; one that was taken back is gone."""
    kept = [d for d in at.state.added.values() if d.of == "search" and not at.state.standing(d.subject)]
    return [{"at": d.at, **{k: d.value.get(k, "") for k in ("text", "language", "where", "found", "among")}} for d in reversed(kept)]


ROUTES = (Route("/search", searched), Route("/search", saved, methods=["POST"]))

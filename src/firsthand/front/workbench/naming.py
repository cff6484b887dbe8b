"""Names that may be one: what is open, with what each answer would leave of the origins; what people said, to be taken back."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from firsthand.case.decide import Asked, decide
from firsthand.case.same import same_in
from firsthand.front.workbench.desk import At
from firsthand.front.workbench.form import Form, writes
from firsthand.front.workbench.sheet import sheet, to
from firsthand.front.workbench.words import name_and_holding, pair_question
from firsthand.publish.render.wording import range_of

SAID = {"accept": "Saved: they are one.", "reject": "Saved: they are two.", "reopen": "Saved: open again."}
THEN = {"is": "if they are one", "is not": "if they are two"}


def page(request: Request) -> Response:
    """What is open, and what was said."""
    with request.app.state.desk.at_work() as at:
        said = same_in(at.state)
        known = {s.names for s in said}
        rows = [{"names": s.names, "ends": [name_and_holding(n, at.t) for n in s.names.split("=")], "one": s.one} for s in reversed(said)]
        return sheet(
            request, "names", "Names", open=[r for r in _open(at) if r["names"] not in known], said=rows, behind=at.desk.is_behind()
        )


@writes
def answered(request: Request, given: Form) -> Response:
    """Whether two names are one."""
    names, answer, back = given.get("names", ""), given.get("answer", ""), given.get("back", "/names")
    with request.app.state.desk.at_work() as at:
        made = decide(at.case, names if "=" in names else f"{names}=", Asked(answer, because=given.get("because", "")), at.t)
        at.desk.acted(at, SAID[answer], made, back)  # decide() has refused any other answer
    return to(request, back)


def _open(at: At) -> list[dict[str, Any]]:
    """Each pair that is open once, with the findings that hang on it."""
    found = dict[str, dict[str, Any]]()
    for f in at.findings:
        if f.state in ("rejected", "withdrawn") or not (o := at.counted(f)):
            continue
        for u in o.undecided:
            if "=" in u.link:
                then = "; ".join(f"{THEN.get(a, a)}, {range_of(low, high)}" for a, low, high in u.narrows_to)
                row = found.setdefault(u.link, {"names": u.link, "asks": pair_question(u.link, at.t), "findings": []})
                row["findings"].append({"f": f, "then": then})
    return list(found.values())


ROUTES = (Route("/names", page), Route("/names", answered, methods=["POST"]))

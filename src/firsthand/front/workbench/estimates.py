"""How many: the bounds of the accepted claims as pictures and sentences, what each source changes, and which accepted claims are no row yet."""

from __future__ import annotations

from itertools import groupby

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from firsthand.case.estimate import Estimated, of_case
from firsthand.front.workbench.desk import At
from firsthand.front.workbench.sheet import sheet
from firsthand.model.estimates import Bound

LAYER = {"wording": "By the words alone", "profile": "With the declared profile", "assumption": "Assuming", "model": "With what models say"}
WRONG = 1


def shown(request: Request) -> Response:
    """Every question with its bounds."""
    with request.app.state.desk.at_work() as at:
        found = of_case(at.case, wrong=WRONG)
        questions = [_question(name, tuple(some)) for name, some in groupby(found.bounds, key=lambda b: b.question)]
        return sheet(request, "estimates", "How many", questions=questions, no_rows=_no_rows(found, at), notes=found.notes)


def _question(name: str, bounds: tuple[Bound, ...]) -> dict[str, object]:
    from markupsafe import Markup

    from firsthand.estimate.picture import assumed, bounds_svg, leverage_svg

    changing = next((b for b in bounds if b.leverage), None)
    conflicts = {tuple(q.claim for q in one): one for b in bounds for one in b.conflicts}
    return {
        "name": name, "picture": Markup(bounds_svg(bounds)), "changes": Markup(leverage_svg(changing)) if changing else "",
        "lines": [(LAYER[b.layer], b.words) for b in bounds], "assumed": assumed(bounds), "conflicts": list(conflicts.values()),
        "left_out": list(dict.fromkeys(x for b in bounds for x in b.left_out)),
        "claims": list(dict.fromkeys((c, row.says) for b in bounds if not b.wrong for p in b.proofs for row in p.rows for c in row.claims)),
    }  # fmt: skip


def _no_rows(found: Estimated, at: At) -> list[tuple[str, str, str]]:
    """Accepted claims that cannot be added up: id, words, why."""
    claims = at.t.claims
    return [(c, " ".join(claims[c].passages[0].quote.split()) if c in claims else "", why) for c, why in found.no_rows]


ROUTES = (Route("/estimates", shown),)

"""How many: the bounds of the accepted claims as pictures and sentences, what each source changes, and which accepted claims are no row yet."""

from __future__ import annotations

from itertools import groupby

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from firsthand.case.estimate import Estimated, of_case
from firsthand.case.open import Case, Progress
from firsthand.case.overlapping import lists_at_once, lists_in_case
from firsthand.case.trace import traced
from firsthand.front.workbench.desk import At
from firsthand.front.workbench.form import Form, writes
from firsthand.front.workbench.sheet import sheet, to
from firsthand.model.estimates import Bound
from firsthand.publish.render.estimates import NAMES
from firsthand.publish.report import Listed

LAYER = {"wording": "By the words alone", "profile": "With the declared profile", "assumption": "Assuming", "model": "With what models say"}
WRONG = 1
MOST_SAID = 400  # characters said at the end of the work


def shown(request: Request) -> Response:
    """Every question with its bounds."""
    with request.app.state.desk.at_work() as at:
        found = of_case(at.case, wrong=WRONG)
        questions = [_question(name, tuple(some)) for name, some in groupby(found.bounds, key=lambda b: b.question)]
        lists = [_lists(one, whole, at) for one, whole in lists_at_once(at.case, at.t)]
        return sheet(request, "estimates", "How many", questions=questions, lists=lists, no_rows=_no_rows(found, at), notes=found.notes)


@writes
def worked_out(request: Request, given: Form) -> Response:
    """Carry out every method on the tables of lists, in the background."""

    def job(case: Case, progress: Progress) -> str:
        done = lists_in_case(case, traced(case, progress), progress)
        return " ".join(one.text for one in done)[:MOST_SAID]

    request.app.state.desk.begin("Estimating from lists", job, "/estimates")
    return to(request, "/estimates")


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


def _lists(one: Listed, whole: bool, at: At) -> dict[str, object]:
    """A table of overlapping lists: the statement, both pictures, every method with what it assumes."""
    from markupsafe import Markup

    return {
        "name": at.t.name(one.source), "source": one.source, "text": one.text, "whole": whole, "picture": Markup(one.picture), "overlap": Markup(one.overlap),
        "merged": one.merged, "look": one.look, "methods": [(NAMES.get(m.name, m.name), m) for m in one.methods],
    }  # fmt: skip


def _no_rows(found: Estimated, at: At) -> list[tuple[str, str, str]]:
    """Accepted claims that cannot be added up: id, words, why."""
    claims = at.t.claims
    return [(c, " ".join(claims[c].passages[0].quote.split()) if c in claims else "", why) for c, why in found.no_rows]


ROUTES = (Route("/estimates", shown), Route("/estimates/lists", worked_out, methods=["POST"]))

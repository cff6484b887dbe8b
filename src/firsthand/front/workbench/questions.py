"""Questions: the terms of reference, which findings answer each, which lack an answer; what might answer it, to be tied by one click."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from firsthand.case.add import Given, add
from firsthand.case.decide import Asked, decide
from firsthand.errors import Trouble
from firsthand.front.workbench.deciding import questions, seen
from firsthand.front.workbench.desk import At
from firsthand.front.workbench.form import Form, writes
from firsthand.front.workbench.sheet import sheet, to
from firsthand.front.workbench.words import origins, plural
from firsthand.model.findings import Finding
from firsthand.publish.render.wording import capital
from firsthand.tongues.words import characters, forms

OFFERED = 8  # findings offered for a question
GONE = ("rejected", "withdrawn")
ACCEPTED = ("accepted", "amended")


def page(request: Request) -> Response:
    """The questions, each with what answers it and what might."""
    words = request.query_params.get("words", "").strip()
    with request.app.state.desk.at_work() as at:
        rows = [_row(q, text, words, at) for q, text in questions(at)]
        return sheet(
            request, "questions", "Questions", rows=rows, words=words, unanswered=sum(not r["answers"] for r in rows), findings=len(at.findings)
        )  # fmt: skip


@writes
def asked(request: Request, given: Form) -> Response:
    """A question that findings answer."""
    with request.app.state.desk.at_work() as at:
        made = add(at.case, "question", Given(text=given.get("text", "").strip()), at.t)
        at.desk.acted(at, "Saved: the question.", (made,), "/questions")
    return to(request, given.get("back", "/questions"))


@writes
def tied(request: Request, given: Form) -> Response:
    """That a finding answers a question, or no longer does; one that waited is accepted by it."""
    question = request.path_params["question"]
    with request.app.state.desk.at_work() as at:
        if question not in dict(questions(at)):
            raise Trouble("no-such-thing", name=question[:40], what="findings")
        f = next((f for f in at.findings if f.id == given.get("finding")), None)
        if f is None:
            raise Trouble("no-such-thing", name=given.get("finding", "")[:40] or "nothing", what="findings")
        if given.get("sees", "") != seen(at, f.id):
            at.desk.told = "This finding was decided in the meantime; nothing was written. Look again, then press once more."
            return to(request, "/questions")
        answers = given.get("answer") != "untie"
        subjects = decide(at.case, f.id, Asked("amend", sets=(("question", question if answers else ""),)), at.t)
        at.desk.acted(at, f"Saved: the finding {'answers the question' if answers else 'no longer answers it'}.", subjects, "/questions")
    return to(request, f"/questions#q-{question}")


def _row(question: str, text: str, words: str, at: At) -> dict[str, Any]:
    """A question with the findings that answer it, and those that share most words with it."""
    answers = [f for f in at.findings if f.question == question and f.state not in GONE]
    free = [f for f in at.findings if f.question != question and f.state not in GONE]
    return {
        "id": question, "text": text, "answers": [_finding(f, at) for f in answers if f.state in ACCEPTED],
        "waiting": [_finding(f, at) for f in answers if f.state not in ACCEPTED], "offered": [_finding(f, at) for f in _nearest(f"{text} {words}", free, at)],
    }  # fmt: skip


def _finding(f: Finding, at: At) -> dict[str, Any]:
    documents = len({at.t.claims[c].source for c in f.supports if c in at.t.claims})
    told = [capital(o) if (o := origins(at.counted(f))) else "Not counted yet", plural(documents, "document")]
    return {"f": f, "told": " · ".join(told), "sees": seen(at, f.id), "accepted": f.state in ACCEPTED, "elsewhere": bool(f.question)}


def _nearest(text: str, free: Sequence[Finding], at: At) -> list[Finding]:
    """What shares most words with a question, in its sentence or in what the documents say, the rarer a word the more it tells; then accepted ones before
    others, then what more documents say."""
    wanted, said = _words(text), {f.id: _words(_said(f, at)) for f in free}
    seen = Counter(w for words in said.values() for w in words & wanted)

    def weight(f: Finding) -> tuple[float, bool, int]:
        shared = sum(math.log((1 + len(free)) / seen[w]) for w in wanted & said[f.id])
        return (-round(shared, 6), f.state not in ACCEPTED, -len(f.supports))

    return sorted(free, key=weight)[:OFFERED]


def _words(text: str) -> set[str]:
    return set(forms(text, characters(text)))


def _said(f: Finding, at: At) -> str:
    """The sentence of a finding and what the first of its documents say."""
    return " ".join([f.sentence, *(at.t.claims[c].passages[0].quote for c in f.supports[:4] if c in at.t.claims)])


ROUTES = (
    Route("/questions", page),
    Route("/questions", asked, methods=["POST"]),
    Route("/questions/{question}/tie", tied, methods=["POST"]),
)

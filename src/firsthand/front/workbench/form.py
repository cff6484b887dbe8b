"""What a form sent, read with a limit; and how a page that writes is carried out: read the form first, then work beside the loop."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import wraps
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from firsthand.errors import Trouble
from firsthand.front.workbench.gate import LARGEST_FORM

Form = dict[str, str]


async def fields(request: Request) -> Form:
    """The fields of a form, the last of each name; raises Trouble("too-large")."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST_FORM:
            raise Trouble("too-large", path="What was sent", limit=f"{LARGEST_FORM // 1_000_000} MB")
    pairs = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=2000)
    return {name: value.replace("\r\n", "\n") for name, value in pairs}


def writes(does: Callable[[Request, Form], Response]) -> Callable[[Request], Awaitable[Response]]:
    """A page that writes, as Starlette calls it."""

    @wraps(does)
    async def page(request: Request) -> Response:
        return await run_in_threadpool(does, request, await fields(request))

    return page

"""The command line. Errors leave as one line what is wrong and one what to do, never as a traceback."""

from __future__ import annotations

import importlib
import json
import os
import sys
from collections.abc import Sequence

from firsthand.errors import Trouble
from firsthand.front.cli.parser import parser

DONE, NEEDS_A_PERSON, NOT_CARRIED_OUT = 0, 1, 2
REFUSALS = {"would-fail", "leak", "leans-on-sealed", "nothing-to-publish"}  # carried out, and the answer is no


def main(argv: Sequence[str] | None = None) -> int:
    """Carry out one command; the exit status is 0 done, 1 done but something needs a person, 2 could not be carried out."""
    words = list(sys.argv[1:] if argv is None else argv)
    as_json = "--json" in words
    try:
        return _carry_out(words)
    except Trouble as trouble:
        return _say(trouble, as_json)
    except KeyboardInterrupt:
        return _say(Trouble("interrupted"), as_json)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as bug:
        if os.environ.get("FIRSTHAND_DEBUG"):
            raise
        return _say(Trouble("bug", why=f"{type(bug).__name__}: {bug}"), as_json)


def _carry_out(words: list[str]) -> int:
    top = parser()
    if not words:
        top.print_help()
        return DONE
    given = top.parse_args(words)
    if not given.command:
        top.print_help()
        return DONE
    module, name = given.does.split(":")
    return int(getattr(importlib.import_module(module), name)(given))


def _say(trouble: Trouble, as_json: bool) -> int:
    if as_json:
        line = {
            "v": 1,
            "error": trouble.code,
            "text": trouble.text,
            "advice": trouble.advice,
            "id": str(trouble.values.get("path", trouble.values.get("name", ""))),
        }
        sys.stderr.write(json.dumps(line, ensure_ascii=False) + "\n")
    else:
        sys.stderr.write(f"{trouble.text}\n{trouble.advice}\n")
    return NEEDS_A_PERSON if trouble.code in REFUSALS else NOT_CARRIED_OUT

"""The command line. Errors leave as one line what is wrong and one what to do, never as a traceback."""

from __future__ import annotations

import importlib
import io
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
    _speak_any_script()
    try:
        status = _carry_out(words)
        sys.stdout.flush()  # whoever reads us may be gone: better to know it here
        return status
    except Trouble as trouble:
        return _say(trouble, as_json)
    except KeyboardInterrupt:
        return _say(Trouble("interrupted"), as_json)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except MemoryError:
        return _say(Trouble("bug", why="the memory of this computer is used up"), as_json)
    except Exception as bug:
        if os.environ.get("FIRSTHAND_DEBUG"):
            raise
        return _say(Trouble("bug", why=f"{type(bug).__name__}: {bug}"), as_json)


def _speak_any_script() -> None:
    """UTF-8 on both outputs, and a name that is no text shown as its bytes rather than stopping us."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


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
        about = str(trouble.values.get("path", trouble.values.get("name", "")))
        line = {"v": 1, "error": trouble.code, "text": trouble.text, "advice": trouble.advice, "id": about}
        sys.stderr.write(json.dumps(line) + "\n")
    else:
        from firsthand.front.cli.say import one_line

        sys.stderr.write(f"{one_line(trouble.text)}\n{one_line(trouble.advice)}\n")
    return NEEDS_A_PERSON if trouble.code in REFUSALS else NOT_CARRIED_OUT

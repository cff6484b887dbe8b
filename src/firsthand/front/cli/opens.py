"""Opening the workbench: pages in the browser, on this computer only."""

from __future__ import annotations

import argparse
import sys

from firsthand.errors import Trouble
from firsthand.front.cli.say import json_line, line


def open_workbench(given: argparse.Namespace) -> int:
    """Serve the workbench until it is interrupted; that is how it ends, and no error."""
    from firsthand.case.open import home
    from firsthand.front.workbench.serve import served
    from firsthand.guard.lock import on_record

    workbench = served(given.case, _port(given.port))
    if given.json:
        json_line({"address": workbench.address})
    else:
        line(f"The workbench of {given.case} is open, on this computer only:")
        line(f"  {workbench.address}")
        line("Open this address in a browser. It holds a key: do not pass it on. Ctrl-C ends the workbench; what was saved is on the disk.")
    sys.stdout.flush()
    with on_record(home()):  # for `firsthand lock`
        workbench.run()
    return 0


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 6 and int(text) < 65536):
        raise Trouble("wrong-value", field="--port", value=text, allowed="a whole number from 1 to 65535, or 0 for any that is free")
    return int(text)

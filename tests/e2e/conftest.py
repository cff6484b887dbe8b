"""The report made by hand for the tests of the page is used here too, and what other tests have to visit the workbench with."""

from __future__ import annotations

import sys
from pathlib import Path

for folder in ("publish", "workbench", "front", "read"):
    sys.path.append(str(Path(__file__).parent.parent / folder))

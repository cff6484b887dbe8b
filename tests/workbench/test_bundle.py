"""The bundle that ships is the one that its sources give; seen without Node by a digest (the end-to-end tests build it again)."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
FRONT, DATA = ROOT / "front-end", ROOT / "src" / "firsthand" / "data" / "workbench"
LIMIT = 250_000  # bytes gzipped


def test_the_bundle_was_built_from_these_sources() -> None:
    listed = [f"src/{p.name}" for p in (FRONT / "src").iterdir()]
    digest = hashlib.sha256()
    for path in sorted([*listed, "package-lock.json", "vite.config.js", "../src/firsthand/data/report/tokens.css"]):
        digest.update(path.rpartition("/")[2].encode() + b"\0" + (FRONT / path).read_bytes() + b"\0")
    assert (DATA / "built-from.txt").read_text().strip() == digest.hexdigest(), "build it again: (cd front-end && npm ci && npm run build)"


def test_the_bundle_is_small_and_asks_nobody() -> None:
    built = {n: (DATA / n).read_text(encoding="utf-8") for n in ("workbench.js", "workbench.css", "kept.css")}
    assert sum(len(gzip.compress(t.encode())) for t in built.values()) < LIMIT
    assert re.findall(r"(?:https?:)?//(?:[a-z0-9-]+\.)+[a-z]{2,}", "".join(built.values())) == []
    assert "localStorage" not in built["workbench.js"] and "sessionStorage" not in built["workbench.js"]


def test_the_lock_names_no_host() -> None:
    lock = json.loads((FRONT / "package-lock.json").read_text(encoding="utf-8"))
    assert not [p for p, v in lock["packages"].items() if "resolved" in v] and all(
        "integrity" in v for p, v in lock["packages"].items() if p
    )

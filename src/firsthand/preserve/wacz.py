"""WACZ packages: what they promise about themselves, and where their WARC files lie.

Format: WACZ 1.1.1 (a ZIP with datapackage.json, a Frictionless data package whose resources have path, bytes and a hash `sha256:<hex>`).
Strict: a resource that is missing, too many or different from its hash is damage. The WARC files must be stored, not packed a second time.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from firsthand.errors import Trouble
from firsthand.guard.archives import member_chunks, members, read_member
from firsthand.guard.limits import MIB
from firsthand.guard.unfolding import STORED, Member

_PACKAGE_MOST = 16 * MIB
_HASHES = {"sha256", "sha512", "sha1", "md5"}


def plan(path: str) -> dict[str, object]:
    """The WARC files inside (name, first byte, end) and the troubles of the package; a WARC whose hash differs is not among the files."""
    place = Path(path)
    held = {member.name: member for member in members(place)}
    troubles: list[dict[str, object]] = []
    wrong = set()
    for name, why in _broken_promises(place, held):
        wrong.add(name)
        troubles.append({"code": "damaged", "values": {"path": f"{path}: {name}", "why": why}})
    warcs = []
    for name, member in held.items():
        if not (name.startswith("archive/") and name.endswith((".warc", ".warc.gz"))) or name in wrong:
            continue
        if member.method != STORED:
            troubles.append(
                {
                    "code": "refused",
                    "values": {"path": f"{path}: {name}", "why": "it is packed a second time, so no record of it has a place in the file"},
                }
            )
            continue
        warcs.append({"name": name, "at": member.data, "end": member.data + member.packed})
    return {"warcs": warcs, "troubles": troubles}


def _broken_promises(path: Path, held: dict[str, Member]) -> list[tuple[str, str]]:
    """(member, what is wrong with it) for everything that is not as datapackage.json says."""
    package = _package(path, held)
    broken = _digest_of_package(path, held)
    promised = set()
    for resource in package:
        name, stated = str(resource.get("path", "")), str(resource.get("hash", ""))
        promised.add(name)
        if name not in held:
            broken.append((name, "it is named in datapackage.json and not there"))
        elif (why := _differs(path, held[name], stated, resource.get("bytes"))) is not None:
            broken.append((name, why))
    broken += [(name, "it is not named in datapackage.json") for name in held if name.startswith("archive/") and name not in promised]
    return broken


def _package(path: Path, held: dict[str, Member]) -> list[dict[str, Any]]:
    if "datapackage.json" not in held:
        raise Trouble("damaged", path=str(path), why="its datapackage.json is missing")
    package = _json(path, held["datapackage.json"])
    resources = package.get("resources") if isinstance(package, dict) else None
    if not isinstance(resources, list) or not all(isinstance(r, dict) for r in resources):
        raise Trouble("damaged", path=str(path), why="its datapackage.json names no resources")
    return resources


def _digest_of_package(path: Path, held: dict[str, Member]) -> list[tuple[str, str]]:
    if "datapackage-digest.json" not in held:
        return []
    digest = _json(path, held["datapackage-digest.json"])
    stated = str(digest.get("hash", "")) if isinstance(digest, dict) else ""
    why = _differs(path, held["datapackage.json"], stated, None)
    return [] if why is None else [("datapackage.json", why)]


def _json(path: Path, member: Member) -> Any:
    if member.size > _PACKAGE_MOST:
        raise Trouble("refused", path=f"{path}: {member.name}", why=f"it is larger than {_PACKAGE_MOST // MIB} MB")
    try:
        return json.loads(read_member(path, member))
    except (ValueError, RecursionError):
        raise Trouble("damaged", path=f"{path}: {member.name}", why="it is not JSON") from None


def _differs(path: Path, member: Member, stated: str, size: object) -> str | None:
    """Why a member is not what was stated; None when it is."""
    name, _, value = stated.partition(":")
    if name not in _HASHES:
        return "its hash is missing or of a kind that is not known"
    if isinstance(size, int) and size != member.size:
        return f"it is {member.size} bytes long and {size} are stated"
    digest = hashlib.new(name, usedforsecurity=False)
    for chunk in member_chunks(path, member):
        digest.update(chunk)
    return None if digest.hexdigest() == value.lower() else "its bytes differ from its hash"

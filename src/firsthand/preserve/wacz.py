"""WACZ packages: what they promise about themselves, where their WARC files lie, and which of what they hold are pages that somebody looked at.

Format: WACZ 1.1.1 (a ZIP with datapackage.json, a Frictionless data package whose resources have path, bytes and a hash `sha256:<hex>`; pages in
pages/*.jsonl, one JSON object a line). A package may hold other packages (profile "multi-wacz-package", as Browsertrix gives them out), one level deep.
Strict: a resource that is missing, too many or different from its hash is damage. The WARC files must be stored, not packed a second time.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from firsthand.errors import Trouble
from firsthand.guard.archives import member_chunks, members, read_member
from firsthand.guard.limits import MIB
from firsthand.guard.unfolding import STORED, Member
from firsthand.guard.windows import Held
from firsthand.proofs.packages import signature_of

_PACKAGE_MOST = 16 * MIB
_LINE_MOST = 16 * MIB  # a page with its whole text on one line
_PAGES_MOST = 200_000
_HASHES = {"sha256", "sha512", "sha1", "md5"}
_PACKED = "it is packed a second time, so no record of it has a place in the file"


@dataclass(frozen=True)
class _Package:
    """A package: the file, which bytes of it, how it is called in words, its members by name."""

    path: Path
    window: Held
    called: str
    held: dict[str, Member]

    @property
    def low(self) -> int:
        """Where it begins in the file."""
        return self.window[0] if isinstance(self.window, tuple) else 0


def plan(path: str) -> dict[str, object]:
    """`warcs`: the WARC files inside (name, first byte, end; not those whose hash differs), in parts (one a package) with the `pages` that each names
    ([address, title]; none: it names none), who signed it, what the format demands and it lacks, and the `troubles` of the packages."""
    place = Path(path)
    found: dict[str, Any] = {"parts": [], "troubles": [], "unusual": []}
    outer = _Package(place, None, path, {m.name: m for m in members(place)})
    wrong = _add(outer, found)
    for name, member in outer.held.items():
        if not name.lower().endswith(".wacz") or name in wrong:
            continue
        if member.method != STORED:
            found["troubles"].append({"code": "refused", "values": {"path": f"{path}: {name}", "why": _PACKED}})
            continue
        window = (member.data, member.data + member.packed)
        try:
            _add(_Package(place, window, f"{path}: {name}", {m.name: m for m in members(place, raw=window)}), found)
        except Trouble as trouble:
            found["troubles"].append({"code": trouble.code, "values": {**trouble.values, "path": f"{path}: {name}"}})
    return found


def _add(package: _Package, found: dict[str, Any]) -> set[str]:
    """What one package holds, to what was found; the names of what is not as it promises."""
    wrong = set[str]()
    for name, why in _broken_promises(package):
        wrong.add(name)
        found["troubles"].append({"code": "damaged", "values": {"path": f"{package.called}: {name}", "why": why}})
    warcs = []
    for name, member in package.held.items():
        if not (name.startswith("archive/") and name.endswith((".warc", ".warc.gz"))) or name in wrong:
            continue
        if member.method != STORED:
            found["troubles"].append({"code": "refused", "values": {"path": f"{package.called}: {name}", "why": _PACKED}})
            continue
        at = package.low + member.data
        warcs.append({"name": name, "at": at, "end": at + member.packed})
    found["unusual"] += [{"path": package.called, "why": why} for why in unusual(package)]
    found["parts"].append({"warcs": warcs, "pages": list(_pages(package, wrong)), "signature": _signature(package, found)})
    return wrong


def _signature(package: _Package, found: dict[str, Any]) -> str:
    """Who signed a package, in words; "" where nobody did, or where the signature does not hold, which is then a trouble."""
    member = package.held.get("datapackage-digest.json")
    digest = _json(package, member) if member else None
    signed = digest.get("signedData") if isinstance(digest, dict) else None
    if not isinstance(signed, dict):
        return ""
    try:
        return signature_of(read_member(package.path, package.held["datapackage.json"], package.window), signed)
    except ValueError as why:
        found["troubles"].append({"code": "bad-signature", "values": {"path": package.called, "why": str(why)}})
        return ""


def unusual(package: _Package) -> list[str]:
    """What the format (WACZ 1.1.1) demands and a package lacks, in words; its pages are taken all the same."""
    said = _json(package, package.held["datapackage.json"])
    if isinstance(said, dict) and str(said.get("profile", "")).startswith("multi-"):
        return []
    lacks = [] if isinstance(said, dict) and said.get("wacz_version") else ["it does not say which version of the format it is"]
    lacks += [] if "pages/pages.jsonl" in package.held else ["it names no pages (pages/pages.jsonl)"]
    return lacks + ([] if any(n.startswith("indexes/") for n in package.held) else ["it has no index"])


def _pages(package: _Package, wrong: set[str]) -> Iterator[tuple[str, str]]:
    """(address, title) of every page that the package names."""
    count = 0
    for name, member in package.held.items():
        if not (name.startswith("pages/") and name.endswith(".jsonl")) or name in wrong:
            continue
        for line in _lines(package, member):
            try:
                page = json.loads(line)
            except (ValueError, RecursionError):
                continue  # one bad line spoils no other
            if isinstance(page, dict) and isinstance(page.get("url"), str) and count < _PAGES_MOST:
                count += 1
                yield page["url"], page["title"] if isinstance(page.get("title"), str) else ""


def _lines(package: _Package, member: Member) -> Iterator[bytes]:
    """The lines of a member; one that is too long is passed over."""
    rest = b""
    for chunk in member_chunks(package.path, member, package.window):
        *whole, rest = (rest + chunk).split(b"\n")
        yield from (line for line in whole if line.strip())
        if len(rest) > _LINE_MOST:
            rest = b""
    if rest.strip():
        yield rest


def _broken_promises(package: _Package) -> list[tuple[str, str]]:
    """(member, what is wrong with it) for everything that is not as datapackage.json says."""
    resources = _resources(package)
    broken = _digest_of_package(package)
    promised = set()
    for resource in resources:
        name, stated = str(resource.get("path", "")), str(resource.get("hash", ""))
        promised.add(name)
        if name not in package.held:
            broken.append((name, "it is named in datapackage.json and not there"))
        elif (why := _differs(package, package.held[name], stated, resource.get("bytes"))) is not None:
            broken.append((name, why))
    broken += [
        (name, "it is not named in datapackage.json") for name in package.held if name.startswith("archive/") and name not in promised
    ]
    return broken


def _resources(package: _Package) -> list[dict[str, Any]]:
    if "datapackage.json" not in package.held:
        raise Trouble("damaged", path=package.called, why="its datapackage.json is missing")
    said = _json(package, package.held["datapackage.json"])
    resources = said.get("resources") if isinstance(said, dict) else None
    if not isinstance(resources, list) or not all(isinstance(r, dict) for r in resources):
        raise Trouble("damaged", path=package.called, why="its datapackage.json names no resources")
    return resources


def _digest_of_package(package: _Package) -> list[tuple[str, str]]:
    if "datapackage-digest.json" not in package.held:
        return []
    digest = _json(package, package.held["datapackage-digest.json"])
    stated = str(digest.get("hash", "")) if isinstance(digest, dict) else ""
    why = _differs(package, package.held["datapackage.json"], stated, None)
    return [] if why is None else [("datapackage.json", why)]


def _json(package: _Package, member: Member) -> Any:
    if member.size > _PACKAGE_MOST:
        raise Trouble("refused", path=f"{package.called}: {member.name}", why=f"it is larger than {_PACKAGE_MOST // MIB} MB")
    try:
        return json.loads(read_member(package.path, member, package.window))
    except (ValueError, RecursionError):
        raise Trouble("damaged", path=f"{package.called}: {member.name}", why="it is not JSON") from None


def _differs(package: _Package, member: Member, stated: str, size: object) -> str | None:
    """Why a member is not what was stated; None when it is."""
    name, _, value = stated.partition(":")
    if name not in _HASHES:
        return "its hash is missing or of a kind that is not known"
    if isinstance(size, int) and size != member.size:
        return f"it is {member.size} bytes long and {size} are stated"
    digest = hashlib.new(name, usedforsecurity=False)
    for chunk in member_chunks(package.path, member, package.window):
        digest.update(chunk)
    return None if digest.hexdigest() == value.lower() else "its bytes differ from its hash"

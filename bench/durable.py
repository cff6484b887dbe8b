"""What keeping costs, as ratios taken in one run.

bench/durable.py appends [N]          acknowledged appends against bare fsyncs of the same bytes on the same disk; batches against single appends
bench/durable.py verify [ENTRIES]     a ledger of so many entries recomputed by audit: seconds, and the memory of the process
bench/durable.py ingest [MB] [PYTHON] a web archive preserved against fastwarc that iterates it with block and payload digests and SHA-256; PYTHON has fastwarc
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from firsthand.ledger.log import create_ledger, open_ledger
from firsthand.model.entries import Entry

NOON = 1_700_000_000
HERE = Path(__file__).parent


def main() -> int:
    """Runs one measurement in a folder of its own, on the disk of the current folder."""
    what, *rest = sys.argv[1:] or ["appends"]
    root = Path(tempfile.mkdtemp(prefix="durable-", dir=os.environ.get("FIRSTHAND_BENCH_DISK") or "."))
    try:
        MEASURES[what](root, *rest)
    finally:
        shutil.rmtree(root)
    return 0


def appends(root: Path, times: str = "300") -> None:
    """Single appends, with and without a sealed reason, and batches of 500; bare fsyncs before and after, since disks change their mind."""
    number = int(times)
    begun(root)
    before = fsyncs(root, number)
    with open_ledger(root / "case", root / "home", clock=lambda: NOON, entropy=os.urandom) as ledger:
        plain = rate(lambda i: ledger.append([noted(i, False)]), number)
        sealed = rate(lambda i: ledger.append([noted(i, True)]), number)
        batches = 500 * rate(lambda i: ledger.append([noted(i * 500 + j, True) for j in range(500)]), max(3, number // 50))
    bare = (before + fsyncs(root, number)) / 2
    print(f"bare fsyncs {bare:.0f} a second")
    print(f"appends of one plain entry {plain:.0f} a second: {plain / bare:.2f} of bare fsyncs")
    print(f"appends of one sealed entry {sealed:.0f} a second: {sealed / bare:.2f} of bare fsyncs")
    print(f"entries in batches of 500 {batches:.0f} a second: {batches / sealed:.1f} times single")


def fsyncs(root: Path, number: int) -> float:
    """Appends of 4 KiB to a file, each followed by fsync, a second."""
    with (root / "bare").open("ab", buffering=0) as file:

        def one(_: int) -> None:
            file.write(bytes(4096))
            os.fsync(file.fileno())

        return rate(one, number)


def rate(work: Callable[[int], object], number: int) -> float:
    """How often a second."""
    work(-1)
    start = time.perf_counter()
    for i in range(number):
        work(i)
    return number / (time.perf_counter() - start)


def begun(root: Path) -> None:
    """An empty case."""
    create_ledger(root / "case", root / "home", clock=lambda: NOON, entropy=os.urandom, case_id="kbench")


def noted(number: int, sealed: bool) -> Entry:
    """A decision, with a sealed reason or without."""
    plain = {"subject": f"c{number + 1000}", "of": "claim", "answer": "accept", "sees": []}
    return Entry("decided", NOON, plain, {"because": f"reason {number}"} if sealed else None)


_AUDIT = """
import resource, sys, time
from pathlib import Path
from firsthand.ledger.audit import audit
start = time.perf_counter()
found = audit(Path(sys.argv[1]), Path(sys.argv[2]))
seconds = time.perf_counter() - start
assert all(p.held for p in found), [p for p in found if not p.held]
print(f"{seconds:.1f} s ({time.process_time():.1f} s of processor time), {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
"""


def verify(root: Path, entries: str = "1000000") -> None:
    """Decisions without a sealed reason, in batches of 2,000."""
    count = int(entries)
    begun(root)
    with open_ledger(root / "case", root / "home", clock=lambda: NOON, entropy=os.urandom) as ledger:
        for start in range(0, count, 2000):
            ledger.append([noted(i, False) for i in range(start, min(count, start + 2000))])
    ran = subprocess.run([sys.executable, "-c", _AUDIT, str(root / "case"), str(root / "home")], capture_output=True, text=True, check=True)
    print(f"audit of {count:,} entries: {ran.stdout.strip()}")


_FASTWARC = """
import hashlib, sys, time
from fastwarc.warc import ArchiveIterator, WarcRecordType
start, records = time.perf_counter(), 0
for record in ArchiveIterator(open(sys.argv[1], "rb"), record_types=WarcRecordType.response, parse_http=False):
    record.verify_block_digest(consume=False)
    record.parse_http()
    record.verify_payload_digest(consume=False)
    hashlib.sha256(record.reader.read()).hexdigest()
    records += 1
whole = hashlib.sha256()
with open(sys.argv[1], "rb") as file:
    while piece := file.read(1 << 20):
        whole.update(piece)
print(time.perf_counter() - start, records)
"""


def ingest(root: Path, size: str = "200", python: str = "") -> None:
    """The archive is written first; then both read it, warm in the cache, fastwarc twice around ours."""
    path = root / "made.warc"
    pages = archive(path, int(size))
    fast = float("inf")
    ours = 0.0
    for turn in ("fast", "ours", "fast"):
        if turn == "ours":
            ours = preserved(root, path)
        elif python:
            ran = subprocess.run([python, "-c", _FASTWARC, str(path)], capture_output=True, text=True, check=True)
            fast = min(fast, float(ran.stdout.split()[0]))
    print(
        f"{path.stat().st_size / 1e6:.0f} MB, {pages:,} pages: preserve {ours:.1f} s, fastwarc with digests {fast:.1f} s: {ours / fast:.2f} times"
    )


def preserved(root: Path, path: Path) -> float:
    """Seconds of `firsthand preserve`, begin to end, in a process of its own."""
    place = {**os.environ, "FIRSTHAND_HOME": str(root / "home")}
    subprocess.run([sys.executable, "-m", "firsthand", "new", str(root / "case")], env=place, check=True, stdout=subprocess.DEVNULL)
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "firsthand", "preserve", str(root / "case"), str(path)], env=place, check=True, stdout=subprocess.DEVNULL
    )
    return time.perf_counter() - start


def archive(path: Path, megabytes: int) -> int:
    """A web archive of pages of 10 to 120 kB with pictures between, block and payload digests as crawlers write them (SHA-1)."""
    import base64
    import hashlib

    def digest(raw: bytes) -> str:
        return "sha1:" + base64.b32encode(hashlib.sha1(raw, usedforsecurity=False).digest()).decode()

    chance, pages = random.Random(1), 0
    words = [bytes(chance.choices(b"abcdefghijklmnopqrstuvwxyz", k=chance.randint(2, 9))) for _ in range(5000)]
    with path.open("wb") as file:
        while file.tell() < megabytes * 1_000_000:
            html = chance.random() < 0.6
            body = (
                b"<html><head><title>Page</title></head><body><p>"
                + b" ".join(chance.choices(words, k=chance.randint(1500, 18000)))
                + b"</p></body></html>"
                if html
                else b"\xff\xd8\xff\xe0" + chance.randbytes(chance.randint(5_000, 90_000))
            )
            media = b"text/html; charset=utf-8" if html else b"image/jpeg"
            block = b"HTTP/1.1 200 OK\r\nContent-Type: " + media + b"\r\nContent-Length: %d\r\n\r\n" % len(body) + body
            number = chance.getrandbits(128)
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/{file.tell()}\r\nWARC-Date: 2023-06-02T10:00:00Z\r\n"
                f"WARC-Record-ID: <urn:uuid:{number:032x}>\r\nWARC-Block-Digest: {digest(block)}\r\nWARC-Payload-Digest: {digest(body)}\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
            )
            file.write(head.encode() + block + b"\r\n\r\n")
            pages += html
    return pages


MEASURES: dict[str, Callable[..., None]] = {"appends": appends, "verify": verify, "ingest": ingest}

if __name__ == "__main__":
    sys.exit(main())

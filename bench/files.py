"""What intake does with real, odd and broken files of other projects, and with a WARC of many records: counts, seconds, peak memory.

    python bench/files.py [RECORDS]

Reads $FIRSTHAND_CORPORA/files (skipped in words where it is absent) and a generated WARC of RECORDS records (20,000). Seconds are recorded, not
asserted; every file must come back as kept or with an error of our own.
"""

from __future__ import annotations

import gzip
import os
import resource
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from firsthand.preserve.intake import intake
from firsthand.preserve.kept import Kept, Noticed


def main(records: int = 20_000) -> int:
    """Print what happened; 0 when every file was kept or refused in words."""
    files = Path(os.environ.get("FIRSTHAND_CORPORA", "../shared/corpus")) / "files"
    missed = sum(_folder(folder) for folder in sorted(p for p in files.glob("*") if p.is_dir()))
    if not files.is_dir():
        print(f"files: skipped, {files} is not here")
    _many(records)
    return 1 if missed else 0


def _folder(folder: Path) -> int:
    """How many files of a folder came back neither kept nor with a word."""
    begun, counted, met = time.perf_counter(), Counter[str](), set[str]()
    for taken in intake([folder]):
        path = str(taken.object.path) if isinstance(taken, Kept) else taken.path
        met.add(path)
        if not isinstance(taken, Noticed):
            counted[f"kept {taken.media} {taken.condition}" if isinstance(taken, Kept) else f"not kept: {taken.trouble.code}"] += 1
    given = [str(p) for p in folder.rglob("*") if p.is_file() and not p.name.startswith(".")]
    missed = [path for path in given if path not in met]
    print(f"{folder.name}: {len(given)} files in {time.perf_counter() - begun:.2f} s; {len(missed)} without a word")
    for words, count in counted.most_common():
        print(f"  {count:6} {words}")
    return len(missed)


def _many(records: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, pack in (("many.warc", bytes), ("many.warc.gz", lambda raw: gzip.compress(raw, 6))):
            path = Path(folder) / name
            with path.open("wb") as file:
                for number in range(records):
                    file.write(pack(_record(number)))
            begun = time.perf_counter()
            count = sum(isinstance(taken, Kept) for taken in intake([path]))
            seconds = time.perf_counter() - begun
            own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            worker = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
            size = path.stat().st_size / 1e6
            print(
                f"{name}: {count} of {records} records, {size:.0f} MB, {seconds:.2f} s; peak {own:.0f} MB here, {worker:.0f} MB in the largest worker"
            )


def _record(number: int) -> bytes:
    text = " ".join(f"The office of township {number % 977} counted {number * 7 % 1013} visits in week {week}." for week in range(60))
    body = f"<!doctype html><html><head><title>Notice {number}</title></head><body><p>{text}</p></body></html>".encode()
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    head = f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://lhari.example/{number}\r\nWARC-Date: 2021-03-04T05:06:07Z\r\n"
    return f"{head}Content-Type: application/http\r\nContent-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"


if __name__ == "__main__":
    sys.exit(main(*(int(a) for a in sys.argv[1:])))

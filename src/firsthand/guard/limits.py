"""Limits: how much of everything a piece of outside input may take, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024

TEXT_MOST = 50 * MIB  # a text or HTML page beyond it is a dump of many; the stream of one needs about 20 times its bytes while it is read
PDF_MOST = 256 * MIB  # the reader takes a PDF as one piece of memory, and its pages several times that
MAIL_MOST = 128 * MIB  # a mail, or a page saved as one: pictures and all, a third more for their coding, taken apart in memory
PAYLOAD_MOST = PDF_MOST  # what one record or member may unfold to, so that a small slice cannot fill the memory
LIST_MOST = 64 * MIB  # a list of half a million sources
HEAD = 64 * 1024  # bytes at the beginning of something that telling its type looks at
PAGE_HEAD = MIB  # bytes of a page that telling a stub from a page looks at: some carry half a megabyte of scripts before their one sentence


@dataclass(frozen=True, slots=True)
class Limits:
    """What one worker of the sandbox may use. Seconds are for one item; memory is the address space of the whole worker.

    wall_seconds: by the clock of the caller, who also stops a worker that never answers; cpu_seconds: by the kernel;
    memory_bytes: two workers fit a laptop of 8 GB; output_bytes: the longest answer; open_files: enough for shared libraries and one input;
    items_per_worker: after so many items a worker is replaced, so that leaks of C libraries stay small;
    programs: 1 where the work starts a program of this computer (Tesseract), which also opens /dev/null to write; 0 forbids both.
    """

    wall_seconds: float = 60.0
    cpu_seconds: int = 60
    memory_bytes: int = 2048 * MIB
    output_bytes: int = 256 * MIB
    open_files: int = 64
    items_per_worker: int = 300
    programs: int = 0


@dataclass(frozen=True, slots=True)
class ArchiveLimits:
    """What a ZIP may unfold to.

    members: a WACZ of a whole site has some hundred, a ZIP of saved pages some thousand; total_bytes and member_bytes: unfolded;
    ratio: deflate cannot exceed 1032, honest text stays below 200; a member under ratio_floor bytes is too small to harm by its ratio.
    """

    members: int = 20_000
    total_bytes: int = 8 * 1024 * MIB
    member_bytes: int = PAYLOAD_MOST
    ratio: int = 250
    ratio_floor: int = MIB
    directory_bytes: int = 64 * MIB


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """What fetching one page may take, and how gently it is done.

    answer_bytes: of one answer, held in memory; total_bytes: of a page with its images and styles; head_bytes: servers send some kilobytes;
    page_seconds: for all of it; exchange_seconds: for one answer, so that a drip ends; read_seconds: of silence; redirects: browsers stop at 20;
    requisites: images and styles of one page; pause_seconds: between two questions to one host that a person asked for, requisite_pause between those
    that the page asks for; retry_seconds: the longest Retry-After that is waited for.
    """

    answer_bytes: int = 64 * MIB
    total_bytes: int = 192 * MIB
    head_bytes: int = 64 * 1024
    page_seconds: float = 300.0
    exchange_seconds: float = 120.0
    read_seconds: float = 30.0
    redirects: int = 10
    requisites: int = 200
    pause_seconds: float = 1.0
    requisite_pause: float = 0.1
    retry_seconds: float = 60.0

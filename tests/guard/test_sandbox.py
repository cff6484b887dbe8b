"""The sandbox: what a hostile or broken item can do, and that it harms nothing but itself."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import sandbox_works
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.errors import Trouble
from firsthand.guard import landlock
from firsthand.guard.limits import MIB, Limits
from firsthand.guard.sandbox import Answer, Crew, each
from firsthand.guard.template import end_waiting

WORK = f"{sandbox_works.__name__}:act"
SHORT = Limits(wall_seconds=2, cpu_seconds=1, memory_bytes=512 * MIB, output_bytes=2 * MIB)


def answers(*items: bytes, limits: Limits = SHORT, workers: int = 2) -> list[Answer]:
    given_back = list(each(WORK, items, limits=limits, workers=workers))
    assert [index for index, _ in given_back] == list(range(len(items)))
    return [answer for _, answer in given_back]


def why(answer: Answer) -> str:
    assert isinstance(answer, Trouble), answer
    assert answer.code == "worker-died"
    return str(answer.values["why"])


@pytest.mark.parametrize(
    ("item", "blame"),
    [
        (b"crash", "the reader crashed (SIGSEGV)"),
        (b"exit 3", "the reader crashed (exit 3)"),
        (b"memory 9999999999", "it needed more than 512 MiB of memory"),
        (b"long 3000000", "its answer is longer than 2097152 bytes"),
        (b"spin", "seconds"),
        (b"hang", "it took more than 2 seconds"),
        (b"wrong x", "KeyError: b'x'"),
        (b"recursion", "RecursionError"),
        (b"files 200", "Too many open files"),
    ],
)
def test_an_item_that_oversteps_is_blamed_and_the_others_are_answered(item: bytes, blame: str) -> None:
    first, blamed, last = answers(b"echo before", item, b"echo after")
    assert (first, last) == (b"before", b"after")
    assert blame in why(blamed)


def test_processor_time_is_counted_for_each_item_and_not_for_the_worker() -> None:
    spun = b"turn 0.6"
    assert answers(*[spun] * 4, limits=Limits(cpu_seconds=1, wall_seconds=30), workers=1) == [b"turned"] * 4
    (blamed,) = answers(b"spin", limits=Limits(cpu_seconds=1, wall_seconds=30))
    assert why(blamed) == "it used more than 1 seconds of processor time"


def test_a_trouble_raised_inside_comes_back_as_it_was() -> None:
    (answer,) = answers(b"trouble")
    assert isinstance(answer, Trouble)
    assert (answer.code, answer.values) == ("damaged", {"path": "གནས་ཚུལ།.html", "why": "the end is missing"})


def test_an_innocent_item_is_tried_again_in_a_fresh_worker() -> None:
    assert answers(b"poison", b"tell", workers=1) == [b"poisoned", b"fine"]


def test_the_poisoned_worker_would_have_failed_it() -> None:
    """Negative control of the test above: the same two items inside one process."""
    code = f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r}); import sandbox_works as w; w.act(b'poison'); w.act(b'tell')"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 9


def test_workers_are_replaced_after_their_share_of_items() -> None:
    pids = answers(*[b"pid"] * 10, limits=Limits(items_per_worker=4), workers=1)
    assert len(set(pids)) == 3


def test_workers_write_nothing_to_the_disk(tmp_path: Path) -> None:
    target = tmp_path / "out"
    said = why(answers(b"write " + os.fsencode(target))[0])
    assert "File too large" in said or "Permission denied" in said
    assert not target.exists() or target.read_bytes() == b""


def test_a_worker_changes_no_file_and_runs_no_program_where_the_kernel_has_landlock(tmp_path: Path) -> None:
    (tmp_path / "victim").write_bytes(b"as it was")
    with Crew(f"{sandbox_works.__name__}:change_files", limits=SHORT) as crew:
        fence, answer = crew.file_fence(), crew.ask(os.fsencode(tmp_path))
    if not fence:
        assert answer == b"|as it was"
        assert sorted(p.name for p in tmp_path.iterdir()) == ["victim"]


def test_control_without_the_fence_the_same_work_changes_everything(tmp_path: Path) -> None:
    (tmp_path / "victim").write_bytes(b"as it was")
    with pytest.raises(FileNotFoundError):
        sandbox_works.change_files(os.fsencode(tmp_path))
    assert {p.name for p in tmp_path.iterdir()} >= {"made", "new", "link"}


def test_workers_reach_no_network_where_the_kernel_allows_it() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, Crew(WORK, limits=SHORT) as crew:
        port = str(server.getsockname()[1]).encode()
        fence = crew.network_fence()
        answer = crew.ask(b"connect " + port)
        if fence:
            assert answer == b"connected" or landlock.version() > 3
        else:
            assert "OSError" in why(answer) or "Error" in why(answer)


def test_items_are_taken_only_as_they_are_needed() -> None:
    taken = []

    def source() -> Iterator[bytes]:
        for n in range(10_000):
            taken.append(n)
            yield b"echo %d" % n

    running = each(WORK, source(), limits=SHORT)
    assert next(running) == (0, b"0")
    assert len(taken) <= 64
    running.close()


def test_time_the_caller_takes_is_not_held_against_a_worker() -> None:
    got = []
    for _, answer in each(WORK, [b"echo 0", b"sleep 0.2", b"sleep 0.3"], limits=Limits(wall_seconds=0.5)):
        got.append(answer)
        time.sleep(0.6)
    assert got == [b"0", b"slept 0.2", b"slept 0.3"]


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not (state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z")


def gone(pid: int, within: float = 5.0) -> bool:
    end = time.monotonic() + within
    while alive(pid) and time.monotonic() < end:
        time.sleep(0.02)
    return not alive(pid)


def test_nothing_is_left_running_when_the_caller_stops_early() -> None:
    with Crew(WORK, limits=SHORT) as crew:
        running = crew.each([b"pid", b"hang", b"hang"])
        pid = int(next(running)[1])  # type: ignore[arg-type]
        running.close()
    assert gone(pid)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL], ids=["Ctrl-C", "killed"])
def test_nothing_is_left_running_when_the_caller_ends(number: signal.Signals, tmp_path: Path) -> None:
    script = tmp_path / "caller.py"
    script.write_text(
        "import sys\n"
        f"sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "from firsthand.guard.sandbox import each\n"
        f"for _, a in each({WORK!r}, [b'pid', b'template', b'hang', b'hang']): print(a.decode(), flush=True)\n"
    )
    caller = subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert caller.stdout is not None
    pids = [int(caller.stdout.readline()) for _ in range(2)]
    assert all(alive(pid) for pid in pids)
    caller.send_signal(number)
    _, errors = caller.communicate(timeout=20)
    assert all(gone(pid) for pid in pids)
    assert ("KeyboardInterrupt" in errors) == (number == signal.SIGINT)


def test_a_caller_with_threads_can_use_it_from_each_of_them() -> None:
    got: dict[int, list[Answer]] = {}

    def run(n: int) -> None:
        got[n] = answers(b"echo a", b"crash", b"echo %d" % n)

    threads = [threading.Thread(target=run, args=(n,)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [got[n][2] for n in range(3)] == [b"0", b"1", b"2"]


def test_work_that_cannot_be_imported_is_a_bug_said_in_words() -> None:
    with pytest.raises(Trouble) as raised:
        list(each("no_such_room:work", [b""]))
    assert raised.value.code == "bug"
    assert "no_such_room" in raised.value.text


def test_when_the_template_is_killed_the_caller_is_told_and_nothing_is_left() -> None:
    with Crew(WORK, limits=SHORT, workers=1) as crew:
        template, worker = (int(crew.ask(item)) for item in (b"template", b"pid"))  # type: ignore[arg-type]
        os.kill(template, signal.SIGKILL)
        with pytest.raises(Trouble, match="sandbox's workers"):
            crew.ask(b"exit 1")
    assert gone(worker)


def test_a_crew_is_not_asked_twice_at_once() -> None:
    with Crew(WORK, limits=SHORT) as crew:
        running = crew.each([b"echo 1", b"sleep 0.2", b"sleep 0.2"])
        assert next(running) == (0, b"1")
        with pytest.raises(Trouble, match="at work for another"):
            crew.ask(b"echo 2")


def test_what_a_worker_started_ends_with_it() -> None:
    grandchild = int(answers(b"grandchild", limits=Limits(items_per_worker=1))[0])  # type: ignore[arg-type]
    assert gone(grandchild)


def test_large_items_and_answers_pass() -> None:
    big = os.urandom(24 * MIB)
    assert answers(b"echo " + big, limits=Limits()) == [big]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.one_of(st.binary(max_size=40).map(lambda b: b"echo " + b), st.just(b"exit 1"), st.just(b"trouble")), max_size=12))
def test_every_item_has_its_own_answer_in_its_place(items: list[bytes]) -> None:
    with Crew(WORK, limits=SHORT) as crew:
        for _ in range(2):  # the crew is as good after a round with deaths as before
            for index, answer in crew.each(items):
                if items[index].startswith(b"echo "):
                    assert answer == items[index][5:]
                else:
                    assert isinstance(answer, Trouble)


def test_a_template_waits_for_the_next_crew_and_a_broken_one_does_not() -> None:
    """The imports are paid once; whatever happened to one crew, the next has fresh workers."""
    end_waiting()
    templates, workers = [], []
    for wrong in (b"", b"exit 1", b"kill the template", b""):
        with Crew(WORK, limits=SHORT, workers=1) as crew:
            templates.append(crew.ask(b"template"))
            workers.append(crew.ask(b"pid"))
            if wrong == b"exit 1":
                assert isinstance(crew.ask(wrong), Trouble)
            elif wrong:
                os.kill(int(templates[-1]), signal.SIGKILL)  # type: ignore[arg-type]
                time.sleep(0.05)
    assert templates[0] == templates[1] == templates[2] != templates[3]
    assert len(set(workers)) == 4 and all(gone(int(w)) for w in workers)  # type: ignore[arg-type]


def test_limits_belong_to_the_crew_not_to_the_template() -> None:
    end_waiting()
    long = b"echo " + b"x" * 5_000
    assert isinstance(answers(long, limits=Limits(output_bytes=1_000))[0], Trouble)
    assert answers(long, limits=Limits())[0] == b"x" * 5_000

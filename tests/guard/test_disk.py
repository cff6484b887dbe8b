"""Durable writes: whole or not at all, whatever the disk or the power does."""

import ast
import errno
import os
import random
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))
from campaigns.worlds import cut, world_after
from firsthand.errors import Trouble
from firsthand.guard import disk

PACKAGE = Path(disk.__file__).parents[1]
OLD, NEW = b"the page as first kept " * 100, b"the page as kept again " * 150


def journal_of(work):
    steps = []
    with disk.watched(steps.append):
        work()
    return steps


def test_a_file_is_written_whole_and_nothing_else_is_left(tmp_path):
    assert len(NEW) == disk.put_bytes(tmp_path / "page", NEW)
    assert disk.put_stream(tmp_path / "page2", iter([b"abc", b"", b"def"])) == 6
    assert ((tmp_path / "page").read_bytes(), (tmp_path / "page2").read_bytes()) == (NEW, b"abcdef")
    assert {"page", "page2"} == {p.name for p in tmp_path.iterdir()}


def test_a_private_file_is_readable_by_its_owner_alone(tmp_path):
    disk.put_bytes(tmp_path / "key", b"secret", disk.PRIVATE)
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600


def test_appending_adds_to_the_end(tmp_path):
    disk.append(tmp_path / "list", b"one\n")
    disk.append(tmp_path / "list", b"two\n")
    assert (tmp_path / "list").read_bytes() == b"one\ntwo\n"


def test_removing_what_is_not_there_is_no_trouble(tmp_path):
    disk.put_bytes(tmp_path / "page", NEW)
    disk.remove(tmp_path / "page")
    disk.remove(tmp_path / "page")
    assert not list(tmp_path.iterdir())


@settings(deadline=None, max_examples=150)
@given(seed=st.integers(0, 2**32))
def test_after_a_power_cut_a_replaced_file_is_the_old_or_the_new_one_never_a_mixture(seed, tmp_path_factory):
    folder, chance = tmp_path_factory.mktemp("cut"), random.Random(seed)
    path = folder / "page"
    first = journal_of(lambda: disk.put_bytes(path, OLD))
    second = journal_of(lambda: disk.put_stream(path, [NEW[:100], NEW[100:]]))
    point = chance.randint(len(first), len(first) + len(second))
    left = cut(world_after((first + second)[:point]), chance).get(str(path))
    assert left in (OLD, NEW)
    assert left == NEW or point < len(first) + len(second), "an acknowledged file was lost"


def test_without_the_syncs_a_power_cut_does_lose_the_file(tmp_path):
    """The negative control: the same trial must fail when the safety is off."""
    steps = journal_of(lambda: disk.put_bytes(tmp_path / "page", NEW))
    unsafe = [op for op in steps if op.step not in ("sync", "sync_folder")]
    lost = sum(cut(world_after(unsafe), random.Random(i)).get(str(tmp_path / "page")) != NEW for i in range(100))
    assert lost > 10
    assert not any(cut(world_after(steps), random.Random(i)).get(str(tmp_path / "page")) != NEW for i in range(100))


def called(folder, count):
    """Files that are named first and synced together."""
    for i in range(count):
        with disk.draft(folder) as made:
            made.write(NEW)
            made.call(folder / f"page{i}")


def test_many_files_synced_together_are_all_there_after_a_power_cut_and_not_before(tmp_path):
    paths = [tmp_path / f"page{i}" for i in range(5)]
    unsynced = journal_of(lambda: called(tmp_path, 5))
    synced = journal_of(lambda: disk.sync_files(paths))
    lost = 0
    for seed in range(60):
        left = cut(world_after(unsynced + synced), random.Random(seed))
        assert [left.get(str(p)) for p in paths] == [NEW] * 5
        lost += cut(world_after(unsynced), random.Random(seed)).get(str(paths[0])) != NEW
    assert lost > 5, "the trial shows nothing if nothing is ever lost"


def test_a_file_that_cannot_be_synced_is_named(tmp_path):
    called(tmp_path, 2)
    with pytest.raises(Trouble) as caught:
        disk.sync_files([tmp_path / "page0", tmp_path / "gone"])
    assert ("disk-error", str(tmp_path / "gone")) == (caught.value.code, caught.value.values["path"])


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk-full"),
        (errno.EDQUOT, "disk-full"),
        (errno.EIO, "disk-error"),
        (errno.EACCES, "disk-error"),
        (errno.EROFS, "disk-error"),
    ],
)
@pytest.mark.parametrize("step", ["create", "write", "sync", "rename", "sync_folder"])
def test_a_disk_that_fails_at_any_step_gives_a_typed_error_and_leaves_the_old_file(tmp_path, step, number, code):
    path = tmp_path / "page"
    disk.put_bytes(path, OLD)

    def failing(op):
        if op.step == step:
            raise OSError(number, os.strerror(number))

    with disk.watched(failing), pytest.raises(Trouble) as caught:
        disk.put_bytes(path, NEW)
    assert (code, str(path)) == (caught.value.code, str(caught.value.values["path"]))
    assert path.read_bytes() in ((NEW,) if step == "sync_folder" else (OLD,))
    assert [p.name for p in tmp_path.iterdir()] == ["page"], "something half-written remains"
    assert len(NEW) == disk.put_bytes(path, NEW), "it goes on once the disk works again"


def test_a_real_limit_on_file_size_is_a_typed_error_too(tmp_path):
    code = (
        "import resource, signal, sys; from pathlib import Path; from firsthand.guard import disk; from firsthand.errors import Trouble\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))\n"
        "try: disk.put_bytes(Path(sys.argv[1]) / 'page', bytes(10000))\n"
        "except Trouble as trouble: print(trouble.code)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True)
    assert done.stdout == "disk-error\n"
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_or_not_writable_is_a_typed_error(tmp_path):
    for path in (tmp_path / "missing" / "page", tmp_path / "file" / "page"):
        (tmp_path / "file").write_bytes(b"")
        with pytest.raises(Trouble) as caught:
            disk.put_bytes(path, b"x")
        assert caught.value.code == "disk-error"


def test_a_tree_is_removed_and_what_a_link_in_it_points_to_stays(tmp_path):
    disk.make_folder(tmp_path / "tree" / "a" / "b")
    disk.put_bytes(tmp_path / "tree" / "a" / "page", OLD)
    disk.put_bytes(tmp_path / "outside", OLD)
    (tmp_path / "tree" / "link").symlink_to(tmp_path)
    (tmp_path / "tree" / "gone").symlink_to(tmp_path / "nowhere")
    disk.remove_tree(tmp_path / "tree")
    disk.remove_tree(tmp_path / "tree")
    assert [p.name for p in tmp_path.iterdir()] == ["outside"]


def test_sweeping_takes_what_a_dead_process_left_and_leaves_what_a_living_one_writes(tmp_path):
    dead = tmp_path / f".1-0{disk.UNFINISHED}"
    dead.write_bytes(b"half")
    with disk.draft(tmp_path) as living:
        living.write(b"half")
        assert disk.sweep(tmp_path) == 1
        assert not dead.exists() and living.path.exists()
        living.keep(tmp_path / "page")
    assert (tmp_path / "page").read_bytes() == b"half"
    assert disk.sweep(tmp_path) == 0


def test_one_name_can_be_written_by_many_threads_at_once(tmp_path):
    threads = [threading.Thread(target=disk.put_bytes, args=(tmp_path / "page", bytes([i]) * 5000)) for i in range(8)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    left = (tmp_path / "page").read_bytes()
    assert len(left) == 5000 and len(set(left)) == 1 and len(list(tmp_path.iterdir())) == 1


def test_a_held_file_is_held_by_one_at_a_time(tmp_path):
    with disk.held(tmp_path / "lock"), pytest.raises(Trouble) as caught, disk.held(tmp_path / "lock"):
        pass
    assert caught.value.code == "case-busy"
    with disk.held(tmp_path / "lock"):
        pass


# What no other module may do: write to the disk behind the back of guard.disk. The ledger's databases are SQLite's own affair (ledger/store.py).
FORBIDDEN_CALLS = {
    "os": {
        "rename",
        "replace",
        "renames",
        "remove",
        "unlink",
        "mkdir",
        "makedirs",
        "rmdir",
        "removedirs",
        "symlink",
        "link",
        "truncate",
        "write",
        "mkfifo",
        "chmod",
    },
    "shutil": {"copy", "copy2", "copyfile", "copyfileobj", "copytree", "move", "rmtree", "make_archive", "unpack_archive"},
    "tempfile": None,
    "sqlite3": None,
}
FORBIDDEN_METHODS = {"write_text", "write_bytes", "touch", "mkdir", "rmdir", "unlink", "rename", "symlink_to", "hardlink_to"}
ALLOWED = {
    "guard/disk.py": "it is the module",
    "front/cli/__init__.py": "points standard output at os.devnull when its reader is gone",
    "guard/worker.py": "writes to pipes, not to files",
    "guard/sandbox.py": "writes to pipes, not to files",
    "guard/lock.py": "an empty file named after a process, that means nothing once the process is gone",
    "data/verifier/verify.py": "imports nothing of ours; unfolds what openssl wants as files into a temporary folder",
}


def writes_in(source):
    """(line, what) of each call in a module that could write to the disk."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        target = node.func
        if isinstance(target, ast.Name) and target.id == "open" and _writes(node, 1):
            yield node.lineno, "open for writing"
        if isinstance(target, ast.Attribute):
            base = target.value.id if isinstance(target.value, ast.Name) else ""
            known = FORBIDDEN_CALLS.get(base, set())
            if known is None or target.attr in known:
                yield node.lineno, f"{base}.{target.attr}"
            elif target.attr in FORBIDDEN_METHODS:
                yield node.lineno, f".{target.attr}()"
            elif (
                target.attr == "open"
                and base not in ("os", "disk", "tarfile", "pdfium")
                and _writes(node, 1 if base in ("io", "gzip", "zipfile", "Image") else 0)
            ):
                yield node.lineno, ".open() for writing"
            elif target.attr == "open" and base == "os":
                yield node.lineno, "os.open"


def _writes(call, place):
    mode = call.args[place] if len(call.args) > place else next((k.value for k in call.keywords if k.arg == "mode"), None)
    if mode is None:
        return False
    return not isinstance(mode, ast.Constant) or (isinstance(mode.value, str) and any(c in mode.value for c in "wax+"))


def test_no_other_module_writes_to_the_disk():
    found = [
        f"{path.relative_to(PACKAGE)}:{line} {what}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if str(path.relative_to(PACKAGE)) not in ALLOWED
        for line, what in writes_in(path.read_text("utf-8"))
    ]
    assert found == [], "these writes must go through firsthand.guard.disk"


@pytest.mark.parametrize(
    "planted",
    [
        "open('x', 'w')", "open('x', mode='ab')", "p.open('wb')", "p.open(mode='r+')", "p.write_text('x')", "p.write_bytes(b'')", "os.rename(a, b)",
        "os.replace(a, b)", "shutil.copy(a, b)", "tempfile.mkstemp()", "p.unlink()", "p.mkdir()", "os.open(p, 1)", "gzip.open(p, 'wb')", "open(p, how)",
        "sqlite3.connect('x')",
    ],
)  # fmt: skip
def test_a_planted_write_is_caught(planted):
    assert list(writes_in(planted))


@pytest.mark.parametrize(
    "harmless", ["open('x')", "open('x', 'rb')", "p.open('rb')", "p.open()", "p.read_text('utf-8')", "text.replace('a', 'b')"]
)
def test_reading_is_not_mistaken_for_writing(harmless):
    assert not list(writes_in(harmless))

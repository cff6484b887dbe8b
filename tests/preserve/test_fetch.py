"""Fetching a page: what is asked and how, what is kept, and every way in which a server can go wrong, each told in one sentence with nothing left behind."""

from __future__ import annotations

import gzip
import hashlib
import io
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from loopback import Authority, Clocks, answer, authority, near, proxying, redirect, serving
from preserve_made import page
from warcio.archiveiterator import ArchiveIterator

from firsthand.errors import Trouble
from firsthand.guard.limits import MIB, FetchLimits, Limits
from firsthand.guard.outside import Outside
from firsthand.guard.proxies import Way, way_of
from firsthand.guard.sandbox import Crew
from firsthand.preserve.captures import payload_of
from firsthand.preserve.fetch import Errand, Fetched, fetched
from firsthand.preserve.intake import intake
from firsthand.preserve.kept import Kept, Noticed, Skipped

LONG = page("Visits at Lhari", "The county office at Lhari counted 412 visits in March. " * 30)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(60)
HOST = "lhari.example"


@pytest.fixture(scope="module")
def crew() -> Iterator[Crew]:
    with Crew("firsthand.preserve.requisites:found", limits=Limits(), workers=1) as crew:
        yield crew


@pytest.fixture
def errand(crew: Crew) -> Errand:
    return Errand(Way("direct"), near(), crew)


def get(errand: Errand, url: str, folder: Path) -> Fetched:
    return fetched(url, folder / "page.warc.gz", errand)


def failing(errand: Errand, url: str, folder: Path) -> Trouble:
    with pytest.raises(Trouble) as failed:
        get(errand, url, folder)
    assert list(folder.iterdir()) == [], "nothing half-written remains"
    said = str(failed.value)
    assert "\n" not in said and "{" not in said
    return failed.value


def records(got: Fetched) -> list[tuple[str, str, bytes]]:
    """(type, address, block) of every record, as warcio reads them, its digests checked."""
    with got.object.path.open("rb") as file:
        for record in ArchiveIterator(file, check_digests="raise"):
            record.content_stream().read()
    found = []
    with got.object.path.open("rb") as file:
        for record in ArchiveIterator(file, no_record_parse=True):
            found.append((record.rec_type, record.rec_headers.get_header("WARC-Target-URI") or "", record.content_stream().read()))
    return found


# ---- what is asked and kept -------------------------------------------------------------------------------------------------------------------


def test_every_byte_of_the_exchange_is_kept(errand: Errand, tmp_path: Path) -> None:
    said = answer(LONG, X_Serial="7", Set_Cookie="who=you")
    with serving({"/notice": said}) as server:
        got = get(errand, f"http://{HOST}:{server.port}/notice#top", tmp_path)
    kinds = [kind for kind, _, _ in records(got)]
    assert kinds == ["warcinfo", "request", "response", "metadata"]
    blocks = {kind: block for kind, _, block in records(got)}
    assert blocks["response"] == said
    assert blocks["request"].decode() == server.asked[0]
    assert (got.status, got.at, got.final, got.missing) == (200, 1_700_000_000, f"http://{HOST}:{server.port}/notice", "")
    assert payload_of(got.object.path, got.offset, got.length, "fetch") == LONG
    assert hashlib.sha256(got.object.path.read_bytes()).hexdigest() == got.object.digest


def test_the_question_is_honest_and_says_nothing_of_the_person(errand: Errand, tmp_path: Path) -> None:
    with serving({"/": answer(LONG, Set_Cookie="who=you")}) as server:
        get(errand, f"http://{HOST}:{server.port}/", tmp_path)
        get(errand, f"http://{HOST}:{server.port}/", tmp_path)
    fields = dict(line.split(": ", 1) for line in server.asked[1].split("\r\n")[1:] if line)
    assert set(fields) == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}, "no cookie, no referrer, no language"
    assert fields["User-Agent"].startswith("Firsthand/") and fields["Host"] == f"{HOST}:{server.port}"


def test_the_same_exchange_gives_the_same_file(errand: Errand, tmp_path: Path) -> None:
    with serving({"/": answer(LONG)}) as server:
        one, two = (fetched(f"http://{HOST}:{server.port}/", tmp_path / n, replace(errand, asked={})) for n in ("1", "2"))
    assert one.object.digest == two.object.digest


@pytest.mark.parametrize("coding", ["gzip", "chunked", "until the end", "informed"])
def test_every_way_to_send_a_body_is_kept_as_sent_and_read_alike(coding: str, errand: Errand, tmp_path: Path) -> None:
    chunks = (
        b"".join(f"{len(LONG[i : i + 700]):x}\r\n".encode() + LONG[i : i + 700] + b"\r\n" for i in range(0, len(LONG), 700))
        + b"0\r\nX-End: 1\r\n\r\n"
    )
    said = {
        "gzip": answer(gzip.compress(LONG), Content_Encoding="gzip"),
        "chunked": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks,
        "until the end": b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + LONG,
        "informed": b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" + answer(LONG),
    }[coding]
    with serving({"/": said}) as server:
        got = get(errand, f"http://{HOST}:{server.port}/", tmp_path)
    block = next(block for kind, _, block in records(got) if kind == "response")
    assert block == said.removeprefix(b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n")
    assert payload_of(got.object.path, got.offset, got.length, "fetch") == LONG


def test_redirects_are_kept_hop_by_hop(errand: Errand, tmp_path: Path) -> None:
    with serving({"/a": redirect("/b", "301 Moved Permanently")}) as first, serving({"/c": answer(LONG)}) as second:
        hop = f"http://other.example:{second.port}/c"
        with serving({"/a": redirect(hop)}) as third:
            got = get(errand, f"http://{HOST}:{third.port}/a", tmp_path)
    assert got.final == hop
    assert [u for k, u, _ in records(got) if k == "response"] == [f"http://{HOST}:{third.port}/a", hop]
    assert not first.asked


def test_images_and_styles_come_with_the_page(errand: Errand, tmp_path: Path) -> None:
    shown = '<link rel="stylesheet" href="s.css"><img src="/a.png"><img data-src="/b.png" src="data:,x"><img src="/a.png"><img src="/dot.gif" width=1 height=1><script src="/x.js"></script><!-- <img src="/c.png"> -->'
    says = {"/p/": answer(page("Visits", LONG.decode() + shown)), "/p/s.css": answer(b"p {}", kind="text/css"), "/a.png": answer(PNG, kind="image/png"), "/b.png": answer(PNG, kind="image/png")}  # fmt: skip
    with serving(says) as server:
        got = get(errand, f"http://{HOST}:{server.port}/p/", tmp_path)
    assert sorted(server.lines()) == ["GET /a.png HTTP/1.1", "GET /b.png HTTP/1.1", "GET /p/ HTTP/1.1", "GET /p/s.css HTTP/1.1"]
    assert got.missing == "" and sum(k == "response" for k, _, _ in records(got)) == 4


def test_images_that_do_not_come_are_counted_and_the_page_is_kept(crew: Crew, tmp_path: Path) -> None:
    shown = '<img src="/a.png"><img src="/gone.png"><img src="/login"><img src="http://10.0.0.1/x.png"><img src="http://inner.example/y.png"><img src="/never">'
    says = {"/": answer(page("Visits", LONG.decode() + shown)), "/a.png": answer(PNG, kind="image/png"), "/login": answer(b"<html>log in"), "/never": lambda s: None}  # fmt: skip
    with serving(says) as server:
        got = get(Errand(Way("direct"), near({"inner.example": ["10.0.0.7"]}), crew), f"http://{HOST}:{server.port}/", tmp_path)
    assert got.missing == "5 of its images and styles could not be fetched"
    told = next(block.decode() for kind, _, block in records(got) if kind == "metadata")
    assert "10.0.0.1 is a private network" in told and "missing-5" in told


def test_a_page_has_so_many_images_and_no_more(crew: Crew, tmp_path: Path) -> None:
    shown = "".join(f'<img src="/{n}.png">' for n in range(9))
    with serving(
        {"/": answer(page("Visits", LONG.decode() + shown))} | {f"/{n}.png": answer(PNG, kind="image/png") for n in range(9)}
    ) as server:
        got = get(Errand(Way("direct"), near(), crew, FetchLimits(requisites=4)), f"http://{HOST}:{server.port}/", tmp_path)
    assert len(server.asked) == 5 and got.missing.startswith("5 of")


def test_a_block_page_is_not_asked_for_its_images(errand: Errand, tmp_path: Path) -> None:
    with serving({"/": answer(page("Just a moment...", 'Enable JavaScript and cookies to continue <img src="/a.png">'))}) as server:
        get(errand, f"http://{HOST}:{server.port}/", tmp_path)
    assert len(server.asked) == 1


# ---- gently -----------------------------------------------------------------------------------------------------------------------------------


def test_a_host_is_left_alone_between_two_questions(crew: Crew, tmp_path: Path) -> None:
    clocks = Clocks()
    errand = Errand(Way("direct"), near(clocks=clocks), crew)
    with serving({"/": answer(LONG)}) as server:
        for host in (HOST, HOST, "other.example"):
            get(errand, f"http://{host}:{server.port}/", tmp_path)
    assert clocks.waited == [1.0]


@pytest.mark.parametrize("said", ["7", "Tue, 14 Nov 2023 22:13:27 GMT"])
def test_retry_after_is_waited_for_once(said: str, crew: Crew, tmp_path: Path) -> None:
    clocks = Clocks()
    with serving({"/": [answer(b"busy", "429 Too Many Requests", Retry_After=said), answer(LONG)]}) as server:
        got = get(Errand(Way("direct"), near(clocks=clocks), crew), f"http://{HOST}:{server.port}/", tmp_path)
    assert got.status == 200 and got.trouble is None and 7.0 in clocks.waited
    assert sum(k == "response" for k, _, _ in records(got)) == 2, "both answers are kept"


@pytest.mark.parametrize("said", ["3600", "7", "tomorrow", ""])
def test_a_server_that_goes_on_asking_to_be_left_alone_is(said: str, crew: Crew, tmp_path: Path) -> None:
    with serving({"/": answer(b"busy", "503 Service Unavailable", **({"Retry_After": said} if said else {}))}) as server:
        got = get(Errand(Way("direct"), near(), crew), f"http://{HOST}:{server.port}/", tmp_path)
    assert got.status == 503 and got.trouble is not None and got.trouble.code == "asked-to-wait"
    assert len(server.asked) == (2 if said == "7" else 1)


# ---- servers that go wrong --------------------------------------------------------------------------------------------------------------------


def drips(sock: socket.socket) -> None:
    sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    for _ in range(40):
        sock.sendall(b"x")
        time.sleep(0.05)


def never_ends(sock: socket.socket) -> None:
    sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        sock.sendall(b"visits " * 4096)


def endless_header(sock: socket.socket) -> None:
    sock.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        sock.sendall(b"X-More: " + b"x" * 4096 + b"\r\n")


def resets(sock: socket.socket) -> None:
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
    sock.close()


WRONG = {
    "no answer at all": (b"", "breaks off"),
    "no HTTP": (b"220 mail.lhari.example ESMTP ready\r\n", "no HTTP"),
    "a header that breaks off": (b"HTTP/1.1 200 OK\r\nContent-Type: text", "breaks off"),
    "fewer bytes than announced": (b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\nshort", "breaks off before the end"),
    "two lengths": (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 9\r\n\r\nshort", "no valid HTTP"),
    "a length that is none": (b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nshort", "no valid HTTP"),
    "a chunk without a size": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n", "pieces"),
    "chunks that break off": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n5\r\nab", "breaks off"),
    "a chunk longer than it says": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcdef\r\n0\r\n\r\n", "no valid HTTP"),
    "a coding that is unknown": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: zebra\r\n\r\nabc", "no valid HTTP"),
    "a header with a zero byte": (b"HTTP/1.1 200 OK\r\nX: a\x00b\r\n\r\n", "no valid HTTP"),
    "another protocol": (b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n", "no valid HTTP"),
    "a header that does not end": (endless_header, "header does not end"),
    "an answer that does not end": (never_ends, "larger than the limit"),
    "a slow drip": (drips, "longer than a page may take"),
    "silence": (lambda s: time.sleep(2), "silent"),
    "a reset": (resets, "broke"),
}  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG)
def test_a_server_that_goes_wrong_is_told_in_one_sentence(wrong: str, crew: Crew, tmp_path: Path) -> None:
    says, words = WRONG[wrong]
    began = time.monotonic()
    outside = replace(near(), ticks=time.monotonic)
    limits = FetchLimits(answer_bytes=2 * MIB, exchange_seconds=1.0, read_seconds=0.5, pause_seconds=0)
    with serving({"/": says}) as server:  # type: ignore[dict-item]
        trouble = failing(Errand(Way("direct"), outside, crew, limits), f"http://{HOST}:{server.port}/", tmp_path)
    assert words in trouble.text, trouble.text
    assert trouble.code in ("broken-answer", "too-large")
    assert time.monotonic() - began < 15


def test_bytes_after_the_announced_end_are_not_the_answer(errand: Errand, tmp_path: Path) -> None:
    with serving({"/": answer(LONG) + b"HTTP/1.1 200 OK\r\n\r\nsmuggled"}) as server:
        got = get(errand, f"http://{HOST}:{server.port}/", tmp_path)
    assert next(b for k, _, b in records(got) if k == "response") == answer(LONG)


LOOPS = {
    "to itself": {"/": redirect("/")},
    "in a circle": {"/": redirect("/a"), "/a": redirect("/b"), "/b": redirect("/")},
    "on and on": {"/": redirect("/1")} | {f"/{n}": redirect(f"/{n + 1}") for n in range(1, 40)},
}


@pytest.mark.parametrize("loop", LOOPS)
def test_a_redirect_that_never_arrives_is_told(loop: str, errand: Errand, tmp_path: Path) -> None:
    with serving(LOOPS[loop]) as server:
        assert failing(errand, f"http://{HOST}:{server.port}/", tmp_path).code == "redirects"
    assert len(server.asked) <= 11


ASTRAY = ["http://169.254.169.254/latest/", "http://localhost/", "http://[::1]/", "file:///etc/passwd", "http://10.1.2.3/", "//127.0.0.2/", "http://inner.example/", "http://0x7f000001/", "http://user@other.example/", "gopher://x/"]  # fmt: skip


@pytest.mark.parametrize("location", ASTRAY)
def test_a_redirect_into_a_private_place_ends_the_fetch(location: str, crew: Crew, tmp_path: Path) -> None:
    with serving({"/": redirect(location)}) as server:
        trouble = failing(Errand(Way("direct"), near({"inner.example": ["192.168.7.7"]}), crew), f"http://{HOST}:{server.port}/", tmp_path)
    assert trouble.code in ("not-public", "bad-address")


# ---- names ------------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "numbers",
    [["10.0.0.1"], ["8.8.8.8", "127.0.0.2"], ["::1"], ["::ffff:192.168.0.1"], ["fe80::1"], ["64:ff9b::7f00:2"], ["fd00:ec2::254"]],
)
def test_a_name_that_leads_to_a_private_number_is_not_asked(numbers: list[str], crew: Crew, tmp_path: Path) -> None:
    trouble = failing(Errand(Way("direct"), near({"sly.example": numbers}), crew), "http://sly.example/", tmp_path)
    assert trouble.code == "not-public"


def test_a_name_that_changes_its_mind_is_asked_once_and_the_line_goes_to_what_was_looked_at(crew: Crew, tmp_path: Path) -> None:
    answers = iter([["127.0.0.1"], ["169.254.169.254"]])
    with serving({"/": answer(LONG)}) as server:
        errand = Errand(Way("direct"), near({"sly.example": lambda: next(answers)}), crew, FetchLimits(pause_seconds=0))
        assert get(errand, f"http://sly.example:{server.port}/", tmp_path).status == 200
        (tmp_path / "page.warc.gz").unlink()
        assert failing(errand, f"http://sly.example:{server.port}/", tmp_path).code == "not-public"


@pytest.mark.parametrize("found", [OSError("unknown"), []])
def test_a_name_that_is_not_known_is_told(found: object, crew: Crew, tmp_path: Path) -> None:
    assert failing(Errand(Way("direct"), near({"no.example": found}), crew), "http://no.example/", tmp_path).code == "not-reached"


def test_a_name_server_that_is_silent_is_told(crew: Crew, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("firsthand.guard.outside.NAME_SECONDS", 0.2)
    held = threading.Event()
    outside = near({"slow.example": lambda: held.wait(5) or []})
    assert "does not answer" in failing(Errand(Way("direct"), outside, crew), "http://slow.example/", tmp_path).text
    held.set()


def test_a_port_where_nobody_listens_is_told(errand: Errand, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    assert failing(errand, f"http://{HOST}:{port}/", tmp_path).code == "not-reached"


def test_without_what_tests_hand_in_loopback_is_never_asked(crew: Crew, tmp_path: Path) -> None:
    """The control: the same fetch with the outside as the program makes it."""
    with serving({"/": answer(LONG)}) as server:
        sly = Outside(resolve=lambda host, port: ["127.0.0.1"])
        for url in (f"http://127.0.0.1:{server.port}/", f"http://{HOST}:{server.port}/"):
            assert failing(Errand(Way("direct"), sly, crew), url, tmp_path).code == "not-public"
    assert not server.asked


def test_an_onion_is_asked_for_through_a_proxy_only(errand: Errand, tmp_path: Path) -> None:
    assert "need a proxy" in failing(errand, "http://abc.onion/", tmp_path).text


# ---- TLS --------------------------------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return authority(tmp_path_factory.mktemp("authority"))


def test_the_certificates_are_kept(known: Authority, crew: Crew, tmp_path: Path) -> None:
    with serving({"/": answer(LONG)}, known.server(HOST)) as server:
        got = get(Errand(Way("direct"), near(trust=known.trust), crew), f"https://{HOST}:{server.port}/", tmp_path)
    with got.object.path.open("rb") as file:
        heads = [dict(r.rec_headers.headers) for r in ArchiveIterator(file, no_record_parse=True)]
    response = next(h for h in heads if h["WARC-Type"] == "response")
    assert response["WARC-IP-Address"] == "127.0.0.1" and response["WARC-Protocol"] == "http/1.1, tls/1.3" and response["WARC-Cipher-Suite"]
    pem = next(
        block
        for (_, _, block), head in zip(records(got), heads, strict=True)
        if head["Content-Type"] == "application/pem-certificate-chain"
    )
    assert ssl.PEM_cert_to_DER_cert(pem.decode().split("-----END CERTIFICATE-----")[0] + "-----END CERTIFICATE-----\n")


@pytest.mark.parametrize("story", ["unknown authority", "another name", "too old"])
def test_a_certificate_that_is_not_to_be_trusted_ends_the_fetch(story: str, known: Authority, crew: Crew, tmp_path: Path) -> None:
    context = known.server("other.example" if story == "another name" else HOST, (-30, -2) if story == "too old" else (-1, 30))
    outside = near() if story == "unknown authority" else near(trust=known.trust)
    with serving({"/": answer(LONG)}, context) as server:
        assert failing(Errand(Way("direct"), outside, crew), f"https://{HOST}:{server.port}/", tmp_path).code == "bad-certificate"
    assert not server.asked


@pytest.mark.slow
def test_a_plain_server_on_a_secure_address_is_told(errand: Errand, tmp_path: Path) -> None:
    with serving({"/": answer(LONG)}) as server:
        assert failing(errand, f"https://{HOST}:{server.port}/", tmp_path).code == "not-reached"


# ---- proxies ----------------------------------------------------------------------------------------------------------------------------------


def never(host: str, port: int) -> list[str]:
    raise AssertionError(f"{host} was looked up on this computer")


@pytest.mark.parametrize("kind", ["http", "socks5h"])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_through_a_proxy_no_name_is_looked_up_here(kind: str, scheme: str, known: Authority, crew: Crew, tmp_path: Path) -> None:
    tls = known.server(HOST) if scheme == "https" else None
    with serving({"/": answer(LONG)}, tls) as server, proxying(kind, server.port) as (port, wanted):
        errand = Errand(way_of(f"{kind}://127.0.0.1:{port}", "case.toml"), replace(near(trust=known.trust), resolve=never), crew)
        got = get(errand, f"{scheme}://{HOST}/", tmp_path)
    assert got.status == 200 and len(wanted) == 1 and HOST in wanted[0]
    raw = gzip.decompress(got.object.path.read_bytes())
    assert b"WARC-IP-Address" not in raw and str(port).encode() not in raw, "where the proxy is stays at home"


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "http://localhost/", "http://169.254.169.254/", "http://printer.local/", "http://10.0.0.1.nip.io/"]
)
def test_what_is_private_is_not_asked_for_through_a_proxy_either(url: str, crew: Crew, tmp_path: Path) -> None:
    with proxying("socks5h", 1) as (port, wanted):
        trouble = failing(Errand(Way("socks5h", "127.0.0.1", port), replace(near(), allowed=frozenset()), crew), url, tmp_path)
    assert trouble.code == "not-public" and not wanted


@pytest.mark.parametrize(("kind", "says"), [("http", b"HTTP/1.1 403 Forbidden\r\n\r\n"), ("http", b"nonsense\r\n\r\n"), ("http", b"x"), ("socks5h", b"\x05\x02\x00\x01" + bytes(6)), ("socks5h", b"\x04\x01"), ("socks5h", b"\x05\x00")])  # fmt: skip
def test_a_proxy_that_refuses_is_told(kind: str, says: bytes, crew: Crew, tmp_path: Path) -> None:
    with proxying(kind, 1, says) as (port, _):
        trouble = failing(Errand(Way(kind, "127.0.0.1", port), near(), crew), f"https://{HOST}/", tmp_path)
    assert trouble.code == "not-reached" and "proxy" in trouble.text


def test_a_proxy_that_is_not_there_is_told(crew: Crew, tmp_path: Path) -> None:
    assert "not there" in failing(Errand(Way("http", "127.0.0.1", 9), near(), crew), f"http://{HOST}/", tmp_path).text


WAYS = {"direct": Way("direct"), " Direct ": Way("direct"), "http://127.0.0.1:8118": Way("http", "127.0.0.1", 8118), "socks5h://[::1]:9050/": Way("socks5h", "::1", 9050)}  # fmt: skip


@pytest.mark.parametrize(("said", "way"), WAYS.items())
def test_a_way_is_read(said: str, way: Way) -> None:
    assert way_of(said, "case.toml") == way


@pytest.mark.parametrize("said", ["proxy", "socks5://127.0.0.1:9050", "http://me:secret@127.0.0.1:1", "http://127.0.0.1", "socks5h://127.0.0.1:99999", "https://127.0.0.1:1", "socks5h://127.0.0.1:0"])  # fmt: skip
def test_a_way_that_cannot_be_is_told(said: str) -> None:
    with pytest.raises(Trouble) as refused:
        way_of(said, "case.toml")
    assert refused.value.code == "bad-through" and "secret" not in refused.value.values["why"]  # type: ignore[operator]


# ---- into captures ----------------------------------------------------------------------------------------------------------------------------


def captures_of(errand: Errand, folder: Path, *urls: str) -> list[Kept | Skipped | Noticed]:
    numbers = iter(range(99))
    return list(intake(urls, fetch=lambda url: fetched(url, folder / f"{next(numbers)}.warc.gz", errand)))


STATES = {
    "complete": (answer(LONG), "complete"),
    "images_missing": (answer(page("Visits", LONG.decode() + '<img src="/gone.png">')), "images_missing"),
    "block by words": (answer(page("Just a moment...", "Enable JavaScript and cookies to continue")), "block"),
    "block by status": (answer(LONG, "403 Forbidden"), "block"),
    "removed by status": (answer(LONG, "404 Not Found"), "removed"),
    "gone": (answer(b"", "410 Gone"), "removed"),
    "taken down": (answer(LONG, "451 Unavailable For Legal Reasons"), "removed"),
    "removed by words": (answer(page("提示", "此内容已被发布者删除")), "removed"),
}


@pytest.mark.parametrize("state", STATES)
def test_a_capture_says_what_it_is(state: str, errand: Errand, tmp_path: Path) -> None:
    said, condition = STATES[state]
    with serving({"/x": said}) as server:
        url = f"http://{HOST}:{server.port}/x"
        found = captures_of(errand, tmp_path, url)
    (k,) = [x for x in found if isinstance(x, Kept)]
    assert (k.condition, k.how, k.captured, k.url, k.key) == (condition, "fetch", 1_700_000_000, url, f"url:{url}")
    assert any(isinstance(x, Noticed) and x.trouble.code == "stub" for x in found) == (condition in ("block", "removed"))


def test_what_is_no_page_is_kept_as_what_it_is(errand: Errand, tmp_path: Path) -> None:
    says = {"/a.png": answer(PNG, kind="image/png"), "/b": answer(b"%PDF-1.4\n%%EOF\n", kind="application/octet-stream"), "/c.json": answer(b'{"visits": 412}', kind="application/json")}  # fmt: skip
    with serving(says) as server:
        found = captures_of(errand, tmp_path, *(f"http://{HOST}:{server.port}{path}" for path in says))
    assert [x.media for x in found if isinstance(x, Kept)] == ["image/png", "application/pdf", "text/plain"]


def test_the_charset_of_the_header_goes_with_the_capture(errand: Errand, tmp_path: Path) -> None:
    with serving({"/": answer("三月四百一十二次".encode("gbk") * 60, kind="text/plain; charset=GBK")}) as server:
        (k,) = captures_of(errand, tmp_path, f"http://{HOST}:{server.port}/")
    assert isinstance(k, Kept) and dict(k.facts) == {"charset": "gbk"}


@pytest.mark.slow
def test_what_cannot_be_kept_is_told_and_the_rest_goes_on(errand: Errand, tmp_path: Path) -> None:
    bomb = gzip.compress(bytes(300 * MIB), 9)
    says = {"/500": answer(LONG, "500 Internal Server Error"), "/204": b"HTTP/1.1 204 No Content\r\n\r\n", "/empty": answer(b""), "/bomb": answer(bomb, Content_Encoding="gzip"), "/torn": answer(gzip.compress(LONG)[:-9], Content_Encoding="gzip"), "/good": answer(LONG)}  # fmt: skip
    with serving(says) as server:
        found = captures_of(
            errand, tmp_path, *(f"http://{HOST}:{server.port}{path}" for path in says), "http://127.0.0.2/", "http://localhost/"
        )
    assert [x.url.rpartition("/")[2] for x in found if isinstance(x, Kept)] == ["good"]
    told = {x.path.rpartition("/")[2] or x.path: x.trouble.code for x in found if isinstance(x, Skipped)}
    assert told == {"500": "answered", "204": "empty-file", "empty": "empty-file", "bomb": "too-large", "torn": "damaged", "http://127.0.0.2/": "not-public", "http://localhost/": "not-public"}  # fmt: skip
    assert all(x.path in x.trouble.text for x in found if isinstance(x, Skipped) and x.trouble.code != "not-public")


def test_a_file_is_a_file_to_others_too(errand: Errand, tmp_path: Path) -> None:
    """What was fetched is an ordinary web archive: given to preserve as a file, it gives the same page."""
    with serving({"/": redirect("/x"), "/x": answer(LONG)}) as server:
        got = get(errand, f"http://{HOST}:{server.port}/", tmp_path)
    (k,) = [x for x in intake([got.object.path]) if isinstance(x, Kept)]
    assert (k.how, k.url) == ("warc", f"http://{HOST}:{server.port}/x")
    assert k.part.payload == hashlib.sha256(LONG).hexdigest() and io.BytesIO(LONG)

"""The gate: who may ask, from where, with what; and what every answer forbids."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from visiting import Visit, visiting

from firsthand.errors import Trouble
from firsthand.front.workbench.serve import listening, served

PAGES = ("/", "/decide", "/sources")


@pytest.fixture(scope="module")
def gate(little: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Visit, Path]]:
    """One workbench for all tests of the gate, which change nothing that another looks at; and the home of its keys."""
    root = tmp_path_factory.mktemp("gate")
    shutil.copytree(little, root, dirs_exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIRSTHAND_HOME", str(root / "home"))
        with visiting(root / "case") as found:
            yield found, root / "home"


@pytest.fixture
def visit(gate: tuple[Visit, Path], monkeypatch: pytest.MonkeyPatch) -> Visit:
    """That workbench."""
    monkeypatch.setenv("FIRSTHAND_HOME", str(gate[1]))
    return gate[0]


def test_the_address_opens_once_exchanged_for_a_cookie_that_scripts_and_other_sites_never_see(visit: Visit) -> None:
    path = visit.served.address.partition(f":{visit.port}")[2]
    answer = visit.ask(path, Cookie="-", Sec_Fetch_Site="none")
    assert answer.status == 303 and answer.headers["location"] == "/"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie and f"firsthand-{visit.port}=" in cookie
    token = path.partition("token=")[2]
    assert token not in cookie and token not in answer.text and token not in visit.page("/").text


@pytest.mark.parametrize("token", ["", "x", "é", "0" * 48])
def test_a_wrong_token_opens_nothing(visit: Visit, token: str) -> None:
    from urllib.parse import quote

    answer = visit.ask(f"/open?token={quote(token)}", Cookie="-")
    assert answer.status == 403 and "set-cookie" not in answer.headers


@pytest.mark.parametrize("cookie", ["-", "firsthand-{port}=", "firsthand-{port}=0", 'firsthand-{port}="', "other={value}"])
@pytest.mark.parametrize("path", PAGES)
def test_without_the_cookie_nothing_of_the_case_is_shown(visit: Visit, path: str, cookie: str) -> None:
    answer = visit.ask(path, Cookie=cookie.format(port=visit.port, value=visit.cookie.partition("=")[2]))
    assert answer.status == 403 and "Orvale" not in answer.text and "printed in the terminal" in answer.words


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "localhost",
        "127.0.0.1",
        "localhost:1",
        "localhost.evil.example:{port}",
        "127.0.0.1.nip.io:{port}",
        "0.0.0.0:{port}",
        "localhost:{port}.",
        "",
    ],
)
def test_another_name_for_this_computer_is_refused(visit: Visit, host: str) -> None:
    """A stranger's page can point its own name at 127.0.0.1 and then read what we answer; our own names it cannot use."""
    assert visit.ask("/", Host=host.format(port=visit.port)).status == 403
    assert visit.ask("/static/workbench.css", Host=host.format(port=visit.port)).status == 403


@pytest.mark.parametrize("host", ["localhost:{port}", "127.0.0.1:{port}", "[::1]:{port}"])
def test_our_own_names_are_taken(visit: Visit, host: str) -> None:
    assert visit.ask("/", Host=host.format(port=visit.port)).status == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_what_another_page_asks_is_refused(visit: Visit, site: str) -> None:
    """The port of kept pages is the same site: it may not ask either."""
    for path in (*PAGES, "/static/workbench.js"):
        assert visit.ask(path, Sec_Fetch_Site=site).status == 403


def test_nothing_is_written_without_the_form_s_own_key_or_from_another_origin(visit: Visit) -> None:
    form = visit.form("/sources", "/screen")
    path, _, key = form.action.partition("?t=")
    body = b"answer=exclude"
    before = visit.served.desk.state.entries
    for action, headers in (
        (path, {}), (f"{path}?t=", {}), (f"{path}?t={key[:-1]}0", {}), (f"{path}?t=%C3%A9", {}), (form.action, {"Origin": "http://evil.example"}), (form.action, {"Origin": "-"}),
        (form.action, {"Origin": "null", "Sec_Fetch_Site": "cross-site"}), (form.action, {"Origin": "null", "Sec_Fetch_Site": "-"}),
        (form.action, {"Origin": f"http://localhost:{visit.port + 1}"}), (form.action, {"Origin": f"http://127.0.0.1:{visit.port}"}), (form.action, {"Cookie": "-"}),
    ):  # fmt: skip
        assert visit.ask(action, "POST", body, **headers).status == 403, (action, headers)
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
        assert visit.ask(form.action, method).status == 403
    visit.page("/")
    assert visit.served.desk.state.entries == before
    assert visit.ask(form.action, "POST", body, Origin="null").status == 303, (
        "the negative control: a browser that sends no referrer is let in"
    )


@pytest.mark.parametrize("path", [*PAGES, "/nowhere", "/sources/nobody", "/decide/nothing", "/static/workbench.js"])
def test_every_answer_forbids_keeping_framing_guessing_and_leaving(visit: Visit, path: str) -> None:
    headers = visit.ask(path).headers
    assert (
        headers["cache-control"] == "no-store"
        and headers["referrer-policy"] == "no-referrer"
        and headers["x-content-type-options"] == "nosniff"
    )
    assert (
        headers["cross-origin-opener-policy"] == headers["cross-origin-resource-policy"] == "same-origin"
        and headers["x-frame-options"] == "DENY"
    )
    policy = dict(p.strip().split(" ", 1) for p in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'" and policy["script-src"] == policy["connect-src"] == policy["form-action"] == "'self'"
    assert policy["base-uri"] == policy["frame-ancestors"] == "'none'" and "unsafe" not in headers["content-security-policy"]
    assert policy["frame-src"].startswith("http://127.0.0.1:") and "server" not in headers


def test_our_pages_name_no_other_place_and_hold_no_inline_code(visit: Visit) -> None:
    import re

    for path in PAGES:
        page = visit.page(path).text
        assert not re.search(r'(?:src|href|action)="(?:https?:)?//(?!127\.0\.0\.1)', page)
        assert not re.search(r"<script(?![^>]*\bsrc=)|\son[a-z]+=|\sstyle=|javascript:", page)


def test_a_case_that_is_none_and_a_port_that_is_taken_are_told(tmp_path: Path, case: Path) -> None:
    with pytest.raises(Trouble) as none:
        served(str(tmp_path / "nowhere"))
    assert none.value.code == "not-a-case"
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(Trouble) as busy:
            served(str(case), taken.getsockname()[1])
    assert busy.value.code == "port-taken" and "--port" in busy.value.advice


def test_a_port_that_somebody_holds_on_the_other_loopback_address_is_not_used() -> None:
    """ "localhost" may lead to ::1: whoever listens there would be handed the key."""
    try:
        other = socket.socket(socket.AF_INET6)
        other.bind(("::1", 0))
    except OSError:
        return  # this computer has no IPv6: nobody can listen there
    with other:
        other.listen()
        with pytest.raises(Trouble) as busy:
            listening(other.getsockname()[1])
    assert busy.value.code == "port-taken"


def test_two_workbenches_stand_side_by_side(visit: Visit, case: Path) -> None:
    with visiting(case) as other:
        assert other.port != visit.port and other.page("/").status == visit.page("/").status == 200
        assert other.ask("/", Cookie=visit.cookie).status == 403


def test_kept_pages_are_shown_by_their_own_address_only(visit: Visit) -> None:
    import re

    source = next(s for s, h in visit.served.desk.state.sources.items() if h.name == "gazette")
    frame = re.search(r'src="(http://127\.0\.0\.1:(\d+)(/[^"]+))"', visit.page(f"/sources/{source}").text)
    assert frame
    port, path = int(frame[2]), frame[3]
    answer = visit.ask(path, port=port, Host=f"127.0.0.1:{port}", Cookie="-", Sec_Fetch_Site="cross-site")
    assert answer.status == 200 and "Mara Venn" in answer.text
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy and re.search(r"sandbox(;|$)", policy) and "unsafe" not in policy and "script-src" not in policy
    for wrong in ("/" + "0" * 32 + path[33:], path[:-1], "/", "/static/../x", path + "/x"):
        assert visit.ask(wrong, port=port, Host=f"127.0.0.1:{port}").status == 404
    for host in (f"localhost:{port}", "evil.example", ""):
        assert visit.ask(path, port=port, Host=host).status == 403
    assert visit.ask(path, "POST", b"x", port=port, Host=f"127.0.0.1:{port}").status == 403

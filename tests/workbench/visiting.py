"""A visitor of the workbench: asks pages, fills in forms, and knows nothing but what the pages say."""

from __future__ import annotations

import http.client
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from firsthand.front.workbench.serve import Served, served


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    raw: bytes

    @property
    def text(self) -> str:
        """The page."""
        return self.raw.decode("utf-8", "replace")

    @property
    def words(self) -> str:
        """What a person reads on it, in one line."""
        seen = _Words()
        seen.feed(self.text)
        return " ".join(" ".join(seen.out).split())

    @property
    def forms(self) -> list[Form]:
        """Its forms."""
        seen = _Forms()
        seen.feed(self.text)
        return seen.out


@dataclass
class Form:
    """A form of a page: where it goes, its fields with their values."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.out: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.hidden += tag in ("style", "script")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in ("style", "script")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.out.append(data)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.out: list[Form] = []
        self.area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {k: v or "" for k, v in attrs}
        if tag == "form":
            self.out.append(Form(given.get("action", "")))
        elif (
            self.out
            and given.get("name")
            and tag == "input"
            and (given.get("type") not in ("radio", "checkbox", "file") or "checked" in given)
        ):
            self.out[-1].fields[given["name"]] = given.get("value", "")
        elif self.out and tag == "select":
            self.area = given.get("name", "")
            self.out[-1].fields[self.area] = ""
        elif self.out and tag == "option" and "selected" in given:
            self.out[-1].fields[self.area] = given.get("value", "")
        elif self.out and tag == "textarea":
            self.area = given.get("name", "")
            self.out[-1].fields[self.area] = ""

    def handle_data(self, data: str) -> None:
        if self.area and self.lasttag == "textarea":
            self.out[-1].fields[self.area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.area = ""


@dataclass
class Visit:
    """A visitor with the cookie."""

    served: Served
    port: int
    cookie: str = ""

    def ask(self, path: str, method: str = "GET", body: bytes = b"", port: int = 0, **headers: str) -> Answer:
        """One request; headers given as a_b are sent as A-B, and None is left out."""
        connection = http.client.HTTPConnection("127.0.0.1", port or self.port, timeout=60)
        sent = {
            "Host": f"localhost:{port or self.port}",
            "Cookie": self.cookie,
            "Sec-Fetch-Site": "same-origin",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        if method != "GET":
            sent["Origin"] = f"http://localhost:{self.port}"
        sent |= {k.replace("_", "-"): v for k, v in headers.items()}
        connection.request(method, path, body or None, {k: v for k, v in sent.items() if v != "-"})
        answer = connection.getresponse()
        raw = answer.read()
        connection.close()
        return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, raw)

    def page(self, path: str) -> Answer:
        """A page that must be there."""
        answer = self.ask(path)
        assert answer.status == 200, (path, answer.status, answer.words[:400])
        return answer

    def form(self, path: str, ending: str) -> Form:
        """The form of a page whose address begins with this."""
        return next(f for f in self.page(path).forms if f.action.partition("?")[0].endswith(ending))

    def send(self, form: Form, **fields: str) -> Answer:
        """Send a form, with these fields changed or added; follows the way on."""
        answer = self.ask(form.action, "POST", urlencode({**form.fields, **fields}).encode())
        return self.ask(answer.headers["location"].partition("#")[0]) if answer.status == 303 else answer

    def upload(self, files: dict[str, bytes], path: str = "/import", boundary: str = "----boundary7ma4") -> Answer:
        """Send files as a browser sends them."""
        form = next(f for f in self.page(path).forms if f.action.startswith("/import/files"))
        body = b"".join(
            f'--{boundary}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\nContent-Type: application/octet-stream\r\n\r\n'.encode()
            + raw
            + b"\r\n"
            for name, raw in files.items()
        )
        answer = self.ask(
            form.action, "POST", body + f"--{boundary}--\r\n".encode(), Content_Type=f"multipart/form-data; boundary={boundary}"
        )
        return self.ask(answer.headers["location"]) if answer.status == 303 else answer

    def wait_work(self) -> None:
        """Until the long work, if any, is done."""
        until = time.monotonic() + 60
        while (work := self.served.desk.work) and not work.ended and time.monotonic() < until:
            time.sleep(0.02)

    def wait(self, seconds: float = 60) -> None:
        """Until nothing goes on behind the pages."""
        desk, until = self.served.desk, time.monotonic() + seconds
        while time.monotonic() < until:
            with desk.at_work():  # take in what the command line wrote
                if (not desk.work or desk.work.ended) and desk.basis.entries == desk.state.entries:
                    return
            time.sleep(0.02)
        raise AssertionError("it did not come to an end")


@contextmanager
def visiting(case: Path, seconds: float = 60) -> Iterator[Visit]:
    """The workbench of a case, served while the context lasts."""
    workbench = served(str(case))
    thread = threading.Thread(target=workbench.run, daemon=True)
    thread.start()
    address = urlsplit(workbench.address)
    visit = Visit(workbench, address.port or 0)
    opened = visit.ask(f"{address.path}?{address.query}", Sec_Fetch_Site="none")
    visit.cookie = re.match(r"[^;]+", opened.headers["set-cookie"])[0]  # type: ignore[index]
    visit.wait(seconds)
    try:
        yield visit
    finally:
        workbench.server.should_exit = True
        thread.join(10)

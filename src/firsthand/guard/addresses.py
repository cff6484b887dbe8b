"""Addresses of the web as a person or a redirect writes them, taken strictly: one meaning or none, and none that leads into a private place.

`address_of` reads an address as browsers do (WHATWG URL, sections 4.4 and 3.5; RFC 3986; UTS 46 for names) and refuses where readers differ: numbers in
disguise, percent signs or backslashes in a host, user names. Where a name leads is looked at again when it is resolved (guard.outside), on every hop.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from urllib.parse import quote, urljoin

from firsthand.errors import Trouble
from firsthand.guard.networks import IP, why_not_public

LONGEST = 8192  # characters of an address; servers refuse longer ones
PORTS = {"http": 80, "https": 443}
_FORM = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(?://([^/?#]*)([^?#]*)(\?[^#]*)?(#.*)?)?", re.DOTALL)
_HOST_PORT = re.compile(r"(\[[^\[\]]*\]|[^:\[\]]*)(?::([0-9]{0,5}))?")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+")
_PLAIN_IPV4 = re.compile(r"(?:0|[1-9][0-9]{0,2})(?:\.(?:0|[1-9][0-9]{0,2})){3}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_PATH_SAFE, _QUERY_SAFE = "/%:@!$&'()*+,;=~-._|^`[]{}", "/%:@!$&'()*+,;=~-._?|^`[]{}"

# Ports that other services listen on, besides those below 1024 (Fetch standard, "bad ports"; databases and control doors of machines).
_LOW_PORTS = frozenset((80, *range(81, 91), 443, 444, 591, 800, 808, 843, 880, 888, 999))
_BAD_PORTS = frozenset((
    1719, 1720, 1723, 2049, 2375, 2376, 2379, 2380, 3306, 3389, 3659, 4045, 4190, 5060, 5061, 5432, 5900, 5984, 5985, 6000, 6379, 6443, 6566, 6665, 6666, 6667, 6668,
    6669, 6679, 6697, 7001, 9200, 9300, 10080, 10250, 10255, 11211, 27017, 50070,
))  # fmt: skip

# Names that never mean a public site: this computer, a local network, a machine's inner services; and names made to lead anywhere.
_INNER_NAMES = frozenset((
    "localhost", "localdomain", "local", "internal", "intranet", "lan", "home", "corp", "private", "home.arpa", "in-addr.arpa", "ip6.arpa", "ip6-localhost",
    "ip6-loopback", "metadata", "metadata.goog", "instance-data", "host.docker.internal", "kubernetes.default.svc", "svc", "consul", "alt",
    "nip.io", "sslip.io", "xip.io", "localtest.me", "lvh.me", "vcap.me", "lacolhost.com", "yoogle.com", "rbndr.us", "1u.ms",
))  # fmt: skip
ONION = "onion"  # only a proxy can reach it, and no name server may be asked for it (RFC 7686)


@dataclass(frozen=True, slots=True)
class Address:
    """An address taken apart: scheme, host (ASCII, lower case, IPv6 without brackets), port, what is asked of the host, and the number the host is, if any."""

    scheme: str
    host: str
    port: int
    target: str
    literal: IP | None = None

    @property
    def authority(self) -> str:
        """Host and port as the Host field says them; the port only where it is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The address spelled in one way."""
        return f"{self.scheme}://{self.authority}{self.target}"


def address_of(url: str, allowed: frozenset[str] = frozenset()) -> Address:
    """The address that `url` is. Raises Trouble("bad-address") or Trouble("not-public"). `allowed`: numbers of hosts that tests may ask."""
    url = url.strip(" \t\r\n\f")
    if len(url) > LONGEST or _CONTROL.search(url):
        raise _bad(url, "it holds control characters" if len(url) <= LONGEST else f"it is longer than {LONGEST} characters")
    found = _FORM.fullmatch(url)
    scheme = found[1].lower() if found else ""
    if found is None or scheme not in PORTS:
        raise _bad(url, "only http and https addresses are fetched")
    if not found[2]:
        raise _bad(url, "it names no host")
    host, port = _host_and_port(url, found[2], scheme)
    literal = _literal(url, host)
    name = str(literal) if literal else _name(url, host)
    _check_port(url, port)
    if literal is not None:
        check_number(url, literal, allowed)
    path, query = quote(found[3] or "/", safe=_PATH_SAFE), quote(found[4] or "", safe=_QUERY_SAFE)
    return Address(scheme, name, port, path + query, literal)


def redirected(base: Address, location: str, allowed: frozenset[str] = frozenset()) -> Address:
    """Where a redirect of `base` leads, held against the same rules."""
    try:
        joined = urljoin(base.url, location.strip(" \t\r\n\f"))
    except ValueError:
        raise _bad(location, "it is no address") from None
    return address_of(joined, allowed)


def check_number(url: str, ip: IP, allowed: frozenset[str] = frozenset()) -> None:
    """Raises Trouble("not-public") unless this is a number of the public internet, or one of `allowed`."""
    why = "" if str(ip) in allowed else why_not_public(ip)
    if why:
        raise Trouble("not-public", path=shown(url), why=f"{ip} is {why}")


def shown(url: str) -> str:
    """An address for a sentence: control characters and what lies beyond 200 characters left out."""
    clean = _CONTROL.sub("\N{REPLACEMENT CHARACTER}", url)
    return clean if len(clean) <= 200 else clean[:200] + "..."


# ---- host and port ----------------------------------------------------------------------------------------------------------------------------


def _host_and_port(url: str, authority: str, scheme: str) -> tuple[str, int]:
    if "@" in authority:
        raise _bad(url, "it carries a user name or a password")
    if "%" in authority or "\\" in authority:
        raise _bad(url, "its host is written with a percent sign or a backslash")
    found = _HOST_PORT.fullmatch(authority)
    if found is None:
        raise _bad(url, "its host or port cannot be read")
    port = int(found[2]) if found[2] else PORTS[scheme]
    if not 0 < port < 65536:
        raise _bad(url, f"there is no port {port}")
    return found[1], port


def _check_port(url: str, port: int) -> None:
    if port in _BAD_PORTS or (port < 1024 and port not in _LOW_PORTS):
        raise _bad(url, f"port {port} is not one where pages are")


def _literal(url: str, host: str) -> IP | None:
    """The number that a host is; None for a name. A number in any other form than the plain one is refused."""
    if host.startswith("["):
        try:
            return IPv6Address(host[1:-1])
        except AddressValueError:
            raise _bad(url, "its host is no IPv6 number") from None
    mapped = _mapped(url, host).rstrip(".")
    if not _NUMBER.fullmatch(mapped.rpartition(".")[2]):
        return None
    if not _PLAIN_IPV4.fullmatch(mapped) or host != mapped:
        raise _bad(url, "its host is a number in disguise" + (f" ({meant})" if (meant := _disguised(mapped)) else ""))
    try:
        return IPv4Address(mapped)
    except AddressValueError:
        raise _bad(url, "its host is no IPv4 number") from None


def _disguised(host: str) -> str:
    """The plain form of an IPv4 number in parts that may be hexadecimal, octal or too few (WHATWG URL 3.5); "" when it is none."""
    parts = host.split(".")
    try:
        numbers = [int(p[2:] or "0", 16) if p.startswith("0x") else int(p, 8 if p.startswith("0") and len(p) > 1 else 10) for p in parts]
    except ValueError:
        return ""
    value = sum(n << 8 * (3 - i) for i, n in enumerate(numbers[:-1])) + numbers[-1]
    fits = len(numbers) <= 4 and all(n < 256 for n in numbers[:-1]) and value < 1 << 32
    return str(IPv4Address(value)) if fits else ""


def _name(url: str, host: str) -> str:
    """A host's name in ASCII, one final dot taken away. Raises Trouble for a name that cannot be, or that never means a public site."""
    name = _mapped(url, host)
    name = name[:-1] if name.endswith(".") else name
    labels = name.split(".")
    if len(name) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise _bad(url, "its host is no name")
    ends = [".".join(labels[i:]) for i in range(len(labels))]
    if inner := next((end for end in ends if end in _INNER_NAMES), ""):
        raise Trouble("not-public", path=shown(url), why=f"names that end in {inner} lead to this computer or its own network")
    if len(labels) == 1:
        raise Trouble("not-public", path=shown(url), why=f"{name} is a name of a local network")
    return name


def _mapped(url: str, host: str) -> str:
    """A host in lower-case ASCII, other scripts as UTS 46 maps and Punycode spells them."""
    if host.isascii() and "xn--" not in host.lower():
        return host.lower()
    import idna

    try:
        return idna.encode(host, uts46=True, transitional=False).decode("ascii").lower()
    except (idna.IDNAError, UnicodeError):
        raise _bad(url, "its host is no name") from None


def _bad(url: str, why: str) -> Trouble:
    return Trouble("bad-address", path=shown(url), why=why)

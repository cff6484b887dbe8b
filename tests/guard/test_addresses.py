"""Addresses taken strictly: every trick that is known to lead a fetcher into a private place is refused, and honest addresses pass, in any script."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.errors import Trouble
from firsthand.guard.addresses import Address, address_of, redirected
from firsthand.guard.networks import why_not_public

BAD, PRIVATE = "bad-address", "not-public"

# what is written -> the code under which it is refused
TRICKS: dict[str, str] = {
    # schemes
    "file:///etc/passwd": BAD, "ftp://a.example/": BAD, "gopher://a.example:70/_x": BAD, "javascript:alert(1)": BAD, "data:text/html,x": BAD, "dict://a.example/": BAD,
    "ws://a.example/": BAD, "blob:https://a.example/1": BAD, "view-source:http://a.example/": BAD, "//a.example/": BAD, "a.example/": BAD, "http:a.example": BAD, "http:/a.example": BAD,
    "http:///a.example": BAD, "https:\\\\a.example\\": BAD, "": BAD, "http://": BAD, "http://?x": BAD,
    # user names, confused authorities
    "http://admin@a.example/": BAD, "http://admin:secret@a.example/": BAD, "http://a.example@127.0.0.1/": BAD, "http://a.example%40127.0.0.1/": BAD, "http://a.example\\@127.0.0.1/": BAD,
    "http://127.0.0.1\\.a.example/": BAD, "http://a.example:80@127.0.0.1/": BAD, "http://a.example:80:80/": BAD, "http://a.example 127.0.0.1/": BAD, "http://a.example\t.b.example/": BAD,
    "http://a.example\r\nHost: b.example/": BAD, "http://a.example/\r\nX: y": BAD, "http://a.example\x00.b.example/": BAD, "http://[::1]a.example/": BAD, "http://a.example[::1]/": BAD,
    "http://-a.example/": BAD, "http://a..example/": BAD, "http://a.example../": BAD, "http://.a.example/": BAD, "http://a,b.example/": BAD, "http://*.example/": BAD,
    "http://" + "a" * 64 + ".example/": BAD, "http://a.example/" + "x" * 9000: BAD,
    # ports
    "http://a.example:0/": BAD, "http://a.example:65536/": BAD, "http://a.example:22/": BAD, "http://a.example:25/": BAD, "http://a.example:6379/": BAD, "http://a.example:11211/": BAD,
    "http://a.example:+80/": BAD, "http://a.example:８0/": BAD, "http://a.example:2375/": BAD,
    # this computer and private networks, plainly
    "http://127.0.0.1/": PRIVATE, "http://127.1.2.3/": PRIVATE, "http://0.0.0.0/": PRIVATE, "http://10.0.0.1/": PRIVATE, "http://172.16.0.1/": PRIVATE, "http://172.31.255.254/": PRIVATE,
    "http://192.168.1.1/": PRIVATE, "http://100.64.0.1/": PRIVATE, "http://169.254.1.1/": PRIVATE, "http://192.0.2.1/": PRIVATE, "http://198.18.0.1/": PRIVATE, "http://224.0.0.1/": PRIVATE,
    "http://240.0.0.1/": PRIVATE, "http://255.255.255.255/": PRIVATE, "http://192.88.99.1/": PRIVATE, "http://203.0.113.9/": PRIVATE,
    # inner services of machines
    "http://169.254.169.254/latest/meta-data/": PRIVATE, "http://169.254.170.2/v2/credentials": PRIVATE, "http://[fd00:ec2::254]/": PRIVATE, "http://[fd20:ce::254]/": PRIVATE,
    "http://metadata.google.internal/computeMetadata/v1/": PRIVATE, "http://METADATA.google.INTERNAL./": PRIVATE, "http://metadata.goog/": PRIVATE, "http://100.100.100.200/": PRIVATE,
    "http://168.63.129.16/": PRIVATE, "http://192.0.0.192/": PRIVATE, "http://instance-data.ec2.internal/": PRIVATE, "http://kubernetes.default.svc/": PRIVATE,
    "http://host.docker.internal/": PRIVATE,
    # numbers in disguise
    "http://2130706433/": BAD, "http://0x7f000001/": BAD, "http://017700000001/": BAD, "http://0177.0.0.1/": BAD, "http://0x7f.0.0.1/": BAD, "http://127.1/": BAD, "http://127.0.1/": BAD,
    "http://00000127.0.0.1/": BAD, "http://127.0.0.1./": BAD, "http://0x7F.0X0.0.1/": BAD, "http://127.0.0.0x1/": BAD, "http://0/": BAD, "http://127.0.0.256/": BAD, "http://1.2.3.4.5/": BAD,
    "http://3232235777/": BAD, "http://0xA9FEA9FE/": BAD, "http://2852039166/": BAD, "http://0251.0376.0251.0376/": BAD, "http://134744072/": BAD, "http://127。0。0。1/": BAD,
    "http://１２７.０.０.１/": BAD, "http://①②⑦.⓪.⓪.①/": BAD, "http://%31%32%37.0.0.1/": BAD, "http://127.0.0.1%2f@a.example/": BAD, "http://0x/": BAD, "http://a.0x7f/": BAD, "http://127..1/": BAD,
    "http://08.8.8.8/": BAD,
    # IPv6 in all its forms
    "http://[::1]/": PRIVATE, "http://[::]/": PRIVATE, "http://[0:0:0:0:0:0:0:1]/": PRIVATE, "http://[::ffff:127.0.0.1]/": PRIVATE, "http://[::ffff:7f00:1]/": PRIVATE, "http://[::127.0.0.1]/": PRIVATE,
    "http://[::ffff:0:127.0.0.1]/": PRIVATE, "http://[64:ff9b::127.0.0.1]/": PRIVATE, "http://[64:ff9b::a9fe:a9fe]/": PRIVATE, "http://[64:ff9b:1::1]/": PRIVATE, "http://[2002:7f00:1::]/": PRIVATE,
    "http://[2002:808:808::1]/": PRIVATE, "http://[2001:0:1::1]/": PRIVATE, "http://[fe80::1]/": PRIVATE, "http://[fc00::1]/": PRIVATE, "http://[fec0::1]/": PRIVATE, "http://[ff02::1]/": PRIVATE,
    "http://[2001:db8::1]/": PRIVATE, "http://[3fff::1]/": PRIVATE, "http://[2600::5efe:7f00:1]/": PRIVATE, "http://[4000::1]/": PRIVATE, "http://[100::1]/": PRIVATE,
    "http://[fe80::1%25eth0]/": BAD, "http://[::1%eth0]/": BAD, "http://[::1/": BAD, "http://::1/": BAD, "http://[1::2::3]/": BAD, "http://[127.0.0.1]/": BAD, "http://[]/": BAD, "http://[v1.x]/": BAD,
    # names of this computer and of its network
    "http://localhost/": PRIVATE, "http://LOCALHOST/": PRIVATE, "http://localhost./": PRIVATE, "http://a.localhost/": PRIVATE, "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/": PRIVATE, "http://ｌocalhost/": PRIVATE,
    "http://lo\u00adcalhost/": PRIVATE, "http://localhost.localdomain/": PRIVATE, "http://printer.local/": PRIVATE, "http://router.lan/": PRIVATE, "http://wiki.corp/": PRIVATE, "http://nas.home.arpa/": PRIVATE,
    "http://intranet/": PRIVATE, "http://router/": PRIVATE, "http://ip6-localhost/": PRIVATE, "http://db.internal:8080/": PRIVATE,
    # names made to lead anywhere
    "http://127.0.0.1.nip.io/": PRIVATE, "http://7f000001.sslip.io/": PRIVATE, "http://localtest.me/": PRIVATE, "http://x.lvh.me/": PRIVATE, "http://7f000001.c0a80001.rbndr.us/": PRIVATE,
    "http://make-169-254-169-254-rr.1u.ms/": PRIVATE,
    # names that are none
    "http://xn--/": BAD, "http://xn--a\u200d.example/": BAD, "http://a\u200db.example/": BAD, "http://\ud800.example/": BAD, "http://‮a.example/": BAD, "http://a／b.example/": BAD,
    "http://a℀.example/": BAD, "http://a＠b.example/": BAD, "http://a：80.example/": BAD,
}  # fmt: skip

# what is written -> the address it is
HONEST = {
    "http://council.example": "http://council.example/",
    " https://Council.Example./a b?q=1#top ": "https://council.example/a%20b?q=1",
    "https://council.example:443/": "https://council.example/",
    "http://council.example:8080/x": "http://council.example:8080/x",
    "http://council.example:/x": "http://council.example/x",
    "HTTPS://council.example/%E6%B0%B4?x=%20": "https://council.example/%E6%B0%B4?x=%20",
    "https://水井.example/水?井=一": "https://xn--elqy53e.example/%E6%B0%B4?%E4%BA%95=%E4%B8%80",
    "https://བོད.example/ཆུ": "https://xn--nddj8i.example/%E0%BD%86%E0%BD%B4",
    "https://FAß.example/": "https://xn--fa-hia.example/",
    "http://a_b.council.example/": "http://a_b.council.example/",
    "http://8.8.8.8/": "http://8.8.8.8/",
    "http://[2606:4700::1111]/": "http://[2606:4700::1111]/",
    "http://[2606:4700:0:0:0:0:0:1111]:8080/": "http://[2606:4700::1111]:8080/",
    "http://[::ffff:8.8.8.8]/": "http://[::ffff:808:808]/",
    "http://[64:ff9b::808:808]/": "http://[64:ff9b::808:808]/",
    "https://notlocalhost.example/": "https://notlocalhost.example/",
    "https://internal.example/?u=http://127.0.0.1/": "https://internal.example/?u=http://127.0.0.1/",
    "https://council.example/@name": "https://council.example/@name",
    "https://council.example/a\\b": "https://council.example/a%5Cb",
    "https://7.council.example/": "https://7.council.example/",
}


@pytest.mark.parametrize(("written", "code"), TRICKS.items())
def test_a_trick_is_refused(written: str, code: str) -> None:
    with pytest.raises(Trouble) as refused:
        address_of(written)
    assert refused.value.code == code, refused.value.text
    said = str(refused.value)
    assert "\n" not in said and "{" not in said and len(said) < 600
    said.encode("utf-8")


def test_there_are_enough_tricks() -> None:
    assert len(TRICKS) >= 60


@pytest.mark.parametrize(("written", "means"), HONEST.items())
def test_an_honest_address_has_one_meaning(written: str, means: str) -> None:
    assert address_of(written).url == means
    assert address_of(means).url == means, "spelling it again changes nothing"


def test_a_disguise_is_said_plainly() -> None:
    with pytest.raises(Trouble) as refused:
        address_of("http://0xA9FEA9FE/")
    assert "169.254.169.254" in refused.value.text


BASE = address_of("https://council.example/a/b?c")
REDIRECTS = {
    "/x": "https://council.example/x", "x": "https://council.example/a/x", "//other.example/x": "https://other.example/x", "http://other.example": "http://other.example/",
    "?d": "https://council.example/a/b?d", "": "https://council.example/a/b?c", " /x\t": "https://council.example/x", "/水": "https://council.example/%E6%B0%B4",
}  # fmt: skip
LED_ASTRAY = ["http://127.0.0.1/", "//localhost/", "//169.254.169.254/x", "file:///etc/passwd", "http://[::1]/", "//user@other.example/", "http://0x7f.1/", "javascript:1", "https://a.example\\@b/", "//[", "http://a b/"]  # fmt: skip


@pytest.mark.parametrize(("location", "means"), REDIRECTS.items())
def test_a_redirect_is_read_from_where_it_stands(location: str, means: str) -> None:
    assert redirected(BASE, location).url == means


@pytest.mark.parametrize("location", LED_ASTRAY)
def test_a_redirect_into_a_private_place_is_refused(location: str) -> None:
    with pytest.raises(Trouble):
        redirected(BASE, location)


@given(st.text(max_size=60))
def test_any_text_gives_an_address_or_our_own_error(written: str) -> None:
    for prefix in ("", "http://", "https://a.example/", "http://[", "http://127."):
        try:
            found = address_of(prefix + written)
        except Trouble as trouble:
            assert trouble.code in (BAD, PRIVATE)
            continue
        assert isinstance(found, Address) and found.url.isascii() and found.host
        assert address_of(found.url) == found
        assert not set(found.url) & set(' \r\n\t\\<>"')


@given(st.integers(0, 2**32 - 1).map(IPv4Address))
def test_what_python_calls_private_is_never_public(ip: IPv4Address) -> None:
    if not ip.is_global or ip.is_multicast or ip.is_reserved:
        assert why_not_public(ip)
    for six in (IPv6Address(f"::ffff:{ip}"), IPv6Address(int(IPv6Address("64:ff9b::")) | int(ip))):
        assert why_not_public(six) == why_not_public(ip)
    assert why_not_public(IPv6Address(0x2002 << 112 | int(ip) << 80))


@given(st.integers(0, 2**128 - 1).map(IPv6Address))
def test_what_python_calls_private_is_never_public_in_ipv6(ip: IPv6Address) -> None:
    if not ip.is_global or ip.is_multicast or ip.is_reserved or ip.is_site_local:
        assert why_not_public(ip)


def test_what_is_public_stays_so() -> None:
    for ip in (
        "1.1.1.1",
        "8.8.8.8",
        "100.63.255.255",
        "100.128.0.1",
        "172.32.0.1",
        "169.253.0.1",
        "192.0.1.1",
        "223.255.255.255",
        "2606:4700::1",
        "2a00::1",
        "2400:3200::1",
    ):
        assert why_not_public(ip_address(ip)) == "", ip


def test_what_tests_may_ask_is_handed_in_and_nothing_else_passes() -> None:
    assert address_of("http://127.0.0.1:8080/", frozenset({"127.0.0.1"})).port == 8080
    for other in ("http://127.0.0.2/", "http://localhost/", "http://[::1]/"):
        with pytest.raises(Trouble):
            address_of(other, frozenset({"127.0.0.1"}))

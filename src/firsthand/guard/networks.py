"""Which internet addresses belong to the public internet, and which never are asked: this computer, its own network, machines' inner services.

Sources: the IANA registries of special-purpose IPv4 and IPv6 addresses (RFC 6890 and those that followed), RFC 4291 (forms of IPv6), RFC 6052 (NAT64),
RFC 3056 (6to4), RFC 4380 (Teredo). What is not surely public is refused: IPv6 outside 2000::/3, tunnels that carry another address inside.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from types import MappingProxyType

IP = IPv4Address | IPv6Address

REFUSED_4 = MappingProxyType({
    IPv4Network("0.0.0.0/8"): "this computer", IPv4Network("127.0.0.0/8"): "this computer",
    IPv4Network("10.0.0.0/8"): "a private network", IPv4Network("172.16.0.0/12"): "a private network", IPv4Network("192.168.0.0/16"): "a private network",
    IPv4Network("100.64.0.0/10"): "a provider's inner network", IPv4Network("169.254.0.0/16"): "a local link, where machines keep their inner services",
    IPv4Network("168.63.129.16/32"): "an inner service of a machine", IPv4Network("192.0.0.0/24"): "a reserved range",
    IPv4Network("192.0.2.0/24"): "a range for documents", IPv4Network("198.51.100.0/24"): "a range for documents", IPv4Network("203.0.113.0/24"): "a range for documents",
    IPv4Network("192.88.99.0/24"): "a relay of tunnels", IPv4Network("198.18.0.0/15"): "a range for measurements",
    IPv4Network("224.0.0.0/4"): "a group of many machines", IPv4Network("240.0.0.0/4"): "a reserved range",
})  # fmt: skip
REFUSED_6 = MappingProxyType({
    IPv6Network("::/128"): "this computer", IPv6Network("::1/128"): "this computer", IPv6Network("::/96"): "an old way to write another address",
    IPv6Network("64:ff9b:1::/48"): "a translator inside a network", IPv6Network("fc00::/7"): "a private network", IPv6Network("fe80::/10"): "a local link",
    IPv6Network("fec0::/10"): "a private network", IPv6Network("ff00::/8"): "a group of many machines", IPv6Network("2001::/32"): "a tunnel that carries another address",
    IPv6Network("2001::/23"): "a reserved range", IPv6Network("2001:db8::/32"): "a range for documents", IPv6Network("3fff::/20"): "a range for documents",
    IPv6Network("2002::/16"): "a tunnel that carries another address",
})  # fmt: skip
_PUBLIC_6 = IPv6Network("2000::/3")  # all that was ever given out
_NAT64 = IPv6Network("64:ff9b::/96")  # how networks without IPv4 reach it: the last 32 bits are the address
_ISATAP = (0x00005EFE, 0x02005EFE)  # RFC 5214: these 32 bits, then an IPv4 address


def why_not_public(ip: IP) -> str:
    """ "" when the address is of the public internet, else what it is."""
    inner = _inner(ip)
    if inner is not None:
        return why_not_public(inner)
    if isinstance(ip, IPv4Address):
        return next((why for network, why in REFUSED_4.items() if ip in network), "")
    refused = next((why for network, why in REFUSED_6.items() if ip in network), "")
    return refused or ("" if ip in _PUBLIC_6 and not _carries_ipv4(ip) else "a reserved range")


def _inner(ip: IP) -> IPv4Address | None:
    """The IPv4 address that an IPv6 address merely writes otherwise (mapped, NAT64)."""
    if isinstance(ip, IPv4Address):
        return None
    return ip.ipv4_mapped or (IPv4Address(int(ip) & 0xFFFFFFFF) if ip in _NAT64 else None)


def _carries_ipv4(ip: IPv6Address) -> bool:
    return int(ip) >> 32 & 0xFFFFFFFF in _ISATAP

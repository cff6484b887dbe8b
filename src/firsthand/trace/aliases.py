"""Which names of outside sources are one source: by key, acronym as defined anywhere in the corpus, surname within a document, office without its
holder, a short outlet name by context. What is likely but unsure is kept open as "may be the same"."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from types import MappingProxyType

from firsthand.tongues.credit_words import agencies
from firsthand.trace.naming import key_of
from firsthand.trace.naming_scripts import Parsed

_DEFINED = re.compile(
    r"\b((?:[A-Z][\w’'-]+|U\.[NKS]\.)(?:\s+(?:of|for|and|on|the|in|to|de|du|des|der|für|per)\b|\s+[A-Z][\w’'-]+){1,9})(?:\s*\(|,\s+or\s+)([A-Z]{2,8})\b"
)
_BOTH_SCRIPTS = re.compile(
    r"\b([A-Z][\w’'-]+(?:\s+(?:(?:of|for|and|the)\s+){0,2}[A-Z][\w’'-]+){0,9})\s*[（(]([\u3400-\u9fff·]{2,30}|[\u0f0b\u0f40-\u0fbc]{4,80})[)）]"
)
_SMALL = frozenset(["of", "for", "and", "on", "the", "in", "to", "de", "du", "des", "der", "für", "per", "la", "le", "a"])
_SHORT_OUTLETS = frozenset(
    [
        "times",
        "post",
        "journal",
        "guardian",
        "telegraph",
        "mail",
        "express",
        "herald",
        "tribune",
        "courier",
        "gazette",
        "observer",
        "chronicle",
        "monitor",
        "standard",
        "sun",
        "mirror",
        "star",
        "record",
        "news",
        "agency",
    ]
)
SURE, LIKELY = 0.97, 0.8  # "the same": by definition; by a shared tail of the name
LONG_NAME = 4  # words of weight from which an acronym, where there is one, is the name shown
_OFFICE_WORDS = 2  # words an office must share with a holder's role to be his


@dataclass
class Cluster:
    """Names found to be one source while they are gathered."""

    kind: str = "body"
    heads: Counter[str] = field(default_factory=Counter)
    written: Counter[str] = field(default_factory=Counter)
    acronyms: Counter[str] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)
    bodies: set[str] = field(default_factory=set)
    speaks: set[str] = field(default_factory=set)


def acronyms_in(texts: Iterable[str]) -> dict[str, str]:
    """Acronyms that the texts define ("World Health Organization (WHO)"): key of the acronym to the key of the full name it stands for most."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for m in _DEFINED.finditer(text):
            if full := _spelled(m.group(1).split(), m.group(2)):
                seen[key_of(m.group(2))][key_of(full)] += 1
    return {short: counts.most_common(1)[0][0] for short, counts in seen.items()}


def _spelled(parts: Sequence[str], acronym: str) -> str:
    """The last words whose initials spell the acronym, small words free; "" if none do."""
    for start in range(len(parts)):
        words = parts[start:]
        initials = "".join(w[0] for w in words if w.lower() not in _SMALL).upper()
        every = "".join(w[0] for w in words).upper()
        if acronym in (initials, every) or (len(acronym) > 2 and initials.endswith(acronym) and len(initials) - len(acronym) <= 0):
            return " ".join(words)
    return ""


def scripts_in(texts: Iterable[str]) -> dict[str, str]:
    """Names in Han or Tibetan letters that texts give in brackets after a name in Latin ones: key of the former to key of the latter."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for m in _BOTH_SCRIPTS.finditer(text):
            seen[key_of(m.group(2))][key_of(m.group(1))] += 1
    return {other: counts.most_common(1)[0][0] for other, counts in seen.items() if other}


class Aliases:
    """Clusters of names. `place` puts a name in, `shown` gives the name of its cluster."""

    def __init__(self, acronyms: Mapping[str, str], scripts: Mapping[str, str] = MappingProxyType({})):
        self._acronyms = dict(acronyms)
        self._scripts = dict(scripts)
        self._cluster: dict[str, Cluster] = {}

    def key(self, name: Parsed) -> str:
        """The key a name is filed under: its own, or that of the full name its acronym stands for."""
        own = self._scripts.get(key_of(name.head), key_of(name.head))
        if name.kind == "person":
            return own
        given = key_of(name.acronym)
        return self._acronyms.get(own) or (self._acronyms.get(given) if given else None) or own

    def place(self, name: Parsed, written: str) -> str:
        """Files a name, and gives its key."""
        key = self.key(name)
        cluster = self._cluster.setdefault(key, Cluster(name.kind))
        cluster.kind = name.kind if name.kind == "person" else cluster.kind
        cluster.heads[name.head] += 1
        cluster.written[written] += 1
        if name.acronym:
            cluster.acronyms[name.acronym] += 1
        if name.role:
            cluster.roles[name.role] += 1
        if name.body:
            (cluster.speaks if name.speaks_for else cluster.bodies).add(name.body)
        return key

    def in_other_scripts(self, key: str) -> tuple[str, ...]:
        """The keys in other scripts that texts give in brackets after a name."""
        return tuple(other for other, latin in self._scripts.items() if latin == key)

    def shown(self, key: str) -> str:
        """The name to show for a cluster: an agency's usual name, a person with the office, an acronym where it is used alone or the name is long."""
        cluster = self._cluster[key]
        if key in agencies():
            return agencies()[key]
        full = (
            max(cluster.heads, key=lambda h: (cluster.heads[h] > 1, len(h), h))
            if cluster.kind != "person"
            else max(cluster.heads, key=lambda h: (len(h), h))
        )
        acronym = next((short.upper() for short, long in self._acronyms.items() if long == key), "") or (
            cluster.acronyms.most_common(1)[0][0] if cluster.acronyms else ""
        )
        if cluster.kind == "person":
            role = cluster.roles.most_common(1)[0][0] if cluster.roles else ""
            return f"{full}, {role}" if role.isascii() and role else full  # an office in Han or Tibetan is a description, no title
        alone = any(key_of(h) == key_of(acronym) for h in cluster.heads)
        if acronym and (alone or len([w for w in full.split() if w.lower() not in _SMALL]) >= LONG_NAME):
            return acronym
        return f"{full} ({acronym})" if acronym and key_of(acronym) != key_of(full) else full

    def kind(self, key: str) -> str:
        """Person, body or document."""
        return self._cluster[key].kind

    def written(self, key: str) -> tuple[str, ...]:
        """Every way the source is written, the most frequent first; then the body a person speaks for, where it is no source of its own."""
        cluster = self._cluster[key]
        spoken_for = [b for b in sorted(cluster.speaks) if self._acronyms.get(key_of(b), key_of(b)) not in self._cluster]
        return tuple(dict.fromkeys([w for w, _ in cluster.written.most_common()] + sorted(cluster.heads) + spoken_for))

    def bodies_of(self, key: str) -> tuple[set[str], set[str]]:
        """Keys of the bodies a person speaks for, and of those a person only belongs to."""
        cluster = self._cluster[key]
        short = self._acronyms
        return ({short.get(key_of(b), key_of(b)) for b in cluster.speaks}, {short.get(key_of(b), key_of(b)) for b in cluster.bodies})

    def keys(self) -> tuple[str, ...]:
        """All keys."""
        return tuple(self._cluster)

    def ending_in(self, key: str, here: Set[str]) -> str | None:
        """What a short name of an outlet ("the Times") means: the one longer name among those `here` that ends so, else the only one anywhere."""
        if len(key.split()) != 1 or key not in _SHORT_OUTLETS:
            return None
        for pool in (here, self._cluster.keys()):
            longer = [k for k in pool if k.endswith(" " + key) and self._cluster[k].kind == "body"]
            if len(longer) == 1:
                return longer[0]
            if longer:
                return None
        return None

    def holder_of(self, name: Parsed, written: str) -> str | None:
        """The person whose role an office without a name gives: "the UN special rapporteur on ..."; None unless just one fits."""
        office = {w for w in key_of(written).split() if w not in _SMALL}
        fitting = [key for key, c in self._cluster.items() if c.kind == "person" and any(_fits(office, way) for way in c.written)]
        return fitting[0] if len(fitting) == 1 else None


def _fits(office: set[str], written: str) -> bool:
    role = {w for w in key_of(written).split() if w not in _SMALL}
    shared = office & role
    return (
        len(shared) >= _OFFICE_WORDS
        and len(shared) >= 0.5 * len(office)
        and bool(shared & {"rapporteur", "envoy", "commissioner", "ombudsman", "coordinator"})
    )


def may_be_same(aliases: Aliases) -> dict[str, tuple[tuple[str, float], ...]]:
    """Pairs of clusters that may be one: a person and the body spoken for (SURE), a name that ends another (LIKELY)."""
    found: dict[str, list[tuple[str, float]]] = defaultdict(list)
    keys = set(aliases.keys())
    by_tail: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        parts = key.split()
        for n in range(1, len(parts)):
            by_tail[" ".join(parts[n:])].append(key)
    for key in sorted(keys):
        speaks, belongs = aliases.bodies_of(key)
        for body in sorted(speaks & keys):
            found[key].append((body, SURE))
        for body in sorted(belongs & keys):
            found[key].append((body, 0.5))
        longer = by_tail.get(key, ())
        if len(longer) == 1 and aliases.kind(key) == aliases.kind(longer[0]):
            found[key].append((longer[0], LIKELY))
    return {key: tuple(pairs) for key, pairs in found.items()}

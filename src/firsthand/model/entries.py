"""Entries of the ledger: which kinds there are and which of their fields are plain. Every other word is sealed.

Plain fields are closed words, integers, digests of public objects, ids and UTC seconds. Free text, addresses, names, queries and reasons go into
`sealed`: a payload that the ledger keeps encrypted, with a salted commitment in the entry.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from firsthand.model.plain import Plain

# kind -> its plain fields. What an entry of that kind may carry sealed is said beside it.
KINDS: dict[str, tuple[str, ...]] = {
    "begun": ("case", "format"),  # the case was made · title, languages
    "continued": ("case", "previous", "size", "root"),  # a new log goes on from another
    "object": ("digest", "size"),  # bytes were put in the vault
    "captured": (  # one act of preserving one source · name file url archive_url title publisher published language captured note extra
        "source", "capture", "object", "offset", "length", "payload", "media", "condition", "how", "captured_at", "sealed_bytes",
    ),
    "skipped": ("how", "code"),  # an input that could not be kept · path why
    "screened": ("source", "answer"),  # include, exclude, reopen · because
    "decided": ("subject", "of", "answer", "sees"),  # accept amend reject withdraw reverse sibling merge split reopen · value because
    "added": ("subject", "of"),  # a hand-made claim, finding, link, question, note, translation, search, region, protect, same · value
    "published": ("publication", "digest", "size", "root", "profile"),  # what left the house · path
    "exported": ("export", "form", "ending", "digest", "size", "rows"),  # a copy in another form left the house · path
    "erased": ("subject", "commitments"),  # keys destroyed · because
    "stamped": ("log", "size", "token", "stamped_at"),  # an authority gave a timestamp over a checkpoint; the token is an object · url authority anchor fingerprint
    "answered": ("subject", "erasure", "commitments"),  # an erasure of another log carried out here; what it cost here besides
    "hand": ("reader",),  # the reading key of who writes this log: what may be wrapped for it
    "admitted": ("reader",),  # whoever has this reading key may open what is sealed
    "revoked": ("log", "reader", "size"),  # the log counts to this size only, and nothing is wrapped for its reading key any more · because
    "looked": ("digest",),  # a sealed object was opened: written by the store before its first bytes are given, once while the ledger is open
    "transferred": ("how", "objects", "keys"),  # kept files and keys were given to another copy (sync) or put into a package (pack) · path of a package
    "audited": ("answer", "count"),  # every promise was recomputed and held; of how many things
    "failed": ("publication", "code"),  # an act begun and not completed
}  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """One act, as handed to the ledger: its kind, when (UTC seconds), the plain fields, the sealed payload (None: nothing sealed)."""

    kind: str
    at: int
    plain: dict[str, Plain]
    sealed: dict[str, Plain] | None = field(default=None)


@dataclass(frozen=True)
class Erased:
    """Stands where a sealed payload was whose key is gone."""

    commitment: str


@dataclass(frozen=True)
class Locked:
    """Stands where a sealed payload is whose key is not on this computer; nobody erased it, and with the key it opens again."""

    commitment: str


@dataclass(frozen=True)
class Stored:
    """An entry as the ledger gives it back: place in the log (from 0), its log, the payload opened, erased, locked, or None, and the entry's own id.

    The id is derived from the line as hashed; it is what a later decision names in `sees`.
    """

    index: int
    log: str
    entry: Entry
    opened: dict[str, Plain] | Erased | Locked | None
    id: str = ""
    aside: bool = False  # written after its log was revoked: kept, and counted for nothing

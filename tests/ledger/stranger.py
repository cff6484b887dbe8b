"""A reader of cases written from docs/format.md alone; imports nothing of Firsthand. Usage: stranger.py CASE [HOME] -> one JSON line.

Given HOME it also opens what is sealed. Ends with a message on standard error where something does not hold.
"""

import base64
import hashlib
import hmac
import json
import pathlib
import re
import sqlite3
import sys

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305


def must(fits, words):
    if not fits:
        sys.exit(words)


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def mac(key, message):
    return hmac.new(key, message, hashlib.sha256).digest()


def root(leaves):
    if len(leaves) < 2:
        return leaves[0] if leaves else sha()
    k = 1
    while 2 * k < len(leaves):
        k *= 2
    return sha(b"\x01", root(leaves[:k]), root(leaves[k:]))


ESCAPES = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}


def spelled(value):
    """RFC 8785 without floats, written by hand."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        must(abs(value) < 2**53, "a number is too large")
        return str(value)
    if isinstance(value, str):
        return '"' + "".join(ESCAPES.get(c) or (f"\\u{ord(c):04x}" if c < " " else c) for c in value) + '"'
    if isinstance(value, list):
        return "[" + ",".join(map(spelled, value)) + "]"
    must(isinstance(value, dict), f"a {type(value).__name__} in an entry")
    return "{" + ",".join(spelled(k) + ":" + spelled(value[k]) for k in sorted(value)) + "}"


def entry(line):
    value = json.loads(line)
    must(spelled(value).encode() == line, "an entry is not canonical")
    must(value["v"] == 1 and isinstance(value["kind"], str) and isinstance(value["at"], int), "an entry lacks its frame")
    return value


def checkpoint(note, vkey):
    name, _, public = vkey.split("+", 2)
    public = base64.b64decode(public)
    text, _, signature = note.decode().partition("\n\n")
    dash, signer, mark = signature.rstrip("\n").split(" ")
    mark, text = base64.b64decode(mark), text + "\n"
    must((dash, signer, mark[:4]) == ("\u2014", name, sha(name.encode(), b"\n", public)[:4]), "a checkpoint is signed by another key")
    Ed25519PublicKey.from_public_bytes(public[1:]).verify(mark[4:], text.encode())
    origin, size, head = text.splitlines()
    must(origin == name, "a checkpoint is of another log")
    return int(size), base64.b64decode(head)


def log(database, number, vkey):
    """The entries of one log, every hash and signature checked."""
    rows = database.execute("SELECT idx, line FROM entries WHERE log = ? ORDER BY idx", (number,)).fetchall()
    must([r[0] for r in rows] == list(range(len(rows))), "an entry is missing")
    leaves, done = [sha(b"\x00", r[1]) for r in rows], 0
    for size, note, kept in database.execute("SELECT size, note, leaves FROM batches WHERE log = ? ORDER BY size", (number,)):
        must(checkpoint(note, vkey) == (size, root(leaves[:size])), f"the checkpoint over {size} entries does not hold")
        must(kept == b"".join(leaves[done:size]), f"the hashes before {size} are others")
        done = size
    must(done == len(rows), "entries are beyond the last checkpoint")
    return [entry(r[1]) for r in rows]


def payload(database, keys, one):
    """The sealed payload of an entry, None where its key is gone or not here."""
    commitment = bytes.fromhex(one["sealed"])
    (box,) = database.execute("SELECT box FROM payloads WHERE commitment = ?", (commitment,)).fetchone()
    must(sha(box).hex() == one["box"], "a sealed payload was changed")
    key = keys.get(commitment)
    if key is None:
        return None
    clear = ChaCha20Poly1305(mac(key, b"firsthand/payload/1")).decrypt(bytes(12), box, commitment).rstrip(b"\0")
    must(mac(key, clear) == commitment, "a payload is not what was committed")
    return json.loads(clear)


def stored_object(case, keys, one):
    """The clear bytes of a kept object, None where it is sealed and its key is gone or not here."""
    name = one["digest"]
    path = case / "vault" / name[:2] / name[2:]
    sealed = path.with_name(path.name + ".sealed")
    data = (sealed if sealed.exists() else path).read_bytes()
    must(sha(data).hex() == name, f"the object {name} was changed")
    if sealed.exists():
        key = keys.get(bytes.fromhex(name))
        if key is None:
            return None
        cipher, step = ChaCha20Poly1305(mac(key, b"firsthand/object/1")), 65_536 + 16
        pieces = [data[i : i + step] for i in range(0, len(data), step)]
        last = len(pieces) - 1
        data = b"".join(cipher.decrypt(n.to_bytes(11, "big") + bytes([n == last]), p, None) for n, p in enumerate(pieces))
    must(len(data) == one["size"], f"the object {name} has another size")
    return data


def keys_of(home):
    if home is None:
        return {}
    return dict(sqlite3.connect(home / "keys.db").execute("SELECT name, key FROM keys").fetchall())


def main(case, home=None):
    database, keys = sqlite3.connect(case / "ledger.db"), keys_of(home)
    must(database.execute("PRAGMA user_version").fetchone() == (1,), "another format")
    entries = [
        e for n, vkey in database.execute("SELECT number, vkey FROM logs ORDER BY number").fetchall() for e in log(database, n, vkey)
    ]
    payloads = [payload(database, keys, e) if "sealed" in e else None for e in entries]
    objects = {e["digest"]: stored_object(case, keys, e) for e in entries if e["kind"] == "object"}
    for one, opened in zip(entries, payloads, strict=True):
        if one["kind"] == "captured" and objects[one["object"]] is not None:
            piece = objects[one["object"]][one["offset"] : one["offset"] + one["length"]]
            must(sha(piece).hex() == (one["payload"] or opened["payload"]), "a part is not what was kept")
        must(all(re.fullmatch(r"[A-Za-z0-9_.:/+#-]*", v) for v in one.values() if isinstance(v, str)), "free text stands unsealed")
    print(
        json.dumps(
            {
                "kinds": [e["kind"] for e in entries],
                "payloads": payloads,
                "objects": {k: None if v is None else len(v) for k, v in objects.items()},
            }
        )
    )


if __name__ == "__main__":
    main(*map(pathlib.Path, sys.argv[1:]))

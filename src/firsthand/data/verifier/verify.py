#!/usr/bin/env python3
"""Checks a bundle of Firsthand (a folder or the ZIP as it was written) or a web report (HTML), offline, with nothing of Firsthand.

    python3 -S -I verify.py PATH [--trust ROOTS.pem]

Needs Python 3.8 or later and the `openssl` command (1.1.1 or later). Format: docs/format.md, "Bundles". Prints a line a check; ends with 0 when everything
that can be checked holds, 1 when something does not, 2 when there is nothing it could check. It reads bytes; it says nothing about whether what they say is so.
"""

import base64, gzip, hashlib, hmac, html, io, json, os, re, struct, subprocess, sys, tempfile, zipfile, zlib
from datetime import datetime, timezone
FORMAT, PAGE_FORMAT = "firsthand bundle 1", "firsthand web-report 1"
ED25519 = bytes.fromhex("302a300506032b6570032100")  # RFC 8410: a public key as SubjectPublicKeyInfo begins so, then 32 bytes
ACCEPTING = ("accept", "amend", "merge", "split", "add")
MOST = 1 << 30  # bytes that a bundle, or anything packed in it, may have

class Broken(Exception):
    """Something does not hold, in words."""
def must(fits, words):
    if not fits:
        raise Broken(words)
def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()
def moment(seconds):
    return datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%d %H:%M:%S UTC")

def value_of(raw, name):
    """The JSON map of bytes that must be its one canonical spelling."""
    try:
        value = json.loads(raw.decode())
        same = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() == raw
    except (ValueError, RecursionError):
        same, value = False, None
    must(same and isinstance(value, dict), f"{name} is not canonical JSON")
    return value

# The files of a bundle
def zip_of(files):
    """The one ZIP that these files make: stored, in order of their names, every other field fixed."""
    body, central = io.BytesIO(), io.BytesIO()
    for name in sorted(files):
        data, called = files[name], name.encode()
        fields = (20, 0x800, 0, 0, 33, zlib.crc32(data), len(data), len(data), len(called), 0)
        central.write(struct.pack("<4sH5H3I5H2I", b"PK\1\2", 0x314, *fields, 0, 0, 0, 0o100644 << 16, body.tell()) + called)
        body.write(struct.pack("<4s5H3I2H", b"PK\3\4", *fields) + called + data)
    ending = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, len(files), len(files), central.tell(), body.tell(), 0)
    return body.getvalue() + central.getvalue() + ending

def unzipped(raw):
    files, at = {}, 0
    while raw[at : at + 4] == b"PK\3\4":
        must(len(raw) >= at + 30, "the ZIP breaks off")
        size, length = struct.unpack("<IH", raw[at + 22 : at + 28])
        files[raw[at + 30 : at + 30 + length].decode("ascii", "replace")] = raw[at + 30 + length : at + 30 + length + size]
        at += 30 + length + size
    must(zip_of(files) == raw, "the ZIP is not byte for byte as it was written (if it was only packed anew, unpack it and check the folder)")
    return files

def files_of(path):
    """Name -> bytes; a file that is no ZIP has the name "". """
    if not os.path.isdir(path):
        must(os.path.getsize(path) <= MOST, "it is larger than a bundle may be")
        with open(path, "rb") as file:
            raw = file.read()
        return unzipped(raw) if raw[:4] == b"PK\3\4" else {"": raw}
    files = {}
    for folder, _, names in os.walk(path):
        for place in (os.path.join(folder, name) for name in names):
            must(os.path.isfile(place) and not os.path.islink(place), f"{place} is no plain file")
            with open(place, "rb") as file:
                files[os.path.relpath(place, path).replace(os.sep, "/")] = file.read()
    return files

def sealed_manifest(files):
    """Every file of a bundle, held against the manifest, and the manifest against the ledger that published it."""
    must("manifest.json" in files and "seal.json" in files, "it is no bundle: manifest.json or seal.json is missing")
    manifest, seal = value_of(files["manifest.json"], "manifest.json"), value_of(files["seal.json"], "seal.json")
    must(manifest.get("format") == FORMAT and set(manifest) == {"format", "files"}, "the bundle is of another format")
    for name in sorted(set(manifest["files"]) | set(files) - {"manifest.json", "seal.json"}):
        must(name in files, f"{name} is missing")
        must(name in manifest["files"], f"{name} is not named in the manifest")
        must(manifest["files"][name] == {"sha256": sha(files[name]).hex(), "size": len(files[name])}, f"{name} was changed")
    must(set(seal) == {"line", "index", "path", "note", "vkey"}, "seal.json holds something else")
    entry, digest = entry_of(seal["line"]), sha(files["manifest.json"]).hex()
    must((entry["kind"], entry["profile"], entry["digest"]) == ("published", "bundle", digest), "the ledger published another manifest")
    included(seal["line"], seal["index"], seal["path"], *checkpoint_of(seal["note"], seal["vkey"]))

# Proofs
def openssl(words, **files):
    """(whether openssl ended well, what it printed); names of `files` among the words become their paths."""
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            with open(os.path.join(folder, name), "wb") as file:
                file.write(data)
        line = ["openssl"] + [os.path.join(folder, w) if w in files else w for w in words.split()]
        done = subprocess.run(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, check=False)
    return done.returncode == 0, done.stdout if done.returncode == 0 else done.stdout + done.stderr

def unspelled(text):
    raw = base64.b64decode(text)
    must(base64.b64encode(raw).decode() == text, "base64 in an unusual spelling")
    return raw

def checkpoint_of(note, vkey):
    """(size, root) that a signed note (C2SP) states, its signature checked."""
    name, identity, spelled = vkey.split("+", 2)
    key = unspelled(spelled)
    text, _, signatures = note.partition("\n\n")
    dash, signer, mark = signatures[:-1].split(" ")
    mark, text = unspelled(mark), text + "\n"
    must(sha(name.encode(), b"\n", key)[:4].hex() == identity and key[:1] == b"\1" and len(key) == 33, "a key does not fit its id")
    must((dash, signer, mark[:4].hex(), note[-1]) == ("\u2014", name, identity, "\n"), "a checkpoint names another key")
    words = "pkeyutl -verify -pubin -keyform DER -inkey key -rawin -in text -sigfile mark"
    signed, said = openssl(words, key=ED25519 + key[1:], text=text.encode(), mark=mark[4:])
    must(signed, f"the signature of the checkpoint of {name} does not hold ({said.decode(errors='replace').strip()[-80:]})")
    origin, size, root = text[:-1].split("\n")
    must(origin == name and str(int(size)) == size, "a checkpoint is of another log")
    return int(size), unspelled(root)

def included(line, index, path, size, root):
    """RFC 9162, 2.1.3.2."""
    must(0 <= index < size, "an entry stands outside its log")
    place, last, found = index, size - 1, sha(b"\0", line.encode())
    for sibling in path:
        must(last > 0 and re.fullmatch("[0-9a-f]{64}", sibling), "a proof is too long or malformed")
        if place & 1 or place == last:
            found = sha(b"\1", bytes.fromhex(sibling), found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = sha(b"\1", found, bytes.fromhex(sibling))
        place, last = place >> 1, last >> 1
    must(last == 0 and found == root, f"entry {index} does not lead to the checkpoint")

def entry_of(line):
    entry = value_of(line.encode(), "an entry")
    must(entry.get("v") == 1 and isinstance(entry.get("at"), int) and isinstance(entry.get("kind"), str), "an entry lacks its frame")
    return entry

def opened(one, entry, erased):
    """What an entry sealed: the payload where it is given, else "withheld" or "destroyed"; None where nothing is sealed."""
    opening, sealed = one.get("opening"), entry.get("sealed")
    must((opening is None) == (sealed is None), "an opening is missing, or opens nothing")
    if opening is None or opening["state"] == "withheld":
        return opening and "withheld"
    if opening["state"] == "destroyed":
        must(sealed in erased, "a payload is called destroyed and no entry says so")
        return "destroyed"
    must(opening["state"] == "given", "an opening is of no known kind")
    payload = opening["payload"].encode()
    must(hmac.new(bytes.fromhex(opening["key"]), payload, "sha256").hexdigest() == sealed, "an opening does not open its entry")
    return value_of(payload, "an opened payload")

def stamped(note, token, trust):
    """When and by whom a note was stamped (RFC 3161), as openssl reads the token; its own certificates are believed unless `trust` is given."""
    _, said = openssl("ts -reply -in token -text", token=token)
    time = re.search(rb"Time stamp: (\w+ +\d+ \d+:\d+:\d+)[.\d]* (\d+) GMT", said)
    must(time, "a timestamp cannot be read")
    at = datetime.strptime(b" ".join(time.groups()).decode(), "%b %d %H:%M:%S %Y").replace(tzinfo=timezone.utc).timestamp()
    _, inner = openssl("ts -reply -in token -token_out", token=token)
    _, own = openssl("pkcs7 -inform DER -in inner -print_certs", inner=inner)
    words = f"ts -verify -in token -data note -CAfile roots -untrusted own -attime {int(at)}" + ("" if trust else " -partial_chain")
    fine, said = openssl(words, token=token, note=note.encode(), roots=trust or own, own=own)
    must(fine, f"a timestamp does not hold ({said.decode(errors='replace').strip()[-160:]})")
    names = set(re.findall(rb"subject=(.+)", own)) - set(re.findall(rb"issuer=(.+)", own))
    return f"{moment(at)}, by the clock of {b' or '.join(sorted(names)).decode(errors='replace') or 'an authority'}"

def bytes_read(payload, text):
    """The bytes that the places of a text count: the payload, or files inside it put one after another; None where that needs a reader."""
    if not text["members"]:
        return payload if text["reader"] in ("html", "text") else None
    if payload[:4] != b"PK\3\4":
        return None
    with zipfile.ZipFile(io.BytesIO(payload)) as packed:
        must(sum(packed.getinfo(m["name"]).file_size for m in text["members"]) <= MOST, "a source unfolds to too much")
        return b"".join(packed.read(m["name"]) for m in text["members"])

def leads_back(text, raw):
    """Every code point of a text, held against the bytes that it came from."""
    at = 0
    for start, end, low, high, linear in text["segments"]:
        must(start == at < end and 0 <= low <= high <= len(raw), "the places of a text do not join")
        here, there, at = text["text"][start:end], raw[low:high].decode(text["encoding"], "replace"), end
        stands_for = html.unescape(there) == here or (here.isspace() and (there.isspace() or not there)) or re.fullmatch("<[^>]*>", there)
        must(here == there if linear else stands_for, "a text is not what its bytes say")
    must(at == len(text["text"]), "the places of a text do not cover it")

def source_checked(source, entry, files, say):
    """The text of a source whose bytes are those that its entry took; None where the text cannot be had from the bytes here."""
    must(entry["kind"] == "captured" and entry["source"] == source["id"], f"an entry is of another source than {source['name']}")
    if not source["payload"]:
        say("not checked", f"{source['name']}: its bytes are withheld")
        return None
    payload = files[source["payload"]]
    must(sha(payload).hex() == entry["payload"], f"the bytes of {source['name']} are not those that were kept")
    say("holds", f"{source['name']}: {len(payload)} bytes, as kept at {moment(entry['at'])} by the clock of the log")
    text = value_of(files[source["text"]], source["text"]) if source["text"] else None
    raw = bytes_read(payload, text) if text else None
    if raw is None:
        return None
    leads_back(text, raw)
    return text["text"]

# Everything together
def evidence_of_page(raw):
    """The evidence that a web report carries, in the form of a bundle's evidence.json, and the payloads in it; None where it carries none."""
    found = re.search(r'<script type="application/json" id="firsthand-evidence">(.*?)</script>', raw.decode(), re.DOTALL)
    if not found:
        return None, {}
    page, out, files = json.loads(found[1]), {k: [] for k in ("logs", "entries", "sources", "sentences", "passages")}, {}
    must(page.get("format") == PAGE_FORMAT, "the evidence is of another format")
    def entry(proof):
        given = {"state": "given", **proof} if proof.get("payload") else {"state": "withheld"}
        out["entries"].append({**proof, **({"opening": given} if "sealed" in json.loads(proof["line"]) else {})})
        return len(out["entries"]) - 1
    out["logs"] = [{"log": log, "note": note, "vkey": vkey, "tokens": []} for log, note, vkey in page["checkpoints"]]
    for card in page["sources"]:
        if card.get("payload"):
            with gzip.open(io.BytesIO(base64.b64decode(card["payload"], validate=True))) as packed:
                files[card["id"]] = packed.read(MOST)
        name = card["id"] if card["id"] in files else ""
        out["sources"].append({"id": card["id"], "name": card["name"], "entry": entry(card["proof"]), "payload": name, "text": ""})
    for s in page["sentences"]:
        out["sentences"].append({"id": s["id"], "text": s["text"], "entry": entry(s["decision"])})
        out["passages"] += [{"sentence": s["id"], **c["claim"]["passages"][0]} for c in s["cited"] + s["against"]]
    return out, files

def checked(evidence, files, trust, say):
    """Logs, entries, openings, sources, texts, sentences and passages; `say` is told each thing."""
    logs, erased, entries, accepted = {}, set(), [], {}
    for log in evidence["logs"]:
        logs[log["log"]] = checkpoint_of(log["note"], log["vkey"])
        say("holds", f"the checkpoint of the log {log['log']} over {logs[log['log']][0]} entries is signed")
        for token in log["tokens"]:
            say("holds", f"it existed at {stamped(log['note'], files[token], trust)}")
        if not log["tokens"]:
            say("not checked", "no timestamp: times are by the clock of the computer that wrote the log only")
    for one in evidence["entries"]:
        included(one["line"], one["index"], one["path"], *logs[one["log"]])
        entries.append(entry_of(one["line"]))
        erased |= set(entries[-1]["commitments"]) if entries[-1]["kind"] == "erased" else set()
    payloads = [opened(one, entry, erased) for one, entry in zip(evidence["entries"], entries)]
    states = ["given" if isinstance(p, dict) else p for p in payloads]
    told = ", ".join(f"{states.count(s)} {s}" for s in ("given", "withheld", "destroyed"))
    say("holds", f"{len(entries)} entries stand in the log; what they seal: {told}")
    texts = {s["id"]: source_checked(s, entries[s["entry"]], files, say) for s in evidence["sources"]}
    for s in evidence["sentences"]:
        entry, payload = entries[s["entry"]], payloads[s["entry"]]
        accepts = entry["subject"] == s["id"] and entry.get("answer", "add") in ACCEPTING and isinstance(payload, dict)
        must(accepts and payload["value"]["sentence"] == s["text"], f"nobody accepted these words: {s['text']}")
        accepted[s["id"]] = [p for c in payload["value"].get("claims", []) for p in c["passages"]]
        say("holds", f"accepted in these words: {s['text']}")
    for p in evidence["passages"]:
        known, text = accepted[p["sentence"]], texts[p["source"]]
        must(any(all(a[k] == p[k] for k in ("source", "start", "end", "quote")) for a in known), f"a passage was not accepted: {p['quote']}")
        must(text is None or text[p["start"] : p["end"]] == p["quote"] != "", f"a passage does not stand there: {p['quote']}")
    unread = sum(texts[p["source"]] is None for p in evidence["passages"])
    say("holds", f"{len(evidence['passages']) - unread} passages stand at their code points")
    if unread:
        say("not checked", f"{unread} passages: their place in the file needs a reader (`firsthand check`)")

def verify(path, trust=b"", say=lambda state, words: None):
    """Checks what lies at `path`; raises Broken where something does not hold. Gives how many sentences are borne."""
    try:
        files = files_of(path)
        bundle = "" not in files
        if bundle:
            sealed_manifest(files)
            say("holds", f"{len(files) - 2} files are those of the manifest, and the manifest is the one that the ledger published")
        evidence, page = evidence_of_page(files.get("report.html", b"") if bundle else files[""])
        if bundle:
            shown, evidence = evidence, value_of(files["evidence.json"], "evidence.json")
            told, known = ([(s["id"], s["text"]) for s in x["sentences"]] for x in (shown, evidence))
            must(told == known, "the report says other sentences than the evidence")
        must(evidence, "it carries no evidence of Firsthand")
        checked(evidence, files if bundle else page, trust, say)
        if not bundle:
            say("not checked", "how the page looks (a bundle binds the whole page; `firsthand check` holds what it shows against its evidence)")
        return len(evidence["sentences"])
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, EOFError, RecursionError, struct.error, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile) as why:
        raise Broken(f"it cannot be read ({type(why).__name__}: {str(why)[:100]})") from None

def main(words):
    if len(words) not in (1, 3) or words[1:2] not in ([], ["--trust"]):
        print(__doc__)
        return 2
    try:
        with open(words[2] if words[2:] else os.devnull, "rb") as file:
            count = verify(words[0], file.read(), lambda state, what: print(f"{state:12}{what}"))
        print(f"Everything that can be checked holds: {count} sentences.")
    except Broken as why:
        print(f"BROKEN      {why}")
        return 1
    except OSError as why:
        print(f"cannot go on: {why}")
        return 2
    return 0

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

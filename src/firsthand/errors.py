"""Trouble: what went wrong as a code and values; the sentences for people live here, once, in one catalogue."""

from __future__ import annotations

from gettext import gettext as _

# code -> (what happened, what to do next); {names} are filled from the values of the Trouble.
SENTENCES: dict[str, tuple[str, str]] = {
    "not-a-case": ("{path} is not a case: it has no case.toml.", "Make one with `firsthand new {path}`, or give the folder of a case."),
    "case-exists": ("{path} is already a case.", "Give another folder, or go on with `firsthand preserve {path} ...`."),
    "folder-not-empty": ("{path} is not empty.", "Give a new or empty folder for the case."),
    "case-newer": (
        "This case was written by a newer Firsthand (format {format}; this one knows {known}).",
        "Update Firsthand: `pip install --upgrade firsthand`.",
    ),
    "case-broken": ("case.toml of {path} cannot be read: {why}.", "Put back the last good case.toml; the ledger beside it is untouched."),
    "case-busy": ("Another Firsthand is writing to {path}.", "Wait until it is done, then call again; nothing was lost."),
    "disk-full": (
        "The disk is full: {path} was not kept.",
        "What was acknowledged before is safe. Free some space and call the same command again.",
    ),
    "disk-error": (
        "{path} could not be written: {why}.",
        "What was acknowledged before is safe. Check the disk and the permissions, then call again.",
    ),
    "no-copy": ("{path} is not empty, and no copy of a case.", "Give a new or empty folder on the stick, or the copy that is there."),
    "other-case": ("{path} is a copy of another case than {case}.", "Give the copy of this case, or a new folder; nothing was exchanged."),
    "same-folder": ("{path} is the case itself.", "Give the folder of another copy, or a new folder on the stick."),
    "nothing-to-join": ("{path} holds no entry that could be taken{why}.", "Sync it from the computer that has the case, then call again."),
    "no-reading-key": ("{name} has announced no reading key yet.", "It does so with its first `firsthand sync`; call again after that."),
    "shut-out": ("{name} was revoked, and that stays.", "On that computer call `firsthand keys rotate CASE`, sync, and admit the new key."),
    "own-hand": ("{name} is this computer itself.", "Call `firsthand keys rotate CASE` to go on under new keys."),
    "nobody-to-open": (
        "Nobody could open the package.",
        "Give --recipient age1..., --identity FILE, or a passphrase on the terminal or by --passphrase-file.",
    ),
    "bad-recipient": ("This is no recipient of age: {why}.", "A recipient is spelled age1...; `age-keygen` makes one."),
    "bad-package": (
        "{path} could not be opened: {why}.",
        "Check the passphrase or the identity; get a better copy if it was cut off. Nothing was made.",
    ),
    "missing": ("{path} does not exist.", "Check the spelling of the path."),
    "unreadable": ("{path} cannot be read: {why}.", "Check the permissions of the file."),
    "empty-file": ("{path} is empty.", "Save the page again; an empty file shows nothing."),
    "too-large": ("{path} is larger than the limit of {limit}.", "Split it, or preserve the pages that matter one by one."),
    "bad-list": (
        "{path} is not a usable list: {why}.",
        "Give a CSV in UTF-8 with a head line; columns are id, file, url, archive_url, title, publisher, published, language, captured, note.",
    ),
    "bad-row": ("{path}, row {row}: {why}.", "Correct the row and preserve the list again; the other rows went on."),
    "other-columns": (
        "{path} has columns that Firsthand does not know: {columns}.",
        "They are kept as notes. Known are id, file, url, archive_url, title, publisher, published, language, captured, note.",
    ),
    "bad-sheet": (
        "{path} is not a usable coding sheet: {why}.",
        "Write a fresh one with `firsthand export CASE coding-sheet --to sheet.xlsx`, and fill that in.",
    ),
    "sheet-row": (
        "{path}, row {row}: {why}.",
        "Nothing of this row was taken; the other rows went on. Correct it and preserve the sheet again.",
    ),
    "sheet-conflict": (
        "{path}, row {row}: the claim {claim} was changed in the case after this sheet was exported, and in the sheet too ({columns}).",
        "Nothing of this row was taken. Export the sheet again and make the change there.",
    ),
    "changed-quotation": (
        "{path}, row {row}: {source} does not have these words, letter for letter: “{quote}”.",
        "Nothing of this row was taken. {there} Put the exact words into the cell and preserve the sheet again.",
    ),
    "sheet-columns": (
        "{path} has columns that neither a coding sheet nor this case knows: {columns}.",
        'They were passed over. To keep one, declare it in case.toml: a line [[columns]], below it name = "...".',
    ),
    "bad-columns": ("The columns that case.toml declares cannot be used: {why}.", "Correct [[columns]] in case.toml; nothing was changed."),
    "bad-places": (
        "The table of places {path} cannot be used: {why}.",
        "Correct it, or take [places] out of case.toml; nothing was changed.",
    ),
    "not-compared": (
        "{count} more sources were captured again.",
        "`firsthand show CASE captures` holds their captures against each other.",
    ),
    "used-as-list": (
        "{path} was taken as a list of {count} sources, not as a source.",
        "Files that it names were looked for beside it; nothing is to be done.",
    ),
    "left-out": ("{path}: left out {count} ({what}).", "Name one by its own path to have it preserved."),
    "own-files": ("Files of the case {path} itself were met and left out.", "Nothing is to be done; name only the pages next time."),
    "not-looked-at": (
        "{path} could not be looked into: {why}.",
        "Nothing of it was kept; the rest went on. Save it again, or convert it to text, HTML or PDF.",
    ),
    "no-pages": ("{path} holds no page, text or PDF.", "It is kept out of the case; look inside, or save the pages again."),
    "not-sources": ("{path} also holds what is no source: {kinds}.", "They stay in the kept file; nothing is to be done."),
    "stub": (
        "{path} is not the page itself ({why}).",
        "It is kept as evidence and never read as a source. Find another capture of the page.",
    ),
    "nothing-given": ("Nothing to preserve was given.", "Name files, folders, .warc or .wacz files, or give --list F.csv."),
    "no-fetch": ("{path} is an address; this version keeps files only.", "Save the page (a WARC, WACZ or HTML file) and preserve that."),
    "bad-address": ("{path} cannot be fetched: {why}.", "Give the address as a browser shows it: http(s)://, a public name, no user name."),
    "not-public": (
        "{path} was not fetched: {why}.",
        "Firsthand asks only the public internet. Save a page of your own network as a file and preserve that.",
    ),
    "not-chosen": (
        "{path} was not fetched: this case has not chosen how pages may be fetched.",
        'Write into {toml}: through = "direct" (the site sees the address of your connection) or through = "socks5h://127.0.0.1:9050" (a proxy). Then call again.',
    ),
    "bad-through": (
        "Pages cannot be fetched through {value}, as {toml} says: {why}.",
        'Say through = "direct", "http://HOST:PORT" or "socks5h://HOST:PORT".',
    ),
    "not-reached": ("{path} could not be reached: {why}.", "Nothing of it was kept. Try again later; what else was named went on."),
    "bad-certificate": (
        "{path} was not fetched: its certificate is not to be trusted ({why}).",
        "Somebody may stand between. Save the page with a browser, look at the certificate there, and preserve the file.",
    ),
    "broken-answer": (
        "{path} did not answer as a web server does: {why}.",
        "Nothing of it was kept. Try again later, or save the page with a browser and preserve the file.",
    ),
    "bad-proposer": (
        "No model was asked for proposals, as {toml} says: {why}.",
        "Correct [proposer] in it, or take it out: the rules propose without it.",
    ),
    "proposer-failed": (
        "{path} proposed nothing for {source}: {why}.",
        "The proposals of the rules stand. Look at the program behind that address, then call again.",
    ),
    "no-browser": (
        "No browser could be started: {why}.",
        "Install Chromium (`apt-get install chromium`, or `playwright install chromium`), or name one in FIRSTHAND_BROWSER.",
    ),
    "redirects": ("{path} only leads on and on: {why}.", "Nothing of it was kept. Save the page with a browser and preserve the file."),
    "asked-to-wait": ("{path}: the server asks to be left alone for now ({why}).", "Call again later; its answer is kept as evidence."),
    "answered": ("{path}: the server answered {status} instead of the page.", "Nothing of it was kept. Try again later."),
    "damaged": ("{path} is damaged: {why}.", "What is sound in it was kept; get a better copy of the rest."),
    "refused": ("{path} was refused: {why}.", "Nothing of it was kept. Unpack or convert it by hand if you trust it."),
    "password": (
        "{path} is locked with a password.",
        "Remove the password with the program that set it, and preserve the open copy as well.",
    ),
    "unsupported": ("{path}: Firsthand cannot read {what} yet.", "The bytes are kept; convert it to text, HTML or PDF to have it read."),
    "scan": (
        "{path} is pictures of pages without text, or in a font that does not say which characters it prints.",
        "Its bytes are kept. To have it read by machine, as a proposal: {what}.",
    ),
    "unreadable-scan": (
        "{path} is pictures of pages of which a machine could read nothing.",
        "Its bytes are kept. Read it with your own eyes and add what it says by `firsthand add CASE claim`, or scan it anew: upright, 300 dots per inch.",
    ),
    "worker-died": ("Reading {path} was stopped: {why}.", "The bytes are kept; the rest of the batch went on."),
    "no-such-source": ("No source is called {name}.", "`firsthand show CASE sources` lists them."),
    "ambiguous": ("{name} could mean {count} things: {some}.", "Give more of the id."),
    "no-such-thing": ("Nothing in this case is called {name}.", "`firsthand show CASE {what}` lists what there is."),
    "no-words": ("{words!r} holds no letter and no figure to look for.", "Give a word, a few characters or a syllable."),
    "too-many-words": (
        "That is too much to look for at once: {count}, at most {most}.",
        "Look for the few words that tell the passage apart.",
    ),
    "index-stale": ("The full-text index {path} is of no use.", "Delete it; it is made again by itself."),
    "wrong-value": ("{field} cannot be {value}.", "Allowed: {allowed}."),
    "wrong-use": ("{why}", "`firsthand {command} --help` shows how it is used."),
    "nothing-to-publish": (
        "Nothing is accepted yet, so there is nothing to publish.",
        "Accept findings with `firsthand decide CASE ID accept`; `firsthand show CASE findings` lists them.",
    ),
    "nothing-to-list": ("No document is held that could be listed.", "Preserve some: `firsthand preserve CASE PAGES...`."),
    "bad-claims": (
        "{path} is not a usable list of claims: {why}.",
        "Give a CSV in UTF-8 with the columns claim_id, claim, doc_ids, level.",
    ),
    "bad-counts": (
        "{path} is not a usable list of counts: {why}.",
        "Give a CSV in UTF-8 with the columns claim, place, from, to, population, unit, kind, floor, ceiling, status, measure, base, origin, quote; or a TOML.",
    ),
    "bad-count": ("{path}, row {row}: {why}.", "Correct the row and call again; the other rows were used."),
    "bad-table": (
        "{path} is not a usable table of lists: {why}.",
        "Give a CSV in UTF-8: a head line with the names of the lists and `count`, then rows of 0 and 1 with how many people stand on exactly these.",
    ),
    "bad-records": (
        "{path} are not usable records of lists: {why}.",
        "Give a CSV in UTF-8 with a column `list` and columns that tell people apart (name, born, place ...); one row a person as the list has them.",
    ),
    "no-table": (
        "The case {path} holds {count} tables of overlapping lists ({some}), so it is not clear which is meant.",
        "Give one with --from TABLE.csv; its columns may be called like the sources of the case.",
    ),
    "would-fail": (
        "{count} of the sentences would fail a check, so nothing was published. First: {first} ({why})",
        "Amend the finding, then publish again; --rehearse shows all of them.",
    ),
    "leak": (
        "The report would carry what must not leave the case: {what}...",
        "Nothing was published. Take it out of the sentences, or out of the notes.",
    ),
    "leans-on-sealed": (
        "A sentence leans on what was kept sealed: {name}.",
        "Nothing was published. Reject the claim, or preserve the page again without --sealed.",
    ),
    "unknown-profile": ("There is no profile called {name}.", "Profiles: {known}."),
    "extra-missing": ("This needs the extra `{extra}`.", "Install it: `pip install 'firsthand[{extra}]'`."),
    "promise-broken": (
        "A promise of this case is broken: {why}.",
        "Do not publish from it. Compare with a copy; `firsthand audit` names the first broken thing.",
    ),
    "ledger-shorter": (
        "The ledger of {path} is shorter than this computer remembers ({here} entries, remembered {remembered}).",
        "It may have been restored from an older copy. `firsthand audit {path}` says more; put the newer copy back.",
    ),
    "ledger-forked": (
        "The ledger of {path} is not the one this computer knows: entry {size} and those before are others.",
        "Two copies went on separately, or it was changed. `firsthand audit {path}` says more; nothing was written.",
    ),
    "ledger-damaged": ("{path} is damaged: {why}.", "Nothing was written. `firsthand audit` names what is broken; put back a good copy."),
    "object-missing": (
        "The object {digest} is not in the vault.",
        "`firsthand audit` names everything that is missing; put it back from a copy of the case.",
    ),
    "seal-broken": ("{what} does not open to what was committed.", "It was changed or damaged; put it back from a copy of the case."),
    "key-missing": (
        "The key of this is not on this computer.",
        "What is in the clear can still be read; new entries start a new log under a key of this computer.",
    ),
    "erased": ("{what} was erased.", "Its key was destroyed; nothing can bring it back."),
    "not-canonical": (
        "This is not a canonical entry: {why}.",
        "Use text, whole numbers below 2^53, true, false, lists and maps with plain ASCII keys.",
    ),
    "bad-note": ("This signed note cannot be used: {why}.", "Get a fresh copy of the checkpoint."),
    "bad-signature": (
        "{path} is not as it was signed: {why}.",
        "What is sound in it was kept, as unsigned. Ask whom you have it from for the package as it was made.",
    ),
    "unusual": ("{path} is no complete WACZ package: {why}.", "What it holds was kept; nothing is to be done."),
    "bad-timestamp": ("This timestamp proves nothing: {why}.", "Nothing was kept of it. Ask the authority again, or another one."),
    "not-stamped": (
        "{path} gave no timestamp: {why}.",
        "Nothing is lost: {count} wait for one. What is kept is safe; it is asked again when something is preserved or published, and at `firsthand audit`.",
    ),
    "bad-value": ("{what} cannot be understood: {why}.", "Correct it and try again."),
    "decided-since": (
        "Somebody decided on {name} after that, so it was not taken back.",
        "Nothing was written. Open it and decide anew; your decision will be the one that saw both.",
    ),
    "moved-words": (
        "The words you selected are not at that place in {name}.",
        "Nothing was written. Load the page again and select them once more, or paste the exact words.",
    ),
    "port-taken": ("Port {port} cannot be used: {why}.", "Give another with --port, or none: a free one is taken."),
    "interrupted": ("Stopped.", "What was acknowledged is kept; call the same command again to go on."),
    "bug": ("Something went wrong inside Firsthand: {why}.", "Nothing acknowledged is lost. Please report this line."),
}


class Trouble(Exception):
    """Something a person must know: a code of SENTENCES with the values that its sentence names."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values

    @property
    def text(self) -> str:
        """One sentence: what happened."""
        return _filled(SENTENCES[self.code][0], self.values)

    @property
    def advice(self) -> str:
        """One sentence: what to do next."""
        return _filled(SENTENCES[self.code][1], self.values)

    def __str__(self) -> str:
        return f"{self.text} {self.advice}"

    def __reduce__(self) -> tuple[object, ...]:
        return (_trouble, (self.code, self.values))


def _trouble(code: str, values: dict[str, object]) -> Trouble:
    return Trouble(code, **values)


class _Missing(dict[str, object]):
    """Values for a sentence; one that was not given stays visible as {name}."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


def _filled(sentence: str, values: dict[str, object]) -> str:
    return _(sentence).format_map(_Missing(values))

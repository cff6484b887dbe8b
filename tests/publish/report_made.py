"""A report made by hand, invented throughout: three languages, a chain, a translation, changes, an open question, and texts that try to break a page."""

from __future__ import annotations

import base64
import gzip
import hashlib

from firsthand.model.claims import Claim
from firsthand.model.dates import PartialDate
from firsthand.model.findings import Lineage, Link, Mutation, Named, Origin, Origins, Undecided
from firsthand.model.passages import Part, Passage, Reading, Segment, Span, Stream
from firsthand.publish.report import FORMAT, SCOPE, Card, Cited, Proof, Rendering, Report, Sentence

CLOCK = "this computer's clock only"
HOSTILE = '</script><script>alert("x")</script><img src="http://outside.example/x.png">'
TURNED = "left \u202etfel\u202c right"
LONG = "Donaudampfschiff" * 20
TEXTS: dict[str, tuple[str, str, str, str, str]] = {  # id: publisher, title, day, language, text
    "sbridge": ("柳江桥务局", "桥梁检查通告", "2031-03-02", "zh", "柳江桥务局通告：今年检查桥梁二百一十二座，其中三十一座需要修理。下月起封闭两座。"),
    "stranslated": ("Willow Papers", "Notice of the bridge office (translation)", "2031-03-09", "en", "This year 212 bridges were inspected, of which 31 need repair. Two will close from next month."),
    "swire": ("Halden Wire", "Bridges of the Willow valley", "2031-03-11", "en", "HALDEN - Up to 31 of 212 bridges may need repair, the bridge office said in a notice. It closes two of them."),
    "sreprint": ("Ostmark Courier", f"Bridges {HOSTILE}", "2031-03-12", "en", "Exactly 31 of 212 bridges need repair, the bridge office said in a notice. It closes two of them next month."),
    "sbo": ("ལྕང་གླིང་གསར་འགྱུར།", "ཟམ་པའི་གནས་ཚུལ།", "2031-03-15", "bo", "ཟམ་པ་ཉིས་བརྒྱ་བཅུ་གཉིས་ལ་བརྟག་དཔྱད་བྱས། དེ་ལས་སོ་གཅིག་ཉམས་གསོ་དགོས། ཟམ་པ་གཉིས་སྒོ་རྒྱག་རྒྱུ་རེད།"),
    "sodd": (LONG, TURNED, "", "en", f"{LONG} says that all bridges are sound. {HOSTILE} {TURNED}"),
}  # fmt: skip


def reading(source: str) -> Reading:
    """One of TEXTS as if it had been read."""
    publisher, title, day, language, text = TEXTS[source]
    raw = text.encode()
    digest = hashlib.sha256(raw).hexdigest()
    stream = Stream(Part(digest, 0, len(raw), digest), "text", 1, "utf-8", text, (Segment(0, len(text), 0, len(raw)),))
    published = PartialDate(day) if day else None
    return Reading(source, "p" + source, source, stream, (Span(0, len(text)),), language, title, publisher, published=published)


def link(source: str, to: str, kind: str, p: float = 1.0, **more: object) -> Link:
    """A link over the whole of both texts."""
    there = Span(0, len(TEXTS[to][4])) if to in TEXTS else None
    return Link(f"l{source}{len(to)}", source, to, kind, "direct", True, Span(0, len(TEXTS[source][4])), there, p, **more)  # type: ignore[arg-type]


LINEAGE = Lineage(
    (Named("ext:The Willow Almanac", "document", ("the Willow Almanac",)), Named("ext:桥务局发言人", "person")),
    (
        link("stranslated", "sbridge", "translates"), link("swire", "sbridge", "cites", 0.81), link("sreprint", "swire", "copies"),
        link("sbo", "swire", "paraphrases", 0.62), link("sodd", "ext:The Willow Almanac", "quotes"),
    ),
)  # fmt: skip
MUTATIONS = (
    Mutation("m1", "sreprint", Span(0, 24), "swire", Span(9, 33), "hedge", "Up to 31 of 212 bridges may need repair", "Exactly 31 of 212 bridges need repair", "hedge_dropped", "lsreprint5"),
    Mutation("m2", "sbo", Span(0, 20), "sbridge", Span(8, 20), "number", "检查桥梁二百一十二座", "བརྟག་དཔྱད་བྱས།", "number_changed", "lsbo5"),
)  # fmt: skip


def passage(source: str, quote: str) -> Passage:
    """Where a quote stands in one of TEXTS."""
    r = reading(source)
    start = r.text.index(quote)
    end = start + len(quote)
    return Passage(
        source, r.capture, r.stream.part, "text/1", start, end, quote, r.text[max(0, start - 32) : start], r.text[end : end + 32]
    )


def cited(source: str, quote: str, way: tuple[str, ...] = (), *renderings: Rendering) -> Cited:
    """A claim on a quote."""
    return Cited(Claim("c" + source, source, (passage(source, quote),), ("the bridge office",)), renderings, way)


def card(source: str) -> Card:
    """One of TEXTS as the report shows it."""
    publisher, title, day, language, text = TEXTS[source]
    raw = text.encode()
    url = "javascript:alert(1)" if source == "sodd" else f"https://{source}.example/bridges"
    proof = Proof("{}", "glog", 0, ())
    packed = base64.b64encode(gzip.compress(raw, mtime=0)).decode()
    part = reading(source).stream.part
    return Card(
        source,
        source,
        title,
        publisher,
        day,
        language,
        url,
        "",
        part,
        "text/plain",
        "p" + source,
        "complete",
        None,
        1_930_000_000,
        CLOCK,
        (),
        proof,
        packed,
    )


def sentence(
    id_: str,
    text: str,
    question: str,
    bearing: tuple[Cited, ...],
    origins: Origins,
    against: tuple[Cited, ...] = (),
    changed: tuple[Mutation, ...] = (),
) -> Sentence:
    """A sentence as if a person had accepted it."""
    return Sentence(id_, text, question, "so", bearing, against, origins, changed, Proof("{}", "glog", 1, ()))


def report(picture: str = "") -> Report:
    """The whole report."""
    person, machine = (
        Rendering("en", "212 bridges were inspected", "person", "Ada Fenn"),
        Rendering("en", "212 bridges were examined", "machine"),
    )
    first = sentence(
        "fbridges", "The bridge office inspected 212 bridges; “31 need repair”, it says.", "qone",
        (
            cited("sbridge", "今年检查桥梁二百一十二座", (), person), cited("swire", "31 of 212 bridges may need repair", ("step",)),
            cited("sreprint", "Exactly 31 of 212 bridges need repair", ("one", "two")), cited("sbo", "ཟམ་པ་ཉིས་བརྒྱ་བཅུ་གཉིས་ལ་བརྟག་དཔྱད་བྱས།", ("step",), machine),
        ),
        Origins(
            "fbridges", "so", 1, 2, "found",
            (
                Origin("sbridge#own", ("sbridge",), "accused", "检查", True, "2031-03-02", "it counted them itself"),
                Origin("ext:桥务局发言人", ("sbo",), "third", "", False, "", "it is named, and not held", sure=False),
            ),
            undecided=(Undecided("lsbo5", (("is", 1, 1), ("is not", 2, 2))), Undecided("sbridge=ext:桥务局发言人", (("is", 1, 1), ("is not", 1, 2)))),
            words="Four documents say this. We found at least one origin and at most two: 柳江桥务局, held; and 桥务局发言人, not held. Deciding link lsbo5 would settle it.",
        ),
        (cited("sodd", "all bridges are sound"),), MUTATIONS,
    )  # fmt: skip
    second = sentence(
        "fodd", f"One page says that all bridges are sound {HOSTILE}", "", (cited("sodd", "all bridges are sound"),),
        Origins("fodd", "so", 0, 1, "unsupported", (Origin("(bare)", ("sodd",), stops_because="the text does not say how it knows", state="bare"),), words="Unsupported so far."),
    )  # fmt: skip
    return Report(
        FORMAT, "kcase", f"The bridges of the Willow valley {HOSTILE}", f"An introduction.\n\n{HOSTILE}", 1_940_000_000, CLOCK, SCOPE, "0" * 64,
        (("glog", "log\n2\nroot\n\n— key sig\n", "key+1+abc"),), (("qone", "How many bridges were inspected?"),), (first, second),
        tuple(card(s) for s in TEXTS), LINEAGE, MUTATIONS, picture,
    )  # fmt: skip

"""Which links a sentence rests on, and the style that lights them in the picture when the page's address ends in #see-ID: no script is needed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from firsthand.model.findings import Link
from firsthand.model.passages import Span
from firsthand.publish.report import Report, Sentence

_PLAIN = re.compile(r"[A-Za-z0-9_-]+")  # only such ids go into a style sheet


def links_of(sentence: Sentence, links: Sequence[Link]) -> tuple[str, ...]:
    """The ids of the links by which what bears a sentence came, from its passages up to where the trails stop."""
    reached = [(c.source, Span(c.passage.start, c.passage.end)) for c in (*sentence.cited, *sentence.against)]
    out, seen = dict[str, None](), set(reached)
    while reached:
        source, at = reached.pop()
        for x in links:
            for here, there in ((x.span, x.to_span), *x.passages):
                if x.source == source and here.start < at.end and here.end > at.start:
                    out[x.id] = None
                    if there is not None and (x.to, there) not in seen:
                        seen.add((x.to, there))
                        reached.append((x.to, there))
    return tuple(out)


def lights(report: Report) -> str:
    """CSS: for each sentence, what it rests on stays, the rest recedes."""
    links = [x for x in report.lineage.links if x.state != "rejected"]
    return "\n".join(_light(s, links_of(s, links)) for s in report.sentences if _PLAIN.fullmatch(s.id))


def _light(s: Sentence, links: Sequence[str]) -> str:
    lit = [f'[data-links~="{x}"]' for x in links if _PLAIN.fullmatch(x)]
    lit += [f'[data-sources~="{c.source}"]' for c in (*s.cited, *s.against) if _PLAIN.fullmatch(c.source)]
    recede = f"#see-{s.id}:target ~ .picture .lp-mark {{ opacity: .16; }}"
    return f"{recede}\n#see-{s.id}:target ~ .picture .lp-mark:is({', '.join(dict.fromkeys(lit))}) {{ opacity: 1; }}" if lit else recede

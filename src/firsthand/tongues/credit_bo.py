"""Credits in Tibetan: X ལྟར་ན, and the agentive with ཞེས་བཤད at the end of the sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from firsthand.model.claims import Credit
from firsthand.model.passages import Span
from firsthand.tongues.credit_page import Page, trimmed
from firsthand.tongues.credit_scripts import (
    own_words,
    script_credit,
)

_BO_SYLLABLE = re.compile(r"[\u0f40-\u0fbc]+")
_BO_AGENT = frozenset(["གིས", "ཀྱིས", "གྱིས", "ཡིས"])
_BO_NOT_AGENT = frozenset(
    [
        "ནས",
        "ལས",
        "དུས",
        "ཆོས",
        "གནས",
        "བྱས",
        "ཚོགས",
        "སྐབས",
        "ཐབས",
        "རྗེས",
        "ལྟས",
        "དངོས",
        "རིགས",
        "ཁུངས",
        "ཕྱོགས",
        "ཁས",
        "མས",
        "ངེས",
        "ཞེས",
        "ཅེས",
        "དགོས",
        "འདས",
        "ནུས",
        "ཐོས",
        "རས",
        "གོས",
        "དབུས",
        "དམིགས",
        "ཤེས",
        "འགྲེམས",
        "ཤུགས",
        "གཉིས",
        "ཆགས",
        "ལོགས",
        "སྡེབས",
        "སེམས",
    ]
)
_BO_NEXT = re.compile(r"་([\u0f40-\u0fbc]+)")
_BO_BREAKS = frozenset(
    ["གི", "ཀྱི", "གྱི", "ཡི", "ལ", "ན", "ནས", "ལས", "དང", "ནི", "ཏུ", "དུ", "ར", "རུ", "སུ", "ཏེ", "སྟེ", "དེ", "ཡང", "ཀྱང", "འང"]
)  # after these another phrase begins
_BO_NO_NAME = re.compile(r"[༠-༩0-9]|(?:[^་]*་){20}")  # a figure, or twenty syllables: a clause and no name
_NAME_SYLLABLES = 5  # syllables of a name that may follow one in -s
_BO_SPEAKS = re.compile(r"(?:ཞེས|ཅེས|ཤེས|ཟེར)་?(?:བཤད|བསྐུལ|བརྗོད|གསུངས|གླེང|གསལ་བསྒྲགས|བྲིས|ལན་བཏབ|འཁོད)|ཁས་མ་བླངས|ཟེར")


def tibetan_credits(page: Page) -> list[Credit]:
    """Credits of a Tibetan page: X ལྟར་ན, and the agentive with ཞེས་བཤད at the end."""
    found: list[Credit] = []
    for sentence in page.sentences:
        body = sentence.start
        for phrase in sorted(page.words.before, key=len, reverse=True):
            at = page.text.find(phrase, sentence.start, sentence.end)
            if at > sentence.start:
                name = _tibetan_trim(page.text, sentence.start, at)
                cue = Span(at, at + len(phrase))
                found.append(script_credit(page, name, cue, _tibetan_next(page, sentence, cue.end), page.words.before[phrase], "bo-citing"))
                body = cue.end
                break
        found += _tibetan_spoken(page, sentence, body)
    for mark in page.words.phrases.get("source_line", ()):
        at = page.text.find(mark)
        if at >= 0 and not any(c.rule == "bo-source-line" for c in found):
            rest = Span(0, at) if at > 40 else Span(at + len(mark), len(page.text))
            found.append(
                script_credit(
                    page, _tibetan_line(page, at + len(mark)), Span(at, at + len(mark)), rest, "source_line", "bo-source-line", "body"
                )
            )
    return found + [*own_words(page)]


def _tibetan_line(page: Page, start: int) -> Span:
    """The name after a source mark, to the next stroke or line break."""
    m = re.compile(r"[^།\n]{1,60}").match(page.text, start)
    return _tibetan_trim(page.text, start, m.end() if m else start)


def _tibetan_next(page: Page, sentence: Span, at: int) -> Span:
    """What is credited: the rest of this sentence, or the next one where nothing is left."""
    rest = trimmed(page.text, at, sentence.end)
    if rest.end - rest.start > 8:
        return rest
    following = next((s for s in page.sentences if s.start >= sentence.end), None)
    return following or rest


def _tibetan_trim(text: str, start: int, end: int) -> Span:
    while start < end and not "\u0f40" <= text[start] <= "\u0fbc":
        start += 1
    while end > start and not "\u0f40" <= text[end - 1] <= "\u0fbc":
        end -= 1
    return Span(start, end)


def _tibetan_spoken(page: Page, sentence: Span, start: int) -> Iterator[Credit]:
    said = _BO_SPEAKS.search(page.text, start, sentence.end)
    if said is None:
        return
    for m in _BO_SYLLABLE.finditer(page.text, start, said.start()):
        syllable = m.group()
        fused = _fused(syllable) or page.text[start : m.end()].endswith("སྙན་ཐོས")  # a report says; elsewhere ཐོས is "heard"
        if fused and _goes_on(page.text, m.end(), said.start()):
            continue
        if syllable in _BO_AGENT or fused:
            end = m.start() if syllable in _BO_AGENT else m.end() - 1
            at = _tibetan_trim(page.text, start, end)
            if at.end - at.start >= 2 and not _BO_NO_NAME.search(page.text, at.start, at.end):
                cue = Span(*said.span())
                content = trimmed(page.text, m.end(), said.start())
                yield script_credit(page, at, cue, content, "said", "bo-agent-verb")
            return


def _goes_on(text: str, at: int, end: int) -> bool:
    """Whether a syllable in -s is no agent after all: a participle follows, or an agent's particle comes right after."""
    if bracket := re.compile(r"་?\s*\([^()\n]{2,60}\)\s*").match(text, at):
        after = _BO_SYLLABLE.match(text, bracket.end())
        return after is not None and after.group() in _BO_AGENT
    following = _BO_SYLLABLE.search(text, at, min(end, at + 12))
    if following is None:
        return False
    if _agent_of_the_same_name(text, at, end):
        return True
    syllable = following.group()
    if syllable in _BO_AGENT or syllable in {"པ", "པའི", "པར", "པས", "པོ", "ནས", "ཏེ", "པོའི", "པོས", "པ་ན"}:
        return True
    return len(syllable) > 2 and syllable.endswith("ས") and "\u0f71" <= syllable[-2] <= "\u0fbc" and syllable not in _BO_NOT_AGENT


def _agent_of_the_same_name(text: str, at: int, end: int) -> bool:
    """Whether the next few syllables, with nothing but a tsheg between them, end in another agent: all of them are one name."""
    for _ in range(_NAME_SYLLABLES):
        m = _BO_NEXT.match(text, at, end)
        if m is None or m[1] in _BO_BREAKS:
            return False
        if m[1] in _BO_AGENT or m[1] == "ཞེས" or _fused(m[1]):  # ཞེས: somebody called so
            return True
        at = m.end()
    return False


def _fused(syllable: str) -> bool:
    """Whether a syllable ends in the agentive -s, as far as its letters tell."""
    return (
        len(syllable) > 1
        and syllable.endswith("ས")
        and syllable not in _BO_NOT_AGENT
        and syllable[-2] != "ག"
        and (len(syllable) == 2 or "\u0f71" <= syllable[-2] <= "\u0fbc" or syllable[-2] in "པབམ")
    )

"""What a number counts: the noun phrase after it, in languages with spaces between words, without a tagger: plural endings, words for people, stop words."""

from __future__ import annotations

import re

from firsthand.tongues.counting import CountingWords
from firsthand.tongues.numerals import NEVER, alternation
from firsthand.tongues.spaced_patterns import Patterns

LOOK_ON = 90  # code points after a number that can hold what is counted
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u064b-\u0652])*(?:['’‐‑-][^\W\d_]+)*[.]?")  # an Arabic word goes on past its vowel signs
_STRONG = re.compile(r"([^\W\d_]+),?\s[\d.,]+$")
_GAP = re.compile(r"[ \t\u00a0]{1,2}|\s?\n(?=[a-zà-ÿ])")


class CountedNouns:
    """Reads counted nouns of one text: `phrase` right after a number, `shared` after "of" and its like."""

    def __init__(self, text: str, low: str, words: CountingWords, rules: Patterns) -> None:
        self.text, self.low, self.w, self.p = text, low, words, rules

    def phrase(self, at: int) -> tuple[int, str, str]:
        """Where the counted noun phrase ends, the phrase as written, its unit ("people" or the head noun)."""
        if self.low.startswith("-strong", at):
            before, after = _STRONG.search(self.text[max(0, at - 60) : at]), re.match(r"\s([^\W\d_]+)", self.text[at + 7 : at + 40])
            return at + 7, (after or before or [""] * 2)[1], "people"
        more = re.match(r"\s(?:more|further|additional|other|others|weitere|autres|mais|altri)\b", self.low[at : at + 14])
        link = self.p.link.match(self.low, at + (more.end() if more else 0))
        start = link.end() - 1 if link else at + (more.end() if more else 0)
        if link and self.low.startswith("d", link.end() - 2):
            start = link.end()
        words = self._following(start)
        head = self._head(words)
        if head is None:
            return (at + more.end() if more else at), "", ""
        first, last = words[0][0], words[head][1]
        phrase = self.text[first:last]
        heads = [self.low[a:b] for a, b in words[: head + 1]]
        phrase, last = self._joined(first, last)
        unit = (
            "people"
            if any(h in self.w.people for h in heads) or self._is_people_name(self.text[words[head][0] : words[head][1]])
            else heads[-1]
        )
        return last, phrase, unit

    def _joined(self, first: int, last: int) -> tuple[str, int]:
        """A second noun after "and": men and boys, herders and monks."""
        m = re.match(rf"\s(?:{alternation(self.w.joins or NEVER)})\s([^\W\d_]+(?:\s[^\W\d_]+)?)", self.low[last : last + 40])
        words = m[1].split() if m else []
        if m and words[0] in self.w.people:
            last += m.end() if self._is_plural(words[-1]) else m.start(1) + len(words[0])
        elif m and self._is_plural(words[-1]) and not set(words) & self.w.stop:
            last += m.end()
        return self.text[first:last], last

    def _following(self, at: int) -> list[tuple[int, int]]:
        words: list[tuple[int, int]] = []
        limit = min(len(self.low), at + LOOK_ON)
        while len(words) < 5:
            gap = _GAP.match(self.low, at, limit)
            word = _WORD.match(self.low, gap.end(), limit) if gap else None
            if not word:
                break
            raw = word[0].rstrip(".")
            if raw in self.w.stop:
                nxt = self.low[word.end() : word.end() + 24].split()
                if not (raw.endswith("ed") and not words and nxt and self._is_plural(nxt[0]) and nxt[0] not in self.w.stop):
                    break
            words.append((word.start(), word.start() + len(raw)))
            if word[0].endswith(".") or self._is_plural(raw):
                at = word.end()
                if self._is_plural(raw) and not self._goes_on(word.end()):
                    break
                continue
            at = word.end()
        return words

    def _goes_on(self, at: int) -> bool:
        m = re.match(r"\s([^\W\d_]+)", self.low[at : at + 24])
        return bool(m and m[1] not in self.w.stop and (m[1] in self.w.people or self._is_plural(m[1])))

    def _is_plural(self, word: str) -> bool:
        if word in self.w.plurals or word in self.w.people:
            return True
        return (
            len(word) > 3
            and word not in self.w.stop
            and word.endswith(self.w.plural or NEVER)
            and not word.endswith(("ss", "ous", "us", "is", "’s", "'s"))
        )

    def _is_people_name(self, written: str) -> bool:
        return written[:1].isupper() and written.endswith(("s", "ese")) and len(written) > 4 and not written.isupper()

    def _head(self, words: list[tuple[int, int]]) -> int | None:
        if not words:
            return None
        plural = [i for i, (a, b) in enumerate(words) if self._is_plural(self.low[a:b])]
        if plural:
            return plural[-1]
        if not self.w.plural or len(words) <= 2:
            return min(len(words), 2) - 1
        return 0

    def shared(self, at: int) -> tuple[int, str]:
        """Where the whole of a share ends (\"of the herders\") and its phrase."""
        m = re.match(
            r"\s(?:of|der|des|de|dos|das|degli|van|dari|من)\s(?:the\s|a\s|its\s|all\s|these\s|those\s|those\s|de\s|het\s)?",
            self.low[at : at + 30],
        )
        if not m:
            return at, ""
        end, what, _ = self.phrase(at + m.end() - 1)
        return end, what

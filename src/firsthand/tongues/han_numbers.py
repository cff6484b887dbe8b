"""Numbers in Chinese and Japanese text, in figures and in characters, alone and mixed.

5万4千6百, 两千四百五 (2450), 五亿零六, 十多万, 七八 (7 to 8), 负三点五, 五分之一, 一又二分之一; simplified and traditional, full-width figures, blanks between
the parts as scans have them. A lone character that is a piece of a word (一切, 四川, 收拾) is no number: `han_words` tells. Linear.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from firsthand.tongues.han_words import in_a_word
from firsthand.tongues.numeral import Numeral, figure_value, whole
from firsthand.tongues.zh.counting import DIGITS, MYRIADS, NOT_SOME, TENS

_WIDE = {0xFF10 + i: str(i) for i in range(10)} | {0xFF0C: ",", 0xFF0E: ".", 0xFF0F: "/", 0xFF0D: "-", 0xFF0B: "+"}
_SCALES = TENS | MYRIADS
_D, _S, _M = "".join(DIGITS), "".join(_SCALES), "".join(MYRIADS)
_POINTED = _D.replace("两", "").replace("兩", "")  # 两 never stands after a decimal point
_ANY = rf"[\d{_D}{''.join(TENS)}]"
_FIGURE = (
    r"\d+\s\d+/\d+(?![\d/])|\d+/\d+(?![\d/])|(?:\d+(?:,\d{3})+(?!\d)|\d+|(?<![\d.]))(?:\.\d+(?![.\d]))?"
    r"(?:\^[+-]*\d+(?:\.\d+)?|[eE][+-]?\d+(?![A-Za-z\d])|[kKmMgGtT](?![A-Za-z]))?"
)
_PART = re.compile(
    rf"(?P<blank>[ ]{{0,2}})(?:(?P<figure>(?<![A-Za-z\d.,/]){_FIGURE}|(?<=[{_S}])\d+)(?<=[\dkKmMgGtT])|(?P<digit>[{_D}])|(?P<scale>[{_S}])|(?P<some>[余餘多来來几幾])|(?P<point>[点點][ ]?[{_POINTED}]+(?![{''.join(TENS)}分刻钟鐘整])))"
)
_NEXT = re.compile(rf"[\d{_D}{''.join(TENS)}数數几幾上成]|\.(?=\d)")
_MINUS = re.compile(r"(?:负|負|(?<![\w)\]%-])[-−])\s?$")
_OVER = re.compile(rf"\s{{0,2}}分\s{{0,2}}之\s{{0,2}}(?P<minus>[负負]?)\s?(?={_ANY})")
_PER = re.compile(rf"[百千万萬]分之(?=[负負]?{_ANY})")  # per cent, per mille: what follows is not divided
_AND = re.compile(rf"\s{{0,2}}又\s{{0,2}}(?={_ANY})")
_VAGUE = re.compile(rf"(?:数|數|几|幾|上|成)(?P<size>[十百千]*[{_M}]*)(?<=[十百千{_M}])")
_DOZEN = re.compile(r"打(?![人伤死砸击工开破算扫架断压骂])")
_NOT_SOME = re.compile(NOT_SOME)
LOOK_BACK = 2  # code points before a number that can hold its sign


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a number: what kind, as written, where it ends, whether blanks stand before it."""

    kind: str
    text: str
    end: int
    blank: bool


def han_numbers(text: str, language: str = "zh") -> list[Numeral]:
    """The numbers of a text, in order and disjoint."""
    plain = text.translate(_WIDE)
    found: list[Numeral] = []
    at = 0
    while (start := _next(plain, at)) >= 0:
        vague = _VAGUE.match(plain, start)
        one = Numeral(start, vague.end(), _size(vague["size"]), "magnitude") if vague else _number(plain, start)
        if one is None:
            at = start + 1
            continue
        lone = one.form == "words" and one.end - start == 1 and language == "zh"
        if not (lone and in_a_word(plain, start)):
            found.append(one)
        at = one.end
    return found


def han_value(raw: str) -> Decimal | None:
    """The value of a number in Chinese characters: 二百三十 = 230, 两千零五 = 2005, 一〇八 = 108, 三点五 = 3.5; None for what is no number."""
    one = _number(raw, 0) if raw and _NEXT.match(raw) else None
    return one.value if one is not None and one.end == len(raw) else None


def _next(plain: str, at: int) -> int:
    """Where the next number may begin, -1 for nowhere; the marks of per cent are stepped over."""
    while (m := _NEXT.search(plain, at)) is not None:
        per = _PER.match(plain, m.start())
        if per is None or re.match(_ANY, plain[m.start() - 1 : m.start()]):
            return m.start()
        at = per.end()
    return -1


def _size(scales: str) -> Decimal:
    size = Decimal(1)
    for c in scales:
        size *= _SCALES[c]
    return size


def _number(plain: str, start: int) -> Numeral | None:
    """The number at a place, with its sign, fraction or dozen."""
    one = _sum(plain, start)
    if one is None or one.value is None:
        return None
    minus = _MINUS.search(plain, max(0, start - LOOK_BACK), start)
    value, end, top = one.value, one.end, one.top
    over, joint, dozen = _OVER.match(plain, end), _AND.match(plain, end), _DOZEN.match(plain, end)
    if dozen:
        value, end = value * 12, dozen.end()
    elif over and value and (part := _sum(plain, over.end())) and part.value is not None:
        value, end = part.value / value, part.end
        value = -value if over["minus"] else value
    elif joint and (rest := _fraction(plain, joint.end())) is not None:
        value, end = value + rest[0], rest[1]
    value = -value if minus and value else value
    return Numeral(minus.start() if minus else start, end, whole(value), one.form, one.mantissa, one.scale, one.grouped, top)


def _fraction(plain: str, at: int) -> tuple[Decimal, int] | None:
    """What 又 adds: 三分之一, and where it ends."""
    below = _sum(plain, at)
    over = _OVER.match(plain, below.end) if below else None
    above = _sum(plain, over.end()) if over else None
    if below is None or above is None or not below.value or above.value is None:
        return None
    return above.value / below.value, above.end


def _parts(plain: str, at: int) -> list[_Part]:
    """The pieces from a place on that may belong to one number; 多, 余, 几 inside it are left out where a scale follows."""
    parts: list[_Part] = []
    while (m := _PART.match(plain, at)) is not None and m[0].strip():
        kind = str(m.lastgroup)
        if kind == "some":
            after = _PART.match(plain, m.end())
            if after is None or after["scale"] is None or not parts:
                if (
                    parts
                    and not m["blank"]
                    and m["some"] in "余餘多来來"
                    and parts[-1].kind in ("scale", "figure")
                    and not _NOT_SOME.match(plain, m.end() - 1)
                ):
                    parts.append(_Part("some", m["some"], m.end(), False))
                break
            at = m.end()
            continue
        parts.append(_Part(kind, m[kind], m.end(), bool(m["blank"])))
        at = m.end()
    return parts


def _sum(plain: str, start: int) -> Numeral | None:
    """The integer or decimal at a place."""
    parts = _parts(plain, start)
    if not parts or parts[0].blank or parts[0].kind not in ("figure", "digit", "scale") or parts[0].text in MYRIADS:
        return None
    out = _Sum()
    end = start
    for i, part in enumerate(parts):
        pair = _pair(out, parts[i:])
        if pair is not None:
            return Numeral(start, pair[2], pair[0], "words", pair[0], 1, True, pair[1])
        if not out.takes(part):
            break
        end = part.end
    if end == start or (end - start == 1 and plain[start] in TENS and TENS[plain[start]] > 10):
        return None
    return out.numeral(start, end)


class _Sum:
    """A number as its parts add up: 四千五百 | 六十九万 | 八千."""

    def __init__(self) -> None:
        self.total = self.section = Decimal(0)
        self.current: Decimal | None = None
        self.run = ""  # a run of digits alone, as of a year
        self.last = self.myriad = 0  # the scale before, the myriad before
        self.nought = self.pointed = False
        self.kinds: list[str] = []
        self.first = Decimal(0)

    def takes(self, part: _Part) -> bool:
        """Adds a part, if it may follow what is there."""
        if part.kind == "some":
            done = True
        else:
            step = {"figure": self._figure, "digit": self._digit, "scale": self._scale, "point": self._point}[part.kind]
            done = step(part)
        if done:
            self.kinds.append(part.kind)
        return done

    def _figure(self, part: _Part) -> bool:
        value = figure_value(part.text)
        if value is None or part.blank or self.current is not None or (self.kinds and not self.last):
            return False
        self.current = value
        self.first = value if not self.kinds else self.first
        return True

    def _digit(self, part: _Part) -> bool:
        digit = DIGITS[part.text]
        if self.pointed or (part.blank and not self.last) or (self.run and part.text in "两兩"):
            return False
        if self.last and digit == 0 and self.current is None:
            self.nought = True
        elif self.current is None:
            self.current, self.run = Decimal(digit), "" if self.last else str(digit)
        elif self.run and not part.blank and not self.last:
            self.run += str(digit)
            self.current = Decimal(self.run)
        else:
            return False
        return True

    def _scale(self, part: _Part) -> bool:
        size = _SCALES[part.text]
        if self.pointed:
            if size < 10**4:
                return False
            self.current = (self.current or Decimal(0)) * size
            return True
        return self._myriad(size) if size >= 10**4 else self._ten(size)

    def _ten(self, size: int) -> bool:
        inside = self.last if self.last < 10**4 else 0
        if (
            len(self.run) > 1
            or (inside and (size >= inside or (self.current is None and not self.nought)))
            or (self.current is None and self.nought and size > 10)
        ):
            return False
        if self.kinds[-1:] == ["digit"] and self.run == "0":
            self.current = None
        self.section += (Decimal(1) if self.current is None else self.current) * size
        self.current, self.run, self.last, self.nought = None, "", size, False
        return True

    def _myriad(self, size: int) -> bool:
        part = self.section + (self.current or 0)
        if len(self.run) > 4 or not (part or self.total):
            return False
        if not part:
            self.total *= size
        elif self.myriad and size > self.myriad:
            self.total = (self.total + part) * size
        else:
            self.total += part * size
        self.section, self.current, self.run, self.nought = Decimal(0), None, "", False
        self.last = self.myriad = size
        return True

    def _point(self, part: _Part) -> bool:
        if self.pointed or self.kinds[-1:] == ["figure"]:
            return False
        decimals = "".join(str(DIGITS[c]) for c in part.text[1:].strip())
        self.current = Decimal(f"{self.value()}.{decimals}")
        self.total = self.section = Decimal(0)
        self.run, self.pointed = "", True
        return True

    def value(self) -> Decimal:
        """The sum; a last digit without a nought stands for the place below (两千四百五 = 2450)."""
        rest = self.current or Decimal(0)
        if self.kinds[-1:] == ["digit"] and self.last > 10 and not self.nought and not self.pointed:
            rest *= self.last // 10
        return self.total + self.section + rest

    def numeral(self, start: int, end: int) -> Numeral:
        """What was added up, as a number from start to end."""
        value = self.value()
        kinds = [k for k in self.kinds if k != "some"]
        scale = 1
        mantissa = value
        if kinds[0] == "figure" and kinds[1:] == ["scale"] * (len(kinds) - 1) and self.first:
            mantissa, scale = self.first, int(value / self.first)
        elif self.myriad and kinds[-1] == "scale":
            mantissa, scale = value / self.myriad, self.myriad
        return Numeral(start, end, whole(value), "figure" if kinds[0] == "figure" else "words", mantissa, scale, self.grouped(end - start))

    def grouped(self, length: int) -> bool:
        """Whether it is surely no year: more than a run of figures or digits."""
        return self.last > 0 or self.pointed or (self.kinds[0] == "figure" and (length > 4 or self.first != int(self.first)))


def _pair(out: _Sum, ahead: list[_Part]) -> tuple[Decimal, Decimal, int] | None:
    """Two neighbouring digits, a range: 七八 before what it counts, 三四十, 一千五六百; with its ends and where it ends. Not in a run of digits."""
    if (
        len(ahead) < 2
        or [p.kind for p in ahead[:2]] != ["digit", "digit"]
        or out.current is not None
        or (len(ahead) > 2 and ahead[2].kind == "digit")
    ):
        return None
    low, high = DIGITS[ahead[0].text], DIGITS[ahead[1].text]
    if low < 1 or high != low + 1 or ahead[1].blank or "figure" in out.kinds or out.nought:
        return None
    size, end = Decimal(1), ahead[1].end
    for part in ahead[2:4]:
        if part.kind != "scale" or _SCALES[part.text] >= (out.last or 10**13):
            break
        size, end = size * _SCALES[part.text], part.end
    if size == 1 and out.last > 10:
        size = Decimal(out.last // 10)
    below = out.total + out.section
    return below + low * size, below + high * size, end

"""Chinese clock times, parts of days and durations: 下午三点半, 晚上, 半个月, 两年零三个月."""

from __future__ import annotations

import re

from firsthand.tongues.han_numbers import han_value
from firsthand.tongues.times.calendar import SECONDS
from firsthand.tongues.times.chinese_words import Found, any_of, number_of
from firsthand.tongues.times.values import Time
from firsthand.tongues.zh import times as zh

_PART = re.compile(
    rf"(?:的)?(?P<p>{any_of(w for w in zh.PARTS if len(w) > 1)}|[晚早夜](?=\d|[一二三四五六七八九十两])|(?<=[日号])[晚早](?![上晨间点已在前会就]))"
)
_CLOCK = re.compile(
    r"(?P<h>\d{1,2}|[零〇一二两三四五六七八九十]{1,3})(?:[:](?P<m>[0-5]\d)(?:[:](?P<s>[0-5]\d))?|(?:点钟|点|时)(?:整|(?P<half>半)|(?P<quarter>[一三])刻|过?(?P<m2>\d{1,2}|[零〇一二三四五六七八九十]{1,3})(?:分(?:(?P<s2>\d{1,2}|[一二三四五六七八九十]{1,3})秒?)?)?)?)(?:\s?(?P<mer>am|pm|a\.m\.|p\.m\.))?(?!间|候|代|机|刻)"
)
COUNT = r"(?P<n>\d+(?:\.\d+)?|[零一二两三四五六七八九十百千万]+|几|数|半)"
_DURATION = re.compile(
    rf"{COUNT}\s?(?P<more>多|余)?\s?(?P<u>{any_of(zh.UNITS)})(?P<half>半|零\d+|又)?(?!\s?(?:\d|[一二三四五六七八九十])\s?[月日号]|级|轮|代|度|岁|期|份|头|初|底|末|会)"
)


def clock_at(text: str, at: int) -> Found | None:
    """A clock time, with the part of the day before it; or a part of a day alone."""
    part = _PART.match(text, at)
    m = _CLOCK.match(text, part.end() if part else at)
    if m is None:
        if part is None:
            return None
        low, high, _ = zh.PARTS[part["p"]]
        return Time("clock period", None, False, (low * 3600, min(high * 3600, 86399)), word="part"), part.end()
    hour = number_of(m["h"].replace("两", "二").replace("〇", "零")) if m["h"] not in ("零", "〇") else 0
    if hour > 24:
        return None
    minute = (
        30
        if m["half"]
        else {"一": 15, "三": 45}[m["quarter"]]
        if m["quarter"]
        else number_of(m["m"] or (m["m2"] or "").lstrip("零〇") or "0")
    )
    late = (
        (part is not None and zh.PARTS[part["p"]][2] and hour < 12 and not (part["p"] in ("半夜", "深夜", "夜里", "午夜") and hour < 6))
        or (m["mer"] or "").startswith("p")
        and hour < 12
    )
    seconds = (hour + 12 * late) * 3600 + minute * 60 + number_of(m["s"] or m["s2"])
    if minute > 59 or seconds > 86400:
        return None
    return Time("clock", None, False, (seconds, seconds), ambiguous=part is None and not m["mer"] and hour <= 12), m.end()


def duration_at(text: str, at: int) -> Found | None:
    """三年, 半个月, 一个钟头, 7 周, 两年零三个月."""
    parts, i, seconds, unit = [], at, 0.0, ""
    while (m := _DURATION.match(text, i)) is not None:
        raw = m["n"]
        count = (
            0.5
            if raw == "半"
            else 3
            if raw in ("几", "数")
            else float(raw)
            if raw.replace(".", "").isdigit()
            else float(han_value(raw.replace("两", "二")) or 0)
        )
        name = zh.UNITS[m["u"]]
        if raw[0] == "0" and len(raw) > 1 and "." not in raw:
            break
        if (
            (m["u"] in ("年", "月", "日") and not raw.isdigit() and len(raw) == 4)
            or (m["u"] == "月" and raw != "半")
            or (m["u"] == "年" and raw.isdigit() and len(raw) in (2, 4) and float(raw) > 49)
            or (m["u"] == "日" and raw.isdigit())
        ):
            break
        end = m.end() if m["half"] == "半" else m.end("u")
        count += 0.5 if m["half"] == "半" else 0
        parts.append(f"{count:g} {name}")
        seconds, unit, i = seconds + count * SECONDS[name], unit or name, end
        if text[i : i + 1] in ("零", "又"):
            i += 1
    return (Time("duration", None, False, None, seconds, unit=unit, word=",".join(parts)), end) if parts else None

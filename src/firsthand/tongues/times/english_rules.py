"""Rules of single English times: patterns over the letters of tokens (`english_words`), each with what it makes.

The rule that matches the most tokens and means something wins; of equals the first. `simple_at` gives it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from firsthand.tongues.times.english_days import (
    day_of_month_rule,
    full_rule,
    month_alone_rule,
    month_day_rule,
    next_day_rule,
    relative_day_rule,
    weekday_day_rule,
    weekday_of_rule,
    weekday_rule,
)
from firsthand.tongues.times.english_match import Match
from firsthand.tongues.times.english_periods import (
    after_next_rule,
    bare_year_rule,
    century_rule,
    commencing_rule,
    decade_rule,
    end_of_rule,
    first_units_rule,
    holiday_rule,
    month_of_rule,
    named_year_rule,
    now_rule,
    nth_unit_rule,
    nth_week_rule,
    period_of,
    period_rule,
    periods_rule,
    quarter_rule,
    season_rule,
    to_date_rule,
    week_number_rule,
)
from firsthand.tongues.times.english_words import Word
from firsthand.tongues.times.made import date, month
from firsthand.tongues.times.values import Time

Words = Sequence[Word]
Rule = tuple[re.Pattern[str], Callable[[Match], Time | None]]

RULES: tuple[Rule, ...] = tuple(
    (re.compile(pattern), rule)
    for pattern, rule in (
        (r"(?:w(?:,|-|\()?O?)?D(?:,y)?", full_rule), (r"(?:[tx]?w,?|[tx])D|[tx]?w\(D\)", full_rule), (r"[tx]?w\(m-?[od]\)", month_day_rule), (r"(?:w,?)?(?:j?[od]V?|ouV)-?m(?:[-,V]*i?y)?", month_day_rule), (r"(?:[tx]?w,?)?m-?j?[od](?:[-,V]*y)?", month_day_rule),
        (r"y-m-[od]|y-[od]-m", month_day_rule), (r"m[-,V]?i?y|ym|y-m(?!-)", lambda m: month(m.number("y"), m.number("m"))), (r"mVd(?!V)", lambda m: month(1900 + m.number("d") if m.number("d") > 40 else 2000 + m.number("d"), m.number("m"))),
        (r"7", lambda m: month(*m.of("7"))), (r"ydd(?!u)", lambda m: date(m.number("y"), m.number("d"), m.number("d", 1)) if m.number("d") < 13 else None),
        (r"m", month_alone_rule), (r"w,?j?[od](?![umVd:cka%-])|w,?j[od]", weekday_day_rule), (r"[txl]m(?:,?y)?", month_of_rule), (r"jd(?=[FB])|(?<=O)o(?![uwVmqf])", day_of_month_rule), (r"j?ouVj?[txl]?u", nth_unit_rule), (r"j?[ol]duVj?(?:[txl]?u|m|y)", first_units_rule), (r"j?[ol]uV[txl]u", nth_week_rule), (r"ju\+", after_next_rule), (r"u(?!d)", lambda m: period_of(str(m.of("u")), 0) if m.of("u") == "weekend" else None), (r"jo(?![uwVmqf])", day_of_month_rule), (r"w", weekday_rule), (r"[txl]{1,2}w", weekday_of_rule), (r"[txl]uO?w", weekday_of_rule), (r"w,?V?j?[txl]u", weekday_of_rule),
        (r"r", relative_day_rule), (r"ju[bA](?![\w])|j[xl]u", lambda m: next_day_rule(m) if m.of("u") == "day" else None), (r"Zu(?!y|d)", lambda m: period_of("year", 0) if m.of("u") == "year" else None), (r"[txl]Z?u", period_rule), (r"j[xl]u", lambda m: period_rule(m) if m.of("u") in ("decade", "century") else None),
        (r"[xl][dn]Z?u|[dn][xl]u", periods_rule), (r"ud(?:V?y)?", week_number_rule), (r"j?[ol]u(?:Vmy?|Vy)", nth_week_rule), (r"q-?y?|y-?q|j?o[uf](?:-?y|V(?:y|j?[tlx]?u))|[txl]u'o[uf]", quarter_rule), (r"y", bare_year_rule), (r"j?uy|Zuy|Z[yd]", named_year_rule),
        (r"3", decade_rule), (r"[o0]-?u", century_rule), (r"[txl]?S(?:V?y)?", season_rule), (r"Y(?:,?V?y)?|YVj?[txl]u|[txl]Y", holiday_rule), (r"N", now_rule), (r"J", to_date_rule), (r"j?!", end_of_rule), (r"C(?:m[od]|[od]V?m)y?", commencing_rule),
    )
)  # fmt: skip


def simple_at(words: Words, letters: str, at: int) -> tuple[Time, int] | None:
    """The longest single date or period that begins at a token, and where it ends."""
    best: tuple[Time, int] | None = None
    for pattern, rule in RULES:
        m = pattern.match(letters, at)
        if m is None or m.end() == at or (best and m.end() <= best[1]):
            continue
        found = rule(Match(words, at, m))
        if found is not None:
            best = found, m.end()
    return best

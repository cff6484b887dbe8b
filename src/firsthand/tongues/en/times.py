"""English words of time, each with the letter by which the rules know its kind (`tongues.times.english`)."""

from __future__ import annotations

from firsthand.tongues.en.number_words import ONES, TENS

_MONTHS = [
    "january jan",
    "february feb",
    "march mar",
    "april apr",
    "may",
    "june jun",
    "july jul",
    "august aug",
    "september sept sep",
    "october oct",
    "november nov",
    "december dec",
]
_WEEKDAYS = ["monday mon", "tuesday tues tue", "wednesday weds wed", "thursday thurs thur thu", "friday fri", "saturday sat", "sunday sun"]
MONTHS = {name: i for i, names in enumerate(_MONTHS, 1) for name in names.split()}
WEEKDAYS = {name: i for i, names in enumerate(_WEEKDAYS) for name in names.split()}
RECURRING_DAYS = "mondays tuesdays wednesdays thursdays fridays saturdays sundays weekdays"
AMBIGUOUS = frozenset(
    ["may", "march", "mar", "sat", "sun", "mon", "jan", "dec", "wed", "fri", "sep", "second", "seconds", "min", "mins", "fall", "spring"]
)  # everyday words beside
UNITS = {
    form: unit
    for unit, forms in {
        "second": "second seconds sec secs s", "minute": "minute minutes min mins", "hour": "hour hours hr hrs h", "day": "day days", "night": "night nights", "weekend": "weekend weekends",
        "week": "week weeks wk wks", "fortnight": "fortnight fortnights", "month": "month months", "quarter": "quarter quarters", "year": "year years yr yrs y", "decade": "decade decades",
        "century": "century centuries",
    }.items()
    for form in forms.split()
}  # fmt: skip
DAYS = {
    "today": 0, "current date": 0, "present day": 0, "tonight": 0, "tonite": 0, "tomorrow": 1, "tmr": 1, "yesterday": -1, "day before yesterday": -2, "the day before yesterday": -2, "day after tomorrow": 2,
    "the day after tomorrow": 2,
}  # fmt: skip
PARTS = {
    "morning": "morning", "mornings": "morning", "afternoon": "afternoon", "evening": "evening", "night": "night", "overnight": "night", "lunchtime": "lunchtime", "lunch-time": "lunchtime",
    "dinnertime": "dinnertime", "daytime": "daytime", "dawn": "dawn", "night-time": "night", "nighttime": "night",
}  # fmt: skip
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
CARDINALS = {
    **{w: n for w, n in ONES.items() if w not in ("nought", "naught")},
    **TENS,
    "a couple of": 2,
    "a couple": 2,
    "couple of": 2,
    "couple": 2,
    "a few": 3,
    "few": 3,
    "several": 3,
    "some": 3,
    "dozen": 12,
}
ORDINAL_WORDS = {
    w: n
    for n, w in enumerate(
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"], 1
    )
} | {"thirtieth": 30}  # fmt: skip
RECURRING = {
    "daily": "day", "weekly": "week", "biweekly": "week", "bi-weekly": "week", "monthly": "month", "bimonthly": "month", "bi-monthly": "month", "quarterly": "quarter", "yearly": "year", "annually": "year",
    "annual": "year", "everyday": "day", "nightly": "night", "hourly": "hour", "semi-annually": "year", "semiannually": "year", "semi-annual": "year", "biannually": "year", "fortnightly": "week", "half-yearly": "year",
    **dict.fromkeys(RECURRING_DAYS.split(), "day"),
}  # fmt: skip
# Holidays: month and day; or month, weekday and which one; Easter and its days by their distance from it.
HOLIDAYS: dict[str, tuple[int, ...]] = {
    "christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25), "xmas": (12, 25), "new year's day": (1, 1), "new years day": (1, 1), "new year's eve": (12, 31), "new years eve": (12, 31),
    "new year": (1, 1), "halloween": (10, 31), "valentine's day": (2, 14), "independence day": (7, 4), "labour day": (5, 1), "international workers' day": (5, 1), "may day": (5, 1),
    "women's day": (3, 8), "human rights day": (12, 10), "thanksgiving day": (11, 3, 4), "thanksgiving": (11, 3, 4), "labor day": (9, 0, 1), "memorial day": (5, 0, -1), "mother's day": (5, 6, 2),
    "father's day": (6, 6, 3), "martin luther king day": (1, 0, 3), "mlk day": (1, 0, 3), "presidents day": (2, 0, 3), "columbus day": (10, 0, 2), "veterans day": (11, 11), "black friday": (11, 4, 4),
    "earth day": (4, 22), "boxing day": (12, 26), "april fools": (4, 1), "juneteenth": (6, 19), "st patrick's day": (3, 17),
}  # fmt: skip
EASTER = {
    "easter sunday": 0,
    "easter day": 0,
    "easter": 0,
    "good friday": -2,
    "easter monday": 1,
    "ash wednesday": -46,
    "palm sunday": -7,
    "pentecost": 49,
}
# kind -> the words and phrases of that kind
CLASSES = {
    "t": "this|current|that|same|present",
    "x": "next|coming|upcoming|following",
    "l": "last|previous|past",
    "g": "ago",
    "h": "from now|hence|later|afterwards",
    "b": "before|prior to|earlier than|ahead of|no later than|not later than",
    "A": "after|later than",
    "s": "since|starting from|starting on|starting|beginning on|beginning from|as early as|as of|effective",
    "U": "until|till|til|up to|by|as late as|no later than",
    "T": "to|through|thru",
    "B": "between|anywhere between",
    "F": "from",
    "&": "and",
    "i": "in|during",
    "O": "on",
    "@": "at",
    "V": "of",
    "4": "for|lasting",
    "j": "the",
    "1": "a|an",
    "E": "early|earlier",
    "L": "late|later in|rest of|remainder of|remaining of|remaining part of",
    "Q": "mid|middle of|midst of",
    "G": "beginning of|start of",
    "X": "end of|close of",
    "e": "each|every|all|any",
    "v": "around|about|circa|approximately|roughly",
    "R": "more than|longer than",
    "K": "less than|no more than|shorter than",
    "k": "o'clock|oclock|o’clock|hours sharp|sharp",
    "a": "am|pm|a.m.|p.m.|a.m|p.m",
    "N": "now|right now|at present|at this time|at the moment|as soon as possible|asap|currently|presently|nowadays",
    "W": "within",
    ",": ",",
    "/": "/",
    "(": "(",
    ")": ")",
    ">": "> =|>=|>|=|< =|<=|<",
    "I": "or",
    "°": "other",
    "Z": "fiscal|school|calendar|working|business|academic|financial|fy|cy|sy",
}
# The same, for phrases that hold words of other kinds.
PHRASES = {
    "f": "half|half a|half an|½", "J": "year to date|ytd", "C": "w/c|week commencing|the week starting on|week starting on|the week of|the week beginning|week beginning", "!": "eod|eom|eoy|end of day",
    "z": "day after day|day by day|to date|may not|may be|may have|may also|may well|may or", "%": "half past|quarter past|quarter to|a quarter past|a quarter to", "M": "noon|midday|noonish|midnight|mid-night|mid night",
    "+": "after next", "3": "the nineties|the eighties|the seventies|the sixties|the fifties",
}  # fmt: skip

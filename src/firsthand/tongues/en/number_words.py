"""English words that make up numbers: ordinals as denominators, halves, signs, pronouns that are no number."""

from __future__ import annotations

ONES = {
    w: n
    for n, w in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
    )
} | {"nought": 0, "naught": 0}  # fmt: skip
TENS = {w: 10 * n for n, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)} | {"fourty": 40}
BIG = {
    "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "lakh": 10**5, "lakhs": 10**5, "crore": 10**7, "crores": 10**7,
}  # fmt: skip
DOZENS = ("dozens", "dozen", "dozs", "doz")
ORDINALS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4, "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7,
    "eighth": 8, "eighths": 8, "ninth": 9, "ninths": 9, "tenth": 10, "tenths": 10, "eleventh": 11, "elevenths": 11, "twelfth": 12, "twelfths": 12, "fifteenths": 15, "sixteenth": 16, "sixteenths": 16,
    "twentieth": 20, "twentieths": 20, "hundredth": 100, "hundredths": 100, "thousandth": 1000, "thousandths": 1000, "millionth": 10**6, "millionths": 10**6, "billionth": 10**9, "billionths": 10**9,
    "trillionth": 10**12, "trillionths": 10**12,
}  # fmt: skip
UNIT_ORDINALS = {
    "first": 1, "firsts": 1, "second": 2, "seconds": 2, "third": 3, "thirds": 3, "fourth": 4, "fourths": 4, "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7,
    "eighth": 8, "eighths": 8, "ninth": 9, "ninths": 9,
}  # fmt: skip
SIGNS = {
    "½": (1, 2),
    "¼": (1, 4),
    "¾": (3, 4),
    "⅓": (1, 3),
    "⅔": (2, 3),
    "⅛": (1, 8),
    "⅜": (3, 8),
    "⅝": (5, 8),
    "⅞": (7, 8),
    "⅕": (1, 5),
    "⅖": (2, 5),
    "⅗": (3, 5),
    "⅘": (4, 5),
}
# "one" with one of these right before or after is a pronoun.
NOT_ONE_BEFORE = (
    r"\b(?:this|that|which|any|every|each|no|the|some|another|other|only|new|old|last|next|first|good|better|best|big|small)\s$"
)
NOT_ONE_AFTER = (
    r"\s(?:another|who|whom|can|could|should|would|might|must|may|has to|needs to|is not|isn['’]t|thinks|knows|sees|feels|says)\b|['’]s\b"
)

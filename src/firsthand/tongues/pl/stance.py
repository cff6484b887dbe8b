"""Polish cues of stance."""

CUES = {
    "denied": r"\b(?:zaprzecz\w+|dementuj\w+|odrzuc\w+|fałszyw\w+|nieprawd\w+)\b",
    "negated": r"\b(?:nie|nigdy|żaden|żadn\w+)\b",
    "alleged": r"\b(?:rzekom\w+|domnieman\w+|oskarż\w+|podobno)\b",
    "estimated": r"\b(?:szac\w+|ocenia się)\b",
    "planned": r"\b(?:plan\w+|zamierza\w*|ma zostać|mają zostać|będ\w+)\b",
    "conditional": r"\b(?:jeśli|jeżeli|mógłby|mogłoby|mogą|gdyby)\b",
    "reported": r"\b(?:powiedzia\w+|według|poinform\w+|podał\w*|podaje|oświadcz\w+|donos\w+|twierdz\w+)\b",
}  # fmt: skip

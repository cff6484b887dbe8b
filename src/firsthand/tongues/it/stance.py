"""Italian cues of stance."""

CUES = {
    "denied": r"\b(?:neg(?:a|ato|ano|ò)|smenti\w+|respin\w+|fals[oaie])\b",
    "negated": r"\b(?:non|mai|nessun\w*)\b",
    "alleged": r"\b(?:presunt\w+|accus\w+|avrebbe\w*|sarebbe\w*|sedicente)\b",
    "estimated": r"\b(?:stim\w+|si calcola)\b",
    "planned": r"\b(?:prevede\w*|intend\w+|dovrà|dovranno|mira\w*)\b",
    "conditional": r"\b(?:se|potrebbe\w*|forse|qualora)\b",
    "reported": r"\b(?:ha detto|hanno detto|detto|secondo|rifer\w+|dichiar\w+|afferm\w+|annunci\w+)\b",
}  # fmt: skip

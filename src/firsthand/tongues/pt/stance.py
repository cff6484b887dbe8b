"""Portuguese cues of stance."""

CUES = {
    "denied": r"\b(?:neg(?:a|ou|am|aram)|desment\w+|rejeit\w+|refut\w+|fals[oa])\b",
    "negated": r"\b(?:não|nunca|jamais|nenhum\w*)\b",
    "alleged": r"\b(?:supost\w+|alegad\w+|alega\w*|acus\w+|teria\w*)\b",
    "estimated": r"\b(?:estim\w+|calcula-se)\b",
    "planned": r"\b(?:planeja\w*|prev[êe]\w*|pretend\w+|vai|vão|deverá\w*)\b",
    "conditional": r"\b(?:se|poderia\w*|talvez|caso)\b",
    "reported": r"\b(?:disse\w*|segundo|de acordo com|inform\w+|declar\w+|afirm\w+|dizem|anunci\w+)\b",
}  # fmt: skip

"""Spanish cues of stance."""

CUES = {
    "denied": r"\b(?:nieg\w+|neg(?:ó|aron|aba)|desm[ie]nt\w+|rechaz\w+|falso|falsa)\b",
    "negated": r"\b(?:no|nunca|jamás|ningún\w*)\b",
    "alleged": r"\b(?:presunt\w+|supuest\w+|acus\w+|habría\w*|aleg\w+)\b",
    "estimated": r"\b(?:estim\w+|se calcula|calculan)\b",
    "planned": r"\b(?:planea\w*|prev[ée]\w*|pretend\w+|va a|van a|deberá\w*)\b",
    "conditional": r"\b(?:si|podría\w*|quizá\w*|en caso de)\b",
    "reported": r"\b(?:dijo|dijeron|según|inform\w+|declar\w+|afirm\w+|señal\w+|anunci\w+)\b",
}  # fmt: skip

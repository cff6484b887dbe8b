"""German cues of stance."""

CUES = {
    "denied": r"\b(?:bestr(?:eiten|eitet|itt|itten)|dementier\w+|leugne\w*|zurückgewiesen|weis(?:t|en) \w+ zurück|falsch|unwahr)\b",
    "negated": r"\b(?:nicht|nie|niemals|kein\w*)\b",
    "alleged": r"\b(?:angeblich\w*|mutmaßlich\w*|soll(?:en)? \w+ haben|behaupt\w+|vorwurf|vorwürfe|vermeintlich\w*)\b",
    "estimated": r"\b(?:schätz\w+|geschätzt\w*|vermutlich|schätzungsweise)\b",
    "planned": r"\b(?:plan(?:t|en|te|ten)|will|wollen|beabsichtig\w+|soll(?:en)?|vorgesehen)\b",
    "conditional": r"\b(?:wenn|falls|sofern|könnte\w*|würde\w*|möglicherweise)\b",
    "reported": r"\b(?:sagt\w*|laut|zufolge|bericht\w+|erklär\w+|teilte\w* mit|heißt es|nach angaben|seien|sei)\b",
}  # fmt: skip

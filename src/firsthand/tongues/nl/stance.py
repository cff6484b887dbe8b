"""Dutch cues of stance."""

CUES = {
    "denied": r"\b(?:ontken\w+|ontkent|weerleg\w+|verwerp\w+|onwaar|vals)\b",
    "negated": r"\b(?:niet|nooit|geen)\b",
    "alleged": r"\b(?:vermeend\w*|zou(?:den)?|beweer\w*|bewer\w+|beschuldig\w+|naar verluidt)\b",
    "estimated": r"\b(?:schat\w*|geschat\w*|naar schatting|vermoedelijk)\b",
    "planned": r"\b(?:plan(?:t|nen)?|wil|willen|zal|zullen|van plan)\b",
    "conditional": r"\b(?:als|indien|mits|mogelijk|kan|kunnen)\b",
    "reported": r"\b(?:zei|zeiden|zegt|volgens|meld\w+|aldus|bericht\w+|verklaar\w+)\b",
}  # fmt: skip

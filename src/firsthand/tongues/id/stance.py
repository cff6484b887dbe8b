"""Indonesian cues of stance."""

CUES = {
    "denied": r"\b(?:membantah|menyangkal|menolak|tidak benar|bohong)\b",
    "negated": r"\b(?:tidak|belum|bukan|tak)\b",
    "alleged": r"\b(?:diduga|dugaan|menuduh|dituduh|konon)\b",
    "estimated": r"\b(?:diperkirakan|perkiraan|memperkirakan|ditaksir)\b",
    "planned": r"\b(?:akan|berencana|rencana|hendak)\b",
    "conditional": r"\b(?:jika|kalau|apabila|mungkin|bisa)\b",
    "reported": r"\b(?:mengatakan|kata|menurut|melaporkan|menyatakan|ujar|dilaporkan)\b",
}  # fmt: skip

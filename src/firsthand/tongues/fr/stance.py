"""French cues of stance."""

CUES = {
    "denied": r"\b(?:ni(?:e|er|é|ent|ait)|démen(?:t|ti|tir|tent)|rejet(?:te|é|tent)|réfut\w+|fau(?:x|sse))\b",
    "negated": r"\bn['’e]\s?\w+ (?:pas|jamais|plus)\b|\baucun\w*\b|\bne \w+ pas\b",
    "alleged": r"\b(?:prétend\w*|présumé\w*|allégu\w+|accus\w+|serai(?:t|ent)|aurai(?:t|ent)|soi-disant)\b",
    "estimated": r"\b(?:estim\w+|évalu\w+|selon les estimations)\b",
    "planned": r"\b(?:prévoi\w+|compte\w* \w+er|va|vont|devrai(?:t|ent)|vise\w*|entend\w*)\b",
    "conditional": r"\b(?:si|pourrai(?:t|ent)|peut-être|au cas où)\b",
    "reported": r"\b(?:a dit|ont dit|dit|selon|d['’]après|rapport\w+|déclar\w+|affirm\w+|indiqu\w+|annonc\w+)\b",
}  # fmt: skip

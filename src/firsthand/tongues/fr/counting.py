"""How French counts: number words, scales, bounds, cues."""

from firsthand.tongues.counting import CountingWords

WORDS = CountingWords(
    numbers=dict(zip(["zéro", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize", "quatorze", "quinze", "seize", "vingt", "trente", "quarante", "cinquante", "soixante"], [0, *range(2, 17), 20, 30, 40, 50, 60], strict=True)),
    scales={"cent": 100, "cents": 100, "mille": 1000, "million": 10**6, "millions": 10**6, "milliard": 10**9, "milliards": 10**9, "md": 10**9, "mds": 10**9, "douzaine": 12, "dizaine": 10, "centaine": 100, "millier": 1000},
    articles=("un", "une"),
    magnitudes={"dizaines": 0, "centaines": 100, "milliers": 1000, "dizaines de milliers": 10**4, "centaines de milliers": 10**5, "dizaines de millions": 10**7, "centaines de millions": 10**8, "plusieurs centaines": 100, "plusieurs milliers": 1000, "plusieurs millions": 10**6, "plusieurs dizaines": 0, "quelques centaines": 100},
    link=("de", "d", "d'", "d’", "des"), thousands=" \u00a0\u202f.", decimal=",",
    before={"at_least": ("au moins", "plus de", "plus d'", "plus d’", "pas moins de", "au minimum"), "at_most": ("jusqu'à", "jusqu’à", "au plus", "moins de", "au maximum", "tout au plus", "pas plus de"), "about": ("environ", "quelque", "près de", "presque", "autour de", "à peu près", "approximativement", "une estimation de", "un peu moins de")},
    after={"at_least": ("ou plus", "au moins"), "at_most": ("ou moins", "au plus"), "about": ("environ",)},
    between=(("entre", "et"), ("de", "à")), to=("à", "-", "–", "ou"), out_of=("sur", "des", "sur les"), more=("autres", "supplémentaires"),
    stop=frozenset(["le", "la", "les", "un", "une", "des", "du", "de", "en", "dans", "à", "au", "aux", "par", "pour", "avec", "sans", "sur", "sous", "et", "ou", "mais", "qui", "que", "dont", "où", "est", "sont", "était", "étaient", "ont", "a", "été", "avait", "avaient", "selon", "depuis", "pendant", "entre", "ne", "pas", "se", "ce", "cette", "ces", "son", "sa", "ses", "leur", "leurs"]),
    joins=("et", "ou"), people=frozenset(["personnes", "hommes", "femmes", "enfants", "garçons", "filles", "habitants", "résidents", "tibétains", "ouïghours", "manifestants", "détenus", "prisonniers", "policiers", "morts", "décès", "musulmans", "gens", "civils"]),
    plural=("s", "x"),
    not_after=r"(?:\b(?:article|art\.|page|p\.|n°|no|numéro|chapitre|section|tableau|phase|covid|en|depuis|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|l'an|âgée? de)|[§#№/@]|(?<=\d):)\s{0,2}$",
    not_before=r"(?:er|e|ème)?\s(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)\b|\s?ans\b|\s?h(?:eures?)?\s?\d{0,2}\b|[:/]\d|e\b|er\b|ème\b",
    target=r"\b(?:doit|doivent|devra(?:it|ient)?|prévoi\w+|vise\w*|objectif|compte\w*)\b", not_done=r"\b(?:n['’e]\s?\w* (?:pas|jamais)|aucun\w*)\b", stock=r"\b(?:détenus|incarcérés|en détention)\b", cumulative=r"\b(?:au total|jusqu'ici|depuis)\b",
    percent=("%", "pour cent", "pourcent"),
)  # fmt: skip

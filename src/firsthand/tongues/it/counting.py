"""How Italian counts: number words, scales, bounds, cues."""

from firsthand.tongues.counting import CountingWords

WORDS = CountingWords(
    numbers=dict(zip(["zero", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove", "dieci", "undici", "dodici", "tredici", "quattordici", "quindici", "sedici", "diciassette", "diciotto", "diciannove", "venti", "trenta", "quaranta", "cinquanta", "sessanta", "settanta", "ottanta", "novanta"], [0, *range(2, 20), *range(20, 100, 10)], strict=True)) | {"duecento": 200, "trecento": 300, "cinquecento": 500, "duemila": 2000, "tremila": 3000, "diecimila": 10000, "centomila": 100000},
    scales={"cento": 100, "mille": 1000, "mila": 1000, "milione": 10**6, "milioni": 10**6, "mln": 10**6, "mld": 10**9, "miliardo": 10**9, "miliardi": 10**9, "dozzina": 12, "decina": 10, "centinaio": 100, "migliaio": 1000},
    articles=("un", "una"),
    magnitudes={"decine": 0, "dozzine": 0, "centinaia": 100, "migliaia": 1000, "decine di migliaia": 10**4, "centinaia di migliaia": 10**5, "decine di milioni": 10**7, "centinaia di milioni": 10**8, "diverse centinaia": 100, "diverse migliaia": 1000},
    link=("di", "d'", "d’"), thousands=". \u00a0\u202f", decimal=",",
    before={"at_least": ("almeno", "più di", "oltre", "non meno di", "come minimo"), "at_most": ("fino a", "al massimo", "meno di", "non più di"), "about": ("circa", "quasi", "intorno a", "attorno a", "approssimativamente", "all'incirca", "pressappoco", "una stima di", "stimati")},
    after={"at_least": ("o più", "e più"), "at_most": ("o meno",), "about": ("circa",)},
    between=(("tra", "e"), ("fra", "e"), ("da", "a"), ("dai", "ai")), to=("a", "-", "–", "o"), out_of=("su", "dei", "delle", "degli", "di"), more=("altri", "altre", "ulteriori", "un altro"),
    stop=frozenset(["il", "lo", "la", "i", "gli", "le", "un", "una", "di", "del", "della", "dei", "delle", "degli", "in", "nel", "nella", "nei", "nelle", "a", "al", "alla", "ai", "alle", "da", "dal", "dalla", "per", "con", "senza", "su", "sul", "sulla", "e", "o", "ma", "che", "chi", "dove", "è", "sono", "era", "erano", "fu", "furono", "ha", "hanno", "aveva", "avevano", "stati", "state", "secondo", "dal", "durante", "tra", "fra", "non", "si", "suo", "sua", "suoi", "sue", "questo", "questa"]),
    joins=("e", "o"), people=frozenset(["persone", "uomini", "donne", "bambini", "ragazzi", "ragazze", "abitanti", "residenti", "tibetani", "uiguri", "manifestanti", "detenuti", "prigionieri", "poliziotti", "morti", "decessi", "musulmani", "civili", "gente"]),
    plural=("i", "e"),
    not_after=r"(?:\b(?:articolo|art\.|pagina|pag\.|n\.|numero|capitolo|sezione|tabella|fase|covid|nel|dal|del|gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre|anno)|[§#№/@]|(?<=\d):)\s{0,2}$",
    not_before=r"\s(?:gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre)\b|\s?anni\b|[:/]\d|[ºª°]",
    target=r"\b(?:dov(?:rà|ranno|rebbe\w*)|deve|devono|prevede\w*|obiettivo|mira\w*)\b", not_done=r"\b(?:non|mai|nessun\w*)\b", stock=r"\b(?:detenuti|incarcerati|in carcere)\b", cumulative=r"\b(?:in totale|finora|dal)\b",
    percent=("%", "per cento", "percento"),
)  # fmt: skip

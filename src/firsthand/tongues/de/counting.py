"""How German counts: number words, scales, bounds, cues."""

from firsthand.tongues.counting import CountingWords

WORDS = CountingWords(
    numbers=dict(zip(["null", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf", "dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"], [0, *range(2, 20), *range(20, 100, 10)], strict=True)) | {"zweihundert": 200, "dreihundert": 300, "fünfhundert": 500, "zweitausend": 2000, "dreitausend": 3000, "zehntausend": 10000},
    scales={"hundert": 100, "tausend": 1000, "million": 10**6, "millionen": 10**6, "mio": 10**6, "mio.": 10**6, "milliarde": 10**9, "milliarden": 10**9, "mrd": 10**9, "mrd.": 10**9, "billionen": 10**12, "dutzend": 12},
    articles=("ein", "eine", "einer", "einem"),
    magnitudes={"dutzende": 0, "hunderte": 100, "hunderten": 100, "tausende": 1000, "tausenden": 1000, "zehntausende": 10**4, "zehntausenden": 10**4, "hunderttausende": 10**5, "hunderttausenden": 10**5, "dutzende millionen": 10**7, "zig millionen": 10**7, "hunderte millionen": 10**8, "mehrere hundert": 100, "mehrere tausend": 1000, "mehrere millionen": 10**6, "mehreren millionen": 10**6, "mehr als hunderttausende": 10**5, "zehn millionen": 0},
    link=("von", "der", "an"), thousands=". \u00a0\u202f'", decimal=",",
    before={"at_least": ("mindestens", "wenigstens", "mehr als", "über", "zumindest", "nicht weniger als"), "at_most": ("bis zu", "höchstens", "maximal", "weniger als", "unter", "nicht mehr als"), "about": ("etwa", "rund", "ungefähr", "circa", "ca.", "ca", "schätzungsweise", "fast", "beinahe", "nahezu", "knapp", "gut", "annähernd", "an die", "geschätzte", "geschätzten", "um die")},
    after={"at_least": ("oder mehr",), "at_most": ("oder weniger",)},
    between=(("zwischen", "und"), ("von", "bis")), to=("bis", "-", "–", "oder"), out_of=("von", "der", "von den"), more=("weitere", "weiteren", "weiterer", "zusätzliche", "andere", "noch einmal"),
    stop=frozenset(["der", "die", "das", "den", "dem", "des", "ein", "eine", "in", "im", "an", "am", "auf", "aus", "bei", "von", "zu", "mit", "nach", "für", "und", "oder", "aber", "die", "sind", "waren", "wurden", "werden", "wird", "ist", "war", "hat", "haben", "seien", "sei", "habe", "dass", "sich", "nicht", "auch", "noch", "seit", "während", "zwischen", "bis", "als", "wie"]),
    joins=("und", "oder"), people=frozenset(["menschen", "personen", "männer", "frauen", "kinder", "jungen", "mädchen", "einwohner", "bewohner", "tibeter", "uiguren", "demonstranten", "häftlinge", "gefangene", "polizisten", "beamte", "tote", "todesfälle", "muslime", "protestierende", "studenten", "mönche", "nonnen"]),
    plural=("en", "er", "e", "n", "s"),
    not_after=r"(?:\b(?:artikel|art\.|seite|s\.|nr\.|kapitel|abschnitt|absatz|tabelle|phase|paragraph|covid|§|januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|jahr|jahre|jahren|seit|alter von)|[§#№/@]|(?<=\d):)\s{0,2}$",
    not_before=r"\.?\s(?:januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember)\b|\.\s(?=[a-zäöü])|[-\s]?jährige\w*|\s?uhr\b|\s?jahre alt|[:/]\d|er jahre",
    target=r"\b(?:soll(?:en|te|ten)?|plan(?:t|en|te|ten)|will|wollen|ziel|werden|beabsichtig\w+)\b", not_done=r"\b(?:nicht|nie|kein\w*)\b", stock=r"\b(?:inhaftiert|festgehalten|in haft)\b", cumulative=r"\b(?:insgesamt|bisher|seit)\b",
    percent=("%", "prozent", "prozentpunkte"),
)  # fmt: skip

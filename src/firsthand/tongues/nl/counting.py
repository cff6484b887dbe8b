"""How Dutch counts: number words, scales, bounds, cues."""

from firsthand.tongues.counting import CountingWords

WORDS = CountingWords(
    numbers=dict(zip(["nul", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf", "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien", "twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig"], [0, *range(2, 20), *range(20, 100, 10)], strict=True)) | {"tweehonderd": 200, "driehonderd": 300, "vijfhonderd": 500, "tweeduizend": 2000, "tienduizend": 10000},
    scales={"honderd": 100, "duizend": 1000, "miljoen": 10**6, "mln": 10**6, "mln.": 10**6, "miljard": 10**9, "mld": 10**9, "mld.": 10**9, "dozijn": 12, "tiental": 10, "honderdtal": 100},
    articles=("een", "één"),
    magnitudes={"tientallen": 0, "dozijnen": 0, "honderden": 100, "duizenden": 1000, "tienduizenden": 10**4, "honderdduizenden": 10**5, "miljoenen": 10**6, "tientallen miljoenen": 10**7, "honderden miljoenen": 10**8, "miljarden": 10**9, "enkele honderden": 100, "enkele duizenden": 1000, "tientallen duizenden": 10**4},
    link=("van",), thousands=". \u00a0\u202f", decimal=",",
    before={"at_least": ("ten minste", "tenminste", "minstens", "minimaal", "meer dan", "ruim", "zeker", "niet minder dan"), "at_most": ("tot wel", "hoogstens", "hooguit", "maximaal", "minder dan", "niet meer dan", "tot"), "about": ("ongeveer", "circa", "ca.", "zo'n", "zo’n", "rond de", "bijna", "naar schatting", "om en nabij", "een kleine", "geschatte")},
    after={"at_least": ("of meer",), "at_most": ("of minder",)},
    between=(("tussen", "en"), ("tussen de", "en"), ("van", "tot")), to=("tot", "-", "–", "of"), out_of=("van de", "van", "op de"), more=("nog eens", "andere", "extra", "nog"),
    stop=frozenset(["de", "het", "een", "der", "des", "in", "op", "aan", "bij", "van", "voor", "met", "zonder", "naar", "uit", "om", "te", "en", "of", "maar", "die", "dat", "wie", "waar", "is", "zijn", "was", "waren", "werd", "werden", "wordt", "worden", "heeft", "hebben", "had", "hadden", "volgens", "sinds", "tijdens", "tussen", "niet", "geen", "zich", "hun", "haar", "dit", "deze", "als", "dan"]),
    joins=("en", "of"), people=frozenset(["mensen", "personen", "mannen", "vrouwen", "kinderen", "jongens", "meisjes", "inwoners", "bewoners", "tibetanen", "oeigoeren", "demonstranten", "gevangenen", "gedetineerden", "agenten", "doden", "sterfgevallen", "moslims", "burgers"]),
    plural=("en", "s"),
    not_after=r"(?:\b(?:artikel|art\.|pagina|blz\.|nr\.|nummer|hoofdstuk|paragraaf|tabel|fase|covid|in|sinds|januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|jaar)|[§#№/@]|(?<=\d):)\s{0,2}$",
    not_before=r"\s(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)\b|[-\s]?jarige?\w*|\s?jaar oud|\s?uur\b|[:/]\d|e\b|ste\b|de\b",
    target=r"\b(?:moet(?:en)?|zal|zullen|plan(?:t|nen)?|wil|willen|doel|streeft)\b", not_done=r"\b(?:niet|nooit|geen)\b", stock=r"\b(?:vastgehouden|in de cel|gevangen)\b", cumulative=r"\b(?:in totaal|tot nu toe|sinds)\b",
    percent=("%", "procent", "percent"),
)  # fmt: skip

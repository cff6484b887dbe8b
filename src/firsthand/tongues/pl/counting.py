"""How Polish counts: number words, scales, bounds, cues."""

from firsthand.tongues.counting import CountingWords

WORDS = CountingWords(
    numbers=dict(zip(["zero", "dwa", "trzy", "cztery", "pięć", "sześć", "siedem", "osiem", "dziewięć", "dziesięć", "jedenaście", "dwanaście", "trzynaście", "czternaście", "piętnaście", "szesnaście", "siedemnaście", "osiemnaście", "dziewiętnaście", "dwadzieścia", "trzydzieści", "czterdzieści", "pięćdziesiąt", "sześćdziesiąt", "siedemdziesiąt", "osiemdziesiąt", "dziewięćdziesiąt"], [0, *range(2, 20), *range(20, 100, 10)], strict=True)) | {"dwóch": 2, "trzech": 3, "czterech": 4, "pięciu": 5, "dwieście": 200, "trzysta": 300, "pięćset": 500},
    scales={"sto": 100, "tysiąc": 1000, "tysiące": 1000, "tysięcy": 1000, "tys": 1000, "tys.": 1000, "milion": 10**6, "miliony": 10**6, "milionów": 10**6, "miliona": 10**6, "mln": 10**6, "mld": 10**9, "miliard": 10**9, "miliardy": 10**9, "miliardów": 10**9, "tuzin": 12},
    magnitudes={"dziesiątki": 0, "dziesiątków": 0, "setki": 100, "setek": 100, "dziesiątki tysięcy": 10**4, "dziesiątek tysięcy": 10**4, "setki tysięcy": 10**5, "setek tysięcy": 10**5, "dziesiątki milionów": 10**7, "dziesiątek milionów": 10**7, "setki milionów": 10**8, "kilkaset": 100, "kilka tysięcy": 1000, "kilkadziesiąt": 0, "kilkudziesięciu": 0, "kilkadziesiąt milionów": 10**7},
    thousands=" \u00a0\u202f.", decimal=",",
    before={"at_least": ("co najmniej", "przynajmniej", "ponad", "więcej niż", "nie mniej niż", "minimum"), "at_most": ("do", "co najwyżej", "najwyżej", "maksymalnie", "nie więcej niż", "mniej niż", "nawet"), "about": ("około", "ok.", "ok", "blisko", "prawie", "niemal", "mniej więcej", "szacunkowo", "w przybliżeniu", "niespełna")},
    after={"at_least": ("lub więcej",), "at_most": ("lub mniej",)},
    between=(("między", "a"), ("pomiędzy", "a"), ("od", "do")), to=("do", "-", "–", "lub"), out_of=("z", "spośród", "na"), more=("kolejne", "kolejnych", "dalsze", "dalszych", "dodatkowe", "inne"),
    stop=frozenset(["w", "we", "na", "z", "ze", "do", "od", "dla", "o", "u", "po", "przy", "przez", "pod", "nad", "i", "lub", "ale", "który", "która", "które", "że", "gdzie", "jest", "są", "był", "była", "były", "było", "został", "została", "zostały", "zostało", "ma", "mają", "według", "podczas", "między", "nie", "się", "jego", "jej", "ich", "ten", "ta", "te", "to", "oraz", "jako"]),
    joins=("i", "oraz", "lub"), people=frozenset(["osób", "osoby", "ludzi", "mężczyzn", "kobiet", "dzieci", "chłopców", "dziewcząt", "mieszkańców", "tybetańczyków", "ujgurów", "demonstrantów", "protestujących", "więźniów", "zatrzymanych", "policjantów", "ofiar", "zgonów", "muzułmanów", "cywilów"]),
    plural=("ów", "y", "i"),
    not_after=r"(?:\b(?:artykuł|art\.|strona|str\.|s\.|nr|numer|rozdział|tabela|faza|covid|w|od|stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia|roku|rok)|[§#№/@]|(?<=\d):)\s{0,2}$",
    not_before=r"\s(?:stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia|r\.|roku?|latach|lata)\b|[-\s]?let\w+|\s?lat\b|[:/]\d|\.\s(?=[a-ząćęłńóśźż])",
    target=r"\b(?:plan\w+|ma (?:zostać|być)|mają (?:zostać|być)|zamierza\w*|cel\w*|będ\w+)\b", not_done=r"\b(?:nie|nigdy)\b", stock=r"\b(?:przetrzymywan\w+|uwięzion\w+|w areszcie)\b", cumulative=r"\b(?:łącznie|dotychczas|w sumie)\b",
    percent=("%", "procent", "proc.", "proc", "procenta"),
)  # fmt: skip

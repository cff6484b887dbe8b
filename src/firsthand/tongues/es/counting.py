"""How Spanish counts: number words, scales, bounds, cues."""

from firsthand.tongues.counting import CountingWords

WORDS = CountingWords(
    numbers=dict(zip(["cero", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce", "trece", "catorce", "quince", "dieciséis", "diecisiete", "dieciocho", "diecinueve", "veinte", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"], [0, *range(2, 20), *range(20, 100, 10)], strict=True)) | {"doscientos": 200, "doscientas": 200, "trescientos": 300, "trescientas": 300, "quinientos": 500, "quinientas": 500},
    scales={"cien": 100, "ciento": 100, "mil": 1000, "millón": 10**6, "millones": 10**6, "mdd": 10**6, "docena": 12, "decena": 10, "centenar": 100, "millar": 1000},
    articles=("un", "una"),
    magnitudes={"decenas": 0, "docenas": 0, "cientos": 100, "centenares": 100, "miles": 1000, "decenas de miles": 10**4, "cientos de miles": 10**5, "decenas de millones": 10**7, "cientos de millones": 10**8, "varios cientos": 100, "varios miles": 1000, "varios millones": 10**6},
    link=("de",), thousands=". \u00a0\u202f", decimal=",",
    before={"at_least": ("al menos", "por lo menos", "más de", "mas de", "no menos de", "como mínimo"), "at_most": ("hasta", "como máximo", "a lo sumo", "menos de", "no más de"), "about": ("unos", "unas", "alrededor de", "cerca de", "aproximadamente", "casi", "en torno a", "se estima que", "estimados")},
    after={"at_least": ("o más",), "at_most": ("o menos",), "about": ("aproximadamente",)},
    between=(("entre", "y"), ("de", "a")), to=("a", "-", "–", "o"), out_of=("de", "de los", "de las", "de cada"), more=("otros", "otras", "más", "adicionales"),
    stop=frozenset(["el", "la", "los", "las", "un", "una", "de", "del", "en", "a", "al", "por", "para", "con", "sin", "sobre", "y", "o", "pero", "que", "quien", "donde", "es", "son", "era", "eran", "fue", "fueron", "ha", "han", "había", "habían", "según", "desde", "durante", "entre", "no", "se", "su", "sus", "este", "esta", "estos", "estas"]),
    joins=("y", "o"), people=frozenset(["personas", "hombres", "mujeres", "niños", "niñas", "habitantes", "residentes", "tibetanos", "uigures", "manifestantes", "detenidos", "presos", "policías", "muertos", "muertes", "musulmanes", "gente", "civiles"]),
    plural=("s",),
    not_after=r"(?:\b(?:artículo|art\.|página|pág\.|núm\.|número|capítulo|sección|tabla|fase|covid|en|desde|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|año)(?:\sde)?|[§#№/@]|(?<=\d):)\s{0,2}$",
    not_before=r"\sde\s(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)\b|\s?años\b|\s?horas?\b(?=\s?\d)|[:/]\d|[ºª°]",
    target=r"\b(?:deb(?:e|en|ía|ían|erá|erán)|plane\w+|prev[ée]n?|objetivo|meta)\b", not_done=r"\b(?:no|nunca|ningún\w*)\b", stock=r"\b(?:detenidos|recluidos|encarcelados)\b", cumulative=r"\b(?:en total|hasta ahora|desde)\b",
    percent=("%", "por ciento"),
)  # fmt: skip

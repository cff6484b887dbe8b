"""How Portuguese counts: number words, scales, bounds, cues."""

from firsthand.tongues.counting import CountingWords

WORDS = CountingWords(
    numbers=dict(zip(["zero", "dois", "três", "quatro", "cinco", "seis", "sete", "oito", "nove", "dez", "onze", "doze", "treze", "catorze", "quinze", "dezesseis", "dezessete", "dezoito", "dezenove", "vinte", "trinta", "quarenta", "cinquenta", "sessenta", "setenta", "oitenta", "noventa"], [0, *range(2, 20), *range(20, 100, 10)], strict=True)) | {"duas": 2, "duzentos": 200, "trezentos": 300, "quinhentos": 500},
    scales={"cem": 100, "cento": 100, "mil": 1000, "milhão": 10**6, "milhões": 10**6, "bilhão": 10**9, "bilhões": 10**9, "mi": 10**6, "bi": 10**9, "dúzia": 12, "dezena": 10, "centena": 100, "milhar": 1000},
    articles=("um", "uma"),
    magnitudes={"dezenas": 0, "dúzias": 0, "centenas": 100, "milhares": 1000, "dezenas de milhares": 10**4, "centenas de milhares": 10**5, "dezenas de milhões": 10**7, "centenas de milhões": 10**8, "vários milhares": 1000, "vários milhões": 10**6},
    link=("de",), thousands=". \u00a0\u202f", decimal=",",
    before={"at_least": ("pelo menos", "ao menos", "mais de", "no mínimo", "não menos de", "acima de"), "at_most": ("até", "no máximo", "menos de", "não mais de", "abaixo de"), "about": ("cerca de", "aproximadamente", "quase", "por volta de", "em torno de", "uns", "umas", "perto de", "estimados", "estimadas")},
    after={"at_least": ("ou mais",), "at_most": ("ou menos",)},
    between=(("entre", "e"), ("de", "a")), to=("a", "-", "–", "ou"), out_of=("de", "dos", "das", "em cada", "dentre"), more=("outros", "outras", "mais", "adicionais", "outro", "outra"),
    stop=frozenset(["o", "a", "os", "as", "um", "uma", "de", "do", "da", "dos", "das", "em", "no", "na", "nos", "nas", "por", "para", "com", "sem", "sobre", "e", "ou", "mas", "que", "quem", "onde", "é", "são", "era", "eram", "foi", "foram", "está", "estão", "tem", "têm", "havia", "segundo", "desde", "durante", "entre", "não", "se", "seu", "sua", "seus", "suas", "este", "esta"]),
    joins=("e", "ou"), people=frozenset(["pessoas", "homens", "mulheres", "crianças", "meninos", "meninas", "habitantes", "moradores", "tibetanos", "uigures", "manifestantes", "detidos", "presos", "policiais", "mortos", "mortes", "muçulmanos", "civis"]),
    plural=("s",),
    not_after=r"(?:\b(?:artigo|art\.|página|pág\.|nº|número|capítulo|seção|tabela|fase|covid|em|desde|janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro|ano)(?:\sde)?|[§#№/@]|(?<=\d):)\s{0,2}$",
    not_before=r"\sde\s(?:janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro)\b|\s?anos\b|h\d{0,2}\b|[:/]\d|[ºª°]",
    target=r"\b(?:deve(?:m|rá|rão)?|plane\w+|prev[êe]\w*|meta|objetivo)\b", not_done=r"\b(?:não|nunca|nenhum\w*)\b", stock=r"\b(?:detidos|presos|encarcerados)\b", cumulative=r"\b(?:no total|até agora|desde)\b",
    percent=("%", "por cento"),
)  # fmt: skip

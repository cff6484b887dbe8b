"""Words by which one claim is told in many ways: what says nothing, what means the same, what denies. Tables only."""

from __future__ import annotations

# English words that tell no claim apart.
EMPTY = frozenset(
    """a an the of in on at to for by from with without and or but as is are was were be been being has have had do does did that which who whom whose this these those it its
    they them their there than then so such into over under about after before between during per via not no nor also other some any each all more most less least up out off
    said says say according told reported report reports spoke something like kind sort will would can could may might must shall only just very still even many much one""".split()
)

# Stems that stand for one act or thing; the first stands for all. A stem is a word without its ending (see assertions.stem).
SAME = tuple(
    tuple(line.split())
    for line in """
detain arrest imprison custody jail hold held keep kept sit intern round
kill die dead death dying live life fatal slain
sample collect gather take took taking blood draw swab
stop halt suspend end withdraw give gave given pull cease market
sell sale sold supply supplier help lend equipment kit
sentence execute execution condemn
sign signed letter signature
woman women girl female
man men boy male
person people resident inhabitant
camp centre center
false untrue wrong misinformation misread correct tag mark flag deem
move moved relocate resettle
hurt injure wound
flee fled leave left
house home household family
strike walk walkout
fine penalty
teach school education
""".strip().splitlines()
)

NOT = {
    "en": ("not", "n't", "n’t", "no", "never", "without", "nobody", "none"),
    "zh": ("没有", "并非", "未", "不是", "从未", "无"),
    "bo": ("མེད", "མིན", "མ་", "མི་"),
}

# Words by which a sentence says that something told elsewhere is not so.
DENIAL = {
    "en": ("denied", "denies", "deny", "rejected the claim", "not true", "is false", "false claim", "no evidence", "untrue", "refuted", "rejects the claim", "baseless", "groundless", "has not sentenced", "falsely"),
    "zh": ("否认", "不实", "没有证据", "谣言", "驳斥", "毫无根据"),
    "bo": ("ཁས་མི་ལེན", "བདེན་པ་མིན", "རྫུན"),
    "de": ("dementiert", "bestreitet", "bestritt", "falsch", "nicht wahr"),
    "fr": ("dément", "nie ", "faux"),
    "es": ("desmintió", "niega", "negó", "falso"),
    "pt": ("desmentiu", "nega", "negou", "falso", "falsa"),
    "it": ("smentisce", "nega", "falso", "smentito"),
    "nl": ("ontkent", "ontkende", "onwaar"),
    "pl": ("zaprzeczy", "dementuje", "fałszyw", "nieprawd"),
    "id": ("membantah", "tidak benar", "hoaks"),
    "ja": ("否定", "虚偽", "事実ではない"),
}  # fmt: skip

# By which a source takes back what it said.
WITHDRAWAL = {
    "en": ("withdrew", "withdrawn", "withdraws", "withdraw", "retracted", "retracts", "retraction", "taken back", "took back", "takes back"),
    "zh": ("撤回", "收回"),
    "bo": ("ཕྱིར་འཐེན", "ཕྱིར་བསྡུ"),
    "de": ("zurückgezogen", "zieht zurück", "widerruf"),
    "ja": ("撤回",),
}

MONTHS = (
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sept sep oct nov dec "
    "januar februar märz mai juni juli oktober dezember enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre "
    "janeiro fevereiro março maio junho julho setembro outubro novembro dezembro gennaio febbraio aprile maggio giugno luglio settembre ottobre novembre dicembre "
    "januari februari maart mei augustus stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia"
).split()

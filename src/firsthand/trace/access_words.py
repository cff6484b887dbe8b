"""Words by which a text shows that somebody came to know a thing by themselves, and words of who speaks. Tables only, by language.

A sign is looked for in the sentence of the claim; "*" holds for every language.
"""

from __future__ import annotations

# Signs of own access: being there, counting, asking, looking at papers, acting.
ACCESS: dict[str, tuple[str, ...]] = {
    "en": (
        "was present", "were present", "who was there", "was there when", "on the spot", "on the scene", "at the scene", "eyewitness", "eye-witness", "witnessed", "saw for themselves",
        "saw it", "saw the", "saw how", "watched", "counted", "counts", "own count", "own interviews", "own monitors", "own records", "own register", "own figures", "own inquiry", "own investigation",
        "own survey", "own notice", "notice of its own", "of its own", "interviewed", "surveyed", "visited", "measured", "inspected", "examined", "first-hand", "firsthand", "documents seen by",
        "seen by", "obtained by", "reviewed by", "has documented", "documented", "recorded", "registered", "registers", "in custody and says", "in an email statement to", "in an e-mail to",
        "in an email to", "told this newspaper", "told us", "told me", "we counted", "we saw", "we found", "our reporter", "our own", "a fact check", "checked", "tagged", "labelled", "labeled", "in a report", "in a notice", "in its notice",
    ),
    "zh": ("在场", "通告中", "公告中", "通报中", "现场", "亲眼", "目击", "清点", "统计", "自己的", "自行", "走访", "采访", "调查", "核查", "登记", "记录在案", "亲历", "本报", "我们", "点算", "查阅"),
    "bo": ("མིག་མཐོང", "བརྡ་ཐོའི་ནང", "མིག་གིས", "རང་གིས", "རང་ཉིད", "དངོས་སུ", "བགྲངས", "ཡུལ་དངོས", "མཐོང", "བཅར་འདྲི", "ཞིབ་འཇུག", "ཐོ་བཀོད", "ང་ཚོས"),
    "de": ("war anwesend", "waren anwesend", "vor ort", "augenzeug", "gezählt", "zählte", "eigene", "befragt", "besucht", "eingesehen", "liegt vor", "dokumentiert", "registriert", "gesehen"),
    "fr": ("était présent", "sur place", "témoin oculaire", "a compté", "propre", "interrogé", "a visité", "a pu consulter", "recensé", "enregistré", "a vu"),
    "es": ("estaba presente", "en el lugar", "testigo", "contó", "propio", "propia", "entrevistó", "visitó", "tuvo acceso", "documentó", "registró", "vio"),
    "pt": ("estava presente", "no local", "testemunha", "contou", "próprio", "própria", "entrevistou", "visitou", "teve acesso", "documentou", "registou", "registrou", "viu"),
    "it": ("era presente", "sul posto", "testimone oculare", "ha contato", "proprio", "propria", "ha intervistato", "ha visitato", "ha potuto visionare", "documentato", "registrato", "ha visto"),
    "nl": ("was aanwezig", "ter plaatse", "ooggetuige", "telde", "eigen", "ondervroeg", "bezocht", "heeft ingezien", "gedocumenteerd", "geregistreerd", "zag"),
    "pl": ("był obecny", "była obecna", "na miejscu", "naoczny", "naliczy", "policzy", "własn", "rozmawia", "odwiedzi", "dotar", "udokumentowa", "zarejestrowa", "widzia"),
    "id": ("hadir", "di lokasi", "saksi mata", "menghitung", "sendiri", "mewawancarai", "mengunjungi", "dilihat", "mendokumentasikan", "mencatat", "melihat"),
    "ja": ("現場", "目撃", "数え", "独自", "自ら", "取材", "訪れ", "入手", "確認した", "記録し", "立ち会"),
}  # fmt: skip

# Sentence words by which an outlet shows that it was told: the listener stands after them.
TOLD_TO = {"en": (" told ", "statement to ", "email to ", "e-mail to ", "interview with "), "zh": ("对", "告诉", "向", "接受"), "bo": ("གསར་འགོད་པར",)}

# Words that the same papers were seen, so that one look may be the other's.
SAME_PAPERS = ("as well", "also seen", "too,", "shared with")

# A look by which a document or an answer was had, for a credited medium.
LOOKED = frozenset(["seen-by", "told-to", "zh-told-to", "own-verb", "own-phrase", "own-dateline", "dateline"])

# Names of press, as last word or last characters; a medium that is only cited passes on.
PRESS = frozenset(
    """times post news press herald tribune observer courier telegraph guardian mail express journal gazette daily weekly magazine agency newswire broadcaster newspaper paper tv television radio
    today sun mirror star independent globe metro standard chronicle review digest reporter wire monitor-daily zeitung tageblatt rundschau anzeiger spiegel nachrichten jornal folha diario diário periodico
    giornale corriere gazzetta krant dagblad gazeta dziennik harian koran kompas shimbun network online""".split()
)
PRESS_ENDS = ("通讯社", "日报", "时报", "晚报", "公报", "信使报", "论坛报", "先驱报", "观察报", "邮报", "报", "电视台", "广播电台", "新闻网", "周刊", "杂志", "新聞", "通信", "テレビ", "放送", "ཚགས་པར", "གསར་འགྱུར་ཁང", "གསར་ཁང", "དུས་དེབ")

# Bodies that publish what they themselves did, found or decided.
BODIES = frozenset(
    """police ministry government court bureau office institute university organization organisation committee commission council department authority administration parliament embassy hospital clinic
    school society union watch monitor circle network foundation association centre center federation company corporation corp inc ltd rights relief aid agency bank survey observatory prosecutor army prison
    polizei ministerium gericht amt institut universität regierung polizia ministero tribunale istituto università governo ministério governo instituto universidade tribunal polícia policía ministerio gobierno
    policja ministerstwo sąd instytut uniwersytet rząd politie ministerie rechtbank instituut universiteit regering polisi kementerian pengadilan institut universitas pemerintah""".split()
)
BODY_ENDS = ("公安局", "警察局", "警方", "政府", "法院", "检察院", "委员会", "协会", "研究所", "研究院", "大学", "医院", "中心", "局", "部", "厅", "处", "署", "会", "组织", "公司", "警察", "省庁", "裁判所", "大学", "ཉེན་རྟོག་ཁང", "སྲིད་གཞུང", "ཁྲིམས་ཁང", "ལས་ཁུངས", "ཚོགས་པ", "སློབ་གྲྭ", "སྨན་ཁང")

INDEFINITE = ("a ", "an ", "one ", "some ", "someone", "somebody", "several ", "many ", "two ", "three ", "other ", "another ", "一名", "一位", "有人", "某", "多名", "几名")
PERSON_NOUNS = frozenset("person someone somebody man woman source official people officials sources insider resident witness nobody user post rumour rumor".split())
SAMEVOICE = ("reporters", "reporter", "correspondents", "correspondent", "journalists", "journalist", "staff", "newsroom")

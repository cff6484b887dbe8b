"""Counted things under one name across languages: `kind_of("户家庭") == kind_of("households") == "household"`; what is in no table is its own singular."""

from __future__ import annotations

import re
from functools import lru_cache
from types import MappingProxyType

# kind -> the nouns that name it, English, Chinese, Tibetan and the neighbours; a noun phrase is looked up by its last word, then by its end.
KINDS: MappingProxyType[str, str] = MappingProxyType({
    "person": "people person persons men man males women woman females boys girls children individuals individual inhabitants residents citizens villagers locals 人 名 人次 居民 名居民 村民 民众 群众 市民 男性 女性 儿童 མི མི་གྲངས གྲོང་མི menschen personen männer frauen kinder jungen mädchen personnes hommes femmes garçons filles personas hombres mujeres niños niñas pessoas homens mulheres meninos meninas persone uomini donne ragazzi ragazze bambini mensen mannen vrouwen jongens meisjes osób ludzi mężczyzn kobiet chłopców orang warga 市民 شخص أشخاص",
    "household": "households household families family homes 户 户家庭 家庭 户人家 ཁྱིམ་ཚང haushalte familien familles hogares familias lares famílias famiglie huishoudens gezinnen gospodarstw rodzin keluarga 世帯",
    "protester": "protesters protestors protester demonstrators demonstrator 抗议者 示威者 ངོ་རྒོལ་བ demonstranten manifestants manifestantes manifestanti demonstrantów demonstran",
    "detainee": "detainees prisoners inmates prisoner detainee 被拘留者 囚犯 在押人员 བཙོན་པ häftlinge gefangene détenus prisonniers detenidos presos detenuti gevangenen więźniów tahanan",
    "death": "deaths death fatalities lives dead killed 死亡 死者 ཤི tote todesfälle morts décès muertes muertos mortes mortos morti decessi doden sterfgevallen zgonów ofiar kematian korban",
    "case": "cases case infections 病例 例 ནད་གཞི fälle cas casos casi gevallen przypadków kasus",
    "student": "students pupils student 学生 名学生 སློབ་མ schüler studenten élèves étudiants estudiantes alumnos studenti uczniów siswa mahasiswa",
    "patient": "patients patient 患者 名患者 病人 ནད་པ patienten patientów pazienti pacientes pasien",
    "worker": "workers worker labourers laborers employees staff 工人 名工人 员工 职工 བཟོ་པ arbeiter ouvriers trabajadores trabalhadores operai lavoratori arbeiders pracowników robotników pekerja",
    "team": "teams team crews 班组 个班组 团队 རུ་ཁག",
    "trader": "traders trader merchants shopkeepers 商贩 名商贩 商人 ཚོང་པ händler commerçants comerciantes pedagang",
    "shop": "shops shop stores 商店 家商店 店铺 ཚོང་ཁང geschäfte läden magasins tiendas lojas negozi winkels sklepów toko",
    "stall": "stalls stall 摊位 个摊位 ཚོང་སྟེགས",
    "village": "villages village 村庄 个村庄 村 གྲོང་ཚོ གྲོང་གསེབ dörfer villages aldeas villaggi dorpen wsi desa",
    "school": "schools school 学校 所学校 སློབ་གྲྭ schulen écoles escuelas escolas scuole scholen szkół sekolah",
    "class": "classes class 班级 个班级 འཛིན་གྲྭ",
    "house": "houses house dwellings buildings building 房屋 座房屋 住房 ཁང་པ häuser maisons casas case huizen domów rumah",
    "farm": "farms farm 农场 座农场 ཞིང་ར",
    "delegate": "delegates delegate delegation 代表 名代表 འཐུས་མི",
    "party": "parties party 党派 个党派 政党 ཚོགས་པ",
    "monk": "monks monk nuns nun 僧人 尼姑 僧尼 གྲྭ་པ བཙུན་མ",
    "officer": "officers officer policemen police officials official soldiers troops 警察 民警 警员 官员 士兵 ཉེན་རྟོག་པ polizisten policiers policías policiais agentes agenten policjantów polisi",
    "member": "members member mps lawmakers 成员 议员 委员",
    "sample": "samples sample 样本 血样 份血样 份 DNA样本 dna样本 份样本 ཁྲག་དཔེ དཔེ་མཚོན proben échantillons muestras amostras campioni monsters próbek sampel",
    "profile": "profiles profile records entries 档案 数据 条数据 profile perfiles perfis",
    "kit": "kits kit 试剂盒 套试剂",
    "county": "counties county 县 个县 རྫོང",
    "township": "townships township 乡镇 个乡镇 乡 镇 ཤང",
    "region": "regions region provinces 省 个省 地区",
    "year": "years year 年 ལོ jahre ans années años anos anni jaar lat tahun سنوات",
    "hour": "hours hour 小时 ཆུ་ཚོད",
    "day": "days day 天 ཉིན",
    "uyghur": "uighurs uighur uygurs uyghurs uyghur 维吾尔人 维吾尔族 ཡུ་གུར uiguren ouïghours uigures uiguri oeigoeren ujgurów الأويغور الإيغور",
    "tibetan": "tibetans tibetan 藏人 藏族 藏民 བོད་མི བོད་པ tibeter tibétains tibetanos tibetani tibetanen tybetańczyków",
})  # fmt: skip
NOUNS: dict[str, str] = {noun: kind for kind, nouns in KINDS.items() for noun in nouns.split()}
HUMAN = frozenset(
    [
        "person",
        "protester",
        "detainee",
        "student",
        "patient",
        "worker",
        "trader",
        "delegate",
        "monk",
        "officer",
        "member",
        "uyghur",
        "tibetan",
        "death",
    ]
)


@lru_cache(maxsize=8192)
def kind_of(phrase: str) -> str:
    """The kind of a counted noun phrase: a name of KINDS, else its last word in the singular, lower case; "" for none."""
    low = phrase.strip().lower().rstrip("་.")
    if not low:
        return ""
    if low in NOUNS:
        return NOUNS[low]
    word = re.split(r"[\s]+", low)[-1]
    if word in NOUNS:
        return NOUNS[word]
    han = next((low[i:] for i in range(len(low)) if low[i:] in NOUNS), "") if re.search("[\u4e00-\u9fff\u0f40-\u0fbc]", low) else ""
    if han:
        return NOUNS[han]
    return re.sub(r"(?<=[^s])s$", "", re.sub(r"ies$", "y", word))


def differ(one: str, two: str) -> bool:
    """Whether two kinds are surely different things: both known tables' names, and not one a part or a looser name of the other."""
    if not one or not two or one == two or one not in KINDS or two not in KINDS:
        return False
    if "person" in (one, two):
        other = two if one == "person" else one
        return other not in HUMAN
    return not (one in HUMAN and two in HUMAN)

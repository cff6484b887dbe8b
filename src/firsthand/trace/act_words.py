"""Words by which one telling of an act goes further than another: ladders of acts, and the forms an act can have. Tables only; Tibetan not checked by a native reader."""

from __future__ import annotations

# Ladders: each row climbs from the mildest step to the gravest; a step is (English, Chinese, Tibetan) as regular expressions on lower-case text.
LADDERS = {
    "unrest": (
        (r"gather(?:ed|ing)s?\b|rall(?:y|ies|ied)\b|vigils?\b", r"聚集|集会", r"འདུ་འཛོམས"),
        (r"protest(?:s|ed|ing|ers)?\b|demonstrat(?:ed|ions?|ors)\b|march(?:ed|es)\b", r"抗议|抗議|示威|游行|遊行", r"ངོ་རྒོལ|ཁྲོམ་སྐོར"),
        (r"unrest\b|clash(?:es|ed)\b|disturbances?\b", r"骚乱|騷亂|冲突|衝突", r"ཟིང་འཁྲུག|ཟིང་ཆ"),
        (r"riot(?:s|ed|ing|ers)?\b", r"暴动|暴動|暴乱|暴亂", r"དྲག་འཁྲུག"),
        (r"uprising\b|insurrection\b|revolt(?:s|ed)?\b", r"起义|起義|叛乱|叛亂", r"གྱེན་ལངས"),
    ),
    "custody": (
        (r"summon(?:s|ed)\b|question(?:ed|ing)\b|stopped by police", r"传唤|傳喚|盘问", r"འབོད་འགུགས"),
        (r"detain(?:s|ed|ing)?\b|detention\b|arrest(?:s|ed|ing)?\b|custody\b|being held\b", r"拘留|拘押|逮捕|抓捕|关押|羁押|被捕", r"འཛིན་བཟུང"),
        (r"charge(?:s|d)\b|indict(?:s|ed|ments?)\b|on trial\b", r"起诉|起訴|被控|受审", r"ཁྲིམས་གཏུགས"),
        (r"convict(?:s|ed|ions?)\b|found guilty\b|sentenc(?:e|es|ed|ing)\b|jail(?:s|ed)\b|imprison(?:s|ed)\b", r"判刑|判处|被判|获刑|定罪|入狱", r"བཙོན་འཇུག|ཁྲིམས་ཐག"),
        (r"death (?:sentences?|penalt(?:y|ies))|(?:sentenc\w+|condemn\w+|put) to death|capital punishment", r"死刑", r"སྲོག་ཐོག"),
        (r"execut(?:ed|ions?|ing)\b|hang(?:ed|ings?)\b", r"处决|處決|枪决|绞死", r"དམར་གསོད"),
    ),
    "harm": (
        (r"injur(?:ed|ies|ing)\b|wound(?:s|ed)\b|hurt\b|f[ae]ll(?:en)? ill\b|sicken(?:s|ed)\b|infected\b", r"受伤|受傷|患病|染病|感染|发烧", r"རྨས|ཕོག|ན་ཚ"),
        (r"die(?:s|d)?\b|deaths?\b|lost their lives\b", r"死亡|死于|丧生|身亡|遇难", r"ཤི"),
        (r"kill(?:s|ed|ings?)\b|shot dead\b|slain\b", r"杀死|打死|击毙|被杀|杀害", r"བསད"),
        (r"murder(?:s|ed)?\b|massacr(?:e|es|ed)\b|slaughter(?:s|ed)?\b", r"屠杀|屠殺|谋杀", r"གསོད་རེས"),
    ),
    "buildings": (
        (r"closed\b|shut\b|sealed\b|flooded\b|under water\b|damaged\b", r"关闭|關閉|封闭|被淹|受损", r"སྒོ་བརྒྱབ|ཆུ་ལོག"),
        (r"demolish(?:ed|ing)\b|destroy(?:s|ed|ing)\b|razed\b|torn down\b|washed away\b|flattened\b", r"拆除|摧毁|冲毁|烧毁|夷平", r"གཏོར"),
    ),
    "moving": (
        (r"mov(?:e|ed|ing)\b|relocat\w+|resettl\w+|transferr?ed\b", r"搬迁|搬遷|迁移|安置|转移", r"གནས་སྤོ|སྤོས"),
        (r"evict\w+|expel\w+|deport\w+|displac\w+|driven (?:out|from)\b|by force\b", r"驱逐|驅逐|强制搬|强迁|赶走", r"བཙན་འབུད|ཕྱིར་འབུད"),
    ),
    "work": (
        (r"walk(?:ed)? out\b|on strike\b|struck\b|stopp?ed work\b|downed tools\b", r"罢工|罷工|离岗", r"ལས་མཚམས"),
        (r"dismiss(?:ed|als?)\b|sacked\b|laid off\b|fired\b|lost their jobs\b", r"解雇|開除|开除|裁员", r"ལས་ཀ་ནས་ཕྱིར་འབུད"),
    ),
    "penalty": (
        (r"warn(?:s|ed|ings?)\b", r"警告", r"ཉེན་བརྡ"),
        (r"fin(?:ed|es)\b", r"罚款|罰款", r"ཉེས་ཆད"),
        (r"licen[cs]es? (?:\w+ )?revoked|lost (?:their|its|his|her) licen[cs]es?|revok(?:ed|ing)\b|struck off\b|banned\b", r"吊销|吊銷|取缔", r"ལག་ཁྱེར་བསྡུས"),
    ),
    "resolve": (
        (r"ask(?:s|ed)\b|urg(?:e|es|ed)\b|call(?:s|ed)? (?:on|for)\b|recommend\w*|sign(?:s|ed)\b|letter\b|appeal(?:s|ed)\b", r"呼吁|敦促|签署|联署|建议", r"འབོད་སྐུལ|མིང་རྟགས"),
        (r"vote(?:s|d)?\b|pass(?:ed)\b|adopt(?:ed)\b", r"投票|表决|通过", r"འོས་ཤོག"),
        (r"order(?:s|ed)\b|impos(?:e|ed)\b|swore\b|sworn\b|oath\b|enact(?:ed)\b|decree(?:d|s)\b", r"下令|责令|宣誓|颁布", r"བཀའ་བཏང|མནའ"),
    ),
    "sampling": (
        (r"(?:ask|invit|offer)\w* to give\b|volunteer(?:s|ed)\b", r"自愿", r"དང་བླངས"),
        (r"sampl(?:es|ed|ing)\b|collect(?:s|ed|ing)?\b|gather(?:s|ed|ing)? dna|draw(?:s|ing)? (?:up )?an? (?:\w+ )?map\b", r"采集|採集|采样|抽血|采血|血样", r"ཁྲག་དཔེ"),
        (r"enter(?:ed)? in an?\b|register(?:ed)?\b|enroll?(?:ed)?\b|tak(?:e|es|en|ing) (?:their )?blood|took (?:their )?blood", r"列入|录入|登记", r"ཐོ་གཞུང"),
        (r"(?:forc\w+|coerc\w+|compel\w+) \w+ (?:\w+ )?(?:give|blood|samples)|forcibly\b|by force\b", r"强制采|强迫采", r"བཙན་འཁྲག"),
    ),
    "want": (
        (r"rais(?:e|ed|ing) (?:the )?prices?\b|dearer\b|cost(?:s)? more\b|price (?:rises?|increases?)\b", r"提高.{0,4}价格|涨价|价格偏高", r"རིན་གོང"),
        (r"r[ua]n (?:out|short)\b|shortage\b|sold out\b|ration(?:ed|ing)\b", r"售罄|短缺|断货|脱销", r"ཚོང་ཚར|མཁོ་ཆད"),
        (r"starv(?:e|ed|ation|ing)\b|famine\b|hunger\b", r"饥荒|饥饿|挨饿", r"མུ་གེ"),
    ),
}  # fmt: skip

# Forms an act can have. What is planned is not done; what stands (is held, lives, owes) is a state that may have begun long before.
PLANNED = (
    r"\b(?:is|are|was|were) (?:to (?:be|have)|(?:expected|due|set|scheduled|going) to)\b|\bplan(?:s|ned|ning)? to\b|\bwill\b(?! not)|\b(?:intend|aim|hope|want|prepar)\w* to\b|\babout to\b",
    r"计划|計劃|预计|預計|打算|准备|準備|将(?!近|军|领|士|来)|拟(?!订)",
    r"རྒྱུ་(?:རེད|ཡིན)|འཆར་གཞི",
)
STANDING = (
    r"\b(?:is|are|was|were) (?:still |now |currently )?(?:(?:being )?(?:held|kept)|living|staying|in|on|under|without)\b|\bst(?:ood|ands?)\b|\bon (?:file|strike)\b|\bremain(?:s|ed)?\b|\bow(?:e|es|ed)\b|\b(?:has|have|had) (?:\w+er|more|fewer|less|\w+ on file)\b",
    r"正(?!式|常|确|確|义)|处于|處於|仍|住在|住院|存档|存檔|欠有|赞成|贊成|偏高|偏低|泡在",
    r"བཞིན་(?:འདུག|ཡོད|པ)|ཡོད་པ་རེད|ནས་ཡོད|མ་ཚར་བ|(?:མཐོ|དམའ)་བ་རེད",
)  # fmt: skip
COLUMN = {"en": 0, "zh": 1, "bo": 2}
EDGES = (r"[,;:](?!\d)|[.!?](?=\s|$)|[\n“”\"]", r"[，。；：！？\n“”]", r"[།\n]|ཞེས")

"""Tibetan cues of stance, as far as single words carry it. Not checked by a native reader."""

CUES = {
    "denied": r"ཁས་མ་བླངས|ཁས་མི་ལེན|དགག་པ་རྒྱག|བདེན་པ་མིན|རྫུན་མ",
    "negated": r"མ་(?:བྱས|བཟུང|བླངས|བྱུང|བཏང|ཐོབ|རེད|ཡིན)|མིན|མེད|མི་འདུག",
    "alleged": r"ཟེར་བ|ཞེས་གླེང|ར་སྤྲོད་བྱེད་མ་ཐུབ",
    "estimated": r"ཚོད་དཔག|ཚོད་རྩིས|ཕལ་ཆེར",
    "planned": r"འཆར་གཞི|རྒྱུ་ཡིན|རྒྱུ་རེད|རྩིས་ཡོད",
    "conditional": r"གལ་ཏེ|ན་ནི|སྲིད",
    "reported": r"ཞེས་བཤད|བཤད|ཟེར|གསུངས|ཞེས་བརྗོད|འཁོད|གནས་ཚུལ་ལྟར|གསལ་བསྒྲགས",
}  # fmt: skip
EDGES = r"[།༎]"

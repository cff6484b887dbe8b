"""Words with which notes refer: signals, back references, access dates, one source through another; English, Chinese, Tibetan and the Latin of all of them.

Habits behind them: OSCOLA 4th ed. 1.2.1 and 1.2.3 (ibid, n 6), Chicago 17th ed. 14.29-14.36 (shortened notes, ibid.), Bluebook 21st ed. rules 1.2, 4.1
and 4.2 (see, id., supra note 4), GB/T 7714 and Chinese journals' notes (同上, 前引注, 参见).
"""

from __future__ import annotations

SIGNALS = (
    r"(?:(?:but\s+)?see(?:\s+also|\s+generally|,?\s+e\.g\.,?)?|cf\.?|compare|accord|contra|e\.g\.,?|as to this|source[s]?\s*:|"
    r"参见|參見|参看|见|見|另见|亦见|又见|详见|来源\s*[:：]|资料来源\s*[:：]|གཟིགས)"
)
SAME = (
    r"(?:ibid(?:em)?\b\.?|id\b\.?(?!\s*:)|idem\b|ebd\b\.?|ebenda\b|loc\.?\s?cit\.?(?=\W|$)|ditto\b|同上(?:注|註|引|书|書|文|揭)?|同前(?:注|註|引)?|上引(?!注)|"
    r"གོང་གསལ|གོང་མཚུངས|གོང་དང་འདྲ)"
)
# A number of another note: "(n 6)", "supra note 4", "note 3 above", "fn 12", "前引注14", "见注8". A bare "note 31" may be a title ("Briefing note 31").
BACK = (
    r"(?:(?<![\w.])nn?\.?\s?(?P<n>\d{1,4})(?!\w)|(?<![\w.])(?:fn|fnn|f\.n\.)\.?\s?(?P<fn>\d{1,4})(?!\w)"
    r"|(?:above|supra|infra|see|at|in|ibid|cit\.,?)\s*,?\s*(?:foot|end)?notes?\.?\s+(?P<after>\d{1,4})(?!\w)"
    r"|(?:foot|end)?notes?\.?\s+(?P<before>\d{1,4}),?\s+(?:above|supra|below)"
    r"|(?:^|[(])\s*(?:foot|end)?notes?\.?\s+(?P<alone>\d{1,4})(?=\s*[).,;]|\s*$)"
    r"|(?:前引|前|上引|同|见|見|参见|參見|、|，|和|及)\s?[注註](?:释|釋)?\s?[〔\[（(]?(?P<zh>\d{1,4})[〕\]）)]?"
    r"|^\s*[注註](?:释|釋)?\s?[〔\[（(]?(?P<zhalone>\d{1,4})[〕\]）)]?"
    r"|མཆན(?:་འགྲེལ)?(?:་ཨང)?་?\s?(?P<bo>\d{1,4}))"
)
ELSEWHERE = r"\bop\.?\s?cit\.?(?=\W|$)|前引(?:书|書|文|揭)(?!\d)|\babove\b(?!\s+n)|\bsupra\b(?!\s+n)"
ACCESSED = (
    r"(?:last\s+)?(?:accessed|visited|retrieved|viewed|consulted|checked)(?:\s+on)?\s*[:,]?\s*$|"
    r"(?:最后|最近)?(?:访问|訪問|查阅|浏览|检索|引用)(?:日期|时间|于|時間)?\s*[:：]?\s*$|on file since\s*$|ལྟ་ཞིབ་ཚེས་གྲངས་?\s*$"
)
ACCESSED_AFTER = r"\s*(?:访问|訪問|查阅|浏览|检索)"
# What stands before and behind these words: the first has it from the second ("citing"), or the second carries the first ("cited in").
CITING = r"\b(?:citing|quoting|referring to|which cites|which quotes|relying on|drawing on|itself citing)\b|转引(?!自)|引用(?!日期|时间|于)|援引|ཁུངས་འདྲེན"
CITED_IN = (
    r"\b(?:(?:as\s+)?(?:cited|quoted|reported|reprinted|reproduced|referred to)\s+(?:in|by)|via|apud)\b|转引自|转载于|载于(?=《)|引自"
)
PAGES = r"\b(?:pp?|para|paras|paragraph|paragraphs|art|arts|article|articles|s|ss|section|sections|ch|chapter|at)\.?\s*\d[\d–—-]*|第\s*\d+\s*(?:页|頁|段|条|條)|\bat \d+"
ON_FILE = r"\bon file with\b|\binterview(?:s|ed)?\b|\bcommunication (?:with|to|from)\b|\be-?mail\b|\bletter (?:to|from)\b|\bconversation with\b|存档|访谈|采访|ཁ་བརྡ"

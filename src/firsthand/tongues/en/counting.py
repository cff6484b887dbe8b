"""How English counts. Words as people write them; a few bounds are those of text run through a word spinner ("extra than", "as excessive as")."""

from __future__ import annotations

from firsthand.tongues.counting import CountingWords

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]

PEOPLE = frozenset(
    ["people", "person", "persons", "man", "men", "woman", "women", "boy", "boys", "girl", "girls", "child", "children", "kid", "kids", "baby", "babies", "infant", "infants", "adult", "adults", "teenager", "teenagers", "male", "males", "female", "females", "resident", "residents", "protester", "protesters", "protestor", "protestors", "demonstrator", "demonstrators", "detainee", "detainees", "prisoner", "prisoners", "inmate", "inmates", "suspect", "suspects", "student", "students", "teacher", "teachers", "monk", "monks", "nun", "nuns", "nomad", "nomads", "farmer", "farmers", "herder", "herders", "worker", "workers", "labourer", "labourers", "laborer", "laborers", "civilian", "civilians", "officer", "officers", "official", "officials", "policeman", "policemen", "soldier", "soldiers", "troop", "troops", "journalist", "journalists", "reporter", "reporters", "activist", "activists", "lawyer", "lawyers", "lawmaker", "lawmakers", "member", "members", "mp", "mps", "delegate", "delegates", "citizen", "citizens", "villager", "villagers", "inhabitant", "inhabitants", "refugee", "refugees", "migrant", "migrants", "patient", "patients", "victim", "victims", "fatality", "fatalities", "passenger", "passengers", "survivor", "survivors", "family-members", "relatives", "muslim", "muslims", "witness", "witnesses", "minority", "minorities", "voter", "voters", "volunteer", "volunteers", "trader", "traders", "shopkeeper", "shopkeepers", "driver", "drivers", "individual", "individuals", "foreigner", "foreigners", "employee", "employees", "staff", "personnel", "deaths", "lives"]
)  # fmt: skip

_STOP = ["keep", "keeps", "kept", "go", "went", "a", "an", "the", "this", "that", "these", "those", "it", "its", "he", "she", "they", "we", "you", "i", "his", "her", "their", "our", "who", "whom", "whose", "which", "what", "when", "where", "while", "as", "than", "then", "there", "here", "in", "on", "at", "by", "for", "from", "with", "without", "within", "into", "onto", "to", "of", "over", "under", "between", "among", "across", "after", "before", "since", "until", "till", "during", "through", "about", "against", "near", "around", "via", "per", "and", "or", "but", "nor", "so", "yet", "if", "because", "although", "though", "unless", "whether", "however", "is", "are", "was", "were", "be", "been", "being", "am", "has", "have", "had", "having", "do", "does", "did", "doing", "will", "would", "shall", "should", "can", "could", "may", "might", "must", "said", "says", "say", "told", "tells", "reported", "reports", "reporting", "according", "added", "adding", "died", "die", "dead", "killed", "injured", "wounded", "believed", "thought", "estimated", "arrested", "detained", "held", "sampled", "beaten", "sentenced", "convicted", "charged", "executed", "signed", "voted", "took", "take", "takes", "taken", "taking", "made", "make", "makes", "gave", "give", "gives", "came", "come", "comes", "went", "go", "goes", "going", "fell", "rose", "rises", "grew", "grow", "show", "shows", "shown", "found", "find", "get", "got", "gets", "put", "puts", "live", "lived", "living", "left", "leave", "remain", "remained", "remains", "stood", "stand", "stands", "sit", "sits", "face", "faces", "need", "needs", "want", "wants", "took", "leaves", "each", "every", "both", "all", "any", "some", "no", "not", "only", "also", "still", "just", "now", "already", "ago", "later", "earlier", "more", "most", "less", "fewer", "enough", "respectively", "total", "overall", "altogether", "alone", "online", "today", "yesterday", "tomorrow", "last", "next", "first", "second", "third", "early", "late", "such", "even", "ever", "never", "again", "out", "up", "down", "off", "away", "back", "too", "very", "much", "many", "i'm", "it's", "he's", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]  # fmt: skip

_MASK_UNITS = "year month week day hour minute second mile metre meter foot inch kilometre kilometer km member man woman person seat storey story story page point part way time fold kilogram pound dollar degree step bed room hectare acre ton tonne lane volume star storeyed"

WORDS = CountingWords(
    numbers={w: n for n, w in enumerate(_ONES)} | {w: 10 * n for n, w in enumerate(_TENS, 2)},
    scales={
        "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "dozen": 12, "mln": 10**6, "mn": 10**6, "bn": 10**9, "bln": 10**9, "tn": 10**12,
        "lakh": 10**5, "lakhs": 10**5, "crore": 10**7, "crores": 10**7, "k": 10**3, "m": 10**6, "b": 10**9,
    },
    articles=("a", "an", "one"),
    magnitudes={
        "tens of thousands": 10**4, "hundreds of thousands": 10**5, "tens of millions": 10**7, "hundreds of millions": 10**8, "tens of billions": 10**10, "hundreds of billions": 10**11,
        "thousands": 10**3, "millions": 10**6, "billions": 10**9, "trillions": 10**12, "hundreds": 10**2, "dozens": 0, "scores": 0, "several hundred": 10**2, "several thousand": 10**3, "several million": 10**6, "several dozen": 0,
        "a few hundred": 10**2, "a few thousand": 10**3, "a few dozen": 0, "few hundred": 10**2, "few thousand": 10**3, "several hundred thousand": 10**5, "thousands upon thousands": 10**3, "many thousands": 10**3, "many hundreds": 10**2, "many millions": 10**6, "countless": 0,
    },
    link=("of",),
    before={
        "at_least": (
            "at least", "no fewer than", "no less than", "not less than", "not fewer than", "a minimum of", "minimum of", "upwards of", "upward of", "more than", "greater than", "larger than", "bigger than", "higher than", "over", "above", "exceeding", "exceeds", "exceeded",
            "in excess of", "north of", "extra than", "surpassing", "surpassed", "topped", "topping", "well over", "just over", "a little over", "slightly more than", "far more than", "better than", ">", "≥", ">=", "as few as",
        ),
        "at_most": (
            "up to", "as many as", "as much as", "as high as", "as excessive as", "at most", "no more than", "not more than", "no greater than", "a maximum of", "maximum of", "fewer than", "less than", "smaller than", "lower than", "under", "below", "not exceeding", "anything up to", "<", "≤", "<=",
        ),
        "about": (
            "about", "around", "some", "roughly", "approximately", "approx", "approx.", "an estimated", "estimated", "estimated at", "circa", "ca.", "c.", "~", "≈", "in the region of", "on the order of", "something like", "perhaps", "maybe", "nearly", "almost", "close to",
            "approaching", "near", "just under", "just short of", "practically", "virtually", "an average of", "averaging", "nearer",
        ),
    },
    after={
        "at_least": ("or more", "and more", "or greater", "or higher", "and above", "and over", "and up", "at least", "at the least", "plus", "+", "-plus", "or above", "or over"),
        "at_most": ("or fewer", "or less", "at most", "at the most", "or lower", "or under", "and under", "and below", "or below"),
        "about": ("or so", "or thereabouts", "-odd", "odd", "-ish", "give or take"),
    },
    between=(("between", "and"), ("from", "to"), ("anywhere from", "to")),
    to=("to", "-", "–", "—", "~", "or", "through", "－", "‑"),
    out_of=("of", "out of", "in", "in every", "out of every", "from among", "of every"),
    more=("another", "a further", "an additional", "additional", "further", "an extra", "extra", "a new", "new"),
    stop=frozenset(_STOP) - {"more", "new"},
    joins=("and", "or"),
    people=PEOPLE,
    plurals=frozenset(["people", "men", "women", "children", "police", "cattle", "sheep", "yaks", "staff", "personnel", "troops", "families", "households", "cases", "deaths", "fish", "aircraft", "kits", "data", "samples", "teeth", "feet", "mice", "oxen", "boar", "aardvark", "deer", "salmon", "buffalo", "yak"]),
    plural=("s",),
    not_after=(
        r"(?:\b(?:category|articles?|sections?|chapters?|pages?|pp?\.|no\.|nos\.|numbers?|figures?|fig\.|tables?|parts?|rules?|phase|volume|vol\.|line|grade|room|routes?|highway|covid|version|aged?|age of|ages|items?|step|day|level|type|paragraphs?|para\.?|appendix|annex|form|unit|flat|floor|box|class|group|"
        r"resolution|law|decree|order|bill|case|cell|ward|zone|district|district no\.|size|model|season|episode|chapter|as young as|as old as|footnote|note|ref\.|isbn|tel\.?|phone|fax|zip|postcode|at the age of|day|world war|"
        r"january|february|march|april|may|june|july|august|september|october|november|december|jan\.?|feb\.?|mar\.?|apr\.?|jun\.?|jul\.?|aug\.?|sept?\.?|oct\.?|nov\.?|dec\.?)|[#№§@/\\]|(?<=\d):)\s{0,2}$"
    ),
    not_before=(
        r"\s?(?:st|nd|rd|th)\b|[-‑ ]?(?:year|month|week|day)s?[-‑ ]olds?\b|\s?years? of age\b|[-‑](?:" + "|".join(_MASK_UNITS.split()) + r")s?\b(?![-‑]?strong)|\s?(?:am|pm|a\.m|p\.m|o['’]clock|hrs|ist|gmt|utc|est|edt|cet)\b|\s?[º°]|:\d\d|"
        r"\s?(?:january|february|march|april|june|july|august|september|october|november|december|jan|feb|apr|jun|jul|aug|sept?|oct|nov|dec)\b|(?:st|nd|rd|th)? (?:of )?may \d{4}|[/\\]\d|-based|s\b|['’]s\b|[-‑](?!(?:mpg|mph|kph|kg|km|mg|ml|kw|mw|gb|mb|tb|bhp|hp)\b)[a-z]{1,3}\b(?!-)(?<!-odd)(?<!-ish)"
    ),
    target=(
        r"\b(?:plan(?:s|ned|ning)? to|plans? (?:for|call)|plan is|aim(?:s|ed|ing)? (?:to|at|for)|intend(?:s|ed|ing)? to|targets?\b|goals? (?:of|is|was)\b|quotas?\b|target(?:ed|ing)|will\b|would\b|hope(?:s|d)? to|expect(?:s|ed)? to|(?:is|are|was|were) to\b|"
        r"to be (?:collected|sampled|detained|moved|closed|built|trained|registered|completed|arrested|taken)|should\b|set out to|pledge[sd]? to|vow(?:s|ed)? to|ordered to|required to|must\b|strive to|seeks? to|going to|scheduled to|due to be|recommending|in order to)"
    ),
    not_done=(
        r"(?:\b(?:have|has|had|did|do|does|was|were|is|are|could|would|will|should) (?:not|never)\b(?! only)|n['’]t\b|\bnever\b|\bfail(?:ed|s)? to\b|\byet to\b|\bnot yet\b|\bstill (?:to be|missing|unsampled|unregistered|outstanding)\b|\bunsampled\b|\bhad no\b|\bwithout having\b|\bescaped\b|"
        r"\brefused\b|\bremain(?:s|ed)? (?:un\w+|outstanding|to be)\b|\bnot (?:been|be|yet)\b)"
    ),
    stock=r"\b(?:(?:is|are|was|were|being|been|still|currently|now) (?:being )?(?:held|detained|imprisoned|jailed|kept|locked up)|hold(?:s|ing)?\b|held in|in (?:custody|detention|prison|jail|camps?|stock)|behind bars|on file|remain(?:s|ed)? in|currently|as of\b|at present|sit in)",
    flow=r"\b(?:between\b.{1,40}\band\b|during|in the (?:first|second|last|past)|per (?:year|month|week|day)|(?:a|each|every) (?:year|month|week|day)|last (?:year|month|week)|this (?:year|month|week)|annually|daily|monthly)",
    cumulative=r"\b(?:to date|so far|in total|a total of|in all|altogether|cumulative(?:ly)?|since\b|overall|by the end of|until now|up to now|already|all told|bringing (?:the|its) total)",
    fractions={
        "half": (1, 2), "a half": (1, 2), "one half": (1, 2), "a third": (1, 3), "one third": (1, 3), "one-third": (1, 3), "two thirds": (2, 3), "two-thirds": (2, 3), "a quarter": (1, 4), "one quarter": (1, 4), "three quarters": (3, 4), "three-quarters": (3, 4), "one-quarter": (1, 4),
        "a fifth": (1, 5), "one fifth": (1, 5), "two fifths": (2, 5), "one-fifth": (1, 5), "a tenth": (1, 10), "one tenth": (1, 10), "one-tenth": (1, 10),
    },
    units=frozenset(
        ["mg", "g", "kg", "t", "lb", "lbs", "oz", "km", "m", "cm", "mm", "mi", "ft", "in", "mph", "kph", "kmh", "mpg", "mpge", "kw", "kwh", "mw", "gw", "hp", "bhp", "ps", "nm", "cc", "l", "ml", "gb", "mb", "tb", "kb", "hz", "khz", "mhz", "ghz", "min", "mins", "hr", "hrs", "sec", "secs", "s", "ms", "ha", "sqm", "sqft", "mah", "wh", "w", "v", "a", "bar", "psi", "db", "rpm", "nits", "dpi", "fps", "mp", "px"]
    ),
    percent=("%", "％", "percent", "per cent", "pct", "pc", "percentage points", "percentage point"),
)  # fmt: skip

"""English cues of stance: regular expressions on lower-case text, the straight apostrophe for both."""

CUES = {
    "denied": r"\bden(?:y|ies|ied|ying)\b|\breject(?:s|ed|ing)?\b|\brefut(?:e|es|ed|ing)\b|\bdisput(?:e|es|ed|ing)\b|\bdismiss(?:es|ed|ing)? (?:the|as|these|those|such|reports|claims)\b|\b(?:is|are|was|were) (?:false|untrue|baseless|groundless|fabricated|incorrect|wrong|not true|a lie|lies)\b|\bit is (?:groundless|false|untrue|wrong) to\b|\bfalse(?:ly)? (?:claim|report|claim\w*|say\w*|news)\b|\bfalsely\b|\bfabricat(?:ed|ion)\b|\b(?:isn't|is not|wasn't|was not|aren't|are not|not) (?:true|accurate|correct)\b",
    "negated": r"\b(?:is|are|was|were|has|have|had|do|does|did|will|would|could|can|should) (?:not|never)\b(?! only)|\bn't\b|[a-z]n't\b|\bcannot\b|\bnever\b|\bno longer\b|\bfailed to\b|\bnobody\b|\bno one\b|\bnone of\b|\bhad no\b|\bwithout\b|\bno, ",
    "alleged": r"\balleg(?:e|es|ed|edly|ing|ation|ations)\b|\bclaim(?:s|ed|ing)? (?:that|to)\b|\bclaim(?:s|ed)\b|\bpurported(?:ly)?\b|\bsupposed(?:ly)?\b|\baccus(?:e|es|ed|ing|ation|ations)\b|\bsuspected of\b|\brumou?r(?:s|ed)?\b|\bwithout being able to confirm\b|\bunverified\b|\bunconfirmed\b",
    "estimated": r"\bestimat(?:e|es|ed|ing|ion)\b|\bbeliev(?:e|es|ed)\b|\bthought to\b|\bprojected\b|\bcalculat(?:e|es|ed|ion|ions)\b|\bextrapolat\w+\b|\bguess\w*\b|\bput forward\b|\bas (?:high|many|excessive) as\b",
    "planned": r"\bplan(?:s|ned|ning)? (?:to|for)\b|\bwill\b(?! (?:not|never))|\b(?:is|are|was|were) to (?:be|have)\b|\bintend(?:s|ed)? to\b|\baim(?:s|ed)? (?:to|at)\b|\b(?:is|are|was|were) expected to\b|\bscheduled to\b|\bpledg(?:e|es|ed) to\b|\bvow(?:s|ed)? to\b|\btarget(?:s|ed)? of\b|\bshould be\b|\bgoing to\b",
    "conditional": r"\bif\b(?! not only)|\bunless\b|\bprovided that\b|\b(?:might|could|may|would)\b (?:be|have|also|soon|well|[a-z]+)\b|\bin case of\b|\bwhether\b",
    "reported": r"\bsa(?:y|ys|id|ying)\b|\btold\b|\breport(?:s|ed|edly)\b|\baccording to\b|\bwrote\b|\bwrites\b|\badded\b|\bannounced\b|\bstated\b|\bexplained\b|\bshow(?:s|ed)\b that\b|\bfound that\b|\bcit(?:ed|ing)\b|\bnotice\b|\bput(?:s)? the\b|\bspoke of\b|\breads?\b",
}  # fmt: skip
FRAMES = r"\b(?:that|whether)\b"  # what a verb of these says goes on after it
EDGES = r";|, (?:but|while|whereas|although|though|and)\b|\bbut\b|\balthough\b|\bwhereas\b|[.!?:]\s"

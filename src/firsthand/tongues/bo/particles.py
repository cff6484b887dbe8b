"""Syllables of Tibetan that close a sentence before the shad: verbs of being and saying, final particles, question particles."""

from __future__ import annotations

# Written without the last tsheg. The final particle is the last consonant doubled with the vowel o.
_FINALS = "གོ ངོ དོ ནོ བོ མོ འོ རོ ལོ སོ ཏོ"
_VERBS = "ཡིན རེད ཡོད འདུག མེད མིན སོང བྱུང ཟེར བཤད གསུངས སྣང གདའ མཆིས ལགས ཐུབ དགོས ཚར བཞག བྱས ཆོག ཤེས འགྲོ བསྡད བྱེད འབྱུང མོད འཐད ཡོང ཤག"
_ASKING = "གམ ངམ དམ ནམ བམ མམ འམ རམ ལམ སམ ཏམ"
FINALS = frozenset(_FINALS.split())
VERBS = frozenset(_VERBS.split())
ASKING = frozenset(_ASKING.split())
SHADS = "།༎༏༐༑༔༈"

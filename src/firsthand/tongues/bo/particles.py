"""Syllables of Tibetan that show a sentence going on over the shad: conjunctions, case particles, words for "when" and "after"."""

from __future__ import annotations

# Written without the last tsheg. Before any other syllable a shad ends the sentence.
_GOING_ON = """
དང ན ནས ནི མོད ཅིང ཞིང ཤིང སྟེ ཏེ དེ ཡང ཀྱང འང རུང པར བར པས བས ལས ལ དུ ཏུ རུ སུ ཞེས ཅེས ཤེས་པ གི ཀྱི གྱི ཡི གིས ཀྱིས གྱིས ཡིས ཟད ཙམ སྐབས རྗེས དུས སླད ཕྱིར ཚེ ཏམ དམ འམ གམ ངམ ནམ
"""
GOING_ON = frozenset(_GOING_ON.split())
SHADS = "།༎༏༐༑༔༈"

"""Words of English and its neighbours that end in a full stop without ending a sentence. Lower case, without the last stop."""

from __future__ import annotations

_TITLES = """
mr mrs ms mx dr prof rev hon gov sen rep pres gen lt col maj capt cpl sgt cmdr adm det insp supt asst dep st mt ft messrs mme mlle
vs cf e.g i.e viz eds approx ca hr bzw d.h z.b u.a ggf vgl dra sra srta ee.uu sig sigra dott avv prof.ssa dhr mevr drs mw tzn tj np m.in inż bpk yth
"""
_NUMBERED = "no nos nr art arts sec sect para paras ch chap fig figs vol vols p pp pág núm s abs ziff c n est al fr jl ul ed trans"
_MAYBE = """
u.s u.k u.n e.u u.s.a d.c p.m a.m inc ltd co corp bros etc jr sr esq ph.d m.d b.a m.a ll.b ll.m
jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat
ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa tenn tex va vt wash wis wyo
ave blvd rd dept univ assn bn mn tr usw ff ss cie s.a s.p.a b.v n.v
"""
_OPENERS = """
the a an this that these those it he she they we i you there here in on at by for from with as after before when while since although though if but and or
however meanwhile according his her its their our my one two some many most all no not what who how why where under during it's he's she's they're
"""
_SPEECH = "said says told asked added wrote writes replied noted explained reads recalled insisted warned claimed stated declared"

TITLES = frozenset(_TITLES.split())  # always followed by what they belong to: a stop after them never ends a sentence
NUMBERED = frozenset(_NUMBERED.split())  # the same, where a figure follows
MAYBE = frozenset(_MAYBE.split())  # end a sentence where a new one plainly begins
OPENERS = frozenset(_OPENERS.split())  # begin a sentence more often than they go on with a name: after one of MAYBE they settle it
SPEECH = frozenset(_SPEECH.split())  # after a closing quotation mark: the sentence goes on with its speaker

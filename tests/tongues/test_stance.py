"""How firmly something is said, by clause. Places, bodies and people are invented."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.model.passages import Span
from firsthand.tongues.acts import acts_in
from firsthand.tongues.roles import roles
from firsthand.tongues.stance import LANGUAGES, stance_at, stance_in

STANCES = [
    ("en", "Police detained 40 monks.", "asserted"),
    ("en", "The bureau said that 40 monks were detained.", "reported"),
    ("en", "Officers allegedly beat the herders.", "alleged"),
    ("en", "The county denied that 40 monks were detained.", "denied"),
    ("en", "It has not sampled the herders.", "negated"),
    ("en", "An estimated 40 monks left.", "estimated"),
    ("en", "The bureau plans to sample the valley.", "planned"),
    ("en", "If the clinic closes, nurses leave.", "conditional"),
    ("zh", "警方拘留四十人。", "asserted"),
    ("zh", "公安局通报，四十人被拘留。", "reported"),
    ("zh", "官员否认有人被拘留。", "denied"),
    ("zh", "他们没有采集血样。", "negated"),
    ("zh", "全县计划采集血样。", "planned"),
    ("zh", "据称有人被打。", "alleged"),
    ("bo", "ཁས་མ་བླངས་པར་བཤད།", "denied"),
    ("de", "Die Behörde bestreitet die Festnahmen.", "denied"),
    ("fr", "Selon le bureau, ils sont partis.", "reported"),
    ("es", "La oficina niega las detenciones.", "denied"),
    ("pt", "Não foram detidos.", "negated"),
    ("it", "Si stima che siano partiti: una stima.", "estimated"),
    ("nl", "Naar schatting vertrokken er veertig.", "estimated"),
    ("pl", "Urząd zaprzecza.", "denied"),
    ("id", "Polisi membantah hal itu.", "denied"),
    ("ja", "当局は拘束を否定した。", "denied"),
    ("ar", "نفى المكتب ذلك", "denied"),
]


@pytest.mark.parametrize(("language", "text", "stance"), STANCES)
def test_stance_of_a_sentence(language: str, text: str, stance: str) -> None:
    assert stance_in(text, language) == stance


def test_a_cue_reaches_no_further_than_its_clause() -> None:
    text = "The bureau has not sampled Osrin, but it took blood from 300 herders."
    at = Span(text.index("300"), text.index("300") + 3)
    assert stance_at(text, Span(0, len(text)), at, "en")[0] == "asserted"
    early = Span(text.index("sampled"), text.index("sampled") + 7)
    assert stance_at(text, Span(0, len(text)), early, "en")[0] == "negated"


def test_a_denial_governs_what_follows_it() -> None:
    text = "The county denied the report; 300 herders were moved."
    at = Span(text.index("300"), text.index("300") + 3)
    assert stance_at(text, Span(0, len(text)), at, "en")[0] == "denied"


ROLES = [
    ("en", "Police of Veldar arrested 40 monks in Osrin.", "arrest", "Police of Veldar", "40 monks"),
    ("en", "40 monks were detained by the Veldar Guard in June.", "detain", "the Veldar Guard", "40 monks"),
    ("zh", "维尔县公安局采集了三千名居民血样。", "sample", "维尔县公安局", "三千名居民血样"),
    ("zh", "三千名居民被警方拘留。", "detain", "警方", "三千名居民"),
    ("en", "Between 16,125 and 21,300 people have sampled it.", "sample", "people", ""),
    (
        "en",
        "Recent research has shown that police in every part of Veldar are detaining monks.",
        "detain",
        "police in every part of Veldar",
        "monks",
    ),
    ("en", "In 8 weeks the regime has killed over 300.", "kill", "the regime", "over 300"),
    ("en", "40 monks who were beaten by the guards of Osrin.", "beat", "the guards of Osrin", "40 monks"),
    ("en", "The men were not beaten by the guards.", "beat", "the guards", "The men"),
    ("en", "They said the Veldar Bureau plans to buy 300 kits.", "buy", "the Veldar Bureau", "300 kits"),
    ("en", "After beating the prisoners, they left.", "beat", "", "the prisoners"),
    ("en", "Some 300 people arrested since May are missing.", "arrest", "", "Some 300 people"),
    ("zh", "据新华社报道，县政府已将120户家庭搬迁至新村。", "transfer", "县政府", "120户家庭"),
    ("zh", "2031年5月4日，维尔县公安局对3200名居民进行采血。", "sample", "维尔县公安局", "3200名居民"),
    ("zh", "两名抗议者遭到警察殴打。", "beat", "警察", "两名抗议者"),
    ("zh", "警方将于五月采集血样。", "sample", "警方", "血样"),
    ("bo", "ཕྱི་ལོ་༢༠༣༡ལོར་ཨོས་རིན་གཞུང་གིས་གྲྭ་པ་༤༠་འཛིན་བཟུང་བྱས།", "detain", "ཨོས་རིན་གཞུང", "གྲྭ་པ"),
    ("bo", "ཚགས་པར་ཁང་གིས་གྲྭ་པ་༤༠་འཛིན་བཟུང་བྱས་ཞེས་བཤད།", "detain", "", ""),  # who says it did not do it
]


@pytest.mark.parametrize(("language", "text", "code", "actor", "acted_on"), ROLES)
def test_who_did_it_to_whom(language: str, text: str, code: str, actor: str, acted_on: str) -> None:
    act = acts_in(text, language)[0]
    assert (act.code, *roles(text, Span(0, len(text)), act, language)) == (code, actor, acted_on)


@given(st.text(max_size=120), st.sampled_from(LANGUAGES))
@settings(max_examples=100, deadline=None)
def test_any_text_has_a_stance(text: str, language: str) -> None:
    assert stance_in(text, language)

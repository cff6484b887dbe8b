"""How a document says whence it has something: golden sentences with what a reader expects, and laws every reading of credits obeys.

All texts are invented. Those in languages other than English were not checked by a native reader.
"""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.model.claims import Credit
from firsthand.tongues.credit_words import LANGUAGES, credit_words
from firsthand.tongues.credits import credits_in
from firsthand.tongues.quotes import quotations
from firsthand.tongues.sentences import sentences


def read(text: str, language: str = "en", **listed: str) -> tuple[Credit, ...]:
    """The credits of a text whose sentences we cut ourselves."""
    return credits_in(text, language, sentences(text, language), **listed)


def one(text: str, name: str, language: str = "en", **listed: str) -> Credit:
    """The first credit of a name; fails with all credits where there is none."""
    found = read(text, language, **listed)
    return next((c for c in found if c.name == name), None) or pytest.fail(
        f"no credit of {name!r} among {[(c.name, c.rule) for c in found]}"
    )


# text, name as written, kind, words the content must hold
ENGLISH = [
    ("According to the Harrow Institute, 40 wells ran dry.", "the Harrow Institute", "body", "40 wells ran dry"),
    ("Forty wells ran dry, according to the Harrow Institute.", "the Harrow Institute", "body", "Forty wells ran dry"),
    ("Ada Brook said that the road was closed.", "Ada Brook", "person", "the road was closed"),
    ("The road was closed, said Ada Brook, a teacher from Oxley.", "Ada Brook, a teacher from Oxley", "person", "The road was closed"),
    ("Ada Brook, who drives the bus, told the Oxley Herald that the road was closed.", "Ada Brook, who drives the bus", "person", "the road was closed"),
    ("Ada Brook, who drives the bus, told the Oxley Herald that the road was closed.", "the Oxley Herald", "body", "the road was closed"),
    ("“Nobody asked us,” said Tom Reed, spokesman for the Oxley Water Board in Harrow.", "Tom Reed, spokesman for the Oxley Water Board in Harrow", "body", "“Nobody asked us,”"),
    ("The Rivers Action Network, or RAN, said 12 wells were shut.", "The Rivers Action Network, or RAN", "body", "12 wells were shut"),
    ("The wells are dry, says a study that the Harrow Institute, a research group, brought out on Monday.", "the Harrow Institute", "body", "The wells are dry"),
    ("Wells were sealed in June, says a statement by Corvex Tools, based in Harrow.", "Corvex Tools", "person", "Wells were sealed in June"),
    ("Oxley’s farmers were fined in a letter cited by state-run Press One on Sunday.", "state-run Press One", "body", "farmers were fined"),
    ("By estimates that Mara Quill, a member of the Board of Wells, put forward, 200 wells are gone.", "Mara Quill, a member of the Board of Wells", "person", "200 wells are gone"),
    ("The order was illegal, a court spokesperson told Radio Oxley on Friday.", "Radio Oxley", "body", "The order was illegal"),
    ("A World Wells Agency (WWA) report said the data showed “9 more wells than counted”.", "World Wells Agency (WWA)", "body", "9 more wells"),
    ("The Oxley government has denied the allegation.", "The Oxley government", "body", "the allegation"),
    ("Numbers are shaky, but the Rivers Action Network has 15 wells on its list and says 3 were shut.", "the Rivers Action Network", "body", "3 were shut"),
    ("The nickname later appeared in The Oxley Herald, the Harrow Post and the Metro.", "Harrow Post", "body", "The nickname"),
    ("Many outlets, from the Herald to the Harrow Post, have claimed that wells were poisoned.", "Harrow Post", "body", "wells were poisoned"),
    ("The Herald has the well, “also known as the Old Lady”, on its front page.", "The Herald", "body", "Old Lady"),
    ("Forty wells are dry, the Harrow Post reported on Monday.", "the Harrow Post", "body", "Forty wells are dry"),
    ("Mara Quill tweeted: “Forty wells are dry.”", "Mara Quill", "person", "Forty wells are dry"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "kind", "inside"), ENGLISH)
def test_an_english_credit_has_its_name_its_kind_and_its_content(text: str, name: str, kind: str, inside: str) -> None:
    found = one(text, name)
    assert (found.kind, text[found.at.start : found.at.end]) == (kind, name)
    assert inside in text[found.content.start : found.content.end]


OTHERS = [
    ("zh", "据新华社报道，青石县去年共采集血样3万份。", "新华社", "采集血样3万份"),
    ("zh", "青石县公安局5日通报，全县已有两百人被拘留。", "青石县公安局", "两百人被拘留"),
    ("zh", "外交部发言人李明在例行记者会上表示：“这是毫无根据的指控。”", "外交部发言人李明", "毫无根据"),
    ("zh", "世界水井组织（WWO）周四表示，约40口井干涸。", "世界水井组织（WWO）", "40口井"),
    ("zh", "赫罗研究所发布的报告显示，警方已采集数万份样本。", "赫罗研究所", "采集数万份样本"),
    ("zh", "根据国家统计局数据，2020年共有14口井。", "国家统计局", "14口井"),
    ("zh", "“我们不知道他们在哪里，”扎西告诉美国之音。", "扎西", "不知道他们在哪里"),
    ("zh", "本报讯 记者从县公安局获悉，截至10月底，共采集血样1200份。", "县公安局", "1200份"),
    ("zh", "人权观察在一份报告中说，至少有三百人被带走。", "人权观察", "三百人"),
    ("zh", "据英国《卫报》5月3日报道，疫情已致多人死亡。", "卫报", "多人死亡"),
    ("bo", "རྡོ་དཀར་རྫོང་སྲིད་གཞུང་གིས་མི་༢༠༠་འཛིན་བཟུང་བྱས་འདུག་ཅེས་བཤད་འདུག།", "རྡོ་དཀར་རྫོང་སྲིད་གཞུང", "༢༠༠"),
    ("de", "Nach Angaben der Wasserbehörde wurden 40 Brunnen geschlossen.", "Wasserbehörde", "40 Brunnen"),
    ("de", "Vierzig Brunnen sind trocken, sagte Minister Karl Muster.", "Minister Karl Muster", "Vierzig Brunnen"),
    ("fr", "Selon Puits du Monde, 40 puits sont à sec.", "Puits du Monde", "40 puits"),
    ("es", "Según la Junta de Pozos, 40 pozos están secos.", "la Junta de Pozos", "40 pozos"),
    ("pt", "De acordo com o Instituto Austral, 40 poços secaram.", "o Instituto Austral", "40 poços"),
    ("it", "Secondo il Comitato Acqua, 40 pozzi sono chiusi.", "il Comitato Acqua", "40 pozzi"),
    ("nl", "Volgens het Waterbureau zijn 40 putten gesloten.", "het Waterbureau", "40 putten"),
    ("pl", "Według Instytutu Wody wyschło 40 studni.", "Instytutu Wody", "40 studni"),
    ("id", "Menurut Lembaga Sumur, 40 sumur kering.", "Lembaga Sumur", "40 sumur"),
    ("ja", "水井研究所によると、40の井戸が枯れた。", "水井研究所", "40の井戸"),
    ("ar", "قالت وزارة المياه إن أربعين بئرا جفت في هذا العام.", "وزارة المياه", "أربعين بئرا"),
]


@pytest.mark.parametrize(("language", "text", "name", "inside"), OTHERS)
def test_a_credit_is_read_in_every_language(language: str, text: str, name: str, inside: str) -> None:
    found = one(text, name, language)
    assert found.kind in {"body", "person", "document"}
    assert inside in text[found.content.start : found.content.end]


@pytest.mark.parametrize(
    ("text", "listed", "name", "manner"),
    [
        ("GENEVA — (QPA) Forty wells are dry.", {}, "QPA", "agency"),
        ("HARROW (QPA) — Forty wells are dry.", {}, "QPA", "agency"),
        ("HARROW, May 5. /QPA/. Forty wells are dry.", {}, "QPA", "agency"),
        ("Forty wells are dry.", {"publisher": "Oxley Herald (Reuters)"}, "Reuters", "agency"),
        ("Forty wells are dry.", {"title": "Forty wells dry — Reuters"}, "Reuters", "agency"),
        ("Wells dry\n\nReuters\n\nForty wells are dry in Oxley.", {}, "Reuters", "agency"),
        ("Forty wells are dry. Read full article at Oxley.example", {}, "Oxley.example", "link"),
        ("Forty wells are dry.\n\nPublished first on WellWatch", {}, "WellWatch", "link"),
        ("Forty wells are dry in Oxley and nobody knows why.\n\nSource: Oxley Herald", {}, "Oxley Herald", "source_line"),
        ("(Foto Press Photo/Ann Muster) Forty wells are dry.", {}, "(Foto Press Photo/Ann Muster)", "photo"),
    ],
)
def test_marks_outside_the_sentences_are_credits_of_their_manner(text: str, listed: dict[str, str], name: str, manner: str) -> None:
    assert one(text, name, **listed).manner == manner


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("HARROW — Forty wells are dry, and in the town of Oxley there is hardly any water left at all in the tanks.", {}),
        ("HARROW (Oxley Press) — Forty wells are dry.", {"publisher": "Oxley Press"}),
        ("Ada Brook told this newspaper that forty wells are dry.", {}),
        ("We counted forty dry wells.", {}),
        ("In an e-mail statement to the Oxley Herald, the Water Board says forty wells are dry.", {"publisher": "Oxley Herald"}),
        ("Ada Brook told reporters that forty wells are dry.", {}),
    ],
)
def test_own_knowledge_is_told_apart_from_what_others_said(text: str, listed: dict[str, str]) -> None:
    assert any(c.kind == "own" and c.manner == "own" for c in read(text, **listed))


def test_the_same_dateline_of_another_house_is_not_own_knowledge() -> None:
    found = read("HARROW (Oxley Press) — Forty wells are dry.", publisher="Harrow Post")
    assert [c.kind for c in found] == ["body"]


@pytest.mark.parametrize(
    "text",
    [
        "Experts say forty wells are dry.",
        "Officials said that forty wells are dry.",
        "Monitoring groups say forty wells are dry.",
        "Various reports said that wells are dry.",
    ],
)
def test_nobody_in_particular_is_unnamed(text: str) -> None:
    assert {c.kind for c in read(text)} == {"unnamed"}


def test_pronouns_and_plain_nouns_lead_back_to_their_source() -> None:
    """ "She" is the person, "the institute" the body that spoke before; the name and its place are those of the antecedent."""
    text = "Mara Quill said wells are dry. The Harrow Institute said 40 were shut. She added that none would open. The institute said more would follow."
    names = [(c.name, text[c.cue.start : c.cue.end]) for c in read(text)]
    assert names == [("Mara Quill", "said"), ("The Harrow Institute", "said"), ("Mara Quill", "added"), ("The Harrow Institute", "said")]


def test_a_chain_in_one_sentence_gives_both_links() -> None:
    text = "Forty wells are dry, says a study by the Harrow Institute, The Oxley Times reported."
    assert {c.name for c in read(text)} == {"the Harrow Institute", "The Oxley Times"}


@pytest.mark.parametrize(
    "text",
    [
        "She wants to say something.",
        "The reported deaths rose.",
        "It was said to be old.",
        "Three reports were lost.",
        "He has a claim to the house.",
    ],
)
def test_verbs_that_credit_nobody_are_left_alone(text: str) -> None:
    assert [c for c in read(text) if c.kind in {"person", "body", "document"}] == []


def test_what_is_quoted_is_no_credit_of_the_document() -> None:
    assert [c.name for c in read("“According to the Herald, wells are dry,” said Mara Quill.")] == ["Mara Quill"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from([*"abZ “”\"'’.,:;()—\n，。说据报道ཀས་།", "said ", "told ", "Reuters ", "according to ", "The Herald "]),
        max_size=120,
    ),
    st.sampled_from(LANGUAGES),
)
def test_spans_lie_in_the_text_and_names_are_as_written(pieces: list[str], language: str) -> None:
    text = "".join(pieces)
    for c in read(text, language, publisher="Oxley Herald (Reuters)"):
        for span in (c.span, c.cue, c.at, c.content):
            assert 0 <= span.start <= span.end <= len(text)
        assert c.at.end == c.at.start or c.name == text[c.at.start : c.at.end]
        assert (c.kind == "own") == (c.manner == "own")


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from(list('ab “”"«»「」‘’\n')), max_size=80))
def test_quotations_are_sorted_and_disjoint(text: str) -> None:
    spans = quotations(text)
    assert all(a.end <= b.start for a, b in zip(spans, spans[1:], strict=False)) and all(0 <= s.start < s.end <= len(text) for s in spans)


def test_every_language_has_its_words() -> None:
    assert all((words := credit_words(code)) is not None and words.verbs for code in LANGUAGES)
    assert credit_words("tlh") is None


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [
        "Ada Brook, ",
        "He said it. ",
        "据新华社报道，他说，",
        "said, ",
        "the of ",
        "“",
        "according to ",
        "说，据",
        "གིས་ཀྱིས་",
        "(",
        "A. ",
        "reported that ",
    ],
)
def test_reading_credits_grows_with_the_text(piece: str) -> None:
    """Twice the text takes about twice the time: a rule that looks back without bound would take four times."""

    def seconds(n: int) -> float:
        text = piece * n
        best = 1e9
        for _ in range(3):
            begun = time.process_time()
            read(text, "zh" if "说" in piece else "bo" if "གིས" in piece else "en")
            best = min(best, time.process_time() - begun)
        return best

    assert seconds(8000) < 8 * max(seconds(2000), 0.002) * 1.8


def test_who_reports_anothers_words_has_that_other_behind() -> None:
    text = "Forty wells ran dry in June, according to a study by the Harrow Institute, the Oxley Herald reported."
    behind = {c.name: c.behind for c in credits_in(text, "en", sentences(text, "en"))}
    assert behind == {"the Harrow Institute": (), "the Oxley Herald": ("the Harrow Institute",)}

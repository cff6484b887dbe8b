"""Records of lists linked: read in words, tables of drawn linkages, and with splink, where it is installed, the people that were drawn."""

from __future__ import annotations

import random
from importlib.util import find_spec

import pytest

from firsthand.errors import Trouble
from firsthand.estimate.linked import drawn_tables, likely_table, over_linkages, table_of
from firsthand.estimate.linking import Link, links_of
from firsthand.estimate.lists import listed_over
from firsthand.estimate.records import Records, is_records, records_of_csv
from firsthand.estimate.results import Estimate

HEAD = "list,name,born\n"
SYLLABLES = ["ka", "ra", "mo", "ne", "ti", "sa", "lu", "do", "pa", "ve", "shi", "gon", "lha", "dra"]


def test_records_are_told_from_a_table_and_compared_without_capitals_and_forms() -> None:
    assert is_records(HEAD) and is_records("id;x\n") is False and not is_records("clinic,parish,count\n1,0,3\n")
    found = records_of_csv(HEAD + "Clinic,Ａnna  Vell,1971\nparish,anna vell,1971\n", "r.csv")
    assert found.lists == ("Clinic", "parish") and found.values[0] == found.values[1] == ("anna vell", "1971")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (HEAD, "0 records"),
        (HEAD + "a,x,1\na,y,2\n", "1 lists"),
        (HEAD + "a,x,1\n,y,2\n", "row 3: it does not say on which list"),
        (HEAD + "a,x,1\nb,y\n", "row 3: it has 2 cells"),
        ("list,name\na,x\nb,x\n", "two to 12 columns"),
        ("list,name,name\na,x,y\nb,x,y\n", "same name"),
    ],
)
def test_records_that_cannot_be_used_are_refused_in_words(text: str, why: str) -> None:
    with pytest.raises(Trouble, match=why):
        records_of_csv(text, "r.csv")


RECORDS = Records(("A", "B", "C"), (0, 1, 2, 0, 1), ("name", "born"), (("x", "1"),) * 5)


def test_a_linkage_makes_people_of_records_also_through_others() -> None:
    assert table_of(RECORDS, [Link(0, 1, 1), Link(1, 2, 1)]).cells == {0b111: 1, 0b001: 1, 0b010: 1}
    assert table_of(RECORDS, []).people == 5
    links = [Link(0, 1, 0.9), Link(3, 4, 0.4)]
    assert likely_table(RECORDS, links).people == 4
    people = [t.people for t in drawn_tables(RECORDS, links, 2000, 1)]
    assert sum(people) / 2000 == pytest.approx(5 - 0.9 - 0.4, abs=0.06) and {3, 4, 5} == set(people)


def test_limits_hold_over_all_linkages_and_too_many_refusals_refuse() -> None:
    rows = [Estimate("graphs", "", 10 + i, 5 + i, 20 + i) for i in range(20)]
    one = over_linkages(rows)
    assert (one.estimate, one.lower, one.upper) == (19.5, 5, 39)
    assert over_linkages([*rows[:18], *(Estimate("graphs", "", refused="no"),) * 2]).passed
    assert "In 3 of 20" in over_linkages([*rows[:17], *(Estimate("graphs", "", refused="no"),) * 3]).refused
    assert over_linkages([*rows[:19], Estimate("graphs", "", 1, 1, None)]).upper is None


def invented(people: int, seed: int) -> tuple[Records, list[int]]:
    """People who do not exist, on three lists, a fifth of the names spelt otherwise; and who each record is."""
    rng, on, values, who = random.Random(seed), [], [], []
    for n in range(people):
        told = ["".join(rng.choice(SYLLABLES) for _ in range(3)) for _ in "12"] + [str(rng.randint(1940, 2000)), rng.choice("ABCDE")]
        for where, chance in enumerate((0.4, 0.35, 0.3)):
            if rng.random() < chance:
                name = told[0] if rng.random() > 0.2 else told[0][:3] + rng.choice("aeiou") + told[0][4:]
                on.append(where)
                values.append((name, *told[1:2], told[2] if rng.random() > 0.1 else "", told[3]))
                who.append(n)
    return Records(("clinic", "parish", "gazette"), tuple(on), ("given", "family", "born", "place"), tuple(values)), who


@pytest.mark.e2e
@pytest.mark.skipif(not find_spec("splink"), reason="the extra `linkage` is not installed")
def test_people_drawn_onto_lists_are_found_again_and_counted() -> None:
    records, who = invented(400, 3)
    links = links_of(records, 1)
    true = sum(a == b for i, a in enumerate(who) for b in who[:i])
    right = sum(x.p for x in links if who[x.one] == who[x.other])
    assert right > 0.95 * true and sum(x.p for x in links) - right < 0.05 * true
    found = listed_over(likely_table(records, links), drawn_tables(records, links, 5, 1), ("documented", "graphs"), 1)
    assert found.statement.lower < 400 < (found.statement.upper or 0)
    assert links == links_of(records, 1)


@pytest.mark.skipif(bool(find_spec("splink")), reason="the extra `linkage` is installed")
def test_without_the_extra_the_error_names_it() -> None:
    with pytest.raises(Trouble, match=r"extra `linkage`.*firsthand\[linkage\]"):
        links_of(invented(20, 1)[0], 1)

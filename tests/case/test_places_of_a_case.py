"""Places of claims by code: in the year they tell of, with every reading, by the case's own table too. The county is invented."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from firsthand.case.open import new_case, open_case
from firsthand.case.places import codes_of, own_places
from firsthand.claim.propose import said_by
from firsthand.errors import Trouble
from plain_readings import reading

TABLE = "code,from,to,level,zh,en,bo,source\n999101,1990,,county,奥斯林县,Osrin,,the county's gazetteer of 1991\n"


def test_a_claims_place_has_the_code_of_its_year_and_the_cases_own_table_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRSTHAND_HOME", str(tmp_path / "home"))
    with new_case(tmp_path / "case", "A case"):
        pass
    (tmp_path / "case" / "places.csv").write_text(TABLE, encoding="utf-8")
    toml = tmp_path / "case" / "case.toml"
    toml.write_text(toml.read_text(encoding="utf-8") + '\n[places]\ntable = "places.csv"\n', encoding="utf-8")
    text = reading("a", "Police detained 40 monks in Shigatse in May 2010. Police detained 60 nuns in Osrin county in May 2031.")
    first, second = said_by(text).claims[:2]
    with open_case(tmp_path / "case") as case:
        own = own_places(case)
        assert [p["code"] for p in codes_of(first, text, own)] == ["542300"]
        assert [p["code"] for p in codes_of(second, text, own)] == ["999101"]
        assert codes_of(replace(second, where="Nowhere"), text, own) == []
        (tmp_path / "case" / "places.csv").write_text(TABLE.replace("999101", "x"), encoding="utf-8")
        with pytest.raises(Trouble) as told:
            own_places(case)
        assert told.value.code == "bad-places"

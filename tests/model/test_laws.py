"""Laws that every type of the model obeys. A type that is not enrolled makes the test fail."""

from __future__ import annotations

import dataclasses
import importlib
import json
import pkgutil
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import firsthand.model as model
from firsthand.errors import SENTENCES, Trouble
from firsthand.model.amounts import Amount
from firsthand.model.dates import PartialDate
from firsthand.model.names import derived_id, random_id
from firsthand.model.plain import plain, value_of

decimals = st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**12), max_value=10**12)
texts = st.text(max_size=30)
dates = st.dates().map(lambda d: PartialDate(d.isoformat())) | st.integers(1, 9999).map(lambda y: PartialDate(f"{y:04}"))
st.register_type_strategy(Decimal, decimals)
st.register_type_strategy(PartialDate, dates)
st.register_type_strategy(float, st.floats(0, 1))
st.register_type_strategy(str, texts)

NOT_STORED = {"Entry", "Erased", "Locked", "Stored"}  # handed to the ledger, which has a form of its own for them


def types() -> list[type]:
    found = {}
    for info in pkgutil.iter_modules(model.__path__):
        module = importlib.import_module(f"firsthand.model.{info.name}")
        for thing in vars(module).values():
            if (
                isinstance(thing, type)
                and dataclasses.is_dataclass(thing)
                and thing.__module__ == module.__name__
                and thing.__name__ not in NOT_STORED
            ):
                found[thing.__name__] = thing
    return sorted(found.values(), key=lambda t: t.__name__)


@pytest.mark.parametrize("kind", types(), ids=lambda t: t.__name__)
def test_every_type_is_frozen_and_explained(kind: type) -> None:
    assert kind.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert kind.__doc__ and not kind.__doc__.startswith(kind.__name__ + "(")


@pytest.mark.parametrize("kind", types(), ids=lambda t: t.__name__)
def test_what_is_written_is_what_is_read(kind: type) -> None:
    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.from_type(kind))
    def holds(value: object) -> None:
        assert value_of(kind, json.loads(json.dumps(plain(value)))) == value

    holds()


@pytest.mark.parametrize("kind", types(), ids=lambda t: t.__name__)
def test_nonsense_is_refused_with_our_own_error_and_no_other(kind: type) -> None:
    @settings(max_examples=25, deadline=None)
    @given(
        st.recursive(
            st.none() | st.booleans() | st.integers() | texts,
            lambda x: st.lists(x, max_size=3) | st.dictionaries(texts, x, max_size=3),
            max_leaves=8,
        )
    )
    def holds(raw: object) -> None:
        try:
            value_of(kind, raw)  # type: ignore[arg-type]
        except Trouble as trouble:
            assert trouble.text and trouble.advice

    holds()


def test_a_date_is_a_prefix_with_its_precision_and_makes_up_no_day() -> None:
    assert (PartialDate("2023").first().isoformat(), PartialDate("2023").after().isoformat()) == ("2023-01-01", "2024-01-01")
    assert PartialDate("2024-02").after().isoformat() == "2024-03-01"
    assert PartialDate("2023-05").surely_before(PartialDate("2023-06-01"))
    assert not PartialDate("2023").surely_before(PartialDate("2023-06-01")), "a year does not lie before a day within it"
    for nonsense in ("2023-13", "2023-02-30", "23-01-01", "yesterday", "2023-1-1", ""):
        with pytest.raises(Trouble):
            PartialDate(nonsense)


def test_derived_ids_differ_where_the_parts_differ_only_by_their_borders() -> None:
    assert derived_id("claim", "ab", "c") != derived_id("claim", "a", "bc")
    assert derived_id("claim", "a") != derived_id("finding", "a")
    assert derived_id("claim", "a") == derived_id("claim", "a")
    assert random_id("source", bytes(10)).startswith("s") and len(random_id("source", bytes(10))) == 17


def test_an_amount_keeps_the_number_as_written() -> None:
    amount = Amount(Decimal("14.90"), Decimal("14.90"), "about", "million")
    assert plain(amount) == {"floor": "14.90", "ceiling": "14.90", "kind": "about", "unit": "million"}


def test_every_sentence_of_the_catalogue_ends_and_says_what_to_do() -> None:
    for code, (text, advice) in SENTENCES.items():
        assert text.endswith((".", "...", ".)", "})", "{why}")), code
        assert advice.endswith((".", "`", ")")) and advice[0].isupper() or advice.startswith("`"), code

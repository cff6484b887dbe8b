"""Which records of some lists are the same person, with a probability: splink's model of Fellegi and Sunter (R. Linacre and others, "Splink: free software for
probabilistic record linkage at scale", International Journal of Population Data Science 7, 2022), learnt from the records themselves. In memory only."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, NamedTuple

from firsthand.errors import Trouble
from firsthand.estimate.records import Records, pairs_agreeing

if TYPE_CHECKING:
    from collections.abc import Sequence

FAINTEST = 0.02  # pairs less likely than this are never drawn
MOST_PAIRS = 3_000_000  # that one field may bring together
RECALL = 0.7  # of all true pairs, the share taken to agree in the two fields that tell people apart best, where the model begins
ALIKE = (0.92, 0.8)  # Jaro-Winkler similarities that count as nearly and somewhat the same words
IN_MEMORY = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false", "temp_directory": "", "threads": "1"}


class Link(NamedTuple):
    """Two records, by their numbers, and how probable it is that they are one person."""

    one: int
    other: int
    p: float


def links_of(records: Records, seed: int) -> tuple[Link, ...]:
    """The pairs that may be one person; raises Trouble("extra-missing") without the extra, Trouble("bad-records") where nothing tells people apart."""
    best = sorted(range(len(records.fields)), key=lambda f: pairs_agreeing(records, f))
    told = [f for f in best if 0 < pairs_agreeing(records, f) <= MOST_PAIRS]
    if not told:
        raise Trouble("bad-records", path="--from", why="no two records agree in any column that tells people apart")
    found = _predicted(records, best, told, seed)
    return tuple(sorted(Link(min(i, j), max(i, j), p) for i, j, p in found))


def _predicted(records: Records, best: Sequence[int], told: Sequence[int], seed: int) -> list[tuple[int, int, float]]:
    try:
        import duckdb
        import pyarrow
        from splink import DuckDBAPI, Linker, block_on
    except ImportError:
        raise Trouble("extra-missing", extra="linkage") from None
    logging.getLogger("splink").setLevel(logging.ERROR)
    columns = {f"f{k}": [v[k] or None for v in records.values] for k in range(len(records.fields))}
    with duckdb.connect(":memory:", config=IN_MEMORY) as memory:
        table = DuckDBAPI(memory).register(pyarrow.table({"unique_id": list(range(len(records.values))), **columns}))
        linker = Linker(table, _settings(records, told), log_level=None)
        linker.training.estimate_probability_two_random_records_match([block_on(*(f"f{k}" for k in best[:2]))], recall=RECALL)
        linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=seed + 1)
        for k in told[:2]:
            linker.training.estimate_parameters_using_expectation_maximisation(block_on(f"f{k}"))
        found = linker.inference.predict(threshold_match_probability=FAINTEST).as_pyarrow_table()
        rows = [found.column(c).to_pylist() for c in ("unique_id_l", "unique_id_r", "match_probability")]
    return list(zip(*rows, strict=True))


def _settings(records: Records, told: Sequence[int]) -> Any:
    """Every field compared: words by their likeness, figures and dates by being the same."""
    import splink.comparison_library as by
    from splink import SettingsCreator, block_on

    compared = [
        by.ExactMatch(f"f{k}") if _figures([v[k] for v in records.values]) else by.JaroWinklerAtThresholds(f"f{k}", list(ALIKE))
        for k in range(len(records.fields))
    ]
    return SettingsCreator(
        link_type="dedupe_only",
        comparisons=compared,
        blocking_rules_to_generate_predictions=[block_on(f"f{k}") for k in told],
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=False,
    )


def _figures(cells: Sequence[str]) -> bool:
    """Whether a column holds figures or dates, or so few characters that likeness says nothing."""
    some = [c for c in cells if c]
    return sum(any(x.isdigit() for x in c) or len(c) < 4 for c in some) * 2 > len(some)

"""Overlapping lists on the page How many: the quick methods at once, every method when it is asked for, and then kept."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from pathlib import Path

import pytest
from hands import done
from visiting import visiting

from firsthand.estimate.lists_picture import STYLE

TABLE = "clinic,parish,gazette,count\n1,0,0,61\n0,1,0,48\n0,0,1,77\n1,1,0,19\n1,0,1,14\n0,1,1,11\n1,1,1,6\n"


@pytest.mark.slow
def test_lists_are_drawn_at_once_and_by_every_method_when_asked(case: Path) -> None:
    (case.parent / "valley.csv").write_text(TABLE, encoding="utf-8")
    done("preserve", case, case.parent / "valley.csv")
    done("run", case)
    with visiting(case) as visit:
        page = visit.page("/estimates")
        assert "Overlapping lists: valley" in page.words and page.text.count('class="el"') == 2
        assert "Methods that passed give from 313 to 859 people" in page.words and "can take minutes" in page.words
        assert b64encode(hashlib.sha256(STYLE.encode()).digest()).decode() in page.headers["content-security-policy"]
        visit.send(visit.form("/estimates", "/estimates/lists"))
        visit.wait()
        whole = visit.page("/estimates")
        assert "Carry out every method" not in whole.words and "log-linear models, decomposable graphs, latent classes" in whole.words
        assert "simulated tables" in whole.words
        publishing = visit.page("/publish")
        assert "<option>valley</option>" in publishing.text or "No finding is accepted yet" in publishing.words

# Two commands do all the set-up: `make demo` and `make test`. Everything lives in .venv; nothing of the system is touched.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
JOBS ?= 3
FIRSTHAND_CORPORA ?= ../shared/corpus
FIRSTHAND_SCORER ?= ../shared/tools/score.py
export FIRSTHAND_CORPORA FIRSTHAND_SCORER

.PHONY: demo test check bench torture e2e clean
.DEFAULT_GOAL := demo

demo: $(VENV)/ready        ## the bundled sample case, from nothing to a checked report
	$(BIN)/firsthand demo

test: $(VENV)/ready-dev    ## the tests; under five minutes, no system package
	$(BIN)/pytest -n $(JOBS) -m "not e2e and not slow"

check: $(VENV)/ready-dev   ## types, style, walls between the rooms, short campaigns, floors
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n $(JOBS) -m slow
	$(BIN)/python bench/torture.py --short
	$(BIN)/python bench/bench.py --short

bench: $(VENV)/ready-dev   ## what is measured, held against bench/floors.toml
	$(BIN)/python bench/bench.py

torture: $(VENV)/ready-dev ## the campaigns in full
	$(BIN)/python bench/torture.py

e2e: $(VENV)/ready-dev     ## pages in a real browser, PDF as pictures; .ci/run installs what it needs
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[e2e,ocr,linkage]'
	cd front-end && npm ci --no-audit --no-fund --loglevel=error
	$(BIN)/pytest -m e2e

$(VENV)/made:
	@$(PYTHON) setup_check.py
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/ready: $(VENV)/made pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(VENV)/ready-dev: $(VENV)/ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

clean:
	rm -rf $(VENV) demo .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

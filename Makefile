# Everything a newcomer types. Needs Python 3.11 or newer, and make; the rest is set up here.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := data/demo

export DAGSTER_DISABLE_TELEMETRY = yes
export DBT_SEND_ANONYMOUS_USAGE_STATS = false
export STREAMLIT_BROWSER_GATHER_USAGE_STATS = false

.PHONY: setup setup-tests demo test test-truth test-mutants test-disclosure test-faults bench check clean lock

setup: $(VENV)/.runtime

setup-tests: $(VENV)/.tests

# The installer itself comes from a hashed lock, and what builds the packages that come as source:
# --no-build-isolation fetches nothing else for it.
$(VENV)/.runtime: requirements.lock requirements-build.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-build.lock
	$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --no-build-isolation --require-hashes -r requirements.lock
	$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.tests: $(VENV)/.runtime requirements-dev.lock
	$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --no-build-isolation --require-hashes -r requirements-dev.lock
	touch $@

# A simulated city of 100,000 orders in 30 days, with planted effects that truth.json tells.
demo: setup
	$(BIN)/fairlane simulate --orders 100000 --days 30 --seed 1 --out $(DEMO)/inputs
	$(BIN)/fairlane run --inputs $(DEMO)/inputs --home $(DEMO)/home
	$(BIN)/fairlane serve --everything --home $(DEMO)/home

check: setup-tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/sqlfluff lint --disable-progress-bar dbt_project/models

test: check
	sh tests/install_browser.sh
	sh tests/install_databases.sh
	$(BIN)/pytest -n 2 --dist loadfile

# Hundreds of worlds of every scenario, against what was planted: some two hours on two cores.
test-truth: setup-tests
	$(BIN)/python -m tests.known_truth.run_worlds

# A hundred ways to break the SQL of the figures, and whether the tests notice: some hours.
test-mutants: setup-tests
	$(BIN)/python -m tests.mutation.mutate

# A thousand random tables against the attack, and the smaller ones against an exact solver: half an
# hour on two cores.
test-disclosure: setup-tests
	$(BIN)/python -m tests.pipelines.releases.random_tables

# Two hundred kills, full disks, torn files, a hundred releases under twenty readers: an hour or two.
test-faults: setup-tests
	FAIRLANE_FAULTS=whole $(BIN)/pytest tests/faults -s

# What a run takes at one and at ten million orders, beside the floor, into BENCHMARKS.md: three hours
# on two cores, with nothing else running. For a hundred million: make bench ORDERS=100000000
ORDERS := 1000000 10000000
bench: setup-tests
	$(BIN)/python -m tests.bench.throughput --orders $(ORDERS)

lock:
	$(BIN)/uv pip compile pyproject.toml $(LOCK_OPTIONS) -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra dev -c requirements.lock $(LOCK_OPTIONS) -o requirements-dev.lock
	printf 'uv\nhatchling\nsetuptools\n' | $(BIN)/uv pip compile - $(LOCK_OPTIONS) -o requirements-build.lock

LOCK_OPTIONS := --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

clean:
	rm -rf $(VENV) data/home data/demo

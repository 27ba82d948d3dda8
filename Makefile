# Every target sets up what it needs. PYTHON chooses the interpreter: make test PYTHON=python3.12

PYTHON ?= python3
VENV := .venv
BENCH_VENV := .venv-bench
PIP_INSTALL := -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

.PHONY: help setup run demo test postgres postgres18 postgres15 check lint types contract fix golden docs bench clean

help:  ## show this help
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/.stamp  ## make .venv with the pinned versions; quick when nothing changed

run: demo  ## the main job on real input (for now the same as demo)
	@echo
	@echo "The console in the browser comes with a later release; until then 'run' is 'demo'."
	@echo "浏览器界面将随后续版本提供；目前 run 与 demo 相同。"

demo: setup  ## assess the example enterprises, explain three of them, then exit
	$(VENV)/bin/littlegiants demo

test: setup  ## run the whole normal test suite
	$(VENV)/bin/python -m pytest -q

postgres: postgres18 postgres15  ## run the tests that use a database on PostgreSQL 18 and on 15

postgres18 postgres15: postgres%: setup
	$(VENV)/bin/python -m pytest -q -m database --database=postgresql$*

check: lint types contract test  ## everything that must hold before a change lands

lint: setup  ## check form and habits
	$(VENV)/bin/ruff check
	$(VENV)/bin/ruff format --check

types: setup  ## check types, strictly
	$(VENV)/bin/mypy

contract: setup  ## check that the story runs one way
	$(VENV)/bin/lint-imports --no-logo

fix: setup  ## format, and mend what can be mended mechanically
	$(VENV)/bin/ruff check --fix
	$(VENV)/bin/ruff format

golden: setup  ## write the compiled SQL of every edition again, then show what changed
	$(VENV)/bin/python -m littlegiants.rulebooks.golden
	@git --no-pager diff --stat -- src/littlegiants/catalog || true

docs: setup  ## write the generated reference pages again, then show what changed
	$(VENV)/bin/python -m docs.generate
	@git --no-pager diff --stat -- docs || true

bench: $(BENCH_VENV)/.stamp  ## measure against the peers, in an environment of its own
	$(BENCH_VENV)/bin/python -m benchmarks.run

clean:  ## remove environments and caches
	rm -rf $(VENV) $(BENCH_VENV) .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache dist

$(VENV)/.stamp: pyproject.toml constraints.txt
	$(call make-venv,$(VENV))
	$(VENV)/bin/python $(PIP_INSTALL) --editable '.[dev]'
	@touch $@

$(BENCH_VENV)/.stamp: pyproject.toml constraints.txt benchmarks/requirements-peers.txt
	$(call make-venv,$(BENCH_VENV))
	$(BENCH_VENV)/bin/python $(PIP_INSTALL) --editable '.[duckdb]' --requirement benchmarks/requirements-peers.txt
	@touch $@

# $(call make-venv,folder): an empty environment, or a sentence that says what is missing
define make-venv
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "littlegiants needs Python 3.11 or later; '$(PYTHON)' is not. Choose one: make PYTHON=python3.12"; \
	  echo "需要 Python 3.11 或更高版本，可指定：make PYTHON=python3.12"; exit 1; }
	@echo "Setting up $(1), once (about half a minute) …"
	@$(PYTHON) -m venv $(1) || { \
	  echo "Python's venv module is missing; on Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
endef

# make demo   the whole pipeline on your screen, in under a minute
# make test   every test, on real Redis, PostgreSQL, HTTP and RQ workers
# make help   the rest
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
STAMP := .venv/installed
PIP := $(BIN)/python -m pip --disable-pip-version-check -q
JOBS ?= 2
DATA ?= ../shared/data

.DEFAULT_GOAL := help
.PHONY: help install demo run test faults check eval tune bench format lock

help: ## show this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 18

install: $(STAMP) worker/gazetteer.sqlite ## .venv with the locked dependencies, and the place index

$(STAMP): requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Tollwatch needs Python 3.11 or newer: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 1; }
	@echo "installing into .venv (once, about a minute)"
	@$(PYTHON) -m venv .venv
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@$(PIP) install --no-deps -e .
	@touch $@

worker/gazetteer.sqlite: $(STAMP)
	@test -e $@ || $(BIN)/python -m worker.gazetteer
	@touch $@

demo: install ## news becomes one alert, on your screen, in under a minute
	@$(BIN)/tollwatch demo

run: install ## the service, with config/ and data/
	@$(BIN)/tollwatch run

test: install ## every test
	@$(BIN)/python -m pytest -q -n $(JOBS)

faults: install ## kill -9, full disk, lost Redis, lying feeds: what the service promises when things break
	@$(BIN)/python -m pytest -q -n $(JOBS) tests/faults

check: install ## ruff, mypy, the import order
	@$(BIN)/ruff check . && $(BIN)/ruff format --check -q . && $(BIN)/mypy && $(BIN)/python -m pytest -q tests/test_architecture.py

eval: install ## score extraction on the project's corpus, and on the labelled news under DATA where it is there
	@$(BIN)/tollwatch eval tests/corpus $(wildcard $(DATA)/counts/*.jsonl $(DATA)/links/gvc_dev.jsonl)

tune: install ## seek better weights for link, on the labelled events under DATA, the scenarios and look-alikes
	@$(BIN)/python -m tests.tuning $(wildcard $(DATA)/links/*.jsonl $(DATA)/counts/gva_dev.jsonl $(DATA)/stream/trec_ts_dev.jsonl)

bench: install ## speed and memory as ratios in one run, on the pages under DATA
	@$(BIN)/python -m tests.bench --pages $(DATA)/pages

format: install ## let ruff mend what it can
	@$(BIN)/ruff check --fix . && $(BIN)/ruff format .

lock: install ## resolve the locks again (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q --upgrade pyproject.toml -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q --upgrade --extra dev pyproject.toml -o requirements-dev.lock

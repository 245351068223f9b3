PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export ANONYMIZED_TELEMETRY := False
export GRADIO_ANALYTICS_ENABLED := False

.DEFAULT_GOAL := help
.PHONY: help chat test eval bench check screenshots

help:  ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

chat: $(VENV)/.runtime  ## set up, bring the index up to date, serve the chat at http://127.0.0.1:7860
	$(BIN)/python -m rag index
	$(BIN)/python app.py

test: $(VENV)/.test  ## set up, then the whole test suite
	$(BIN)/python -m pytest

eval: $(VENV)/.test  ## measure the accuracy of the answers, report in runs/article/report.html
	$(BIN)/python -m evals run --dataset evals/datasets/article.jsonl --output runs/article --baseline bm25 dense
	$(BIN)/python -m evals gate runs/article

bench: $(VENV)/.test  ## measure start, first word, whole answer and memory beside the textbook pipeline
	$(BIN)/python -m evals bench
	PYTHONPATH=. $(BIN)/python tests/browser/speed.py

check: $(VENV)/.test  ## lint and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

screenshots: $(VENV)/.test  ## make the pictures in docs/ again
	PYTHONPATH=. $(BIN)/python tests/browser/screenshots.py

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(not (3,11) <= sys.version_info < (3,14) and "Python 3.11, 3.12 or 3.13 is needed: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.test: requirements-test.txt $(VENV)/.runtime
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-test.txt
	@touch $@

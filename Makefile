# `make help` lists the targets; docs/development.md describes them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON := .venv/bin/python
export RASA_TELEMETRY_ENABLED := false
export TF_CPP_MIN_LOG_LEVEL := 3
export SQLALCHEMY_SILENCE_UBER_WARNING := 1
export PYTHONWARNINGS := ignore
PACKAGES := knowledge privacy nlu actions channels voice_channel serving admin benchmark
TEST_FOLDERS := tests/knowledge tests/privacy tests/actions tests/nlu tests/serving tests/project tests/dialogue tests/voice_channel tests/channels tests/admin tests/benchmark

.PHONY: help setup setup-dev run train test lint format validate admin-user publish evaluate benchmark report voice-model clean

help: ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

setup: ## Create the environment (.venv) from uv.lock
	@scripts/setup.sh

setup-dev:
	@scripts/setup.sh dev

run: setup ## Set up, train what changed, start everything and print the addresses
	@$(PYTHON) -m serving.startup

train: setup ## Train a model if config, data, domain or knowledge changed
	@$(PYTHON) -m serving.training

test: setup-dev ## Run the whole test suite, browser tests included
	@scripts/browser.sh
	@$(PYTHON) -m pytest $(TEST_FOLDERS)

lint: setup-dev ## Check style and types (ruff, mypy)
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m mypy $(PACKAGES)

format: setup-dev ## Put the code into the house format
	@$(PYTHON) -m ruff check --fix --quiet .
	@$(PYTHON) -m ruff format .

validate: setup ## Check the staff files (articles, district, tone) and Rasa's data
	@$(PYTHON) -m knowledge validate
	@.venv/bin/rasa data validate --quiet 2>&1 | grep -v '^$$' ; exit $${PIPESTATUS[0]}

admin-user: setup ## Create the first administrator of the staff screen, or give a new password
	@$(PYTHON) -m admin user

publish: setup ## Train, test and swap in questions that were edited in files
	@$(PYTHON) -m admin publish

evaluate: train ## Measure understanding, write docs/evaluation.md, fail when worse than accepted
	@$(PYTHON) -m nlu.evaluate tests/nlu/*.tsv --noise --report docs --gate tests/nlu/accepted.json

benchmark: setup-dev train ## Measure speed and accuracy beside stock Rasa, write docs/benchmark.md
	@$(PYTHON) -m benchmark

report: setup ## Write last week's report 「시원소통」 as PDF, XLSX and HTML into var/reports
	@$(PYTHON) -m admin report

voice-model: setup ## Download the real Korean speech model (82 MB) through vosk
	@$(PYTHON) -m voice_channel model --download

clean: ## Remove the environment, models, caches and local data
	rm -rf .venv .tools .rasa models var results .mypy_cache .ruff_cache .pytest_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

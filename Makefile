# The few commands of this project. `make help` lists them.
PYTHON ?= $(shell for each in python3.13 python3.12 python3.11 python3; do $$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$each && break; done)
VENV ?= .venv
BIN = $(VENV)/bin
export HUASHENG_DATA ?= var

.PHONY: help run demo test lint bench migration
help:  ## list the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: $(VENV)/.run  ## install, migrate, fill an empty database with the demonstration estate, serve; prints the address
	@$(BIN)/python -m huasheng_vote.serve

demo: $(VENV)/.run  ## fill an empty database with the demonstration estate
	@HUASHENG_DEMO=1 $(BIN)/flask --app wsgi demo

test: $(VENV)/.dev  ## install everything the tests need, then run all of them
	@sh tests/system.sh
	@$(BIN)/python -m pytest -n 2 --dist loadgroup

lint: $(VENV)/.dev  ## style, types, import directions
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet . || { echo 'run: ruff format .'; exit 1; }
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

bench: $(VENV)/.dev  ## measure load and scale; figures only, never a test
	@$(BIN)/python -m bench

migration: $(VENV)/.dev  ## write the first migration anew from the models (before the first release only)
	@rm -f migrations/versions/0001_initial.py
	@$(BIN)/python -m migrations.draft

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed (found: $$(python3 --version 2>&1))"; exit 1; }
	@$(PYTHON) -m venv $(VENV) 2>/dev/null || { rm -rf $(VENV); $(PYTHON) -m virtualenv --quiet $(VENV) 2>/dev/null; } \
	  || { uv venv --quiet --seed --python $(PYTHON) $(VENV) 2>/dev/null; } \
	  || { rm -rf $(VENV); echo "No way to make a virtual environment here. On Debian: apt install python3-venv"; exit 1; }

$(VENV)/.run: requirements.txt | $(VENV)/bin/python
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements.txt requirements-scale.txt requirements-pdf.txt requirements-dev.txt | $(VENV)/bin/python
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

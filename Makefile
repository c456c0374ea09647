# make dataset   from a fresh machine with Python 3.11 or later: the dataset in outputs/, and the scores
# make test      lint, types and tests, in the same environment
# make notebooks the notebooks, opened in JupyterLab;  make docs: the documentation as pages, in build/docs
# make install   the environment alone;  make lock: the locks anew from pyproject.toml;  make clean: all that is built away

# The first Python of at least 3.11; say `make PYTHON=/path/to/python` to choose another.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$p && break; done)
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --quiet
LOCK := CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --no-emit-index-url --no-emit-find-links --generate-hashes --allow-unsafe --strip-extras \
	--build-deps-for=editable

.PHONY: dataset test check bench notebooks docs install lock clean
.DEFAULT_GOAL := dataset

dataset: $(VENV)/installed
	$(BIN)/jalons evaluate
	$(BIN)/jalons build corpus --output outputs

test: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest tests pipeline/jalons

# The published dataset is what the build gives, and no score has fallen under its floor.
check: $(VENV)/installed
	rm -rf build/outputs
	$(BIN)/jalons build corpus --output build/outputs
	diff --recursive outputs build/outputs
	$(BIN)/jalons evaluate --gate tests/gold_floors.json

# Ratios of speed, in one run on the same texts.
bench: $(VENV)/installed
	$(BIN)/python tests/bench.py
	$(BIN)/python tests/bench_page.py
	$(BIN)/python tests/bench_archive.py

notebooks: $(VENV)/installed-notebooks
	$(BIN)/jupyter lab notebooks --LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate

# Strict: a warning (a broken link, a page in no contents) is an error. Pages for the browser, from the disk and without network.
docs: $(VENV)/installed-dev
	$(BIN)/sphinx-build --fail-on-warning --keep-going --nitpicky --quiet docs build/docs
	@echo "À ouvrir : build/docs/index.html"

install: $(VENV)/installed

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Il faut Python 3.11 ou plus récent (make PYTHON=/chemin/de/python)." >&2; exit 1; }
	@echo "Installation dans $(VENV) : quelques minutes, 600 Mo ; il faut une connexion au réseau, cette fois seulement."
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "Python n'a pu préparer $(VENV) ; sous Debian et Ubuntu : sudo apt install python3-venv" >&2; exit 1; }

$(VENV)/installed: requirements.txt pyproject.toml | $(VENV)/bin/python
	$(PIP) install --require-hashes --requirement requirements.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	touch $@

# JupyterLab comes in the newest version that fits: it shows the notebooks, no result depends on it.
$(VENV)/installed-notebooks: $(VENV)/installed
	$(PIP) install --no-build-isolation --editable '.[notebooks]' 'jupyterlab>=4.2,<5'
	touch $@

$(VENV)/installed-dev: requirements-dev.txt $(VENV)/installed
	$(PIP) install --require-hashes --requirement requirements-dev.txt
	touch $@

lock: $(VENV)/installed-dev
	$(LOCK) --output-file=requirements.txt pyproject.toml
	$(LOCK) --extra=dev --constraint=requirements.txt --output-file=requirements-dev.txt pyproject.toml

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find pipeline tests -name __pycache__ -type d -prune -exec rm -rf {} +

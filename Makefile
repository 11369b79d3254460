# make book and make test do everything on a machine that has python3 and make.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
SITE   := _build/html
PORT   ?= 8000

# One more than there are processors: some of them wait for a browser, a lock or a cluster; a fourth on two is a minute slower.
WORKERS := $(shell echo $$(($$(getconf _NPROCESSORS_ONLN) + 1)))

# What the tests import that is no package of others.
OWN := policykit policykit_docs tests make_fictional

# What was compiled once is kept: dozens of processes load the same packages.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help book test base lint collect format bench serve wheel clean system-for-tests least-for-tests

help:  ## list what there is to make
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 10

# --- the two that do everything ---------------------------------------------------------------

book: $(VENV)/.ready-book  ## build the site and print the address of its first page
	@$(BIN)/policykit build

# What the system lacks comes while packages are installed; the install without extras, the linters and the look for
# tests stand side by side, and what they find ends it before the tests begin.
test: | $(BIN)/pip  ## try the base install, lint, then run all tests
	@$(MAKE) --no-print-directory --jobs=4 --output-sync=line base lint collect system-for-tests
	@$(BIN)/pytest -n $(WORKERS) --dist worksteal

# --- parts ------------------------------------------------------------------------------------

base: $(VENV)/.ready-test  ## the wheel without extras runs the README, policykit[book] builds the site
	@$(BIN)/python tests/base/run.py

# To deptry tests alone: what only src uses is not unused (DEP002), and what is for developers may be used (DEP004).
lint: $(VENV)/.ready-test  ## ruff, mypy, import-linter, deptry; eslint, prettier, tsc for the browser's scripts
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet || { echo "Layout differs: run 'make format'." >&2; exit 1; }
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-logo 2>&1
	@found=$$($(BIN)/deptry src book/_ext 2>&1) || { echo "$$found" >&2; exit 1; }
	@found=$$($(BIN)/deptry tests --exclude '$$^' --ignore DEP002,DEP004 $(OWN:%=--known-first-party %) 2>&1) \
	  || { echo "$$found" >&2; exit 1; }
	@$(BIN)/python tests/web/tools.py lint

# Once before the workers, each of which would compile all tests anew.
collect: $(VENV)/.ready-test
	@found=$$($(BIN)/pytest --collect-only --quiet --snapshot-warn-unused 2>&1) || { echo "$$found" | tail -n 40 >&2; exit 1; }

format: $(VENV)/.ready-test  ## set the layout, mend what ruff can mend
	@$(BIN)/ruff check --fix --quiet; $(BIN)/ruff format --quiet; $(BIN)/python tests/web/tools.py format

bench: $(VENV)/.ready-test  ## measure the speed
	@$(BIN)/pytest tests -o python_files='bench_*.py' -o python_functions='bench_*' -p no:xdist --benchmark-only

serve: book  ## serve the site to this machine only
	@$(BIN)/python -m http.server --bind 127.0.0.1 --directory $(SITE) $(PORT)

wheel: $(VENV)/.ready-test  ## build sdist and wheel into dist/
	@rm -rf dist; $(BIN)/hatchling build

clean:  ## remove what was built; .venv stays
	@rm -rf _build dist .*_cache .hypothesis .benchmarks
	@find src tests -name __pycache__ -prune -exec rm -rf {} +

# --- what they need ---------------------------------------------------------------------------

# Installed anew when the dependencies change, and only then.
$(VENV)/.ready-book: pyproject.toml constraints.txt | $(BIN)/pip
	@echo "Installing policykit into $(VENV) …"
	@$(BIN)/python -m pip install -qq --editable '.[book]' --constraint constraints.txt
	@touch $@

$(VENV)/.ready-test: pyproject.toml constraints.txt | $(BIN)/pip
	@echo "Installing policykit and what its tests need into $(VENV) …"
	@$(BIN)/python -m pip install -qq uv --constraint constraints.txt && $(BIN)/python tests/base/run.py install --editable '.[dev]'
	@touch $(VENV)/.ready-book $@

$(BIN)/pip:
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) is not installed." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "policykit needs Python 3.11\
	 or newer, and $(PYTHON) is $$($(PYTHON) -V): name a newer one, as in 'make PYTHON=python3.12 $(MAKECMDGOALS)'." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { $(call apt_install,python3-venv); }
	@$(PYTHON) -m venv --clear $(VENV)

# Chromium, a Chinese font and LibreOffice: the tests look at the site in a browser and print the report. The browser's
# edition without a window takes a third of the time.
system-for-tests:
	@missing=; \
	command -v chromium-headless-shell >/dev/null || missing=chromium-headless-shell; \
	command -v soffice >/dev/null || missing="$$missing libreoffice-writer-nogui"; \
	fc-list :lang=zh 2>/dev/null | grep -q . || missing="$$missing fonts-noto-cjk fontconfig"; \
	[ -z "$$missing" ] || ( $(call apt_install,$$missing) ) || $(MAKE) --no-print-directory least-for-tests

# Where not all of it can be had: any Chromium and the font; what LibreOffice prints is then left out, and said to be.
least-for-tests:
	@missing=; \
	command -v chromium >/dev/null || command -v chromium-browser >/dev/null || missing=chromium; \
	fc-list :lang=zh 2>/dev/null | grep -q . || missing="$$missing fonts-noto-cjk fontconfig"; \
	[ -z "$$missing" ] || { $(call apt_install,$$missing); }

# $(call apt_install,PACKAGES): by apt-get where we may, else one sentence.
define apt_install
  if [ "$$(id -u)" = 0 ]; then sudo=; else sudo='sudo -n'; fi; \
  if ! command -v apt-get >/dev/null || ! $$sudo true 2>/dev/null; then \
    echo "Missing: install" $(1) "with your system's package manager (on Debian:" \
      "sudo apt-get install" $(1)")." >&2; exit 1; \
  fi; \
  echo "Installing" $(1) "…"; \
  $$sudo apt-get update -qq >/dev/null; \
  $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends $(1) >/dev/null \
    || { echo "Could not install" $(1)": install it by hand, then try again." >&2; exit 1; }
endef

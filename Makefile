# Two commands need nothing but Python 3.11+ and make: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
BENCH := .venv-bench
BENCH_READY := $(BENCH)/.ready
# Per cent of lines and branches, a little below what they were in November 2026: 99.65 and 97.20.
DOMAIN_FLOOR := 99
SERVICES_FLOOR := 96.5

.DEFAULT_GOAL := help

help: ## what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

$(READY): requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(0 if v >= (3, 11) else f"Inklings needs Python 3.11 or newer, this is {v.major}.{v.minor}. Say which to use: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(BENCH_READY): benchmarks/requirements.txt
	$(PYTHON) -m venv $(BENCH)
	$(BENCH)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r benchmarks/requirements.txt
	@touch $@

venv: $(READY) ## the virtual environment, from the lock file

demo: $(READY) ## the whole way in a simulated server: no token, no network (ARGS=--no-serve ends after the scene)
	$(BIN)/inklings demo $(ARGS)

test: $(READY) ## all tests (ARGS="-k feeds" for some)
	$(BIN)/python -m pytest -n auto $(ARGS)

soak: $(READY) ## every property with forty times the examples, and other ones each time: a quarter of an hour
	$(BIN)/python -m pytest -n auto --hypothesis-profile=soak -m hypothesis tests/services tests/domain tests/feeds tests/ui $(ARGS)

check: $(READY) ## format, lint, dead code, types, import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/vulture
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(READY) ## format and mend what can be mended
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

coverage: $(READY) ## what the tests do not reach; fails below the floors of domain and services
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -n auto $(ARGS)
	$(BIN)/coverage combine --quiet
	@rm -f .coverage.* # of workers that were killed: nothing can be read from them
	$(BIN)/coverage report --show-missing --skip-covered
	$(BIN)/coverage report --include='bot/domain/*' --format=total --precision=2 --fail-under=$(DOMAIN_FLOOR)
	$(BIN)/coverage report --include='bot/services/*' --format=total --precision=2 --fail-under=$(SERVICES_FLOOR)

bench: $(BENCH_READY) ## measure, beside other programs; half an hour, into benchmarks/RESULTS.md (ARGS=schedule for a part)
	$(BENCH)/bin/python -m benchmarks $(ARGS)

bench-quick: $(READY) ## show that the benchmarks run; measures nothing
	$(BIN)/python -m benchmarks --quick $(ARGS)

pictures: $(READY) ## the README's pictures anew, from the demo (needs a Chromium)
	$(BIN)/python -m tests.demo.shots

words: $(READY) ## the template for translators anew
	@mkdir -p bot/ui/locale
	$(BIN)/pybabel -q extract --no-default-keywords -k say -k many:1,2 -k locale_str --omit-header --no-location \
		--sort-output -o bot/ui/locale/inklings.pot bot/ui

lock: $(READY) ## the lock files anew, hashed, universal, without the name of any registry (ARGS=--upgrade for newer versions)
	$(BIN)/uv pip compile $(ARGS) --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 \
		--extra postgres pyproject.toml -o requirements/run.txt
	$(BIN)/uv pip compile $(ARGS) --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 \
		--extra postgres --extra demo --group dev pyproject.toml requirements/build.in -o requirements/dev.txt
	$(BIN)/uv pip compile $(ARGS) --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 \
		--constraint requirements/dev.txt requirements/build.in -o requirements/build.txt
	$(BIN)/uv pip compile $(ARGS) --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 \
		pyproject.toml benchmarks/requirements.in -o benchmarks/requirements.txt

clean: ## away with what was made
	rm -rf $(VENV) $(BENCH) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache .coverage*

.PHONY: help venv demo test soak check format coverage bench bench-quick pictures words lock clean

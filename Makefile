# What a developer or an operator types; `make help` lists it. Only what GNU make 3.81 (macOS) knows.

PYTHON3 ?= python3
PORT ?= 8000
ARGS ?=
workers := $(if $(ARGS),,-n auto --dist worksteal)

uv := PYTHONPATH=.tools $(PYTHON3) -m uv
python := .venv/bin/python
compile := $(uv) pip compile -q --universal --generate-hashes --no-emit-index-url --no-annotate --no-header --python-version 3.11

.DEFAULT_GOAL := help
# The environment in .venv, with everything a developer needs.
.venv: .venv/.dev
.PHONY: .venv help run test check audit bench torture lock manual messages
.DELETE_ON_ERROR:

help: ## This list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

run: .venv/.run locale/en/LC_MESSAGES/django.mo ## The portal with its demo town (PORT=8001 for another port, FRESH=1 to start over)
	@DEMO=1 $(python) manage.py prepare $(if $(filter-out 0,$(FRESH)),--fresh)
	@DEMO=1 PORT=$(PORT) exec $(python) -m tools.serve

test: .venv/.dev locale/en/LC_MESSAGES/django.mo ## The whole suite: units on SQLite, everything on a real PostgreSQL and in a real browser
	@$(python) -m pytest $(workers) $(if $(ARGS),$(ARGS),--cov)
	@browser=$$($(python) -m tools.find_browser) && \
	BROWSER_PATH="$$browser" $(python) -m tools.with_postgres $(python) -m pytest $(workers) $(ARGS)

check: .venv/.dev locale/en/LC_MESSAGES/django.mo ## Format, lint, types, import contracts, house rules, migrations, deployment
	@$(python) -m tools.check

audit: .venv/.dev ## Known vulnerabilities in what is installed
	@$(python) -m pip_audit --strict --disable-pip --require-hashes --requirement requirements/dev.txt

bench: .venv/.dev locale/en/LC_MESSAGES/django.mo ## What a page costs at 100, 1,000 and 20,000 initiatives
	@$(python) -m tools.with_postgres --durable $(python) -m bench $(ARGS)

torture: .venv/.dev locale/en/LC_MESSAGES/django.mo ## The long runs: malformed requests, races, kill -9
	@$(python) -m tools.with_postgres --durable $(python) -m pytest -m torture $(ARGS)

lock: .tools/.installed ## Renew the locks from pyproject.toml (UPGRADE=1 takes newer versions)
	@$(compile) $(if $(UPGRADE),--upgrade) requirements/uv.in -o requirements/uv.txt
	@$(compile) $(if $(UPGRADE),--upgrade) pyproject.toml -o requirements/run.txt
	@$(compile) $(if $(UPGRADE),--upgrade) pyproject.toml --group dev -c requirements/run.txt -o requirements/dev.txt

manual: .venv/.dev locale/en/LC_MESSAGES/django.mo ## Take the pictures of the administrator's manual (docs/beheer/)
	@BROWSER_PATH=$$($(python) -m tools.find_browser) $(python) -m tools.manual

messages: .venv/.dev ## Bring the English catalogue in line with the Dutch texts in the code
	@$(python) -m tools.extract_messages

# --- what the above stand on: each file is made anew when what it depends on is newer ---------------------------

.tools/.installed: requirements/uv.txt
	@rm -rf .tools
	@PIP_ROOT_USER_ACTION=ignore $(PYTHON3) -m pip install -q --disable-pip-version-check --require-hashes --target .tools -r requirements/uv.txt
	@touch $@

.venv/bin/python: | .tools/.installed
	@echo "Installing what the portal stands on"
	@$(uv) venv -q --python '>=3.11' .venv

.venv/.run: requirements/run.txt | .venv/bin/python
	@$(uv) pip install -q --python $(python) --require-hashes -r requirements/run.txt
	@touch $@

.venv/.dev: requirements/dev.txt | .venv/bin/python
	@$(uv) pip sync -q --python $(python) --require-hashes requirements/dev.txt
	@touch $@ .venv/.run

locale/en/LC_MESSAGES/django.mo: locale/en/LC_MESSAGES/django.po .venv/.run
	@$(python) -m tools.compile_catalogue


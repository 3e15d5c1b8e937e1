# `make run` and `make test` are all a newcomer needs; `make` lists the rest.
PYTHON ?= python3
BOOT = $(PYTHON) tools/bootstrap.py
BIN = .venv/bin

.PHONY: help run test check assets messages migrations lock wheel bench format

help: ## list these targets
	@sed -n 's/^\([a-z]*\):[^#]*## /\1#/p' Makefile | while IFS='#' read -r name text; do printf '  make %-11s %s\n' "$$name" "$$text"; done

run: ## everything from nothing, then the demonstration on http://127.0.0.1:8000/ (PORT=, ENTREPAIRS_DATA=)
	@exec $(BOOT) run

test: ## the tests, on SQLite and, where it answers, on PostgreSQL (ARGS= for pytest)
	@exec $(BOOT) test $(ARGS)

check: ## all that must be green: style, types, layers, migrations, catalogues, tests
	@exec $(BOOT) check

assets: ## fonts, Leaflet and borders from npm, made small
	@$(BOOT) prepare

messages: ## bring the catalogues up to date with the code, and list what is untranslated
	@$(BOOT) prepare
	$(BIN)/python tools/catalogues.py extract
	$(BIN)/python tools/catalogues.py compile
	$(BIN)/python tools/catalogues.py check

migrations: ## new migrations for changed models (ARGS= for makemigrations)
	@$(BOOT) migrations $(ARGS)

lock: ## choose versions anew within requirements*.in and package.json
	@$(BOOT) lock

wheel: ## dist/*.whl, which needs neither npm nor this folder
	@$(BOOT) wheel

bench: ## measure relevance and speed
	@$(BOOT) bench

format: ## let the formatters have their way
	@$(BOOT) format

# The portal's commands. `make help` explains them.
SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
export PORT

.PHONY: help run serve worker schedule test lint bench vendor clean

help: ## Explains the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(VENV)/installed: requirements.txt constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

run: $(VENV)/installed ## Installs what is needed, fills an empty database with the demonstration, serves the site on PORT (8000) with its worker and schedule
	@$(BIN)/python manage.py start
	@DJANGO_RUNSERVER_HIDE_WARNING=true exec $(BIN)/python manage.py run_all --port $(PORT) --with-parent

serve: $(VENV)/installed ## Serves the site with production settings (see .env.example) under gunicorn on PORT
	@DJANGO_SETTINGS_MODULE=portal.settings.production $(BIN)/python manage.py migrate --noinput -v 0
	@DJANGO_SETTINGS_MODULE=portal.settings.production $(BIN)/python manage.py collectstatic --noinput -v 0
	@DJANGO_SETTINGS_MODULE=portal.settings.production $(BIN)/gunicorn --config python:portal.gunicorn portal.wsgi

worker: $(VENV)/installed ## Does what takes its time (sending letters), with production settings; several may run
	@DJANGO_SETTINGS_MODULE=portal.settings.production exec $(BIN)/python manage.py db_worker --backend background --queue-name "*"

schedule: $(VENV)/installed ## Does what has its hour (publishing, reminders, sending, cleaning), with production settings
	@DJANGO_SETTINGS_MODULE=portal.settings.production exec $(BIN)/python manage.py schedule

test: $(VENV)/installed-dev ## Runs every test; what needs Chromium, DATABASE_URL or ELASTICSEARCH_URL is skipped, with its reason, where it is missing
	@$(BIN)/python -m pytest $(ARGS)

lint: $(VENV)/installed-dev ## Checks style, layers, templates and missing migrations
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/djlint --check --lint templates --quiet
	@PYTHONPATH=. $(BIN)/lint-imports
	@$(BIN)/python manage.py makemigrations --check --dry-run
	@SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(60))') DJANGO_SETTINGS_MODULE=portal.settings.production \
	    $(BIN)/python manage.py check --deploy --fail-level WARNING

bench: $(VENV)/installed ## Measures the search beside its peers at 1,000, 10,000 and 100,000 items (see docs/exploitation.md; ARGS="--sizes 1000")
	@$(BIN)/python benchmarks/search_speed.py $(ARGS)

vendor: ## Refreshes static/vendor from npm, as its manifest says
	$(PYTHON) scripts/vendor.py

clean: ## Removes the environment and the state: the next `make run` starts anew
	rm -rf $(VENV) var

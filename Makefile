# Everything one types here; `make` alone lists it.
.DEFAULT_GOAL := help
.PHONY: help run test test-browser coverage chaos race drill check check-python check-templates check-types check-django \
	fix bench bench-postgresql lock clean
PY := .venv/bin/python
DJADE = find templates -name '*.html' -exec .venv/bin/djade --target-version 5.2
# Made-up values for all that production requires; nothing is opened or sent.
AS_PRODUCTION = DJANGO_SETTINGS_MODULE=sciatica_site.settings.production DATABASE_URL=sqlite://:memory: \
	SECRET_KEY=0123456789-abcdefghijklmnopqrstuvwxyz-only-for-this-check ALLOWED_HOSTS=check.example.com \
	SITE_URL=https://check.example.com DEFAULT_FROM_EMAIL=hello@example.com \
	SECURITY_CONTACT=mailto:security@example.com UPLOADS_DIR=/nonexistent/uploads \
	MESSAGE_KEYS=MDEyMzQ1Njc4OWFiY2RlZmdoaWprbG1ub3BxcnN0dXY=
BENCH = $(if $(N),--profiles $(N)) $(if $(SIZE),--size $(SIZE)) $(if $(KEEP),--keep $(KEEP))
export PORT ?= 8000
export PIP_DISABLE_PIP_VERSION_CHECK := 1

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.* ## / {printf "  make %-17s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: .venv/site.stamp ## Serve the site on 127.0.0.1:8000 (PORT=) with demo data and the mail worker
	@$(PY) scripts/serve.py

test: .venv/dev.stamp ## Run all tests: SQLite, browser, PostgreSQL (ARGS="-k word" goes to pytest)
	@$(PY) scripts/test.py $(ARGS)

test-browser: .venv/dev.stamp ## Run only the tests that need a browser
	@$(PY) scripts/get_tools.py
	@$(PY) -m pytest -m browser $(ARGS)

coverage: .venv/dev.stamp ## Show which lines and branches no test on SQLite reaches
	@$(PY) -m pytest -m "not browser" --cov --cov-report=term $(ARGS)

chaos: .venv/dev.stamp ## Send inquiries while all is killed, count what is lost (ARGS="--database postgresql --help")
	@$(PY) -m scripts.chaos $(ARGS)

drill: .venv/dev.stamp ## Back up under load and restore, 100 times (ARGS="--backups 5")
	@$(PY) -m scripts.drill $(ARGS)
	@$(PY) scripts/with_postgres.py $(PY) -m scripts.drill --database postgresql $(ARGS)

race: .venv/dev.stamp ## Let 16 moderators decide about one text at once, 1,000 times (ARGS="--rounds 50")
	@$(PY) scripts/with_postgres.py $(PY) -m scripts.race $(ARGS)

check: check-python check-templates check-types check-django ## Lint, formats, templates, types, migrations, settings
check-python: .venv/dev.stamp
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
check-templates: .venv/dev.stamp
	$(DJADE) --check {} +
	.venv/bin/djlint --lint --quiet templates
check-types: .venv/dev.stamp
	$(PY) -m mypy
check-django: .venv/dev.stamp
	DATABASE_URL=sqlite://:memory: $(PY) manage.py makemigrations --check --dry-run
	$(AS_PRODUCTION) $(PY) manage.py check --deploy --fail-level WARNING

fix: .venv/dev.stamp ## Mend what tools can mend: imports, formats
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .
	$(DJADE) {} +

bench: .venv/site.stamp ## Measure search on SQLite, write bench.json (SIZE=1m adds a huge database; N=, KEEP=, ARGS=)
	@$(PY) manage.py bench_search $(BENCH) $(ARGS)

bench-postgresql: .venv/dev.stamp ## The same on PostgreSQL, into the same file
	@$(PY) scripts/with_postgres.py $(PY) manage.py bench_search $(BENCH) $(ARGS)

lock: .venv/dev.stamp ## Write requirements*.txt anew (UPGRADE=1: with the newest versions allowed)
	$(call compile,requirements)
	$(call compile,requirements-dev)

clean: ## Remove what was made here, but not the database
	rm -rf .venv .tools .hypothesis .mypy_cache .pytest_cache .ruff_cache .coverage htmlcov reports
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

define compile
$(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
	$(if $(UPGRADE),--upgrade) $(1).in --output-file $(1).txt
endef

# Each stamp is older than its lock when packages have to be installed again.
.venv/bin/python:
	@sh scripts/create_venv.sh
.venv/site.stamp: requirements.txt | .venv/bin/python
	$(PY) -m pip install -r requirements.txt
	@touch $@
.venv/dev.stamp: requirements-dev.txt | .venv/bin/python
	$(PY) -m pip install -r requirements-dev.txt
	@touch $@

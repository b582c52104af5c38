# What there is to do with this project: `make help` lists it, `make run` starts the site.

PYTHON ?= python3
PORT ?= 8000
WORKERS ?= 2
# Each may refer to those before it. Loaded, with the invented records of demo, into an empty register only.
FIXTURES = roles countries groups themes instruments institutions units priorities agreements programmes activities indicators key_figures pages

BIN = .venv/bin
MANAGE = $(BIN)/python manage.py
# Each process begins with a part of the files, and makes what their tests share once; who has ended takes from others.
PYTEST = $(BIN)/pytest -n auto --maxprocesses 4 --dist worksteal $(ARGS)
.DELETE_ON_ERROR:
.PHONY: help setup run dev database backup restore upgrade test fuzz faults bench lint sbom lock

help:  ## List these targets
	@sed -n 's/^\([a-z]*\):.*##  */\1\t/p' Makefile | expand -t 8

# -- The site -----------------------------------------------------------------------------------

setup: .venv/requirements.txt  ## Install what the site needs, in .venv

run: database staticfiles/staticfiles.json  ## Serve as in production, on 127.0.0.1:PORT (8000), by WORKERS (2) processes
	@$(MANAGE) demo_account
	@echo "Serving until Ctrl-C:"
	@echo "  the site   http://127.0.0.1:$(PORT)/"
	@echo "  the admin  http://127.0.0.1:$(PORT)/admin/"
	@exec $(BIN)/gunicorn --config deploy/gunicorn.conf.py --bind 127.0.0.1:$(PORT) --workers $(WORKERS) \
		--log-level warning

dev: database  ## Serve it in debug, reloading what changes
	@$(MANAGE) demo_account
	@exec $(MANAGE) runserver 127.0.0.1:$(PORT)

run dev database backup restore: export DJANGO_SECRET_KEY ?= $(shell cat .secret 2>/dev/null)
run dev database backup restore: export DJANGO_ALLOWED_HOSTS ?= localhost,127.0.0.1
run dev database backup restore: export SITE_URL ?= http://127.0.0.1:$(PORT)
run: export DJANGO_DEBUG = 0
dev: export DJANGO_DEBUG = 1

backup: .secret setup  ## Keep the database and the documents, of one moment, in one file in backups/
	@$(MANAGE) backup

restore: .secret setup  ## Bring both back from the file FROM; the site is to be stopped first
	@test -n "$(FROM)" || { ls -1 backups/*.tar 2>/dev/null; echo "Say which: make restore FROM=FILE" >&2; exit 1; }
	@$(MANAGE) restore --replace "$(FROM)"

# Fixtures never overwrite what officers have edited: a register with countries in it is left alone.
database: .secret setup
	@echo "Migrating the database"
	@$(MANAGE) migrate --verbosity 0
	@countries=$$($(MANAGE) shell --verbosity 0 -c \
		'from partners.models import Country; print(Country.objects.count())') || exit 1; \
	if [ "$$countries" = 0 ]; then \
		echo "Loading fixtures: $(FIXTURES) demo"; \
		$(MANAGE) loaddata --verbosity 0 $(FIXTURES) demo && $(MANAGE) make_demo --cooperations 6300 && \
		$(MANAGE) createinitialrevisions --comment '' --verbosity 0; \
	else \
		echo "Keeping the register as it is: fixtures are only for an empty one"; \
	fi

# Hashed and compressed, as they are served; again only when one of them or a package changes.
staticfiles/staticfiles.json: .venv/requirements.txt $(shell find */static -type f)
	@echo "Collecting static files"
	@$(MANAGE) collectstatic --noinput --verbosity 0

.secret:
	@echo "Making a secret key, once, in $@"
	@umask 077; $(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(50))' > $@

# The settings of the site are not read for this: /etc/register.env is for its own account.
upgrade: export DJANGO_SECRET_KEY = only-to-collect
upgrade: export DJANGO_ALLOWED_HOSTS = localhost
upgrade: setup staticfiles/staticfiles.json  ## On a server: save the data, migrate them and serve this version (deploy/README.md)
	@$(BIN)/python -m compileall -q .venv/lib agreements inserm_intl partners
	@deploy/upgrade

# -- Its quality --------------------------------------------------------------------------------

# --reuse-db leaves PostgreSQL's databases to go with their cluster: a browser's last request may still be in one.
test: .venv/requirements-test.txt  ## Test everything on SQLite, then on PostgreSQL; ARGS='-k renewal' goes to pytest
	@$(call need,test -x /usr/bin/chromium,chromium fonts-liberation)
	@$(call need,ls /usr/lib/postgresql/*/bin/initdb,postgresql)
	@$(call need,command -v curl,curl)
	@$(call need,test -x /usr/sbin/nginx,nginx)
	@$(call need,command -v redis-server,redis-server)
	@$(call both,$(PYTEST))

fuzz: export FUZZ ?= 20000
fuzz: .venv/requirements-test.txt  ## Make up FUZZ (20000) cases on each: for data, for every page and form, and registers that must not leak
	@$(call need,ls /usr/lib/postgresql/*/bin/initdb,postgresql)
	@$(call both,$(PYTEST) tests/test_open_data_fuzz.py tests/test_fuzz.py tests/test_oracle.py)

faults: .venv/requirements-test.txt  ## Stop, hang and kill what a served site stands on, and see what is left
	@$(call need,ls /usr/lib/postgresql/*/bin/initdb,postgresql)
	@$(call need,command -v redis-server,redis-server)
	@$(call both,$(PYTEST) $(patsubst %,tests/faults/%.py,cache database disk killed mail stopping))

BENCH_ROWS ?= 100000
bench: export DJANGO_DEBUG = 1
bench: export DJANGO_SETTINGS_MODULE = inserm_intl.settings
bench: export BENCH_ROWS := $(BENCH_ROWS)
bench: .venv/requirements-test.txt  ## Time the files of BENCH_ROWS (100000) agreements beside what PostgreSQL can do
	@$(call need,ls /usr/lib/postgresql/*/bin/initdb,postgresql)
	@$(BIN)/python tests/postgresql.py $(BIN)/python -m tests.benchmarks

lint: export DJANGO_DEBUG = 1
lint: export DATABASE_URL = sqlite://:memory:
lint: .venv/requirements-test.txt  ## Check style, types, templates, migrations, settings and what is deployed
	@$(call need,command -v systemd-analyze,systemd)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/djlint --quiet --lint templates
	$(BIN)/mypy .
	$(MANAGE) makemigrations --check --dry-run
	$(MANAGE) check --fail-level WARNING
	$(BIN)/hadolint deploy/Containerfile
	$(BIN)/check-jsonschema --quiet --builtin-schema vendor.compose-spec deploy/compose.yaml
	$(BIN)/python deploy/lint.py

sbom: .venv/requirements-test.txt  ## List every part of the site, by version and licence, in sbom.cdx.json (CycloneDX)
	@$(BIN)/python deploy/sbom.py > sbom.cdx.json
	@echo "sbom.cdx.json lists what requirements.txt installs"

# -- Installation -------------------------------------------------------------------------------

LOCK = $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --upgrade --quiet \
	--generate-hashes --no-header --no-emit-index-url --no-annotate
lock: $(BIN)/uv  ## Refresh both lock files within what pyproject.toml allows
	$(LOCK) --output-file requirements.txt
	$(LOCK) --extra test --constraints requirements.txt --output-file requirements-test.txt

# The copy of a lock in .venv says that it is installed.
.venv/requirements-test.txt: .venv/requirements.txt
.venv/%.txt: %.txt | $(BIN)/uv
	@echo "Installing $<"
	@$(BIN)/uv pip sync --quiet --python .venv --require-hashes $<
	@cp $< $@

$(BIN)/uv:
	@$(call need,$(PYTHON) -c 'import ensurepip',python3-venv)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed")'
	@echo "Making .venv"
	@$(PYTHON) -m venv --clear .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check uv

# $(call both,PYTEST): on SQLite, then on a PostgreSQL of its own.
define both
sqlite=passed; postgresql=passed; \
DATABASE_URL= $(1) || sqlite=failed; \
$(BIN)/python tests/postgresql.py $(1) --reuse-db || postgresql=failed; \
echo "make $@: $$sqlite on SQLite, $$postgresql on PostgreSQL"; \
[ $$sqlite = passed ] && [ $$postgresql = passed ]
endef

# $(call need,TEST,PACKAGES): where TEST fails, root installs Debian's PACKAGES, and others are asked to.
define need
$(1) >/dev/null 2>&1 || if [ "$$(id -u)" = 0 ]; then \
	echo "Installing Debian's $(2)"; export DEBIAN_FRONTEND=noninteractive; \
	apt-get -qq update && apt-get -qq install --no-install-recommends $(2) >/dev/null; \
else \
	echo "Something is missing; as root: apt-get install $(2)" >&2; exit 1; \
fi
endef

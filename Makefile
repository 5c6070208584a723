.PHONY: run test setup lint types check architecture understanding danger validate lock catalogues clean

# The port may be given as PORT=8080 make run, or as RELAIS_PORT.
RELAIS_PORT ?= $(or $(PORT),8000)

# Compiled modules are kept, whatever the shell says: without them every start takes many seconds.
unexport PYTHONDONTWRITEBYTECODE

run: setup ## everything, on http://127.0.0.1:$PORT (8000)
	@RELAIS_PORT=$(RELAIS_PORT) exec .venv/bin/relais serve

test: setup ## the whole test suite
	@.venv/bin/python -m pytest
	@PYTHONPATH=. bot/.venv/bin/python -W ignore -m unittest discover -s tests/rasa -t .

setup: ## both environments, and nothing else
	@scripts/setup.sh

lint: setup
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .

types: setup
	@.venv/bin/mypy

danger: setup ## new weights of the danger classifier, after a change of its examples or lists
	@mkdir -p var && .venv/bin/python -m relais.safety.examples var/danger.npz
	@bot/.venv/bin/python -W ignore scripts/fit_danger.py var/danger.npz relais/safety/weights.npz

catalogues: setup ## translations missing or stale
	@.venv/bin/python -m relais.i18n check

architecture: setup ## walls, routes, reply keys, intents
	@.venv/bin/python -m pytest tests/architecture

understanding: setup ## no language is understood worse than recorded, no danger heard less
	@.venv/bin/python -m bench.understanding --check
	@.venv/bin/python -m bench.danger --check

validate: setup ## what Rasa learns from hangs together
	@PYTHONPATH=. TF_CPP_MIN_LOG_LEVEL=3 PYTHONWARNINGS=ignore RASA_TELEMETRY_ENABLED=false bot/.venv/bin/python -m rasa data validate --domain domain --data data --config config.yml

check: lint types catalogues validate

lock: setup ## new locks from requirements.in and bot/requirements.in
	@.venv/bin/uv pip compile -q --upgrade --generate-hashes --no-header --no-emit-index-url --python-version 3.11 requirements.in -o requirements.lock
	@.venv/bin/uv pip compile -q --upgrade --generate-hashes --no-header --no-emit-index-url --python-version 3.10 bot/requirements.in -o bot/requirements.lock

clean: ## environments and data: everything that is not in git
	@rm -rf .venv bot/.venv var

# The Python package: `make py-setup`, `make py-build`, `make py-test`.
#
# Every step leaves a stamp, so that a second run does only what changed.

VENV ?= .venv
BUILD ?= build
PYTHON ?= python3

PY := $(VENV)/bin/python
# Benches measure the wheel as it is published; tests take one that is quicker to build.
PY_PROFILE := $(if $(findstring bench,$(MAKECMDGOALS)),dist,quick)
PY_WHEELS := $(BUILD)/wheels/$(PY_PROFILE)
PY_WHEEL_VENV := $(BUILD)/wheel-venv
PY_MATURIN_STAMP := $(VENV)/.maturin
PY_SETUP_STAMP := $(VENV)/.requirements
PY_BUILT_STAMP := $(PY_WHEELS)/.built
PY_BUILD_STAMP := $(VENV)/.installed-$(PY_PROFILE)
PY_WHEEL_STAMP := $(PY_WHEEL_VENV)/.smoke
PY_PIP := $(PY) -m pip --quiet --disable-pip-version-check

PY_SOURCES := $(shell find bindings-py core/src arrow/src -type f \
	\( -name '*.rs' -o -name '*.toml' -o -name '*.py' -o -name '*.pyi' -o -name '*.css' -o -name 'README.md' \)) \
	bindings-py/python/shisei/py.typed core/Cargo.toml arrow/Cargo.toml Cargo.toml Cargo.lock
PY_CODE := bindings-py/generate.py bindings-py/python examples \
	tests/python benches/python

# Engines that share work out, each in an environment of its own: what they ask for disagrees.
PY_ENGINES := datafusion ray spark
# The oldest polars whose expressions are promised, and one in the middle; the newest is in `make test`.
PY_POLARS := polars-1.0 polars-1.20
PY_ENGINE_VENVS := $(BUILD)/engines
PY_ENGINE_STAMPS := $(PY_ENGINES:%=$(PY_ENGINE_VENVS)/%/.installed)
PY_POLARS_STAMPS := $(PY_POLARS:%=$(PY_ENGINE_VENVS)/%/.installed)
PY_ENGINE := tests/python/engines

.PHONY: py-setup py-maturin py-wheel py-build py-test py-types py-format py-bench py-bench-portfolio py-bench-renewal \
	py-polars distributed

py-setup: $(PY_SETUP_STAMP) ## Python environment with the pinned tools

py-maturin: $(PY_MATURIN_STAMP)

py-wheel: $(PY_BUILT_STAMP) ## Python wheel

py-build: $(PY_BUILD_STAMP) ## Python wheel, built and installed into the environment

# What builds the wheel comes first and alone: the wheel takes long, and nothing else of the pinned
# tools is needed for it.
$(PY_MATURIN_STAMP): requirements-dev.txt
	@command -v $(PYTHON) >/dev/null || { \
		echo "shisei: $(PYTHON) is missing: install Python 3.10 or later, or say PYTHON=…" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' || { \
		echo "shisei: $(PYTHON) is older than 3.10: say PYTHON=… for a later one" >&2; exit 1; }
	@echo "shisei: making the Python environment $(VENV)"
	@$(PYTHON) -m venv $(VENV) || { \
		echo "shisei: Python cannot make environments: on Debian, install python3-venv" >&2; exit 1; }
	@$(PY_PIP) install --constraint requirements-dev.txt maturin
	@touch $@

$(PY_SETUP_STAMP): $(PY_MATURIN_STAMP) requirements-dev.txt
	@echo "shisei: installing the pinned Python tools into $(VENV)"
	@$(PY_PIP) install --no-compile --requirement requirements-dev.txt
	@touch $@

$(PY_BUILT_STAMP): $(PY_MATURIN_STAMP) $(PY_SOURCES)
	@command -v cargo >/dev/null || { \
		echo "shisei: cargo is missing: install Rust with rustup" >&2; exit 1; }
	@echo "shisei: building the Python wheel into $(PY_WHEELS)"
	@mkdir -p $(PY_WHEELS)
	@rm -f $(PY_WHEELS)/shisei-*.whl
	@$(VENV)/bin/maturin build --quiet --profile $(PY_PROFILE) --locked --manifest-path bindings-py/Cargo.toml \
		--interpreter $(PY) --out $(PY_WHEELS)
	@touch $@

$(PY_BUILD_STAMP): $(PY_BUILT_STAMP) $(PY_SETUP_STAMP)
	@rm -f $(VENV)/.installed-*
	@$(PY_PIP) install --no-index --no-deps --force-reinstall $(PY_WHEELS)/shisei-*.whl
	@touch $@

# The wheel alone, as a user gets it: nothing of the repository is on the path.
$(PY_WHEEL_STAMP): $(PY_BUILT_STAMP) tests/python/smoke.py
	@echo "shisei: installing the wheel into a new environment"
	@$(PYTHON) -m venv --clear $(PY_WHEEL_VENV)
	@$(PY_WHEEL_VENV)/bin/python -m pip install --quiet --disable-pip-version-check --no-index \
		$(PY_WHEELS)/shisei-*.whl
	@$(PY_WHEEL_VENV)/bin/python -I tests/python/smoke.py
	@touch $@

py-types: $(PY_SETUP_STAMP) ## Writes the types of results from their schemas
	@PATH="$(abspath $(VENV))/bin:$$PATH" $(PY) -W ignore bindings-py/generate.py

py-format: $(PY_SETUP_STAMP) ## Format the Python code
	@$(VENV)/bin/ruff format $(PY_CODE)
	@$(VENV)/bin/ruff check --fix $(PY_CODE)

py-test: $(PY_BUILD_STAMP) $(PY_WHEEL_STAMP) ## Python: format, lints, tests, types, stubs, wheel
	@$(VENV)/bin/ruff format --check $(PY_CODE)
	@$(VENV)/bin/ruff check $(PY_CODE)
	@PATH="$(abspath $(VENV))/bin:$$PATH" $(PY) -W ignore bindings-py/generate.py --check
	@$(PY) -m pytest -q -c tests/python/pytest.ini --hypothesis-seed=$(SEED) tests/python
	@$(PY) -m mypy --config-file tests/python/mypy.ini $(PY_CODE)
	@$(PY) -m mypy.stubtest --mypy-config-file tests/python/mypy.ini \
		--allowlist tests/python/stubtest-allowed.txt shisei

py-bench: $(PY_BUILD_STAMP) ## Python: what an import and a call cost
	@$(PY) benches/python/calls.py

py-bench-renewal: $(PY_BUILD_STAMP) ## Python: the questions of a renewal beside Polars by hand (RESULTS=write notes the figures)
	@$(PY) benches/python/renewal.py
	@$(PY) benches/python/renewal_plans.py

py-bench-portfolio: $(PY_BUILD_STAMP) ## Python: portfolios beside other libraries (RESULTS=write notes the figures)
	@$(PY) benches/python/portfolio.py
	@$(PY) benches/python/kinds.py
	@$(PY) benches/python/files.py
	@$(PY) benches/python/streaming.py
	@$(PY) benches/python/lazy.py
	@$(PY) benches/python/workers.py

py-polars: $(PY_POLARS_STAMPS) ## Expressions in older versions of polars
	@for polars in $(PY_POLARS); do echo "── $$polars"; \
		$(PY_ENGINE_VENVS)/$$polars/bin/python -m pytest -q -c tests/python/pytest.ini --noconftest \
			tests/python/test_polars_expression.py; \
	done

distributed: py-polars $(PY_ENGINE_STAMPS) ## Portfolios in Spark, Ray, DataFusion and older polars, with workers that are killed
	@command -v java >/dev/null || { \
		echo "shisei: java is missing: Spark needs 17 or later (on Debian, openjdk-17-jre-headless)" >&2; exit 1; }
	@$(PY_ENGINE_VENVS)/datafusion/bin/python $(PY_ENGINE)/datafusion_engine.py
	@$(PY_ENGINE_VENVS)/ray/bin/python -W ignore $(PY_ENGINE)/ray_engine.py
	@$(PY_ENGINE_VENVS)/spark/bin/python -W ignore $(PY_ENGINE)/spark_engine.py 'local[2]'
	@$(PY_ENGINE_VENVS)/spark/bin/python -W ignore $(PY_ENGINE)/spark_engine.py 'local-cluster[2,1,1024]'
	@echo "make distributed: everything passed"

# The engine first, which takes long and seldom changes; then the wheel.
$(PY_ENGINE_VENVS)/%/.engine: $(PY_ENGINE)/%.txt
	@echo "shisei: installing $* into $(PY_ENGINE_VENVS)/$* (once, some minutes)"
	@$(PYTHON) -m venv --clear $(PY_ENGINE_VENVS)/$*
	@$(PY_ENGINE_VENVS)/$*/bin/python -m pip install --quiet --disable-pip-version-check -r $<
	@touch $@

$(PY_ENGINE_VENVS)/%/.installed: $(PY_ENGINE_VENVS)/%/.engine $(PY_BUILD_STAMP)
	@$(PY_ENGINE_VENVS)/$*/bin/python -m pip install --quiet --disable-pip-version-check --no-index \
		--no-deps --force-reinstall $(PY_WHEELS)/shisei-*.whl
	@touch $@

.PRECIOUS: $(PY_ENGINE_VENVS)/%/.engine

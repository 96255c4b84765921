# The Python package: `make py-setup`, `make py-build`, `make py-test`.
#
# Every step leaves a stamp, so that a second run does only what changed.

VENV ?= .venv
BUILD ?= build
PYTHON ?= python3

PY := $(VENV)/bin/python
PY_WHEELS := $(BUILD)/wheels
PY_WHEEL_VENV := $(BUILD)/wheel-venv
PY_SETUP_STAMP := $(VENV)/.requirements
PY_BUILD_STAMP := $(PY_WHEELS)/.installed
PY_WHEEL_STAMP := $(PY_WHEEL_VENV)/.smoke

PY_SOURCES := $(shell find bindings-py core -type f \
	\( -name '*.rs' -o -name '*.toml' -o -name '*.py' -o -name '*.pyi' -o -name '*.css' -o -name 'README.md' \)) \
	bindings-py/python/shisei/py.typed Cargo.toml Cargo.lock
PY_CODE := bindings-py/result_types.py bindings-py/python bindings-py/examples tests/python benches/python

.PHONY: py-setup py-build py-test py-types py-format py-bench

py-setup: $(PY_SETUP_STAMP) ## Python environment with the pinned tools

py-build: $(PY_BUILD_STAMP) ## Python wheel, built and installed into the environment

$(PY_SETUP_STAMP): requirements-dev.txt
	@command -v $(PYTHON) >/dev/null || { \
		echo "shisei: $(PYTHON) is missing: install Python 3.10 or later, or say PYTHON=…" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' || { \
		echo "shisei: $(PYTHON) is older than 3.10: say PYTHON=… for a later one" >&2; exit 1; }
	@echo "shisei: making the Python environment $(VENV)"
	@$(PYTHON) -m venv $(VENV) || { \
		echo "shisei: Python cannot make environments: on Debian, install python3-venv" >&2; exit 1; }
	@$(PY) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

$(PY_BUILD_STAMP): $(PY_SETUP_STAMP) $(PY_SOURCES)
	@command -v cargo >/dev/null || { \
		echo "shisei: cargo is missing: install Rust with rustup" >&2; exit 1; }
	@echo "shisei: building the Python wheel into $(PY_WHEELS)"
	@mkdir -p $(PY_WHEELS)
	@rm -f $(PY_WHEELS)/shisei-*.whl
	@$(VENV)/bin/maturin build --quiet --release --locked --manifest-path bindings-py/Cargo.toml \
		--interpreter $(PY) --out $(PY_WHEELS)
	@$(PY) -m pip install --quiet --disable-pip-version-check --no-index --no-deps \
		--force-reinstall $(PY_WHEELS)/shisei-*.whl
	@touch $@

# The wheel alone, as a user gets it: nothing of the repository is on the path.
$(PY_WHEEL_STAMP): $(PY_BUILD_STAMP) tests/python/smoke.py
	@echo "shisei: installing the wheel into a new environment"
	@$(PYTHON) -m venv --clear $(PY_WHEEL_VENV)
	@$(PY_WHEEL_VENV)/bin/python -m pip install --quiet --disable-pip-version-check --no-index \
		$(PY_WHEELS)/shisei-*.whl
	@$(PY_WHEEL_VENV)/bin/python -I tests/python/smoke.py
	@touch $@

py-types: $(PY_SETUP_STAMP) ## Writes the types of results from their schemas
	@PATH="$(abspath $(VENV))/bin:$$PATH" $(PY) -W ignore bindings-py/result_types.py

py-format: $(PY_SETUP_STAMP) ## Format the Python code
	@$(VENV)/bin/ruff format $(PY_CODE)
	@$(VENV)/bin/ruff check --fix $(PY_CODE)

py-test: $(PY_BUILD_STAMP) $(PY_WHEEL_STAMP) ## Python: format, lints, tests, types, stubs, wheel
	@$(VENV)/bin/ruff format --check $(PY_CODE)
	@$(VENV)/bin/ruff check $(PY_CODE)
	@PATH="$(abspath $(VENV))/bin:$$PATH" $(PY) -W ignore bindings-py/result_types.py --check
	@$(PY) -m pytest -q -c tests/python/pytest.ini tests/python
	@$(PY) -m mypy --config-file tests/python/mypy.ini $(PY_CODE)
	@$(PY) -m mypy.stubtest --mypy-config-file tests/python/mypy.ini \
		--allowlist tests/python/stubtest-allowed.txt shisei

py-bench: $(PY_BUILD_STAMP) ## Python: what an import and a call cost
	@$(PY) benches/python/calls.py

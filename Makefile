# `make demo` shows a real result, `make test` checks everything. Both install what they need.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV ?= .venv
BUILD ?= build

# Crates whose tests and tools run here, always built as one: with one set of features, the core is
# compiled once for all of them. The browser binding is here for its features alone.
RUST_CRATES := --package shisei --package shisei-arrow --package shisei-tests --package xtask \
	--package shisei-wasm-bindgen --package shisei-wasm --package shisei-examples \
	--features shisei-arrow/files
RUST_TOOL := target/debug

include bindings-py/py.mk
include bindings-wasm/web.mk

# What tests draw at random is the same on every run; `make random` draws anew.
SEED ?= 20261126
export PROPTEST_RNG_SEED ?= $(SEED)

.PHONY: help demo check test features tools rust-test rust-datafusion rust-doc rust-api lint msrv vectors random-vectors random generated \
	packages miri asan bench rust-bench

help: ## Lists the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  %-18s %s\n", $$1, $$2}'

demo: ## Scores the examples: a report here, an HTML page in build/demo, SERVE=1 for the quiz
	@$(MAKE) --no-print-directory --jobs=2 py-build
	@$(VENV)/bin/python examples/python/demo.py $(BUILD)/demo
ifdef SERVE
	@$(MAKE) --no-print-directory web-serve
endif

check: ## The quick look: formatting, clippy on the core, core tests, vectors in Rust
	cargo fmt --all --check
	cargo clippy --package shisei --all-targets --locked --quiet -- -D warnings
	cargo test --package shisei --package shisei-tests --locked --quiet

# What checks Rust and what builds the packages go side by side, as do the tests of the packages: each
# has stretches in which it uses one core. The longest comes first.
test: ## Everything: lints, Rust, vectors in four runtimes, types
	@$(MAKE) --no-print-directory py-maturin
	@$(MAKE) --no-print-directory --jobs=2 py-wheel lint features rust-test rust-doc rust-api web-build py-build random-vectors generated rust-datafusion
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=line py-test web-test
	@echo "make test: everything passed"

lint: ## Formatting, clippy
	@echo "── formatting, lints"
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --locked --quiet -- -D warnings

# What a program may leave out: each must compile without the others.
FEATURES := catalog catalog,serde catalog,insight catalog,programmes catalog,report catalog,columns

features: lint ## Checks the core with features left out
	@echo "── features"
	for chosen in $(FEATURES); do \
	  cargo clippy --package shisei --no-default-features --features "$$chosen" --locked --quiet -- -D warnings; \
	done

# One after the other with what else cargo builds for this machine: it would wait for its lock.
tools: | $(filter lint,$(MAKECMDGOALS))
	@echo "── Rust tools and tests"
	cargo build --locked --quiet $(RUST_CRATES) --bins --tests --examples

rust-doc: tools ## rustdoc, without a warning
	RUSTDOCFLAGS="-D warnings" cargo doc $(RUST_CRATES) --no-deps --locked --quiet

rust-api: rust-doc ## Checks that api.txt lists the public API of each crate as it is
	$(RUST_TOOL)/xtask api --check

# Texts that ours may not copy: not part of this repository, looked at where they lie beside it.
OFFICIAL_TEXTS ?= $(abspath $(wildcard ../shared/official))

rust-test: tools msrv ## Unit, property and doc tests, and the shared vectors in Rust
	@echo "── Rust"
	@echo "official texts to compare ours with: $(or $(OFFICIAL_TEXTS),none, so copied sentences are NOT looked for)"
	$(if $(OFFICIAL_TEXTS),SHISEI_OFFICIAL_TEXTS=$(OFFICIAL_TEXTS)) MAKEFLAGS= \
		cargo test $(RUST_CRATES) --locked --quiet

# A workspace of its own, with a target folder of its own: it compiles beside the rest.
DATAFUSION := --manifest-path examples/rust/datafusion/Cargo.toml --target-dir $(BUILD)/datafusion --locked --quiet

rust-datafusion: ## The SQL function for DataFusion in examples/rust/datafusion (minutes to compile)
	@echo "── the example for DataFusion"
	@MAKEFLAGS= cargo test $(DATAFUSION)
	@MAKEFLAGS= cargo run $(DATAFUSION)

msrv: ## Checks that no dependency wants a newer Rust than we promise
	@cargo metadata --format-version 1 --locked | $(PYTHON) tests/msrv.py

vectors: tools ## Writes the results of the shared vectors anew (read the diff!)
	$(RUST_TOOL)/generate-vectors
	$(RUST_TOOL)/bless-vectors

random-vectors: tools ## Draws random sheets (SEED=… for others), for every language to agree on
	@mkdir -p $(BUILD)/vectors
	@$(RUST_TOOL)/random-vectors $(BUILD)/vectors/random.json 300 $(SEED)

random: SEED := $(shell date +%s)
random: ## For every night: new random sheets in every language, new properties; prints the seed
	@$(MAKE) --no-print-directory SEED=$(SEED) py-build web-build random-vectors
	PROPTEST_RNG_SEED=$(SEED) PROPTEST_CASES=2048 cargo test --package shisei --locked --quiet --tests
	@EXAMPLES=5000 $(PY) -m pytest -q -c tests/python/pytest.ini --hypothesis-seed=$(SEED) \
		tests/python/test_vectors.py tests/python/test_errors.py tests/python/test_reference.py
	@node --test tests/web/vectors.test.js

generated: tools ## Checks that generated files are fresh: catalogue tables, released ids, schemas, CATALOG.md
	@echo "── generated files"
	$(RUST_TOOL)/xtask check

# What Miri takes: no Python, no large pages, and few rows. It alone needs the nightly toolchain with Miri.
MIRI_TESTS := dlpack:: c_data:: dispatch:: polars:: kernel::bitmap kernel::features kernel::rows \
	files::csv::index files::csv::quotes files::parquet::runs::tests::what_is_cut_off_ends
MIRI_CARGO ?= cargo +nightly miri

miri: ## The unsafe code that needs no Python, under Miri, with AVX2 (nightly; ten minutes)
	RUSTFLAGS="-C target-feature=+avx2,+bmi1,+bmi2,+popcnt" MIRIFLAGS=-Zmiri-disable-isolation PROPTEST_CASES=4 \
	  $(MIRI_CARGO) test --package shisei-arrow --features files,parquet --locked --lib --target-dir $(BUILD)/miri -- $(MIRI_TESTS)

# Tests ask for more memory than there is, which must be an error of ours. The flag is not stable; the
# variable allows it in the compiler that builds everything else.
asan: ## The engine's tests under AddressSanitizer: wild reads and writes, and leaks (minutes)
	ASAN_OPTIONS=allocator_may_return_null=1 RUSTC_BOOTSTRAP=1 RUSTFLAGS=-Zsanitizer=address \
	  cargo test --package shisei-arrow --features files,parquet,polars --locked --quiet --lib --tests \
	    --target $$(rustc --version --verbose | sed -n 's/^host: //p') --target-dir $(BUILD)/asan

packages: ## Builds every package from a clean clone, as it is released, and uses it (some minutes)
	tests/packages.sh

bench: rust-bench py-bench py-bench-portfolio web-bench ## Measures everything, beside what one would use instead

rust-bench: ## Rust: rows, assessments, JSON, plans and the rest
	cargo bench --quiet --locked --package shisei-benches

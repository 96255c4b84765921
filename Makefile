# `make demo` shows a real result, `make test` checks everything. Both install what they need.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV ?= .venv
BUILD ?= build

include bindings-py/py.mk
include bindings-wasm/web.mk

.PHONY: help demo test rust-test lint msrv vectors random-vectors generated bench rust-bench

help: ## Lists the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  %-18s %s\n", $$1, $$2}'

demo: py-build ## Scores the examples: a report here, an HTML page in build/demo, SERVE=1 for the quiz
	@$(VENV)/bin/python examples/demo.py $(BUILD)/demo
ifdef SERVE
	@$(MAKE) --no-print-directory web-serve
endif

# What checks Rust and what builds the packages go side by side: each has stretches in which the
# compiler uses one core.
test: ## Everything: lints, Rust, vectors in four runtimes, types
	@$(MAKE) --no-print-directory --jobs=2 lint py-build rust-test web-build random-vectors generated
	@$(MAKE) --no-print-directory py-test
	@$(MAKE) --no-print-directory web-test
	@echo "make test: everything passed"

lint: ## Formatting, clippy, rustdoc
	@echo "── formatting, lints, docs"
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --locked --quiet -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --package shisei --no-deps --locked --quiet

# Texts that ours may not copy: not part of this repository, looked at where they lie beside it.
OFFICIAL_TEXTS ?= $(abspath $(wildcard ../shared/facts))

rust-test: msrv ## Unit, property and doc tests, and the shared vectors in Rust
	@echo "── Rust"
	@echo "official texts to compare ours with: $(or $(OFFICIAL_TEXTS),none, so copied sentences are NOT looked for)"
	$(if $(OFFICIAL_TEXTS),SHISEI_OFFICIAL_TEXTS=$(OFFICIAL_TEXTS)) cargo test --package shisei --package shisei-tests --locked --quiet

msrv: ## Checks that no dependency wants a newer Rust than we promise
	@cargo metadata --format-version 1 --locked | $(PYTHON) tests/msrv.py

vectors: ## Writes the results of the shared vectors anew (read the diff!)
	cargo run --quiet --package shisei-tests --bin generate-vectors
	cargo run --quiet --package shisei-tests --bin bless-vectors

random-vectors: ## Draws sheets of chance (SEED=… for the same again), for every language to agree on
	@mkdir -p $(BUILD)/vectors
	@cargo run --quiet --locked --package shisei-tests --bin random-vectors -- \
		$(BUILD)/vectors/random.json 300 $(SEED)

generated: ## Checks that generated files are fresh: schemas, CATALOG.md, released ids
	@echo "── generated files"
	cargo run --quiet --locked --package xtask -- check

bench: rust-bench py-bench py-bench-portfolio web-bench ## Measures everything, beside what one would use instead

rust-bench: ## Rust: rows, assessments, JSON, plans and the rest
	cargo bench --quiet --locked --package shisei-benches

# The browser binding: four wasm modules, their glue, the quiz element, and their tests.

WEB        := bindings-wasm
WEB_BUILD  := $(BUILD)/web
WEB_DIST   := $(WEB)/dist
WEB_GLUE   := $(WEB)/glue
WEB_BIN    := node_modules/.bin
WASM_OUT   := target/wasm32-unknown-unknown/wasm/shisei_wasm.wasm
WEB_RUST   := $(shell find core/src core/Cargo.toml \
                $(WEB)/src $(WEB)/Cargo.toml $(WEB)/bindgen/src Cargo.toml -type f | grep -v ' ')
WEB_SCRIPT := $(WEB)/frameworks.js schemas/functions.json schemas/error.json $(WEB)/types.js $(WEB)/manifest.js $(WEB)/types/quiz.d.ts $(WEB)/types/index.d.ts \
                $(wildcard $(WEB)/js/*.js $(WEB)/js/*/*.js $(WEB)/element/* $(WEB)/element/*/*)
# Frameworks that also come as one file with everything in it.
WEB_SINGLES := self-assessment five-basics security-action
# Tells V8 to compile the quiz while it arrives, beside the page, rather than piece by piece when the
# first question is drawn and the first answer given.
WEB_EAGER   := //\# allFunctionsCalledOnLoad
ESBUILD     := --bundle --target=es2022 --minify --charset=utf8 --log-level=warning --loader:.css=text

# esbuild's output again, once more minified: the script of the quiz is 3 % smaller for it.
TERSER      := --ecma 2022 --compress passes=3,evaluate=false --mangle

# Module: cargo features.
WEB_FEATURES_engine := engine
WEB_FEATURES_sheets := sheets
WEB_FEATURES_shisei := catalog
WEB_FEATURES_own    := own

.PRECIOUS: $(WEB_BUILD)/raw/%.wasm
.PHONY: web-setup web-build web-test web-size web-bench web-serve wordpress

web-setup: $(WEB_BUILD)/rust.stamp $(WEB_BUILD)/npm.stamp $(WEB_BUILD)/chromium.stamp ## Installs what the browser binding needs

$(WEB_BUILD)/rust.stamp: rust-toolchain.toml
	@mkdir -p $(@D)
	@rustup target list --installed | grep -qx wasm32-unknown-unknown || { \
	  echo "── installing the Rust target wasm32-unknown-unknown"; \
	  rustup target add wasm32-unknown-unknown || { \
	    echo "missing: the Rust target wasm32-unknown-unknown, and rustup could not fetch it" >&2; exit 1; }; }
	@touch $@

$(WEB_BUILD)/npm.stamp: package.json package-lock.json $(WEB)/package.json
	@mkdir -p $(@D)
	@command -v npm >/dev/null || { echo "missing: Node 20 or newer with npm" >&2; exit 1; }
	@echo "── installing npm packages (npm ci)"
	@npm ci --no-audit --no-fund --silent
	@touch $@

# Debian's Chromium and Firefox and a Japanese font, for the browser tests only.
$(WEB_BUILD)/chromium.stamp:
	@mkdir -p $(@D)
	@$(WEB)/setup-chromium
	@touch $@

# One wasm module by cargo. One rule after another: they share cargo's output file.
$(WEB_BUILD)/raw/%.wasm: $(WEB_RUST) $(WEB_BUILD)/rust.stamp
	@mkdir -p $(@D)
	@echo "── wasm module $* ($(WEB_FEATURES_$*))"
	@(flock 9; cargo build --quiet --locked --profile wasm --target wasm32-unknown-unknown \
	    --package shisei-wasm --no-default-features --features $(WEB_FEATURES_$*); \
	  cp $(WASM_OUT) $@) 9>$(WEB_BUILD)/cargo.lock

$(WEB_BUILD)/tools.stamp: $(WEB_RUST) | tools
	@mkdir -p $(@D)
	@touch $@

# Debian's wasm-opt breaks modules; npm's does not. In the small modules, flattened once, what repeats
# is found: 1 % less; and hardly anything is inlined, for 1 % less again.
WASM_OPT  = $(WEB_BIN)/wasm-opt $(WASM_FLAT) -Oz --converge --reorder-functions-by-name --strip-producers --strip-target-features
WASM_FLAT = --low-memory-unused --zero-filled-memory --always-inline-max-function-size=4 \
  --one-caller-inline-max-function-size=0 -Oz --flatten --rereloop --local-cse --monomorphize
$(WEB_BUILD)/shisei_bg.wasm $(WEB_BUILD)/own_bg.wasm: WASM_FLAT =

# For pages that refuse wasm. The features are those that rustc uses; wasm2js lowers them.
WASM_JS = $(WEB_BIN)/wasm2js -Oz $(addprefix --enable-,bulk-memory nontrapping-float-to-int sign-ext mutable-globals multivalue reference-types)

$(WEB_BUILD)/engine_bg.wasm $(WEB_BUILD)/sheets_bg.wasm: $(WEB_BUILD)/%_bg.wasm: $(WEB_BUILD)/raw/%.wasm $(WEB_BUILD)/npm.stamp $(WEB)/traps.js
	@node $(WEB)/traps.js $< $@.tmp
	@$(WASM_OPT) $@.tmp -o $@ && rm $@.tmp

$(WEB_BUILD)/%_bg.wasm: $(WEB_BUILD)/raw/%.wasm $(WEB_BUILD)/npm.stamp $(WEB_BUILD)/tools.stamp
	@$(RUST_TOOL)/bindgen $< $(WEB_BUILD)/glue-$* $*
	@$(WASM_OPT) $(WEB_BUILD)/glue-$*/$*_bg.wasm -o $@

# `shisei` and `own` have glue; the two small ones are spoken to by hand.
WEB_MODULES := $(foreach module,engine sheets shisei own,$(WEB_BUILD)/$(module)_bg.wasm)

$(WEB_BUILD)/dist.stamp: $(WEB_MODULES) $(WEB_BUILD)/tools.stamp $(WEB_SCRIPT)
	@echo "── frameworks for the quiz, scripts"
	@rm -rf $(WEB_DIST) $(WEB_GLUE) $(WEB)/types/entries && mkdir -p $(WEB_DIST) $(WEB_GLUE)
	@cp $(foreach module,shisei own,$(WEB_BUILD)/glue-$(module)/$(module).js) $(WEB_GLUE)
	@$(RUST_TOOL)/catalogue $(WEB_DIST)/frameworks
	@node $(WEB)/frameworks.js $(WEB_DIST) $(WEB_GLUE) $(WEB_BUILD) $(WEB)/types
	@node $(WEB)/types.js schemas $(WEB)/types $(WEB_GLUE)
	@$(WEB_BIN)/esbuild $(foreach entry,index node own,$(entry)=$(WEB)/js/$(entry).js) \
	  $$(cd $(WEB_GLUE)/entries && ls | sed 's#\(.*\)\.js#entries/\1=$(WEB_GLUE)/entries/\1.js#') \
	  $(ESBUILD) --splitting --format=esm --external:node:zlib --outdir=$(WEB_DIST)
	@$(WASM_JS) $(WEB_BUILD)/engine_bg.wasm -o $(WEB_GLUE)/plain.js
	@$(WEB_BIN)/esbuild $(WEB)/element/quiz.css --minify --log-level=warning --outfile=$(WEB_BUILD)/quiz.css
	@$(WEB_BIN)/esbuild $(WEB)/element/quiz.ts $(ESBUILD) --splitting --format=esm \
	  --alias:shisei-carrier=./$(WEB)/element/carriers/fetched.ts \
	  --alias:shisei-plain=./$(WEB_GLUE)/plain.js \
	  --alias:shisei-own=./own.js --external:./own.js --alias:shisei-style=./$(WEB_BUILD)/quiz.css \
	  '--external:./$(WEB_DIST)/frameworks/*' --entry-names=[name] --outdir=$(WEB_DIST)
	@$(WEB_BIN)/terser $(WEB_DIST)/quiz.js --module $(TERSER) -o $(WEB_DIST)/quiz.js
	@sed -i '1i $(WEB_EAGER)' $(WEB_DIST)/quiz.js
	@cp -r $(WEB)/element/themes $(WEB_DIST)
	@node $(WEB)/manifest.js $(WEB)/types $(WEB_DIST)/custom-elements.json
	@$(WEB_BIN)/esbuild $(WEB)/element/embed.ts --minify --format=iife --log-level=warning --outfile=$(WEB_DIST)/embed.js
	@$(WEB_BIN)/esbuild $(WEB)/element/quiz.ts $(ESBUILD) --format=iife '--define:import.meta.url=""' \
	  --alias:shisei-carrier=./$(WEB)/element/carriers/single.ts \
	  --alias:shisei-style=./$(WEB_BUILD)/quiz.css --outfile=$(WEB_DIST)/single.js
	@$(WEB_BIN)/terser $(WEB_DIST)/single.js $(TERSER) -o $(WEB_DIST)/single.js
	@$(WEB_BIN)/esbuild $(WEB)/js/cli.js $(ESBUILD) --format=esm --platform=node \
	  '--external:./$(WEB_DIST)/frameworks/*' --entry-names=[name] --outdir=$(WEB_DIST)
	@mkdir -p $(WEB_DIST)/single
	@for id in $(WEB_SINGLES); do node $(WEB_DIST)/cli.js single $$id -o $(WEB_DIST)/single/$$id.js >/dev/null; done
	@touch $@

web-build: $(WEB_BUILD)/dist.stamp ## Builds the npm package: wasm modules, scripts, the quiz

web-test: web-build $(WEB_BUILD)/chromium.stamp ## Types, size, vectors in Node and browsers, the quiz driven in Chromium and Firefox, the package in its hosts
	@echo "── types against a sample"
	@$(WEB_BIN)/tsc -p $(WEB)/tsconfig.json
	@echo "── size"
	@node $(WEB)/size.js $(WEB_DIST) --gate
	@echo "── Node, Chromium, Firefox; pictures in $(WEB_BUILD)/pictures"
	@WEB_PICTURES=$(abspath $(WEB_BUILD))/pictures node --test --test-concurrency=2 tests/web/*.test.js

# WordPress, its database and PHP, from Debian's packages. Debian keeps the database in /usr/sbin, which
# is not on everybody's path.
wordpress $(WEB_BUILD)/wordpress.stamp: export PATH := $(PATH):/usr/sbin

$(WEB_BUILD)/wordpress.stamp:
	@mkdir -p $(@D)
	@{ [ -d /usr/share/wordpress ] && command -v mariadbd php >/dev/null; } || \
	  $(WEB)/apt-install "the plugin's test" wordpress mariadb-server php-cli php-mysql
	@touch $@

wordpress: web-build $(WEB_BUILD)/chromium.stamp $(WEB_BUILD)/wordpress.stamp ## Runs the plugin of examples/web/wordpress in a WordPress of its own
	@WEB_PICTURES=$(abspath $(WEB_BUILD))/pictures node --test tests/web/wordpress/*.test.js

web-size: web-build ## Prints raw, gzip and brotli sizes
	@node $(WEB)/size.js $(WEB_DIST)

web-bench: web-build $(WEB_BUILD)/chromium.stamp ## Prints the quiz beside SurveyJS: bytes, start, answer to repaint (WEB_BENCH="--rounds 3 --only cpu")
	@node benches/web/bench.js $(WEB_DIST) $(WEB_BUILD)/bench $(WEB_BENCH)

web-serve: web-build ## Serves the quiz on localhost (PORT=8080)
	@node $(WEB)/serve.js $(or $(PORT),8080)

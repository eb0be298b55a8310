# One way to do everything. `make run` and `make test` need Rust, Node, a JDK 17 and
# Maven; what else is missing they install (as root) or name the command.

.PHONY: run test journeys check bench update build coverage demo-sources demo-oracle torture setup web

export CARGO_TERM_COLOR ?= auto
DATA_DIR ?= $(or $(ARIADNE_DATA_DIR),ariadne-data)

run: web
	cargo run --package ariadne-server -- serve --data-dir $(DATA_DIR)

build: web
	cargo build --release --package ariadne-server

test: setup web
	cargo test --workspace --quiet

# The app in a browser, before the real server and real sources; pictures in web/app/.journeys/. Built as `make test`
# builds it, with the features that the tests ask for: packages by themselves would be compiled a second time.
journeys: web
	@scripts/setup --journeys
	cargo build --workspace --tests --bin ariadne --bin demo-sources --bin testserver-oracle
	cd web/app && npm run --silent journeys -- $(ARGS)

# Formatting, lints, docs, generated files; nothing here starts a server.
check: web
	cargo fmt --all -- --check
	cargo clippy --workspace --all-targets --quiet -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --quiet
	cd web/graphiql && npm run --silent check
	cd web/app && npm run --silent check
	scripts/generated-files-are-fresh

bench:
	cargo run --release --package ariadne-bench

# Regenerates what is generated: schema.graphql and the sample data of the containers.
update:
	cargo run --quiet --package ariadne-tests --bin sample-data
	trap 'rm -f schema.graphql.new' EXIT; \
	cargo run --quiet --package ariadne-server -- schema > schema.graphql.new && \
	mv schema.graphql.new schema.graphql

coverage:
	scripts/setup --coverage
	scripts/build-web
	scripts/coverage

demo-sources:
	scripts/demo-sources

# An Oracle server for tests with a demo catalog, until Ctrl-C. Cargo says itself when it waits
# for another build.
ORACLE_PORT ?= 15210
demo-oracle:
	@echo "demo-oracle: building the test server (the first time it takes a minute or two) …" >&2
	@cargo build --package ariadne-testserver-oracle
	@exec "$${CARGO_TARGET_DIR:-target}/debug/testserver-oracle" --port $(ORACLE_PORT)

# Kills, starves and deceives the binary, about 12 minutes; ARGS="--help" tells the rest. The
# debug build: it checks arithmetic and its own assumptions, and dies in more places.
torture: web
	@scripts/setup --torture
	cargo build --package ariadne-server --package ariadne-tests --bins
	"$${CARGO_TARGET_DIR:-target}/debug/torture" $(ARGS)

setup:
	@scripts/setup

web:
	@scripts/build-web

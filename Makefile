# `make` alone lists what there is. Every target finds JDK 25 by itself (scripts/jdk25).

.DEFAULT_GOAL := help
.PHONY: help dev test demo bench build build-ds db-reset openapi docs rego-cases rego-wasm fmt clean FORCE

DEFAULT_REMOTE ?= https://docstore.dev

SERVICES := docstore-server ci-oidc ci-scheduler ci-worker
JARS     := $(foreach service,$(SERVICES),$(service)/target/$(service).jar)
PRODUCTS := $(JARS) ds-cli/target/ds
SOURCES  := $(shell find . -name pom.xml -not -path './.dev/*') \
            $(shell find */src/main -type f 2>/dev/null)

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

dev: target/packaged ## build and run everything on this machine; Ctrl-C stops it (PORT, DEV_IDENTITY)
	@java=$$(scripts/jdk25)/bin/java && exec $(CATCH_INT) "$$java" scripts/dev/Dev.java

test: ## build and test everything, all checks on; totals come last
	@scripts/test && mkdir -p target && touch target/packaged

demo: ## play the README's walk against a running `make dev`
	@scripts/demo.sh

bench: bench/target/bench.jar ## measure a server of our own, or URL=http://… (ROWS=commit,tree QUICK=1 PROFILE=1; SHAPES=1 HEAP=1 SQL=1 SSE=1)
	@java=$$(scripts/jdk25)/bin/java && exec $(CATCH_INT) "$$java" -jar bench/target/bench.jar

build: ## build the jars <module>/target/<module>.jar and ds-cli/target/ds, checked, without tests
	scripts/maven -DskipTests package
	@mkdir -p target && touch target/packaged

build-ds: ## build ds-cli/target/ds with a default remote (DEFAULT_REMOTE, https://docstore.dev)
	scripts/maven -pl ds-cli -am -DskipTests -Dds.defaultRemote=$(DEFAULT_REMOTE) package

db-reset: target/packaged ## empty the database of DATABASE_URL; asks first unless FORCE=1
	@mkdir -p target/db-reset && cd target/db-reset && \
	  "$$(../../scripts/jdk25)/bin/jar" -xf ../../docstore-server/target/docstore-server.jar BOOT-INF/lib
	@"$$(scripts/jdk25)/bin/java" -cp 'target/db-reset/BOOT-INF/lib/*' scripts/DbReset.java

openapi: ## write docs/openapi.json from the controllers
	scripts/maven -q -Dfast -pl docstore-server -am test -Dopenapi.write=true \
	  -Dtest='OpenApiDocumentTest#writesTheCommittedDocument' -Dsurefire.failIfNoSpecifiedTests=false

docs: ## make the pages of docs/ that are generated from the code
	scripts/maven -q -Dfast -pl docstore-server,rego -am test -Dtest='*PageTest' -Dgenerate=true -Dsurefire.failIfNoSpecifiedTests=false

rego-cases: ## ask OPA again for its answers to the conformance cases of the Rego engine (needs Go)
	cd rego/oracle && go run . ../src/test/resources ../src/main/resources/dev/docstore/rego/builtins.txt

rego-wasm: ## make the Rego engine's WebAssembly module from rego/shim (needs Rust; CHECK=1 only compares)
	rego/build-wasm.sh $(if $(CHECK),--check)

fmt: ## format all Java sources
	scripts/maven -q spotless:apply

clean: ## remove what builds made; the data of `make dev` in .dev/ stays
	scripts/maven -q clean
	@rm -rf target

# A shell that starts `make dev &` makes it deaf to SIGINT; where env can, it hears again.
CATCH_INT = $(shell env --default-signal=INT true 2>/dev/null && echo env --default-signal=INT)

# The quick build of `make dev`: without lint and tests, and only when something changed.
target/packaged: $(SOURCES) $(if $(filter-out $(wildcard $(PRODUCTS)),$(PRODUCTS)),FORCE)
	scripts/maven -q -Dfast -Dmaven.test.skip=true -pl docstore-server,ci-oidc,ci-scheduler,ci-worker,ds-cli -am package
	@mkdir -p $(@D) && touch $@

# The server that is measured is the packaged one.
bench/target/bench.jar: $(SOURCES) $(if $(wildcard docstore-server/target/docstore-server.jar),,FORCE)
	scripts/maven -q -Dfast -Dmaven.test.skip=true -pl docstore-server,bench -am package
	@touch $@

FORCE:

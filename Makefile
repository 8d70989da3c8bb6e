# Trust Fabric. `make` alone prints what there is.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run stop demo backup test test-backend test-frontend test-e2e proof bench chaos lint format build \
        clean new-migration jdk node

# The first JDK of 25 or newer: JAVA_HOME, the java on the PATH, then the usual folders.
JDK_FOLDERS = "$$JAVA_HOME" "$$(dirname "$$(dirname "$$(readlink -f "$$(command -v javac)")")")" \
              /usr/lib/jvm/* /opt/java/* /opt/jdk* "$$HOME"/.sdkman/candidates/java/* "$$HOME"/.jdks/* \
              /Library/Java/JavaVirtualMachines/*/Contents/Home
JDK := $(shell for home in $(JDK_FOLDERS); do \
         if [ -x "$$home/bin/javac" ] && [ -f "$$home/release" ]; then \
           major=$$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$$home/release"); \
           if [ "$${major:-0}" -ge 25 ]; then echo "$$home"; break; fi; \
         fi; \
       done 2>/dev/null)
export JAVA_HOME := $(JDK)

JAVA := $(JDK)/bin/java
MVN := ./mvnw -q
NPM := npm --prefix frontend

BACKEND := backend/target/quarkus-app/quarkus-run.jar
LAUNCHER := infra/local/target/trust-fabric-local.jar
WEB := frontend/dist/index.html
NODE_MODULES := frontend/node_modules/.package-lock.json
ROUTES := frontend/src/routeTree.gen.ts
DEMO := infra/demo/target/trust-fabric-demo.jar
BENCH := infra/bench/target/trust-fabric-bench.jar
BACKUP := infra/backup/target/trust-fabric-backup.jar
CHAOS := infra/chaos/target/trust-fabric-chaos.jar

help: ## Print this help
	@echo "Trust Fabric: make <target>"
	@sed -n 's/^\([a-z][a-z-]*\):.*## \(.*\)/  \1|\2/p' $(MAKEFILE_LIST) | column -t -s '|'

run: build ## Start everything on this machine and stay until Ctrl-C
	@exec $(JAVA) -jar $(LAUNCHER) run

stop: $(LAUNCHER) ## Stop what `make run` started
	@exec $(JAVA) -jar $(LAUNCHER) stop

demo: $(DEMO) $(CHAOS) ## Fill what runs: events, tests, models, objectives, backups, an experiment; LIVE=1 goes on
	@exec $(JAVA) -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --sun-misc-unsafe-memory-access=allow \
	  -jar $(DEMO) $(if $(LIVE),--live)

backup: $(BACKUP) ## Call the backup runner: make backup ARGS="--settings FILE backup full" (infra/backup/README.md)
	@exec $(JAVA) -jar $(BACKUP) $(ARGS)

test: jdk ## Run every test: test-backend, test-frontend, test-e2e
	@exec $(JAVA) infra/local/src/main/java/io/trustfabric/local/TestRun.java

test-backend: jdk ## Test the backend and the tools in infra
	@./mvnw -q --fail-at-end verify

test-frontend: $(NODE_MODULES) $(ROUTES) ## Lint, type-check, test and build the web app, and hold its size budget
	@$(NPM) run lint
	@$(NPM) run typecheck
	@$(NPM) run test
	@$(NPM) run build
	@$(NPM) run size

test-e2e: build ## Test the whole stack in a real browser
	@cd frontend && PLAYWRIGHT_JUNIT_OUTPUT_NAME=reports/playwright.xml \
	  npx playwright test --reporter=list,junit

proof: jdk ## Run the long proofs: crash, scale, tampering
	@./mvnw -q --fail-at-end verify -Pproof

bench: $(BACKEND) $(LAUNCHER) $(BENCH) ## Measure against PostgreSQL itself (backend/docs/benchmarks.md); QUICK=1 only looks
	@TRUST_FABRIC_DEADLINES_EVERY=off $(JAVA) -jar $(BENCH) $(if $(QUICK),--quick)

chaos: $(BACKEND) $(LAUNCHER) $(CHAOS) ## Break a stack of its own and judge how it bears it (infra/chaos); EXPERIMENT=name picks
	@exec $(JAVA) -jar $(CHAOS) $(EXPERIMENT)

lint: jdk $(NODE_MODULES) ## Check formatting and lint rules
	@$(MVN) spotless:check
	@$(NPM) run lint

format: jdk $(NODE_MODULES) ## Format all sources
	@$(MVN) spotless:apply
	@$(NPM) run format

build: $(BACKEND) $(LAUNCHER) $(DEMO) $(WEB) ## Build what has changed

clean: jdk ## Delete what was built; the data in .local stays
	@$(MVN) clean
	@rm -rf frontend/dist frontend/reports frontend/test-results

new-migration: ## Begin a database migration: make new-migration NAME=What_it_does
	@test -n "$(NAME)" || { echo "Name it: make new-migration NAME=What_it_does" >&2; exit 2; }
	@folder=backend/src/main/resources/db/migration; \
	last=$$(ls $$folder | sed -n 's/^V\([0-9]*\)__.*/\1/p' | sort -n | tail -1); \
	file=$$folder/V$$(($${last:-0} + 1))__$$(echo "$(NAME)" | tr -c 'A-Za-z0-9\n' '_').sql; \
	echo "-- What this changes, and why." > $$file; \
	echo $$file

jdk:
	@test -n "$(JDK)" || { echo "A JDK 25 or newer is missing: install one (for example Temurin 25" \
	  "from https://adoptium.net) or set JAVA_HOME to it." >&2; exit 1; }

node:
	@command -v npm >/dev/null && node -e \
	  'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' \
	  2>/dev/null || { echo "Node.js 20.19 or newer with npm is missing: install it (https://nodejs.org)." >&2; exit 1; }

$(BACKEND): pom.xml backend/pom.xml $(shell find backend/src/main -type f 2>/dev/null) | jdk
	@echo "Building the backend"
	@$(MVN) -pl backend -Dmaven.test.skip=true package
	@touch $@

$(LAUNCHER): pom.xml infra/local/pom.xml $(shell find infra/local/src/main -type f) | jdk
	@echo "Building the launcher"
	@$(MVN) -pl infra/local -Dmaven.test.skip=true package
	@touch $@

$(DEMO): pom.xml $(shell find infra/demo infra/local infra/backup -name target -prune -o -type f -print 2>/dev/null) | jdk
	@echo "Building the demo"
	@$(MVN) -pl infra/demo -am -Dmaven.test.skip=true package
	@touch $@

$(BENCH): pom.xml $(shell find infra/bench -name target -prune -o -type f -print 2>/dev/null) | jdk
	@echo "Building the measurements"
	@$(MVN) -pl infra/bench -am -Dmaven.test.skip=true package
	@touch $@

$(BACKUP): pom.xml $(shell find infra/backup -name target -prune -o -type f -print 2>/dev/null) | jdk
	@echo "Building the backup runner"
	@$(MVN) -pl infra/backup -am -Dmaven.test.skip=true package
	@touch $@

$(CHAOS): pom.xml $(shell find infra/chaos infra/local -name target -prune -o -type f -print 2>/dev/null) | jdk
	@echo "Building the chaos runner"
	@$(MVN) -pl infra/chaos -am -Dmaven.test.skip=true package
	@touch $@

$(NODE_MODULES): frontend/package.json frontend/package-lock.json | node
	@echo "Installing the frontend's packages"
	@$(NPM) ci --no-audit --no-fund
	@touch $@

# Type checks need the route tree, which the bundler writes.
$(ROUTES): $(NODE_MODULES) $(shell find frontend/src/routes -type f 2>/dev/null)
	@echo "Generating the route tree"
	@$(NPM) run --silent theme
	@cd frontend && npx vite build --logLevel error
	@touch $@

$(WEB): $(NODE_MODULES) $(ROUTES) $(shell find frontend -path frontend/node_modules -prune -o -path frontend/dist \
        -prune -o -path frontend/tools -prune -o -path frontend/e2e -prune -o -path frontend/reports -prune \
        -o -name '*.gen.*' -prune -o -type f -print 2>/dev/null) | node
	@echo "Building the web app"
	@$(NPM) run --silent build -- --logLevel warn
	@touch $@

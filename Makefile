# Everything a newcomer needs; `make help` lists it.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

# Without these the container library takes this machine for a container, looks
# for an image that needs a registry, or asks for a builder that is not there
# (docs/adr/0004-runtimes.md).
export TESTCONTAINERS_HOST_OVERRIDE ?= 127.0.0.1
export TESTCONTAINERS_RYUK_DISABLED ?= true
export DOCKER_BUILDKIT ?= 0

VERSIONS := 1.6 2.x

.PHONY: help run test third-party clients lint build bench mutation rivals fuzz golden docs clean

help: ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: build ## the main job: directory, bridge and vault in containers (or in one process without an engine), judged
	bin/scimproof test --bridge refbridge --report report $(ARGS)

test: lint ## everything: unit, lab, container and third-party tests, with the race detector where it counts
	go test -race -short ./...
	go test -count=1 ./steps/... ./internal/lab/... ./internal/rivals/... ./cmd/...

third-party: ## install, start and judge every bridge from elsewhere, one after the other, and stop it again; ARGS=-update writes docs/third-party-results.md
	SCIMPROOF_THIRD_PARTY=true go test -count=1 -v -parallel 1 -timeout 60m -run '^TestThirdPartyBridges' ./steps $(ARGS)

clients: ## compile or install the Graph clients that others wrote, and let each lead three people through the directory into the vault
	SCIMPROOF_CLIENTS=true go test -count=1 -v -parallel 1 -timeout 60m ./mockidp/graph/clients

lint: ## gofmt, vet and the project's own rules
	@unformatted=$$(gofmt -l .); test -z "$$unformatted" || { echo "not gofmt-ed: $$unformatted"; exit 1; }
	go vet ./...

build: ## the four commands, in bin/
	CGO_ENABLED=0 go build -buildvcs=auto -trimpath -tags nomsgpack -o bin/ ./cmd/...

bench: build ## measure the budgets and write docs/benchmarks.md
	go run ./internal/bench > docs/benchmarks.md
	@cat docs/benchmarks.md

mutation: ## try the suite on every defect and write docs/mutation.md: which scenario notices which (20 minutes)
	go test -count=1 -timeout 3h ./steps -run 'TestEveryStoryCanFailAndEveryDefectIsNoticed|TestEveryDefectOfTheProtocolIsNoticed|TestEachCaseFailsOnTheDefectThatThePageNames' -update

rivals: build ## compare testers that others wrote with this suite: time, and who notices which defect; writes docs/rivals.md (20 minutes)
	go run ./internal/rivals bin/scimproof > bin/rivals.md
	mv bin/rivals.md docs/rivals.md

fuzz: ## every fuzz target for 20 seconds
	@for pkg in $$(grep -rl --include='*_test.go' 'func Fuzz' . | xargs -n1 dirname | sort -u); do \
	  for target in $$(grep -ho 'func Fuzz[A-Za-z]*' $$pkg/*_test.go | cut -d' ' -f2); do \
	    echo "== $$pkg $$target"; go test -run '^$$' -fuzz "^$$target$$" -fuzztime 20s $$pkg; \
	  done; done

golden: ## write the golden files anew; read the diff before you commit it
	go test ./internal/report -update

clean: ## remove what was built and reported
	rm -rf bin report

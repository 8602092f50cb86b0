# What every target does: README.md. Needs Python 3.11 or newer, and make.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV ?= .venv
TOOLS ?= .venv-tools
LAMBDA ?= .venv-lambda
PYTHON ?=
PORT ?= 8000
AWS_PORT ?= 4566
export SAM_CLI_TELEMETRY ?= 0
STACK ?=
PIP = $(1)/bin/python -m pip install -qq --disable-pip-version-check --require-hashes --no-deps -r $(2)

.PHONY: help
help: ## what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

# ── environments: each from its lock, made again when the lock changes ──────────────────────────────────────────────────────────

$(VENV)/bin/python $(TOOLS)/bin/python:
	python=$$(.ci/interpreter $(PYTHON)); "$$python" -m venv $(@D)/..

$(VENV)/.local: requirements/local.txt pyproject.toml | $(VENV)/bin/python
	$(call PIP,$(VENV),requirements/local.txt)
	$(VENV)/bin/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.test: requirements/test.txt $(VENV)/.local
	$(call PIP,$(VENV),requirements/test.txt)
	touch $@

$(VENV)/.lint: requirements/lint.txt $(VENV)/.test
	$(call PIP,$(VENV),requirements/lint.txt)
	touch $@

$(TOOLS)/.installed: requirements/tools.txt | $(TOOLS)/bin/python
	$(call PIP,$(TOOLS),requirements/tools.txt)
	touch $@

$(LAMBDA)/.installed: requirements/lambda.txt
	test -x $(LAMBDA)/bin/python || "$$(.ci/interpreter 3.13)" -m venv $(LAMBDA)
	$(call PIP,$(LAMBDA),requirements/lambda.txt)
	touch $@

.PHONY: setup tools lock
setup: $(VENV)/.local ## what the local stack needs, in .venv
tools: $(TOOLS)/.installed ## sam and checkov, in .venv-tools

LOCK = .venv-lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --custom-compile-command "make lock"
lock: ## resolve every dependency anew; looks at the registry
	test -x .venv-lock/bin/uv || { "$$(.ci/interpreter $(PYTHON))" -m venv .venv-lock && .venv-lock/bin/pip install --quiet uv; }
	$(LOCK) $(UPGRADE) requirements/build.in pyproject.toml --all-extras -o requirements/lint.txt
	$(LOCK) -c requirements/lint.txt requirements/build.in pyproject.toml --extra local --extra test -o requirements/test.txt
	$(LOCK) -c requirements/lint.txt requirements/build.in pyproject.toml --extra local -o requirements/local.txt
	$(LOCK) -c requirements/lint.txt requirements/lambda.in -o requirements/lambda.txt
	$(LOCK) $(UPGRADE) requirements/tools.in -o requirements/tools.txt

# ── using it ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

.PHONY: demo up test lint
demo: $(VENV)/.local ## the whole journey on this machine: certificates in, answers and mails out
	$(VENV)/bin/python -m local.demo

up: $(VENV)/.local ## the same stack, kept running; PORT= and AWS_PORT= move it
	PORT=$(PORT) AWS_PORT=$(AWS_PORT) $(VENV)/bin/python -m local.up

test: $(VENV)/.test ## every test; TESTS= names some
	$(VENV)/bin/python -m pytest --numprocesses 2 --dist loadfile $(TESTS)

.PHONY: bench
bench: $(VENV)/.test ## accuracy and speed, measured; python bench/accuracy.py --corpus DIR measures on certificates of yours
	$(VENV)/bin/python -m bench

.PHONY: simulate
RUNS ?= 1000
simulate: $(VENV)/.test ## the functions under faults, RUNS= seeds with the sweep and as many without
	$(VENV)/bin/python -m tests.simulation --runs $(RUNS)

.PHONY: mutants
mutants: $(VENV)/.test ## planted faults, one at a time: the simulation must find each
	$(VENV)/bin/python -m tests.simulation.bite

# ── checks ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

lint: $(VENV)/.lint ## style, types, arrows of the house, and the template's gates; after `make tools` also sam's and checkov's
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	$(VENV)/bin/cfn-lint template.yaml
	$(VENV)/bin/python -m pytest -q --numprocesses 2 tests/template tests/house tests/docs
	$(VENV)/bin/python -m tests.template.scan $(TOOLS)/bin/checkov
	@if [ -x $(TOOLS)/bin/sam ]; then $(TOOLS)/bin/sam validate --lint --template template.yaml; else echo "sam validate: left out, since $(TOOLS) is not there (make tools)"; fi

# ── deploying ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────

.PHONY: build check-build deploy smoke
SAM_BUILD = python=$$(.ci/interpreter 3.13); PATH="$$(dirname "$$python"):$$PATH" $(TOOLS)/bin/sam build
build: $(TOOLS)/.installed ## what deploys, in .aws-sam; needs python3.13
	$(SAM_BUILD)

HOST = $(subst aarch64,arm64,$(shell uname -m))
check-build: build $(VENV)/.test $(LAMBDA)/.installed ## build, and import every function from what was built, with its layers alone
	mkdir -p .local
	sed 's/arm64/$(HOST)/' template.yaml > .local/host.yaml
	$(SAM_BUILD) --template .local/host.yaml --base-dir . --build-dir .aws-sam/host
	LAMBDA_VENV=$(LAMBDA) $(VENV)/bin/python -m pytest -q tests/built

deploy: build ## into your account; asks for each parameter the first time
	$(TOOLS)/bin/sam deploy --guided

smoke: $(VENV)/.local ## one journey against a deployed stack: STACK=its name
	$(VENV)/bin/python -m local.smoke $(STACK)

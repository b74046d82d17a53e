# Everything sets itself up: Python 3.11 with venv is all that must be there.
PYTHON ?= python3
BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest

.DEFAULT_GOAL := help
.PHONY: help demo test drill bench lint front docs requirements test-spark \
	product-environment test-environment spark-environment

help: ## say what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 16

demo: product-environment ## build a demo company, show its three, two, one, serve it on 127.0.0.1:8000
	$(BIN)/ignition demo

test: test-environment ## all tests that need nothing but this folder; says what it skips
	$(PYTEST) -n 2 --dist worksteal -rs

drill: test-environment ## the long ones: kill -9, packaging
	HYPOTHESIS_PROFILE=searching $(PYTEST) -m drill -rs

test-spark: spark-environment ## the engine on a Spark cluster of two workers on this machine (Java 17; 450 MB)
	$(PYTEST) -m spark -rs --durations=5

bench: test-environment ## measure, against other libraries where there are any
	$(BIN)/python -m bench

lint: test-environment ## style, types, import rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict ignition
	$(BIN)/mypy --config-file mypy-product.ini ignition_web
	$(BIN)/lint-imports --no-logo

front: product-environment ## build the front end and the translations, when their sources changed

docs: product-environment ## write the reference pages in docs/ from the code
	$(BIN)/python tools/write_reference.py

requirements: ## pin again what pyproject.toml asks for (needs uv)
	tools/pin-requirements

product-environment:
	@$(PYTHON) tools/environment.py product

test-environment:
	@$(PYTHON) tools/environment.py test

spark-environment:
	@$(PYTHON) tools/environment.py spark

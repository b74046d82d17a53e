PYTHON ?= python3
front:
	$(PYTHON) hatch_build.py

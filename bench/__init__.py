"""Measurements, never tests: `make bench` prints one table. Only ratios taken in one run mean much on a busy machine."""

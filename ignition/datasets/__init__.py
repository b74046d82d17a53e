"""Data sets for examples, tests and first steps: all made here, none copied."""

from ignition.datasets.demo import DemoCompany, Truth, write_demo_company

__all__ = ["DemoCompany", "Truth", "write_demo_company"]

"""A made-up company and all its documents, written from a process whose truth is known."""

from ignition.datasets.demo.company import DemoCompany, Truth
from ignition.datasets.demo.writing import write_demo_company

__all__ = ["DemoCompany", "Truth", "write_demo_company"]

"""About ten names, and nothing heavy behind them until they are used."""

from __future__ import annotations

import subprocess
import sys

import pytest

import ignition


def in_a_fresh_python(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)
    return done.stdout.strip()


def test_there_are_about_ten_names():
    assert 8 <= len(ignition.__all__) <= 12


@pytest.mark.parametrize("name", ignition.__all__)
def test_a_public_name_is_there_and_documented(name):
    assert getattr(ignition, name).__doc__
    assert name in dir(ignition)


def test_a_name_that_is_not_there_says_so():
    with pytest.raises(AttributeError, match="no attribute 'kindle'"):
        _ = ignition.kindle


def test_importing_ignition_brings_in_nothing_heavy():
    heavy = ("django", "pandas", "polars", "ibis", "duckdb", "scipy", "numpy", "pyarrow", "typer", "rich")
    loaded = in_a_fresh_python(f"import ignition, sys; print([name for name in {heavy!r} if name in sys.modules])")
    assert loaded == "[]"


def test_igniting_needs_neither_django_nor_pandas():
    code = (
        "import sys\n"
        "class Absent:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.split('.')[0] in ('django', 'pandas', 'polars'): raise ModuleNotFoundError(name)\n"
        "sys.meta_path.insert(0, Absent())\n"
        "import ignition as ig\n"
        "rows = [{'customer_id': 'A', 'on': f'2026-0{month}-01', 'amount': 900} for month in range(1, 6)]\n"
        "print(ig.ignite(ig.Book(purchases=rows), on=__import__('datetime').date(2026, 12, 1)).on)\n"
    )
    assert in_a_fresh_python(code) == "2026-12-01"

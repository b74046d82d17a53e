"""`python -m bench [name...] [--large]`: take every measurement, or the named ones, and print them in one table.

With `--large` those that have one take their large measurement too, which may need minutes and gigabytes.
"""

from __future__ import annotations

import importlib
import platform
import sys
from collections.abc import Iterator
from os import cpu_count

from rich.console import Console
from rich.table import Table

from bench.figure import Figure

MEASUREMENTS = ("reading", "lighting", "planning", "bg_nbd", "measuring", "today_page")

LARGE = "--large"


def main(arguments: list[str]) -> int:
    large, names = LARGE in arguments, [name for name in arguments if name != LARGE]
    unknown = sorted(set(names) - set(MEASUREMENTS))
    if unknown:
        print(f"no such measurement: {', '.join(unknown)}; there are: {', '.join(MEASUREMENTS)}", file=sys.stderr)
        return 2
    console = Console()
    table = Table(
        "what",
        "figure",
        "beside",
        title=f"{platform.system()}, {cpu_count()} cores, Python {platform.python_version()}",
    )
    for name in names or MEASUREMENTS:
        with console.status(f"measuring {name}"):
            for figure in _measured(name, large):
                table.add_row(figure.what, figure.value, figure.beside)
    console.print(table)
    return 0


def _measured(name: str, large: bool) -> Iterator[Figure]:
    module = importlib.import_module(f"bench.{name}")
    yield from module.measure()
    if large and hasattr(module, "measure_large"):
        yield from module.measure_large()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

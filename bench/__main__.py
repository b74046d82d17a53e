"""`python -m bench [name...]`: take every measurement, or the named ones, and print them in one table."""

from __future__ import annotations

import importlib
import platform
import sys
from os import cpu_count

from rich.console import Console
from rich.table import Table

MEASUREMENTS = ("reading", "lighting", "bg_nbd", "measuring", "today_page")


def main(names: list[str]) -> int:
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
            for figure in importlib.import_module(f"bench.{name}").measure():
                table.add_row(figure.what, figure.value, figure.beside)
    console.print(table)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

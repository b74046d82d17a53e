"""`python -m bench [name...] [--large]`: take every measurement, or the named ones, and print them in one table.

Over 1 in the last column ours is better: so many times as fast, as small, as near.

With `--large` those that have one take their large measurement too, which may need minutes and gigabytes.
"""

from __future__ import annotations

import importlib
import platform
import sys
import traceback
from collections.abc import Iterator
from os import cpu_count

from rich.console import Console
from rich.table import Column, Table

from bench.figure import Figure, not_measured
from bench.peers import PeerAbsent

MEASUREMENTS = (
    "reading",
    "lighting",
    "ignite_full",
    "planning",
    "bg_nbd",
    "deals",
    "forecast",
    "measuring",
    "scale",
    "today_page",
)

LARGE = "--large"
_FAILED: list[str] = []
WIDE = 180
"""Of a table written to a file, where nothing says how wide it may be."""


def main(arguments: list[str]) -> int:
    large, names = LARGE in arguments, [name for name in arguments if name != LARGE]
    unknown = sorted(set(names) - set(MEASUREMENTS))
    if unknown:
        print(f"no such measurement: {', '.join(unknown)}; there are: {', '.join(MEASUREMENTS)}", file=sys.stderr)
        return 2
    console = Console()
    if not console.is_terminal:
        console = Console(width=WIDE)
    table = Table(
        "work",
        "peer and version",
        "peer's figure",
        "ours",
        Column("ratio", justify="right"),
        title=f"{platform.system()}, {cpu_count()} cores, Python {platform.python_version()}",
    )
    for name in names or MEASUREMENTS:
        with console.status(f"measuring {name}"):
            for figure in _measured(name, large):
                ratio = "" if figure.ratio is None else f"{figure.ratio:.3g}"
                table.add_row(figure.work, figure.peer, figure.theirs, figure.ours, ratio)
    console.print(table)
    return 1 if _FAILED else 0


def _measured(name: str, large: bool) -> Iterator[Figure]:
    module = importlib.import_module(f"bench.{name}")
    try:
        yield from module.measure()
        if large and hasattr(module, "measure_large"):
            yield from module.measure_large()
    except PeerAbsent as absent:
        yield not_measured(name, str(absent))
    except Exception as accident:
        # One bench that breaks takes nothing from the others; the run as a whole has failed.
        traceback.print_exc()
        _FAILED.append(name)
        yield not_measured(name, f"failed: {accident!r}")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

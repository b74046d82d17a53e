"""What is seen while something takes longer than two seconds: real counts, on standard error, only where somebody looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

Tick = Callable[[int, int | None, str], None]
"""Called with how many are done, how many there are where that is known, and the latest."""
PATIENCE_SECONDS = 2.0
LATEST = 50
"""Characters of the latest name that are shown."""


@contextmanager
def counting(console: Console, label: str) -> Iterator[Tick]:
    """A bar that comes up only once the work has taken longer than anybody waits without wondering."""
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[count]}"),
        TextColumn("{task.fields[latest]}", style="dim", markup=False),
        console=console,
        transient=True,
    )
    task = bar.add_task(label, total=None, latest="", count="")
    begun = monotonic()

    def tick(done: int, total: int | None = None, latest: str = "") -> None:
        if console.is_terminal and not bar.live.is_started and monotonic() - begun > PATIENCE_SECONDS:
            bar.start()
        count = f"{done}" if total is None else f"{done}/{total}"
        bar.update(task, completed=done, total=total, latest=latest[-LATEST:], count=count)

    try:
        yield tick
    finally:
        if bar.live.is_started:
            bar.stop()

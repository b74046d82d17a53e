"""What is seen while something takes long, and by whom."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from ignition.terminal import waiting
from ignition.terminal.waiting import counting


def _seen(terminal: bool, total: int | None) -> str:
    console = Console(file=io.StringIO(), force_terminal=terminal, width=120)
    with counting(console, "Reading") as tick:
        for done in range(1, 4):
            tick(done, total, f"invoice-{done}.xml")
    return console.file.getvalue()  # type: ignore[attr-defined]


def test_quick_work_shows_nothing() -> None:
    assert _seen(terminal=True, total=3) == ""


def test_slow_work_shows_real_counts_and_the_latest_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "PATIENCE_SECONDS", -1)
    assert "3/3" in _seen(terminal=True, total=3)
    seen = _seen(terminal=True, total=None)
    assert "invoice-3.xml" in seen
    assert "3/" not in seen


def test_where_nobody_looks_nothing_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "PATIENCE_SECONDS", -1)
    assert _seen(terminal=False, total=3) == ""

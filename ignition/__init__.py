"""Ignition: what the next hour of selling is worth most for, and how sure that is.

    >>> import ignition as ig
    >>> book = ig.Book(purchases=[{"customer_id": "Rossi", "on": "2026-01-31", "amount": 12.5}])
    >>> ig.ignite(book).on.isoformat()
    '2026-01-31'

Names are looked up when they are first used, so that `import ignition` costs nothing but itself.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ignition.assumptions import Assumptions as Assumptions
    from ignition.book import Book as Book
    from ignition.book import describe_tables as describe_tables
    from ignition.effects import measure as measure
    from ignition.engine import ignite as ignite
    from ignition.errors import IgnitionError as IgnitionError
    from ignition.foreseeing import forecast as forecast
    from ignition.macro import levers as levers
    from ignition.moves import Move as Move
    from ignition.moves import Moves as Moves
    from ignition.reading import read as read
    from ignition.responses import Judgement as Judgement

_HOMES = {
    "Assumptions": "ignition.assumptions",
    "Book": "ignition.book",
    "IgnitionError": "ignition.errors",
    "Judgement": "ignition.responses",
    "Move": "ignition.moves",
    "Moves": "ignition.moves",
    "describe_tables": "ignition.book",
    "forecast": "ignition.foreseeing",
    "ignite": "ignition.engine",
    "levers": "ignition.macro",
    "measure": "ignition.effects",
    "read": "ignition.reading",
}
__all__ = sorted(_HOMES)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'ignition' has no attribute {name!r}")
    found = getattr(import_module(_HOMES[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})

"""Rolling origin over the user's own history: what the engine would have said, and what happened.

    >>> from ignition.backtest import backtest
    >>> from ignition.book import Book
    >>> backtest(Book()).notes[0].say("en")
    'There are no purchases and no deals: there is nothing to look back at.'

Nothing here prints. `report.hidden` names the numbers that did not pass the gate (`ignition.gate.gate`).
"""

from ignition.backtest.report import Judged, MoveAfter, Period, PlayAfter, Report
from ignition.backtest.running import backtest

__all__ = ["Judged", "MoveAfter", "Period", "PlayAfter", "Report", "backtest"]

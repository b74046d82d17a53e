"""`ignition backtest`, as it is shown: on the screen, as JSON, as a page."""

from ignition.terminal.backtest.command import AskedBack, print_backtest

__all__ = ["AskedBack", "print_backtest"]

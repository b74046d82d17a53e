"""`ignition forecast`, as it is shown: on the screen, and as JSON."""

from ignition.terminal.forecast.command import AskedAhead, print_forecast

__all__ = ["AskedAhead", "print_forecast"]

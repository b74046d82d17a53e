"""`ignition levers`: the seven levers, and the organisation's Ignition Point."""

from ignition.terminal.levers.command import AskedLevers, print_levers

__all__ = ["AskedLevers", "print_levers"]

"""The terminal: `ignition points`. No web, no database."""

from ignition.terminal.app import app

__all__ = ["app"]

"""The command `ignition`: the terminal of the engine, and the product's own commands."""

from __future__ import annotations

from ignition_web.commands.app import app


def main() -> None:
    """The console entry. Django is set up only by the commands that need it."""
    app(prog_name="ignition")


__all__ = ["main"]

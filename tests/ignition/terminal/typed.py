"""A command as it is typed, run in this process."""

from __future__ import annotations

from typer.testing import CliRunner, Result

from ignition.terminal import app


def typed(*arguments: object, columns: int = 160) -> Result:
    """What it answered.

    A refused value ends in an error of Pydantic's into which the garbage collector cannot look: in a circle with the frames it passed
    it would stay until the process ends, and DuckDB with it, which then prints what "leaked". Here the circle is cut.
    """
    result = CliRunner().invoke(app, [str(one) for one in arguments], env={"COLUMNS": str(columns)})
    if result.exception:
        result.exception.__context__ = None
    return result

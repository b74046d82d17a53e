"""Set Django up for one command, or say in plain words which setting is wrong."""

from __future__ import annotations

import importlib
import os

import typer

from ignition.terminal.language import language_of_environment
from ignition_web.environment import WrongSettings


def set_up_django() -> None:
    """Ends the command with 2 where a setting is wrong."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ignition_web.settings")
    try:
        importlib.import_module("django").setup()  # here, so that `points` loads nothing of it
    except WrongSettings as error:
        for wrong in error.wrong:
            typer.echo(wrong.say(language_of_environment()), err=True)
        raise typer.Exit(2) from error

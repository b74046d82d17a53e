"""Every command with its options. What a command does lives in a module of its own, imported once Django is set up.

`ignition points` needs no Django, and never loads it.
"""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Annotated

import typer

from ignition.terminal import app as engine
from ignition.terminal.language import language_of_environment
from ignition.wording import Text
from ignition_web.commands import words

_LANG = language_of_environment()


def _help(text: Text) -> str:
    return text.of().say(_LANG)


app = typer.Typer(help=_help(words.HELP), no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
app.registered_commands += engine.registered_commands


@app.command(help=_help(words.DEMO_HELP))
def demo(
    port: Annotated[int, typer.Option(help=_help(words.PORT_HELP), min=1, max=65535)] = 8000,
    no_serve: Annotated[bool, typer.Option("--no-serve", help=_help(words.NO_SERVE_HELP))] = False,
    folder: Annotated[Path, typer.Option(help=_help(words.FOLDER_HELP))] = Path("var/demo"),
) -> None:
    importlib.import_module("ignition_web.commands.demo").show_demo(folder, None if no_serve else port, _LANG)

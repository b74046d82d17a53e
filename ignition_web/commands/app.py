"""Every command with its options. What a command does lives in a module of its own, imported once Django is set up.

`ignition points` needs no Django, and never loads it.
"""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Annotated, Any

import typer

from ignition.terminal import app as engine
from ignition.terminal.language import language_of_environment
from ignition.wording import Text
from ignition_web.commands import words
from ignition_web.commands.settled import set_up_django

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


@app.command(help=_help(words.SERVE_HELP))
def serve(
    host: Annotated[str, typer.Option(help=_help(words.HOST_HELP))] = "",
    port: Annotated[int, typer.Option(help=_help(words.SERVE_PORT_HELP), min=0, max=65535)] = 0,
    processes: Annotated[int, typer.Option(help=_help(words.PROCESSES_HELP), min=1, max=64)] = 1,
    worker: Annotated[bool, typer.Option(help=_help(words.WITH_WORKER_HELP))] = True,
) -> None:
    set_up_django()
    serving = importlib.import_module("ignition_web.commands.serve")
    usual_host, usual_port = serving.address_of_base_url()
    serving.serve(host or usual_host, port or usual_port, processes, worker)


@app.command(help=_help(words.WORKER_HELP))
def worker() -> None:
    importlib.import_module("ignition_web.commands.worker").run_worker()


@app.command(help=_help(words.CHECK_HELP))
def check() -> None:
    set_up_django()
    if not importlib.import_module("ignition_web.commands.check").check(_LANG):
        raise typer.Exit(1)


user = typer.Typer(help=_help(words.USER_HELP), no_args_is_help=True)
app.add_typer(user, name="user")
_Email = Annotated[str, typer.Argument(help="E-mail")]
_Password = Annotated[str | None, typer.Option(help=_help(words.PASSWORD_HELP))]


@user.command("add", help=_help(words.USER_ADD_HELP))
def user_add(
    email: _Email,
    name: Annotated[str, typer.Option(help=_help(words.NAME_HELP))],
    role: Annotated[str, typer.Option(help="owner, leader, seller, partner")] = "seller",
    team: Annotated[str | None, typer.Option(help=_help(words.TEAM_HELP))] = None,
    password: _Password = None,
) -> None:
    _people().add(email, name, role, password, team, _LANG)


@user.command("list", help=_help(words.USER_LIST_HELP))
def user_list() -> None:
    _people().list_all()


@user.command("password", help=_help(words.USER_PASSWORD_HELP))
def user_password(email: _Email, password: _Password = None) -> None:
    _people().set_password(email, password, _LANG)


@user.command("export", help=_help(words.USER_EXPORT_HELP))
def user_export(email: _Email) -> None:
    _people().export(email, _LANG)


@user.command("close", help=_help(words.USER_CLOSE_HELP))
def user_close(email: _Email) -> None:
    _people().close(email, _LANG)


def _people() -> Any:
    set_up_django()
    importlib.import_module("django.core.management").call_command("migrate", verbosity=0, interactive=False)
    return importlib.import_module("ignition_web.commands.user")

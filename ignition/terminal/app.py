"""The command line of the engine."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from ignition.terminal import phrases
from ignition.terminal.backtest import AskedBack, print_backtest, words
from ignition.terminal.forecast import AskedAhead, print_forecast
from ignition.terminal.forecast import words as forecast_words
from ignition.terminal.language import language_of_environment
from ignition.terminal.levers import AskedLevers, print_levers
from ignition.terminal.levers import words as lever_words
from ignition.terminal.points import Asked, print_points
from ignition.wording import Text

_LANG = language_of_environment()


def _help(text: Text) -> str:
    return text.of().say(_LANG)


app = typer.Typer(help=_help(phrases.HELP), no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


@app.callback()
def _commands() -> None:
    """What can be asked of the engine alone."""


@app.command(help=_help(phrases.POINTS_HELP))
def points(
    paths: Annotated[list[Path], typer.Argument(help=_help(phrases.PATHS_HELP), metavar="PATH...")],
    as_of: Annotated[str | None, typer.Option(help=_help(phrases.AS_OF_HELP), metavar="YYYY-MM-DD")] = None,
    json: Annotated[bool, typer.Option("--json", help=_help(phrases.JSON_HELP))] = False,
    lang: Annotated[Literal["it", "en"] | None, typer.Option(help=_help(phrases.LANG_HELP))] = None,
    seller: Annotated[str | None, typer.Option(help=_help(phrases.SELLER_HELP), metavar="WHO")] = None,
    why: Annotated[int | None, typer.Option(help=_help(phrases.WHY_HELP), metavar="N")] = None,
    own: Annotated[list[str] | None, typer.Option(help=_help(phrases.OWN_HELP), metavar="VAT")] = None,
    strict: Annotated[bool, typer.Option("--strict", help=_help(phrases.STRICT_HELP))] = False,
    quick: Annotated[bool, typer.Option("--quick", help=_help(phrases.QUICK_HELP))] = False,
) -> None:
    asked = Asked(
        paths=tuple(paths),
        as_of=as_of,
        as_json=json,
        lang=lang or _LANG,
        seller=seller,
        why=why,
        own=tuple(own or ()),
        strict=strict,
        quick=quick,
    )
    raise typer.Exit(print_points(asked))


@app.command(help=_help(words.HELP))
def backtest(
    paths: Annotated[list[Path], typer.Argument(help=_help(phrases.PATHS_HELP), metavar="PATH...")],
    start: Annotated[str | None, typer.Option("--from", help=_help(words.FROM_HELP), metavar="YYYY-MM-DD")] = None,
    every: Annotated[int | None, typer.Option(help=_help(words.EVERY_HELP), min=1, metavar="DAYS")] = None,
    horizon: Annotated[int | None, typer.Option(help=_help(words.HORIZON_HELP), min=1, metavar="DAYS")] = None,
    html: Annotated[Path | None, typer.Option(help=_help(words.HTML_HELP), metavar="FILE")] = None,
    json: Annotated[bool, typer.Option("--json", help=_help(phrases.JSON_HELP))] = False,
    lang: Annotated[Literal["it", "en"] | None, typer.Option(help=_help(phrases.LANG_HELP))] = None,
    own: Annotated[list[str] | None, typer.Option(help=_help(phrases.OWN_HELP), metavar="VAT")] = None,
) -> None:
    asked = AskedBack(
        paths=tuple(paths),
        start=start,
        every=every,
        horizon=horizon,
        html=html,
        as_json=json,
        lang=lang or _LANG,
        own=tuple(own or ()),
    )
    raise typer.Exit(print_backtest(asked))


@app.command(help=_help(forecast_words.HELP))
def forecast(
    paths: Annotated[list[Path], typer.Argument(help=_help(phrases.PATHS_HELP), metavar="PATH...")],
    as_of: Annotated[str | None, typer.Option(help=_help(phrases.AS_OF_HELP), metavar="YYYY-MM-DD")] = None,
    months: Annotated[int, typer.Option(help=_help(forecast_words.MONTHS_HELP), min=1, max=24, metavar="N")] = 6,
    json: Annotated[bool, typer.Option("--json", help=_help(phrases.JSON_HELP))] = False,
    lang: Annotated[Literal["it", "en"] | None, typer.Option(help=_help(phrases.LANG_HELP))] = None,
    own: Annotated[list[str] | None, typer.Option(help=_help(phrases.OWN_HELP), metavar="VAT")] = None,
    unproven: Annotated[bool, typer.Option("--unproven", help=_help(forecast_words.UNPROVEN_HELP))] = False,
) -> None:
    asked = AskedAhead(
        paths=tuple(paths),
        as_of=as_of,
        months=months,
        as_json=json,
        lang=lang or _LANG,
        own=tuple(own or ()),
        unproven=unproven,
    )
    raise typer.Exit(print_forecast(asked))


@app.command(help=_help(lever_words.HELP))
def levers(
    paths: Annotated[list[Path], typer.Argument(help=_help(phrases.PATHS_HELP), metavar="PATH...")],
    as_of: Annotated[str | None, typer.Option(help=_help(phrases.AS_OF_HELP), metavar="YYYY-MM-DD")] = None,
    json: Annotated[bool, typer.Option("--json", help=_help(phrases.JSON_HELP))] = False,
    lang: Annotated[Literal["it", "en"] | None, typer.Option(help=_help(phrases.LANG_HELP))] = None,
    own: Annotated[list[str] | None, typer.Option(help=_help(phrases.OWN_HELP), metavar="VAT")] = None,
) -> None:
    asked = AskedLevers(paths=tuple(paths), as_of=as_of, as_json=json, lang=lang or _LANG, own=tuple(own or ()))
    raise typer.Exit(print_levers(asked))

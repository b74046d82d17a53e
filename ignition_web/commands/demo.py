"""`ignition demo`: a company from nothing to its Ignition Points, and the product around it."""

from __future__ import annotations

import datetime as dt
import importlib
import json
import os
import shutil
from pathlib import Path

import typer
from rich.console import Console

from ignition.datasets import DemoCompany, write_demo_company
from ignition.wording import Lang
from ignition_web.commands import words
from ignition_web.commands.settled import set_up_django

_MARK = "demo.json"
"""Says that the folder is a demo, and of which day."""


def show_demo(folder: Path, port: int | None, lang: Lang) -> None:
    """Build it in `folder`, print the 3-2-1 and serve on `port`; None serves nothing."""
    out = Console(highlight=False)
    folder = folder.resolve()
    today = dt.date.today()  # noqa: DTZ011  the local day is the one people mean
    company = _company(folder, today, out, lang)
    url = f"http://127.0.0.1:{port or 8000}"
    os.environ.update(_own_settings(folder / "data", company.vat_id, url, lang))
    set_up_django()
    password = importlib.import_module("ignition_web.commands.demo_building").build(company, lang)
    _say_who_may_enter(out, company, password, lang)
    if port is not None:
        out.print(words.SERVING.of(url=url).say(lang), style="bold")
        importlib.import_module("ignition_web.commands.serve").serve("127.0.0.1", port)


def _company(folder: Path, today: dt.date, out: Console, lang: Lang) -> DemoCompany:
    """Today's demo goes on where it was left; one of another day is made anew; anything else is not touched."""
    mark = folder / _MARK
    if mark.exists() and json.loads(mark.read_text())["day"] != today.isoformat():
        shutil.rmtree(folder)
    elif not mark.exists() and folder.is_dir() and any(folder.iterdir()):
        typer.echo(words.NOT_OURS.of(folder=str(folder)).say(lang), err=True)
        raise typer.Exit(2)
    elif mark.exists():
        out.print(words.SAME_DAY.of(folder=str(folder)).say(lang))
    folder.mkdir(parents=True, exist_ok=True)
    mark.write_text(json.dumps({"day": today.isoformat()}))
    company = write_demo_company(folder / "documents", today=today)
    out.print(words.WRITTEN.of(company=company.name, n=len(company.documents), folder=str(company.folder)).say(lang))
    return company


def _own_settings(data: Path, vat_id: str, url: str, lang: Lang) -> dict[str, str]:
    """Whatever this environment is set to: a demo never writes into the data of a company, nor reads its folder."""
    return {
        "IGNITION_DATA_FOLDER": str(data),
        "DATABASE_URL": f"sqlite:///{data / 'ignition.sqlite3'}",
        "IGNITION_WATCHED_FOLDER": "",
        "IGNITION_OWN_VAT": vat_id,
        "IGNITION_OWN_MAIL_DOMAINS": "demo.example",
        "IGNITION_BASE_URL": url,
        "IGNITION_LANGUAGE": lang,
    }


def _say_who_may_enter(out: Console, company: DemoCompany, password: str, lang: Lang) -> None:
    for person in company.people:
        role = words.ROLES[person.role]
        out.print(words.LOGIN.of(who=person.email, role=role).say(lang))
    out.print(words.PASSWORD.of(password=password).say(lang), style="bold")

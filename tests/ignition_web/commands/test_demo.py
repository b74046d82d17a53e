"""`ignition demo`: from an empty folder to a product with something to show."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import typer
from rich.console import Console

from ignition.datasets import DemoCompany, write_demo_company
from ignition_web.capture.models import Arrival, ArrivalState
from ignition_web.commands import demo, demo_building
from ignition_web.customers.models import Customer
from ignition_web.environment.variables import read_environment
from ignition_web.points.models import Point
from ignition_web.sales.models import Deal, Purchase
from ignition_web.team.models import Role, User

TODAY = dt.date(2026, 11, 24)


@pytest.fixture
def company(tmp_path: Path, settings) -> DemoCompany:
    """What comes in bulk: the CRM's export and the portal's lists; reading single invoices is tested elsewhere."""
    settings.IGNITION_OWN_VAT = "99999990361"
    whole = write_demo_company(tmp_path / "documents", today=TODAY)
    return replace(whole, documents=tuple(path for path in whole.documents if path.suffix in (".csv", ".mbox")))


@pytest.mark.django_db(transaction=True)
def test_the_demo_fills_the_product_and_prints_what_it_shows(company: DemoCompany, capsys) -> None:
    password = demo_building.build(company, "it")
    printed = capsys.readouterr().out
    assert Customer.objects.count() == len(company.truth.clients)
    assert Deal.objects.count() == len(company.truth.deals)
    assert Purchase.objects.exists()
    assert not Arrival.objects.exclude(state=ArrivalState.READ).exists()
    assert {person.email: person.role for person in User.objects.all()} == {
        "alice@demo.example": Role.OWNER,
        "bob@demo.example": Role.SELLER,
        "charlie@demo.example": Role.SELLER,
        "dora@demo.example": Role.PARTNER,
    }
    assert all(person.check_password(password) for person in User.objects.all())
    assert "AZIONI" in printed
    assert any(point.shown.title.say("it") in printed for point in Point.objects.all())
    assert not any(f"  {person.pk}\n" in printed for person in User.objects.all()), "people have names here"


@pytest.mark.django_db(transaction=True)
def test_the_demo_started_again_doubles_nothing(company: DemoCompany) -> None:
    few = replace(company, documents=tuple(path for path in company.documents if path.parent.name == "crm"))
    first = demo_building.build(few, "en")
    counted = (User.objects.count(), Customer.objects.count(), Deal.objects.count(), Arrival.objects.count())
    assert demo_building.build(few, "en") != first
    assert (User.objects.count(), Customer.objects.count(), Deal.objects.count(), Arrival.objects.count()) == counted


def test_a_demo_of_another_day_is_made_anew(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    demo._company(folder, TODAY, Console(quiet=True), "it")
    (folder / "data").mkdir()
    (folder / "data" / "old").touch()
    demo._company(folder, TODAY, Console(quiet=True), "it")
    assert (folder / "data" / "old").exists()
    demo._company(folder, TODAY + dt.timedelta(days=1), Console(quiet=True), "it")
    assert not (folder / "data" / "old").exists()
    assert json.loads((folder / "demo.json").read_text()) == {"day": "2026-11-25"}


def test_a_folder_with_anything_else_in_it_is_left_alone(tmp_path: Path, capsys) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "thesis.doc").touch()
    with pytest.raises(typer.Exit) as ended:
        demo._company(folder, TODAY, Console(quiet=True), "en")
    assert ended.value.exit_code == 2
    assert "holds something else" in capsys.readouterr().err
    assert [path.name for path in folder.iterdir()] == ["thesis.doc"]


def test_a_demo_lives_in_its_own_folder_whatever_the_environment_says(tmp_path: Path, monkeypatch) -> None:
    """An environment that is set up for a company must not get a demo's customers into its database."""
    set_before = {
        "IGNITION_DATA_FOLDER": str(tmp_path / "ours"),
        "DATABASE_URL": "postgresql://ours/ours",
        "IGNITION_WATCHED_FOLDER": str(tmp_path),
    }
    own = demo._own_settings(tmp_path / "demo", "99999990361", "http://127.0.0.1:8000", "it")
    values, wrong = read_environment({**set_before, **own})
    assert not wrong
    assert values["IGNITION_DATA_FOLDER"] == tmp_path / "demo"
    assert values["DATABASE_URL"]["name"] == str(tmp_path / "demo" / "ignition.sqlite3")
    assert values["IGNITION_WATCHED_FOLDER"] is None


@pytest.mark.drill
def test_the_whole_command_from_nothing(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("IGNITION_", "DJANGO_"))}
    command = [sys.executable, "-c", "from ignition_web.commands import main; main()", "demo", "--no-serve"]
    done = subprocess.run(
        [*command, "--folder", str(tmp_path / "demo")],
        env={**environment, "LANG": "it_IT.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    for part in ("AZIONI", "IGNITION POINT", "alice@demo.example", "La password è la stessa per tutti"):
        assert part in done.stdout

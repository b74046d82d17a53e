"""The demo company inside the product: database, people, documents, points. Imported once Django is set up."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
from django.core.management import call_command
from rich.console import Console

from ignition.datasets import DemoCompany
from ignition.moves import Moves
from ignition.terminal.choosing import three_two_one
from ignition.terminal.showing import show_points
from ignition.terminal.waiting import counting
from ignition_web.capture.flows import read_all_waiting, receive
from ignition_web.capture.models import Arrival, ArrivalState
from ignition_web.commands import words
from ignition_web.customers.models import Activity, Customer
from ignition_web.points.flows import light_points
from ignition_web.points.models import Point
from ignition_web.sales.models import Deal, Purchase
from ignition_web.team.models import Team, User


def build(company: DemoCompany, lang: str) -> str:
    """Database, people, documents, points; and the 3-2-1 printed. Returns the password of everybody."""
    out, err = Console(highlight=False), Console(stderr=True, highlight=False)
    call_command("migrate", verbosity=0, interactive=False)
    password = f"demo-{secrets.token_urlsafe(9)}"
    owner = _people(company, password, lang)
    _receive(company.documents, owner, err, lang)
    _read_all(err, lang)
    _say_what_was_read(out, lang)
    with err.status(words.LIGHTING.of().say(lang)):
        light_points(company.today)
    _show(company.today, out, lang)
    return password


def _people(company: DemoCompany, password: str, lang: str) -> User:
    """Everybody who sells. Charlie works in the other team: Bob sees nothing of his."""
    known = {person.email: person for person in User.objects.all()}
    for seller in company.people:
        user = known.get(seller.email) or User.objects.create_user(
            seller.email, seller.name, seller.role, language=lang
        )
        user.set_password(password)
        user.save()
        known[seller.email] = user
    alice, *sellers = (known[seller.email] for seller in company.people)
    for name, user in zip(("Vendite dirette", "Romagna", "Agenti"), sellers, strict=True):
        team, _ = Team.objects.get_or_create(name=name, defaults={"leader": alice})
        team.members.add(user)
    return alice


def _receive(documents: Iterable[Path], by: User, err: Console, lang: str) -> None:
    """CRM first: its names are written as people write them."""
    ordered = sorted(documents, key=lambda path: (path.parent.name != "crm", path.parent.name, path.name))
    with counting(err, words.RECEIVING.of().say(lang)) as tick:
        for done, path in enumerate(ordered, 1):
            receive(path.name, path.read_bytes(), by=by)
            tick(done, len(ordered), path.name)


def _read_all(err: Console, lang: str) -> None:
    with counting(err, words.READING.of().say(lang)) as tick:

        def tell(arrival: Arrival) -> None:
            waiting = Arrival.objects.filter(state=ArrivalState.WAITING).count()
            total = Arrival.objects.count()
            tick(total - waiting, total, arrival.name)

        read_all_waiting(tell)


def _say_what_was_read(out: Console, lang: str) -> None:
    read = Arrival.objects.filter(state=ArrivalState.READ).count()
    failed = Arrival.objects.filter(state=ArrivalState.FAILED).count()
    counts = {
        "customers": Customer.objects.count(),
        "deals": Deal.objects.count(),
        "purchases": Purchase.objects.count(),
        "activities": Activity.objects.count(),
    }
    out.print(words.READ.of(documents=read, **counts).say(lang))
    if failed:
        out.print(words.UNREAD.of(n=failed).say(lang))


def _show(today: dt.date, out: Console, lang: str) -> None:
    """The same points that stand in the product, of the whole company: each with the name of whose it is."""
    shining = Point.objects.filter(gone_at__isnull=True).select_related("for_person")
    shown = tuple(replace(point.shown, person=point.for_person.name) for point in shining)
    moves = Moves(today, pa.table({}), shown)
    show_points(out, moves, three_two_one(moves, None), lang, named=True)

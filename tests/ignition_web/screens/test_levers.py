"""The page of the levers: for who owns the company or leads a team, about no person, weighed by the worker."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from ignition_web.customers.models import Customer
from ignition_web.screens.levers import View
from ignition_web.steering import flows
from ignition_web.steering.models import Sheet

from .conftest import proven

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 24)


def a_figure(value: float) -> dict[str, Any]:
    return {"value": value, "low": value / 2, "high": value * 2, "n": 40, "grade": "L1", "definition": "x v1"}


def a_move(
    kind: str = "flow", title: str = "Bring conversion back to 32%", customers: tuple[str, ...] = ()
) -> dict[str, Any]:
    chances = {"p_positive": 0.97, "p_top3": 0.9, "net_gain": 9_000.0, "hours": 120.0}
    said = {"title": title, "reason": "it was better in spring", "sure": "", "customers": list(customers)}
    return {"kind": kind, "name": "conversion", "gain": a_figure(12_000.0), "feasible": True, **chances, **said}


def a_lever(**known: Any) -> dict[str, Any]:
    weighed = {"per_hour": a_figure(80.0), "gain": a_figure(12_000.0), "hours": a_figure(120.0)}
    said = {"title": "Conversion", "meaning": "share of deals won", "reason": "it was better in spring"}
    shape = {"name": "conversion", "kind": "percent", "now": a_figure(0.25), "reached": 0.32, "grade": "L1"}
    return {**shape, **weighed, **said, **known}


def a_sheet(**known: Any) -> Sheet:
    lit = {**a_move(), "fuel_hours": 120.0, "next_on": "2027-02-01", "resource": "hours", "since": "2026-11-20"}
    told = {
        "on": TODAY.isoformat(), "levers": [a_lever()], "moves": [a_move()], "ignition": lit, "learn": None,
        "bottleneck": None, "velocity": None, "notes": ["hours are assumed"], **known,
    }  # fmt: skip
    return Sheet.objects.create(on=TODAY, weighed_at=timezone.now(), told={"it": told, "en": told})


@pytest.mark.parametrize("who", ["alice", "erin"])
def test_owner_and_leader_see_the_table_and_the_point(world, signed_in, who):
    a_sheet()
    proven("buys", "wins")
    person = getattr(world, who)
    person.language = "en"
    person.save()
    page = signed_in(person).get("/levers/").content.decode()
    for said in (
        "Bring conversion back to 32%",
        "25%",
        "about €80",
        "9 in 10",
        "usually so",
        "40 cases",
        "20 Nov 2026",
    ):
        assert said in page, said


def test_without_proof_it_says_no_chance(world, signed_in):
    a_sheet()
    proven("buys")
    page = signed_in(world.alice).get("/levers/").content.decode()
    assert "9 su 10" not in page
    assert ">Rende<" not in page, "a column of nothing"
    assert "Non abbiamo ancora prove sufficienti" in page


@pytest.mark.parametrize("who", ["bob", "charlie", "dora"])
def test_nobody_else_does(world, signed_in, who):
    a_sheet()
    client = signed_in(getattr(world, who))
    assert client.get("/levers/").status_code == client.post("/levers/weigh").status_code == 404
    assert 'href="/levers/"' not in client.get("/").content.decode()
    assert not Sheet.objects.visible_to(getattr(world, who)).exists()


def test_a_leader_is_told_of_no_customer_of_another_team(world, signed_in):
    theirs, others = (Customer.objects.get(owner=person) for person in (world.bob, world.charlie))
    moves = [a_move("time", f"Call {customer.name}", (str(customer.pk),)) for customer in (theirs, others)]
    lit = {**moves[1], "fuel_hours": 1.0, "next_on": "2027-02-01", "resource": "hours", "since": TODAY.isoformat()}
    a_sheet(moves=moves, ignition=lit)
    page = signed_in(world.erin).get("/levers/").content.decode()
    assert theirs.name in page
    assert others.name not in page
    assert others.name in signed_in(world.alice).get("/levers/").content.decode()


def test_a_lever_that_cannot_be_weighed_says_why(world):
    missing = a_lever(
        now={**a_figure(1.0), "value": None}, reached=None, per_hour=None, gain=None, hours=None, reason="add invoices"
    )
    view = View.of(a_sheet(levers=[missing]).told["en"], world.alice)
    assert (view.rows[0].now, view.rows[0].weighed, view.rows[0].reason) == ("–", False, "add invoices")


def test_where_nothing_passes_the_page_says_what_to_find_out(world, signed_in):
    lesson = {
        "name": "trial:value",
        "title": "Try it on half",
        "reason": "a quarter would tell",
        "worth": a_figure(900.0),
        "hours": 12.0,
    }
    a_sheet(ignition=None, learn={**lesson, "per_euro": 4.0, "p_changes": 0.3})
    page = signed_in(world.alice).get("/levers/").content.decode()
    assert "Prima c'è da imparare" in page
    assert "Try it on half" in page


def test_where_nothing_can_be_weighed_the_page_does_not_say_that_it_was(world, signed_in):
    none = "None yet: of no lever can it be said what it is worth."
    a_sheet(ignition=None, moves=[], levers=[a_lever(per_hour=None, gain=None, hours=None)], verdict=[none])
    page = signed_in(world.alice).get("/levers/").content.decode()
    assert none in page
    assert "sure enough" not in page


def test_asking_makes_one_sheet_that_the_worker_weighs(people, signed_in):
    client = signed_in(people.alice)
    for _ in range(2):
        assert client.post("/levers/weigh").status_code == 302
    assert Sheet.objects.count() == 1
    assert "si stanno pesando" in client.get("/levers/").content.decode()
    sheet = flows.steer(TODAY)
    assert sheet.on == TODAY
    assert len(sheet.told["it"]["levers"]) == 7
    page = client.get("/levers/").content.decode()
    assert "Le sette leve" in page
    assert not any(person.name in page.replace("Alice", "") for person in (people.bob, people.charlie))
    assert flows.steer(TODAY) is None


def test_the_point_of_yesterday_is_known_again(db):
    stored = {
        "kind": "time", "name": "close", "customers": ["7"], "resource": "hours",
        "lit_on": "2026-11-20", "next_on": "2026-12-01",
    }  # fmt: skip
    standing = flows._standing(stored)
    assert (standing.customers, standing.lit_on) == (("7",), dt.date(2026, 11, 20))
    assert flows._standing({}) is None

"""Sheets of levers: one waits at most, one a day comes by itself, a month of them stays; and what was scarce goes with a point."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from ignition_web.points.models import Point
from ignition_web.points.tables import points
from ignition_web.steering import flows
from ignition_web.steering.models import Sheet

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 24)


def a_point(person, index: float | None) -> Point:
    return Point.objects.create(
        for_person=person, slot="ignition", rank=1, play="close", subject="customer", subject_id="1", lit_on=TODAY,
        move={"index": index}, hours=1.0, grade="L0", chance=1.0, due_on=TODAY,
    )  # fmt: skip


def test_a_point_keeps_what_its_person_was_short_of(people):
    a_point(people.bob, 1.7)
    a_point(people.charlie, None)
    assert points()["scarce"].to_pylist() == ["hours", "moves"]


def test_asking_twice_asks_once(people):
    assert flows.ask() == flows.ask()
    assert Sheet.objects.count() == 1


def test_without_customers_nothing_is_weighed_by_itself(people):
    assert flows.steer(TODAY) is None
    assert not Sheet.objects.exists()


def test_a_month_of_sheets_stays(people):
    Sheet.objects.bulk_create([Sheet(on=TODAY, weighed_at=timezone.now()) for _ in range(flows.KEPT + 5)])
    flows.ask()
    assert flows.steer(TODAY).on == TODAY
    assert Sheet.objects.count() == flows.KEPT

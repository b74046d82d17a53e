"""The database writes down itself what is changed or taken out of the rows a Book is made of."""

from __future__ import annotations

import datetime as dt
import uuid
from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, models, transaction
from django.utils import timezone

from ignition_web.business.models import Target
from ignition_web.customers.models import Contact, Customer
from ignition_web.points import watching
from ignition_web.points.book import GROWING, WHOLE
from ignition_web.points.models import Answer, Point, TakenOut
from ignition_web.sales.models import Deal, DealChange, Product, Purchase, PurchaseLine, StageChange
from ignition_web.voice.models import Signal

NOUNS = {**GROWING, **WHOLE}
TODAY = timezone.localdate()


class _Undone(Exception):
    pass


@pytest.fixture
def one_of_each(world):
    """A row of every table, each with something in it, and all watched."""
    deal, customer = Deal.objects.first(), Customer.objects.first()
    Product.objects.create(external_id="P1", name="Pressa", list_price=Decimal(9))
    Target.objects.create(starts_on=TODAY, ends_on=TODAY + dt.timedelta(30), amount=Decimal(9))
    StageChange.objects.create(deal=deal, stage="Proposta", at=timezone.now())
    DealChange.objects.create(deal=deal, field="amount", old="1", new="2", at=timezone.now())
    PurchaseLine.objects.create(purchase=Purchase.objects.first(), code="P1", amount=Decimal(9))
    Signal.objects.create(customer=customer, kind="wish", text="Prima")
    point = Point.objects.create(
        for_person=world.bob, slot="action", rank=1, play="win_back", subject="customer", subject_id=str(customer.pk),
        customer=customer, lit_on=TODAY, move={"index": 1.0}, hours=1, grade="L0", chance=1, due_on=TODAY,
    )  # fmt: skip
    Answer.objects.create(point=point, said="done")
    watching.watch()


@pytest.mark.parametrize("noun", NOUNS)
def test_whatever_the_book_holds_of_a_row_is_written_down_when_it_changes(one_of_each, noun):
    model, read = NOUNS[noun]
    row = model.objects.order_by("pk").first()
    harmless = watching.HARMLESS.get(noun, frozenset())
    for field in (one for one in model._meta.concrete_fields if not (one.primary_key or one.generated)):
        held, stood = read().to_pylist(), _noted()
        with suppress(_Undone), transaction.atomic():
            model.objects.filter(pk=row.pk).update(**{field.attname: _another(field, getattr(row, field.attname))})
            noted = _noted() != stood
            assert noted or (field.column in harmless and read().to_pylist() == held) or field.column == "move", field
            raise _Undone


def test_of_a_move_only_what_the_book_holds_is_written_down(one_of_each):
    stood = _noted()
    Point.objects.update(move={"index": 2.0, "title": "altro"})
    assert _noted() == stood
    Point.objects.update(move={"index": None})
    assert _noted() != stood


@pytest.mark.parametrize("noun", NOUNS)
def test_whatever_goes_is_written_down_by_whatever_way_it_goes(one_of_each, noun):
    model = NOUNS[noun][0]
    stood = _noted()
    with suppress(_Undone), transaction.atomic():
        model.objects.filter(pk=model.objects.order_by("-pk").first().pk).delete()
        assert _noted() != stood
        raise _Undone
    assert _noted() == stood


def test_sql_by_hand_is_written_down_and_what_comes_is_not(one_of_each):
    stood = _noted()
    contact = Contact.objects.create(customer=Customer.objects.first(), name="Nuovo")
    Customer.objects.first().touch()
    assert _noted() == stood
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM customers_contact WHERE id = %s", [contact.pk])
    assert _noted() != stood


def test_a_table_that_lost_its_watch_is_watched_again_and_that_is_written_down_too(one_of_each):
    standing, stood = watching._standing(), _noted()
    watching.watch()
    assert _noted() == stood
    lost = next(name for name in standing if "customers" in name)
    on_table = " ON customers_customer" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TRIGGER "{lost}"{on_table}')
    watching.watch()
    assert _noted() != stood
    assert watching._standing() == standing


def test_old_notes_are_thrown_away_and_what_stood_on_them_is_known_to_be_old(one_of_each):
    for _ in range(3):
        Contact.objects.update(role=str(uuid.uuid4()))
    stood = _noted()
    watching.throw_away_old()
    assert TakenOut.objects.filter(noun="customers_contact").count() == 1
    assert _noted() != stood


def _noted() -> tuple[object, ...]:
    return watching.taken_out(), watching.points_changed()


def _another(field: Any, value: Any) -> Any:
    """A value of the same kind, and not the same."""
    if isinstance(field, models.BooleanField):
        return not value
    if isinstance(field, (models.DateField, models.DateTimeField)):
        return (value or timezone.now()) + dt.timedelta(days=1)
    if isinstance(field, models.UUIDField):
        return uuid.uuid4()
    if isinstance(field, models.JSONField):
        return {"other": 1}
    if isinstance(field, (models.ForeignKey, models.IntegerField, models.DecimalField, models.FloatField)):
        return (value or 0) + 1
    return "z"

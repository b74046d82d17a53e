"""The list of customers and the page of one."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from ignition_web.customers.models import Activity, Customer
from ignition_web.sales.models import Deal, Purchase, StageChange
from ignition_web.screens.customers import ROWS
from ignition_web.screens.rhythm import rhythm
from ignition_web.screens.timeline import PER_PAGE, stream_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice(people):
    return people.alice


def page(client, address: str, **headers: str) -> str:
    return client.get(address, headers=headers).content.decode()


@pytest.mark.parametrize(
    "typed",
    [
        "società",
        "SOCIETA",
        "agrìcola panaro",
        "panaro societa",
        "01234567890",
        "it0123",
        "059 12-34",
        "+39 0591234",
        "INFO@soc",
    ],
)
def test_a_customer_is_found_however_it_is_typed(alice, signed_in, typed) -> None:
    Customer.objects.create(
        name="Società Agricola Panàro",
        vat_id="IT01234567890",
        phone="+39 059 12 34",
        email="info@societa.example",
        owner=alice,
    )
    Customer.objects.create(
        name="Rossi SpA", vat_id="IT99999999999", phone="+39 02 777", email="a@rossi.example", owner=alice
    )
    shown = signed_in(alice).get("/customers/", {"q": typed}).content.decode()
    assert "Società Agricola Panàro" in shown
    assert "Rossi SpA" not in shown


@pytest.mark.parametrize("typed", ["%", "_", "-----", "' OR 1=1 --", "\\"])
def test_signs_of_the_database_are_only_signs(alice, signed_in, typed) -> None:
    Customer.objects.create(name="Rossi SpA", owner=alice)
    assert "Rossi SpA" not in signed_in(alice).get("/customers/", {"q": typed}).content.decode()


def test_a_renamed_customer_is_found_by_its_new_name(alice, signed_in) -> None:
    customer = Customer.objects.create(name="Rossi", owner=alice)
    Customer.objects.filter(pk=customer.pk).update(name="Verdi")
    assert "Verdi" in signed_in(alice).get("/customers/?q=verdi").content.decode()


def test_the_pages_follow_each_other_without_losing_or_doubling_anybody(alice, signed_in) -> None:
    count = 2 * ROWS + 7
    Customer.objects.bulk_create(
        Customer(name=f"Cliente {n % 40:03d}", city=f"({n})", owner=alice) for n in range(count)
    )
    client, seen, address = signed_in(alice), [], "/customers/"
    while address:
        shown = client.get(address).context
        seen += [row.customer.pk for row in shown["rows"]]
        address = f"/customers/?after={shown['after']}" if shown["after"] else ""
    assert len(seen) == len(set(seen)) == count


def test_a_broken_page_mark_is_the_first_page(alice, signed_in) -> None:
    Customer.objects.create(name="Rossi SpA", owner=alice)
    assert "Rossi SpA" in page(signed_in(alice), "/customers/?after=nonsense")


@pytest.mark.parametrize("count", [1, 100])
def test_a_list_costs_the_same_however_long_it_is(alice, signed_in, django_assert_max_num_queries, count) -> None:
    for number in range(count):
        give(alice, number)
    client = signed_in(alice)
    with django_assert_max_num_queries(12):
        client.get("/customers/")
    with django_assert_max_num_queries(12):
        client.get("/deals/")


@pytest.mark.parametrize("count", [1, 100])
def test_a_customers_page_costs_the_same_however_much_happened(
    alice, signed_in, django_assert_max_num_queries, count
) -> None:
    customer = give(alice, 0)
    for number in range(1, count):
        fill(customer, alice, number)
    client = signed_in(alice)
    with django_assert_max_num_queries(25):
        assert client.get(f"/customers/{customer.public_id}/").status_code == 200


def test_the_timeline_is_one_stream_newest_first(alice) -> None:
    customer = give(alice, 0)
    events = stream_of(customer, alice).events
    assert [event.at for event in events] == sorted((event.at for event in events), reverse=True)
    assert {event.kind for event in events} == {"mail", "invoice", "stage"}


@pytest.mark.parametrize("kind", ["mail", "invoice", "stage"])
def test_the_timeline_shows_one_kind_when_asked(alice, signed_in, kind) -> None:
    customer = give(alice, 0)
    shown = signed_in(alice).get(
        f"/customers/{customer.public_id}/timeline?kind={kind}", headers={"HX-Request": "true"}
    )
    assert {event.kind for event in shown.context["stream"].events} == {kind}


def test_the_timeline_goes_on_where_it_stopped(alice) -> None:
    customer = Customer.objects.create(name="Rossi", owner=alice)
    now = timezone.now()
    same_moment = [Activity(customer=customer, kind="note", at=now, text=str(n)) for n in range(PER_PAGE + 5)]
    Activity.objects.bulk_create(same_moment)
    first, second = stream_of(customer, alice), stream_of(customer, alice, page=2)
    texts = [event.said for event in first.events + second.events]
    assert (first.more, second.more) == (True, False)
    assert len(texts) == len(set(texts)) == PER_PAGE + 5


def test_a_note_is_kept_as_it_was_written(alice, signed_in) -> None:
    customer = Customer.objects.create(name="Rossi", owner=alice)
    signed_in(alice).post(f"/customers/{customer.public_id}/notes", {"text": " <b>perché no</b> "})
    note = Activity.objects.get()
    assert (note.text, note.kind, note.person) == ("<b>perché no</b>", "note", alice)
    assert "&lt;b&gt;perché no" in page(signed_in(alice), f"/customers/{customer.public_id}/")


@pytest.mark.parametrize("text", ["", "   ", "\x00"])
def test_an_empty_note_is_none(alice, signed_in, text) -> None:
    customer = Customer.objects.create(name="Rossi", owner=alice)
    signed_in(alice).post(f"/customers/{customer.public_id}/notes", {"text": text})
    assert not Activity.objects.exists()


def test_the_picture_and_its_table_carry_the_same_numbers(alice, signed_in) -> None:
    customer = give(alice, 0)
    context = signed_in(alice).get(f"/customers/{customer.public_id}/").context
    drawn = [(row["on"], row["amount"]) for row in context["picture"]["rows"]]
    assert drawn == [(bought.on.isoformat(), float(bought.amount)) for bought in context["purchases"]]


def test_a_habit_needs_four_gaps() -> None:
    first = dt.date(2026, 1, 1)
    assert rhythm([first + dt.timedelta(days=30 * n) for n in range(4)]) is None
    habit = rhythm([first + dt.timedelta(days=30 * n) for n in range(5)])
    assert habit.usual_days == 30
    assert habit.from_on == habit.to_on == first + dt.timedelta(days=150)


def test_two_invoices_of_one_day_are_one_visit() -> None:
    days = [dt.date(2026, 1, 1) + dt.timedelta(days=10 * n) for n in range(6)]
    assert rhythm(days) == rhythm([*days, *days])


def give(person, number: int) -> Customer:
    customer = Customer.objects.create(name=f"Cliente {number:03d}", owner=person)
    fill(customer, person, number)
    return customer


def fill(customer: Customer, person, number: int) -> None:
    deal = Deal.objects.create(
        customer=customer, name=f"Trattativa {number}", owner=person, amount=Decimal(1000 + number), stage="Proposta"
    )
    StageChange.objects.create(deal=deal, stage="Proposta", at=timezone.now() - dt.timedelta(days=number + 1))
    on = timezone.localdate() - dt.timedelta(days=number + 1)
    Purchase.objects.create(customer=customer, on=on, amount=Decimal(100), source_key=f"p{customer.pk}-{number}")
    Activity.objects.create(
        customer=customer,
        kind="mail",
        direction="in",
        at=timezone.now() - dt.timedelta(days=number),
        person=person,
        source_key=f"a{customer.pk}-{number}",
    )

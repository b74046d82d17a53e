"""Deals: where the money stands, and each one of them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from ignition_web.customers.models import Activity, Customer
from ignition_web.sales.models import Deal, DealChange, StageChange
from ignition_web.screens.deals import ROWS

pytestmark = pytest.mark.django_db


def deal(person, name: str = "Fornitura", amount: int | None = 1000, **more: object) -> Deal:
    return Deal.objects.create(**{"name": name, "owner": person, "amount": amount, "stage": "Proposta", **more})


def test_the_bars_add_up_to_the_deals(people, signed_in) -> None:
    deal(people.bob, amount=1000, stage="Proposta")
    deal(people.bob, amount=500, stage="Proposta")
    deal(people.bob, amount=None, stage="Contatto")
    deal(people.charlie, amount=90_000)
    context = signed_in(people.bob).get("/deals/").context
    assert [(row["stage"], row["value"]) for row in context["picture"]["rows"]] == [
        ("Proposta", 1500.0),
        ("Contatto", 0.0),
    ]
    assert "In tutto 1.500 €, di cui 1.500 € in Proposta" in context["picture"]["title"].replace(
        "\N{NO-BREAK SPACE}", " "
    )


def test_a_stage_narrows_the_list(people, signed_in) -> None:
    deal(people.bob, "Torni", stage="Proposta")
    deal(people.bob, "Frese", stage="Contatto")
    shown = [row.deal.name for row in signed_in(people.bob).get("/deals/", {"stage": "Contatto"}).context["rows"]]
    assert shown == ["Frese"]


def test_won_and_lost_have_their_own_lists(people, signed_in) -> None:
    deal(people.bob, "Vinta", outcome="won", closed_on=dt.date(2026, 1, 1))
    client = signed_in(people.bob)
    assert [row.deal.name for row in client.get("/deals/?outcome=won").context["rows"]] == ["Vinta"]
    assert client.get("/deals/?outcome=lost").context["rows"] == []
    assert client.get("/deals/?outcome=nonsense").context["outcome"] == "open"


def test_the_pages_follow_each_other_also_where_amounts_are_equal_or_missing(people, signed_in) -> None:
    count = ROWS + 20
    Deal.objects.bulk_create(
        Deal(name=str(n), owner=people.bob, amount=None if n % 3 else Decimal("10.50")) for n in range(count)
    )
    client, seen, address = signed_in(people.bob), [], "/deals/"
    while address:
        shown = client.get(address).context
        seen += [row.deal.pk for row in shown["rows"]]
        address = f"/deals/?after={shown['after']}" if shown["after"] else ""
    assert len(seen) == len(set(seen)) == count


def test_a_deal_past_its_day_says_so(people, signed_in) -> None:
    late = deal(people.bob, expected_on=timezone.localdate() - dt.timedelta(days=1), opened_on=dt.date(2026, 1, 1))
    shown = signed_in(people.bob).get(f"/deals/{late.public_id}/").content.decode()
    assert "è ancora aperta" in shown


def test_a_deals_customer_is_named_only_to_who_may_see_it(people, signed_in) -> None:
    customer = Customer.objects.create(name="Cliente segreto", owner=people.charlie)
    shared = deal(people.bob, customer=customer)
    client = signed_in(people.bob)
    assert "Cliente segreto" not in client.get("/deals/").content.decode()
    assert "Cliente segreto" not in client.get(f"/deals/{shared.public_id}/").content.decode()
    assert "Cliente segreto" in signed_in(people.alice).get("/deals/").content.decode()


def test_the_way_of_a_deal_is_told_newest_first_whatever_it_is(people, signed_in) -> None:
    mine = deal(people.bob, owner=people.bob)
    days = [dt.datetime(2026, 1, number, tzinfo=dt.UTC) for number in (1, 2, 3)]
    StageChange.objects.create(deal=mine, stage="Proposta", at=days[0])
    DealChange.objects.create(deal=mine, field="amount", old="900.00", new="1000.00", at=days[1])
    customer = Customer.objects.create(name="Rossi", owner=people.bob)
    Activity.objects.create(
        customer=customer, kind="mail", subject="Sconto?", at=days[2], deal_key=mine.public_id, source_key="a"
    )
    told = signed_in(people.bob).get(f"/deals/{mine.public_id}/").context["events"]
    assert [event.what.replace("\N{NO-BREAK SPACE}", " ") for event in told] == [
        "Sconto?", "Valore: 900 € → 1.000 €", "Proposta"
    ]  # fmt: skip


def test_a_customer_is_not_named_twice_where_the_deal_bears_its_name(people, signed_in) -> None:
    customer = Customer.objects.create(name="Rossi Srl", owner=people.bob)
    deal(people.bob, "Rossi Srl - Torni", customer=customer)
    assert signed_in(people.bob).get("/deals/").content.decode().count("Rossi Srl") == 1


def test_the_drawer_asks_for_a_part_and_a_link_for_a_page(people, signed_in) -> None:
    mine = deal(people.bob)
    address, client = f"/deals/{mine.public_id}/", signed_in(people.bob)
    assert "<html" not in client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" in client.get(address).content.decode()


def test_with_no_deals_the_page_says_what_would_bring_them(people, signed_in) -> None:
    assert "Trascina l'export del tuo CRM" in signed_in(people.bob).get("/deals/").content.decode()

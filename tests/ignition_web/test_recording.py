"""From records to rows: each thing once, changed with a trace, and whose it is."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import transaction

from ignition.records import (
    ContactRow,
    CustomerRow,
    DealRow,
    Meeting,
    Message,
    Party,
    ProductRow,
    PurchaseRow,
    Reading,
    StageRow,
)
from ignition_web.capture import flows
from ignition_web.capture.models import Arrival, ArrivalState, Rewriting
from ignition_web.capture.recording import Recording
from ignition_web.customers.models import Activity, Contact, Customer
from ignition_web.customers.recognition import Recognition
from ignition_web.sales.models import Deal, DealChange, Product, Purchase, StageChange
from ignition_web.team.recognition import Colleagues

ROSSI = Party(name="Rossi SpA", vat_id="00743110157", city="Milano", email="info@rossi.example")
MARCH = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
DEAL = DealRow(
    "D1", "Pressa", ROSSI, "bob@bianchi.example", amount=Decimal(9000), stage="Offerta", opened_on=dt.date(2026, 2, 1)
)


def record(*records) -> Arrival:
    """A document that says these things, recorded."""
    arrival = Arrival.objects.create(sha256=uuid4().hex * 2, name="by hand", size=0, state=ArrivalState.READ)
    recording = Recording(arrival, Reading("by hand", "test", tuple(records)), Recognition())
    with transaction.atomic():
        recording.record()
    arrival.outcome = {name: n for name, n in recording.counts.items() if n}
    arrival.problems = recording.problems
    arrival.save(update_fields=["outcome"])
    return arrival


def test_a_deal_is_made_with_its_customer_and_owner(people):
    arrival = record(DEAL)
    deal = Deal.objects.get()
    assert (deal.customer.name, deal.owner, deal.outcome) == ("Rossi SpA", people.bob, "")
    assert arrival.outcome == {"customers": 1, "deals": 1}
    assert deal.customer in Customer.objects.visible_to(people.bob)


@pytest.mark.parametrize("said", ["Bob", "bob", "bob@bianchi.example", "BOB@Bianchi.example "])
def test_an_owner_is_found_by_mail_or_name(people, said):
    assert Colleagues().find(said) == people.bob


def test_an_owner_nobody_knows_is_counted_and_found_once_they_join(people):
    arrival = record(replace(DEAL, owner="Gina Verdi"))
    assert Deal.objects.get().owner is None
    assert arrival.outcome["owners_unknown"] == 1
    assert flows.read_again_for_new_colleague() == 1


def test_the_same_deal_again_changes_nothing(people):
    record(DEAL)
    again = record(DEAL)
    assert again.outcome == {"known": 1}
    assert (Deal.objects.count(), DealChange.objects.count(), Rewriting.objects.count()) == (1, 0, 0)


def test_a_deal_that_changed_leaves_a_trace_and_undo_gives_back_what_was(people):
    record(DEAL)
    later = record(replace(DEAL, amount=Decimal(7000), stage="Trattativa", expected_on=dt.date(2026, 6, 1)))
    deal = Deal.objects.get()
    assert (deal.amount, deal.stage) == (Decimal(7000), "Trattativa")
    assert set(DealChange.objects.values_list("field", "old", "new")) == {
        ("amount", "9000.00", "7000.00"),
        ("expected_on", "", "2026-06-01"),
    }
    assert StageChange.objects.get().stage == "Trattativa"
    flows.undo(later)
    deal.refresh_from_db()
    assert (deal.amount, deal.stage, deal.expected_on) == (Decimal(9000), "Offerta", None)
    assert not DealChange.objects.exists()


def test_undo_does_not_give_back_what_somebody_changed_since(people):
    record(DEAL)
    later = record(replace(DEAL, amount=Decimal(7000)))
    Deal.objects.update(amount=Decimal(5000))
    taken = flows.undo(later)
    assert Deal.objects.get().amount == Decimal(5000)
    assert taken.stayed["deal"] == 1


def test_what_a_document_leaves_out_stays_as_it_was(people):
    record(DEAL)
    record(DealRow("D1", outcome="won", won_amount=Decimal(8000), closed_on=dt.date(2026, 5, 1)))
    deal = Deal.objects.get()
    assert (deal.name, deal.amount, deal.won_amount, deal.outcome) == ("Pressa", Decimal(9000), Decimal(8000), "won")


def test_stages_find_their_deal_even_when_it_comes_later(people):
    entered = StageRow("D1", "Contatto", MARCH)
    early = record(entered)
    assert early.outcome == {"orphans": 1}
    record(DEAL)
    record(entered)
    assert list(StageChange.objects.values_list("stage", flat=True)) == ["Contatto"]


def test_a_document_is_looked_at_again_only_when_somebody_became_known_since(people):
    early = record(StageRow("D1", "Contatto", MARCH))
    Arrival.objects.filter(pk=early.pk).update(read_at=MARCH)
    assert flows.look_again() == 0
    later = record(DEAL)
    Arrival.objects.filter(pk=later.pk).update(
        read_at=MARCH + dt.timedelta(hours=1), outcome={"deals": 1, "makes_known": 1}
    )
    assert flows.look_again() == 1


def test_a_customer_is_completed_and_never_overwritten(people):
    Customer.objects.create(name="Rossi SpA", vat_id="00743110157", city="Milano", sector="Meccanica")
    arrival = record(CustomerRow(replace(ROSSI, phone="02 1234"), sector="Altro", owner="Bob"))
    customer = Customer.objects.get()
    assert (customer.phone, customer.sector, customer.owner) == ("02 1234", "Meccanica", people.bob)
    flows.undo(arrival)
    customer.refresh_from_db()
    assert (customer.phone, customer.owner) == ("", None)


def test_a_contact_is_made_once_at_its_customer(people):
    anna = ContactRow(Party(name="Anna Neri", email="Anna@rossi.example"), ROSSI, "decides", "Titolare")
    record(anna)
    record(anna)
    contact = Contact.objects.get()
    assert (contact.customer.name, contact.email) == ("Rossi SpA", "anna@rossi.example")
    assert (contact.role, contact.title) == ("decides", "Titolare")


def test_products_are_known_by_their_code(people):
    record(ProductRow("P1", "Pressa", "Macchine", Decimal(9000)), replace(DEAL, product="Pressa"))
    record(ProductRow("P1", "Pressa"))
    assert Deal.objects.get().product == Product.objects.get()


def test_equal_rows_of_one_table_are_several_purchases_and_the_same_ones_in_the_next_export(people):
    row = PurchaseRow(ROSSI, dt.date(2026, 3, 2), Decimal(10))
    record(row, row)
    record(row, row, replace(row, amount=Decimal(20)))
    assert Counter(Purchase.objects.values_list("amount", flat=True)) == {Decimal(10): 2, Decimal(20): 1}


def test_rows_of_one_document_are_lines_of_one_purchase(people):
    row = PurchaseRow(ROSSI, dt.date(2026, 3, 2), Decimal(10), product="Vite", document="FT 7")
    record(row, replace(row, product="Dado", amount=Decimal(5)))
    purchase = Purchase.objects.get()
    assert (purchase.amount, purchase.lines.count()) == (Decimal(15), 2)


@pytest.mark.parametrize("amount", ["1e15", "NaN", "Infinity"])
def test_an_impossible_amount_is_a_problem_and_the_rest_goes_on(people, amount):
    row = PurchaseRow(ROSSI, dt.date(2026, 3, 2), Decimal(10))
    arrival = record(replace(row, amount=Decimal(amount)), row)
    assert Purchase.objects.count() == 1
    assert len(arrival.problems) == 1


def test_signs_a_database_does_not_take_are_left_out(people):
    record(PurchaseRow(replace(ROSSI, name="Rossi\0 SpA\ud800"), dt.date(2026, 3, 2), Decimal(10), document="x" * 500))
    assert Purchase.objects.get().customer.name == "Rossi SpA?"


def _mail(sender: str, *recipients: str, key: str = "1", **more) -> Message:
    return Message(
        key, MARCH, Party(email=sender), tuple(Party(email=to) for to in recipients), "Offerta", "testo", **more
    )


def test_a_mail_with_a_customer_is_an_activity_with_its_direction_person_and_deal(people):
    record(DEAL)
    record(
        _mail("info@rossi.example", "bob@bianchi.example"), _mail("bob@bianchi.example", "info@rossi.example", key="2")
    )
    found = {(a.direction, a.person, a.deal_key) for a in Activity.objects.all()}
    deal = Deal.objects.get().public_id
    assert found == {("in", people.bob, deal), ("out", people.bob, deal)}


def test_only_the_head_of_a_mail_is_kept(people):
    record(DEAL)
    record(_mail("info@rossi.example", "bob@bianchi.example"))
    assert (Activity.objects.get().subject, Activity.objects.get().text) == ("Offerta", "")


@pytest.mark.parametrize(
    ("sender", "recipient"),
    [
        ("alice@bianchi.example", "bob@bianchi.example"),
        ("a.stranger@gmail.com", "bob@bianchi.example"),
        ("bob@bianchi.example", "mamma@libero.it"),
    ],
)
def test_mail_that_is_not_with_a_customer_is_not_kept(people, sender, recipient):
    record(DEAL)
    arrival = record(_mail(sender, recipient))
    assert not Activity.objects.exists()
    assert arrival.outcome == {"orphans": 1}


def test_newsletters_and_receipts_are_no_conversation(people):
    record(DEAL)
    record(
        _mail("info@rossi.example", "bob@bianchi.example", automatic=True),
        _mail("info@rossi.example", "bob@bianchi.example", key="2", receipt=True),
    )
    assert not Activity.objects.exists()


def test_the_same_mail_in_two_mailboxes_counts_once(people):
    record(DEAL)
    record(_mail("info@rossi.example", "bob@bianchi.example"))
    record(_mail("info@rossi.example", "bob@bianchi.example"))
    assert Activity.objects.count() == 1


def test_a_mail_from_a_contact_names_the_contact(people):
    record(ContactRow(Party(name="Anna Neri", email="anna@rossi.example"), ROSSI))
    record(_mail("anna@rossi.example", "bob@bianchi.example"))
    assert Activity.objects.get().contact.name == "Anna Neri"


def _meeting(**more) -> Meeting:
    people = (Party(email="info@rossi.example"), Party(email="bob@bianchi.example"))
    return Meeting("m1", MARCH, MARCH + dt.timedelta(hours=1), "Visita", attendees=people, **more)


def test_a_meeting_with_a_customer_is_an_activity(people):
    record(DEAL)
    record(_meeting())
    activity = Activity.objects.get()
    assert (activity.kind, activity.minutes, activity.person, activity.subject) == ("meeting", 60, people.bob, "Visita")


@pytest.mark.parametrize("how", ["cancelled", "private"])
def test_a_cancelled_or_private_meeting_is_not_kept(people, how):
    record(DEAL)
    record(_meeting(**{how: True}))
    assert not Activity.objects.exists()


def test_undoing_a_deal_takes_back_who_saw_its_customer_by_it(people):
    record(CustomerRow(ROSSI, owner="Charlie"))
    arrival = record(DEAL)
    assert Customer.objects.visible_to(people.bob).exists()
    flows.undo(arrival)
    assert not Customer.objects.visible_to(people.bob).exists()


def test_a_customer_of_an_answered_point_stays_when_its_document_is_undone(people):
    from ignition_web.points import flows as points
    from ignition_web.points.models import Point

    arrival = record(CustomerRow(ROSSI), CustomerRow(Party(name="Verdi Srl", city="Roma")))
    rossi = Customer.objects.get(name="Rossi SpA")
    point = Point.objects.create(
        for_person=people.bob, slot="action", rank=1, play="win_back", subject="customer", subject_id=str(rossi.pk),
        customer=rossi, lit_on=MARCH.date(), move={}, hours=1, grade="L0", chance=1, due_on=MARCH.date(),
    )  # fmt: skip
    points.answer(point, "done", by=people.bob)
    taken = flows.undo(arrival)
    assert list(Customer.objects.all()) == [rossi]
    assert (taken.gone["customer"], taken.stayed["customer"]) == (1, 1)

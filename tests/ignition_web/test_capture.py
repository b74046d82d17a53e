"""Documents come in: kept first, read once, recorded whole or not at all."""

from __future__ import annotations

import os

import pytest

from ignition_web.business.models import Company
from ignition_web.capture import flows
from ignition_web.capture.models import Arrival, ArrivalState, Doubt, DoubtKind
from ignition_web.capture.vault import sweep
from ignition_web.customers.models import Customer
from ignition_web.sales.models import Purchase
from tests.ignition_web.documents import OURS, invoice, zipped


@pytest.fixture
def ours(db) -> Company:
    company = Company.ours()
    company.vat_id = OURS
    company.save()
    return company


def test_the_bytes_are_kept_as_they_came(people):
    arrival, created = flows.receive("fattura.xml", b"anything", people.bob)
    assert created
    assert arrival.path.read_bytes() == b"anything"
    assert arrival.state == ArrivalState.WAITING


def test_what_was_half_written_when_a_process_died_is_swept_after_a_day(people):
    arrival, _ = flows.receive("a.xml", b"whole", people.bob)
    left, fresh = (arrival.path.with_name(name) for name in (".coming-old", ".coming-now"))
    for path in (left, fresh):
        path.write_bytes(b"half")
    os.utime(left, (0, 0))
    assert sweep() == 1
    assert (left.exists(), fresh.exists(), arrival.path.exists()) == (False, True, True)


def test_a_file_damaged_on_disk_is_written_again_when_it_comes_again(people):
    arrival, _ = flows.receive("a.xml", b"whole", people.bob)
    arrival.path.write_bytes(b"cut")
    flows.receive("a.xml", b"whole", people.bob)
    assert arrival.path.read_bytes() == b"whole"


def test_a_document_that_is_read_again_keeps_what_it_gave(people, ours):
    flows.receive("fattura.xml", invoice(), people.bob)
    flows.read_all_waiting()
    first = dict(Arrival.objects.get().outcome)
    Arrival.objects.update(state=ArrivalState.WAITING, attempts=0)
    flows.read_all_waiting()
    again = Arrival.objects.get().outcome
    assert again == {name: number for name, number in first.items() if name != "makes_known"}
    assert again["purchases"] == 1


def test_the_same_bytes_twice_are_one_arrival(people):
    first, _ = flows.receive("a.xml", b"same", people.bob)
    second, created = flows.receive("b.xml", b"same", people.charlie)
    assert (first, created) == (second, False)
    assert second in Arrival.objects.visible_to(people.charlie)
    assert second not in Arrival.objects.visible_to(people.dora)


def test_an_invoice_makes_its_customer_and_purchase(people, ours):
    arrival, _ = flows.receive("fattura.xml", invoice(net="1234.50"), people.bob)
    flows.read_all_waiting()
    arrival.refresh_from_db()
    assert arrival.state == ArrivalState.READ, arrival.problems
    assert arrival.outcome == {"customers": 1, "purchases": 1, "makes_known": 1}
    purchase = Purchase.objects.get()
    assert (purchase.customer.name, str(purchase.amount), purchase.lines.count()) == ("Rossi SpA", "1234.50", 1)


def test_the_same_invoice_in_another_file_counts_once(people, ours):
    flows.receive("a.xml", invoice(), people.bob)
    flows.receive("b.xml", invoice() + b"\n", people.bob)
    flows.read_all_waiting()
    assert Purchase.objects.count() == 1
    assert Customer.objects.count() == 1


def test_what_we_bought_is_no_sale(people, ours):
    flows.receive("a.xml", invoice(seller_vat="00743110157", buyer_vat=OURS), people.bob)
    flows.read_all_waiting()
    assert not Purchase.objects.exists()
    assert not Customer.objects.exists()


def test_reading_twice_changes_nothing(people, ours):
    arrival, _ = flows.receive("a.xml", invoice(), people.bob)
    flows.read_all_waiting()
    assert flows.read_arrival(arrival) is False
    Arrival.objects.update(state=ArrivalState.WAITING)
    flows.read_all_waiting()
    assert Purchase.objects.count() == 1


def test_three_invoices_tell_who_we_are(people):
    for number, vat in enumerate(("00743110157", "00905811006", "00488410010")):
        flows.receive(f"{number}.xml", invoice(str(number), f"Cliente {number}", vat), people.bob)
    flows.read_all_waiting()
    assert Company.ours().vat_id == OURS
    assert Purchase.objects.count() == 3
    assert not Doubt.objects.filter(settled_at__isnull=True).exists()


def test_while_nobody_knows_who_we_are_invoices_wait_for_the_answer(people):
    arrival, _ = flows.receive("a.xml", invoice(), people.bob)
    flows.read_all_waiting()
    arrival.refresh_from_db()
    doubt = Doubt.objects.get(kind=DoubtKind.OWN_COMPANY)
    assert arrival.outcome == {"waiting": 1}
    assert not Purchase.objects.exists()
    flows.settle_doubt(doubt, OURS, people.alice)
    flows.read_all_waiting()
    assert Purchase.objects.count() == 1


def test_an_answer_that_was_not_offered_is_refused(people):
    flows.receive("a.xml", invoice(), people.bob)
    flows.read_all_waiting()
    with pytest.raises(flows.NotAnOption):
        flows.settle_doubt(Doubt.objects.get(), "somebody else", people.alice)


def test_a_near_name_is_asked_and_nothing_is_lost(people, ours):
    Customer.objects.create(name="Bianci Utensili Srl", city="Milano")
    flows.receive("a.xml", invoice(buyer="Bianchi Utensili Srl"), people.bob)
    flows.read_all_waiting()
    doubt = Doubt.objects.get(kind=DoubtKind.SAME_CUSTOMER)
    assert not Purchase.objects.exists()
    assert "Bianchi Utensili Srl" in doubt.asked.say("it")
    flows.settle_doubt(doubt, "new", people.alice)
    flows.read_all_waiting()
    assert Purchase.objects.get().customer.name == "Bianchi Utensili Srl"
    assert Customer.objects.count() == 2


def test_an_answered_question_is_not_asked_again(people, ours):
    known = Customer.objects.create(name="Bianci Utensili Srl", city="Milano")
    flows.receive("a.xml", invoice("1", buyer="Bianchi Utensili Srl"), people.bob)
    flows.read_all_waiting()
    flows.settle_doubt(Doubt.objects.get(), str(known.public_id), people.alice)
    flows.receive("b.xml", invoice("2", buyer="Bianchi Utensili Srl"), people.bob)
    flows.read_all_waiting()
    assert known.purchases.count() == 2
    assert Doubt.objects.count() == 1


def test_undo_takes_back_what_a_document_gave(people, ours):
    arrival, _ = flows.receive("a.xml", invoice(), people.bob)
    flows.read_all_waiting()
    taken = flows.undo(arrival, people.bob)
    assert taken.gone == {"purchase": 1, "customer": 1}
    assert not Customer.objects.exists()
    assert arrival.state == ArrivalState.UNDONE
    assert arrival.path.exists()


def test_undo_leaves_what_later_work_stands_on_and_says_so(people, ours):
    first, _ = flows.receive("a.xml", invoice("1"), people.bob)
    flows.receive("b.xml", invoice("2"), people.bob)
    flows.read_all_waiting()
    taken = flows.undo(first, people.bob)
    assert taken.stayed["customer"] == 1
    assert Purchase.objects.get().document == "2"


def test_what_two_documents_said_stays_when_one_is_undone(people, ours):
    first, _ = flows.receive("a.xml", invoice(), people.bob)
    flows.receive("b.xml", invoice() + b"\n", people.bob)
    flows.read_all_waiting()
    flows.undo(first, people.bob)
    flows.read_all_waiting()
    assert Purchase.objects.count() == 1


def test_a_document_undone_and_sent_again_is_read_again(people, ours):
    arrival, _ = flows.receive("a.xml", invoice(), people.bob)
    flows.read_all_waiting()
    flows.undo(arrival, people.bob)
    flows.receive("a.xml", invoice(), people.bob)
    flows.read_all_waiting()
    assert Purchase.objects.count() == 1


def test_each_document_of_a_zip_is_an_arrival_below_it(people, ours):
    content = zipped(uno=invoice("1"), due=invoice("2"), tre=b"not a document")
    arrival, _ = flows.receive("fatture.zip", content, people.bob)
    flows.read_all_waiting()
    arrival.refresh_from_db()
    assert arrival.outcome == {"documents": 3}
    assert sorted(arrival.children.values_list("state", flat=True)) == ["failed", "read", "read"]
    assert Purchase.objects.count() == 2
    flows.undo(arrival, people.bob)
    assert not Purchase.objects.exists()


def test_a_document_nobody_can_read_says_why_and_the_next_goes_on(people, ours):
    bad, _ = flows.receive("a.xml", b"\x00\x01\x02 nothing", people.bob)
    flows.receive("b.xml", invoice(), people.bob)
    flows.read_all_waiting()
    bad.refresh_from_db()
    assert bad.state == ArrivalState.FAILED
    assert bad.problems_said[0].say("it")
    assert Purchase.objects.count() == 1


def test_who_sent_the_same_bytes_later_cannot_take_them_back(people, ours):
    arrival, _ = flows.receive("a.xml", invoice(), people.bob)
    flows.receive("a.xml", invoice(), people.charlie)
    flows.read_all_waiting()
    with pytest.raises(flows.NotYours):
        flows.undo(arrival, people.charlie)
    assert Purchase.objects.count() == 1
    flows.undo(arrival, people.alice)
    assert not Purchase.objects.exists()

"""Readings in, a Book out."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ignition.binding import bind
from ignition.binding.activities import threads_of
from ignition.book import TABLES, Book
from ignition.records import ContactRow, DealRow, Party, ProductRow, PurchaseRow, Reading, StageRow
from tests.ignition.binding.conftest import (
    ALICE,
    ANNA,
    BIANCHI,
    STRANGER,
    US,
    VERDI,
    at,
    invoice,
    meeting,
    message,
    reading,
)

MARCH = dt.date(2026, 3, 10)


def rows(book: Book, table: str, *columns: str) -> list[Any]:
    found = book.table(table).select(columns or TABLES[table].columns).to_pylist()
    return [tuple(row.values()) if len(columns) > 1 else row[columns[0]] for row in found]


def said(book: Book) -> str:
    return " ".join(problem.say("en") for problem in book.problems)


def test_every_kind_of_record_finds_its_table(everything: list[Reading]) -> None:
    held = dict.fromkeys(bind(everything))
    assert list(held) == [
        "customers", "contacts", "products", "deals", "stage_changes", "activities", "purchases", "purchase_lines", "people",
    ]  # fmt: skip


def test_the_same_company_in_invoices_deals_and_contacts_is_one_customer(everything: list[Reading]) -> None:
    book = bind(everything)
    assert sorted(rows(book, "customers", "customer_id", "name", "owner", "sector")) == [
        ("09876540320", "Bianchi Spa", "Bob", "Acciaio"),
        ("Verdi Snc", "Verdi Snc", None, None),
    ]
    assert rows(book, "contacts", "customer_id") == ["09876540320"]
    assert rows(book, "deals", "deal_id", "customer_id") == [("7", "09876540320"), ("8", "Verdi Snc")]


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_neither_order_nor_repetition_of_documents_matters(everything: list[Reading], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(everything + data.draw(st.lists(st.sampled_from(everything), max_size=4))))
    one, other = bind(everything), bind(shuffled)
    assert all(one.table(name).equals(other.table(name)) for name in TABLES)


class TestInvoices:
    def test_a_credit_note_counts_negative(self) -> None:
        book = bind([reading(invoice("1", "100"), invoice("2", "-20", kind="TD04"))])
        assert sorted(rows(book, "purchases", "amount")) == [-20.0, 100.0]

    def test_a_number_used_again_in_another_year_is_another_invoice(self) -> None:
        later = invoice("1", "100", on=dt.date(2027, 1, 5))
        assert bind([reading(invoice("1", "100"), later, invoice("1", "100"))]).purchases.num_rows == 2

    def test_the_copy_with_lines_wins_over_the_list_without(self) -> None:
        listed = invoice("1", "100", lines=())
        for order in ([listed, invoice("1", "100")], [invoice("1", "100"), listed]):
            assert rows(bind([reading(*order)]), "purchase_lines", "product_id", "quantity") == [("VAL-1", 2.0)]

    def test_a_self_invoice_is_no_sale(self) -> None:
        book = bind([reading(invoice("1", "100"), invoice("2", "30", kind="TD17"))])
        assert rows(book, "purchases", "document") == ["1"]
        assert "1 self-invoices" in said(book)

    def test_what_we_bought_is_no_sale(self) -> None:
        received = [
            invoice(f"R{n}", "40", buyer=US, seller=Party(name=f"Supplier {n}", vat_id=f"0000000000{n}"))
            for n in (1, 2, 3)
        ]
        book = bind([reading(invoice("1", "100"), *received)])
        assert rows(book, "purchases", "document") == ["1"]
        assert "3 invoices received" in said(book)

    def test_we_are_whoever_is_on_most_invoices_and_the_book_says_so(self) -> None:
        book = bind([reading(invoice("1", "100"), invoice("2", "10", buyer=VERDI))])
        assert "We took “Officine Rossi Srl” (01234560157) for your company" in said(book)

    def test_who_we_are_can_be_said(self) -> None:
        book = bind([reading(invoice("1", "100"))], own=[Party(vat_id="09876540320")])
        assert "purchases" not in book
        assert "We took" not in said(book)

    def test_where_nobody_is_on_half_of_them_all_are_sales_and_the_book_says_so(self) -> None:
        sellers = [Party(name=f"Seller {n}", vat_id=f"1111111111{n}") for n in range(5)]
        buyers = [Party(name=f"Buyer {n}", vat_id=f"2222222222{n}") for n in range(5)]
        pairs = zip(sellers, buyers, strict=True)
        book = bind([reading(*(invoice("1", "10", buyer=buyer, seller=seller) for seller, buyer in pairs))])
        assert book.purchases.num_rows == 5
        assert "all were taken for sales" in said(book)

    def test_another_currency_is_left_out_and_told(self) -> None:
        book = bind([reading(invoice("1", "100"), invoice("2", "100", currency="CHF"))])
        assert rows(book, "purchases", "document") == ["1"]
        assert "1 rows or documents in another currency" in said(book)


class TestTablesOfPurchases:
    def test_rows_of_one_order_are_one_purchase_with_its_lines(self, everything: list[Reading]) -> None:
        book = bind(everything)
        assert ("Verdi Snc", 57.0, 4.0) in rows(book, "purchases", "customer_id", "amount", "units")
        assert len([row for row in rows(book, "purchase_lines", "customer_id") if row == "Verdi Snc"]) == 2

    def test_equal_rows_of_one_table_are_two_purchases_and_of_two_tables_one(self) -> None:
        row = PurchaseRow(VERDI, MARCH, Decimal(5))
        other = PurchaseRow(VERDI, MARCH, Decimal(6))
        book = bind([reading(row, row), reading(row, other, file="b.csv")])
        assert rows(book, "purchases", "amount") == [5.0, 5.0, 6.0]

    def test_customers_with_nothing_but_a_code_keep_it(self) -> None:
        book = bind([reading(PurchaseRow(Party(external_id="00001"), MARCH, Decimal(5)))])
        assert rows(book, "customers", "customer_id", "name") == [("00001", "00001")]


class TestDeals:
    def test_an_open_deal_has_no_outcome_and_asks_for_its_products_price(self, everything: list[Reading]) -> None:
        found = rows(bind(everything), "deals", "deal_id", "outcome", "amount", "won_amount", "product_id")
        assert found == [("7", "won", 1000.0, 900.0, "P1"), ("8", None, 1000.0, None, "P1")]

    def test_the_seller_is_one_by_name_and_by_address(self, everything: list[Reading]) -> None:
        book = bind(everything)
        assert rows(book, "deals", "owner") == ["Alice Ferri", "Bob"]
        assert rows(book, "people", "person_id") == ["Alice Ferri", "Bob"]

    def test_of_two_exports_the_later_state_wins_whichever_comes_first(self) -> None:
        was = DealRow("7", "Pompe", BIANCHI, amount=Decimal(10), stage="Offerta", opened_on=MARCH)
        now = replace(was, outcome="lost", stage="Persa", closed_on=dt.date(2026, 4, 1))
        for order in ([was, now], [now, was]):
            assert rows(bind([reading(row, file=row.stage) for row in order]), "deals", "outcome") == ["lost"]

    def test_a_deal_without_opening_day_takes_that_of_its_first_stage(self) -> None:
        deal = DealRow("7", "Pompe", BIANCHI)
        entries = (StageRow("7", "Due", at(9)), StageRow("7", "Uno", at(2)))
        assert rows(bind([reading(deal, *entries)]), "deals", "opened_on") == [dt.date(2026, 3, 2)]

    def test_without_either_it_is_left_out_and_counted(self) -> None:
        book = bind([reading(DealRow("7", "Pompe", BIANCHI), DealRow("8", "Kit", BIANCHI))])
        assert "deals" not in book
        assert "2 deals without an opening day" in said(book)

    def test_a_product_spelt_two_ways_is_one(self) -> None:
        deals = [
            DealRow(str(n), product=name, opened_on=MARCH) for n, name in enumerate(("GTXPro", "gtx pro", "GTK 500"))
        ]
        book = bind([reading(ProductRow("GTX Pro", "GTX Pro", list_price=Decimal(5)), *deals)])
        assert rows(book, "products", "product_id") == ["GTK 500", "GTX Pro"]
        assert rows(book, "deals", "product_id") == ["GTX Pro", "GTX Pro", "GTK 500"]

    def test_a_book_of_the_past_does_not_know_how_it_ended(self, everything: list[Reading]) -> None:
        then = bind(everything).as_of(dt.date(2026, 1, 20))
        assert rows(then, "deals", "deal_id", "outcome", "won_amount") == [("7", None, None)]


class TestMailAndMeetings:
    def test_direction_is_told_by_our_own_addresses(self, everything: list[Reading]) -> None:
        found = rows(bind(everything), "activities", "kind", "direction", "person", "contact_id", "thread", "minutes")
        assert sorted(found, key=str) == [
            ("mail", "in", "Alice Ferri", "anna@bianchi.example", "<1>", None),
            ("mail", "out", "Alice Ferri", "anna@bianchi.example", "<1>", None),
            ("meeting", None, "Alice Ferri", "anna@bianchi.example", None, 60.0),
        ]

    @pytest.mark.parametrize(
        "noise",
        [
            message("colleagues", ALICE, Party(email="bob@officine.example")),
            message("stranger", STRANGER, ALICE),
            message("newsletter", ANNA, ALICE, automatic=True),
            message("receipt", ANNA, ALICE, receipt=True, automatic=True),
            message("between others", STRANGER, ANNA),
            meeting("colleagues", Party(email="bob@officine.example")),
            meeting("private", ANNA, private=True),
            meeting("called off", ANNA, cancelled=True),
            meeting("still to come", ANNA, day=25),
        ],
        ids=lambda noise: f"{type(noise).__name__} {noise.subject if hasattr(noise, 'subject') else noise.uid}",
    )
    def test_noise_is_no_touch(self, everything: list[Reading], noise: Any) -> None:
        today = dt.date(2026, 3, 20)
        assert bind([*everything, reading(noise)], today=today).activities.num_rows == 3

    def test_a_colleague_of_a_known_contact_is_the_same_customer(self, everything: list[Reading]) -> None:
        boss = Party(email="boss@bianchi.example")
        book = bind([*everything, reading(message("9", boss, ALICE))])
        assert rows(book, "activities", "customer_id", "contact_id").count(("09876540320", None)) == 1

    def test_a_meeting_called_off_in_another_calendar_is_off(self, everything: list[Reading]) -> None:
        off = reading(meeting("visita", ANNA, cancelled=True), file="z.ics")
        assert all(
            "meeting" not in rows(bind(order), "activities", "kind")
            for order in ([*everything, off], [off, *everything])
        )

    def test_mail_of_nobody_known_is_told(self) -> None:
        book = bind([reading(message("1", STRANGER, ALICE))])
        assert "activities" not in book
        assert "None of 1 messages and meetings names a known customer" in said(book)

    @given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=8))
    def test_threads_end_even_where_answers_run_in_circles(self, pairs: list[tuple[int, int]]) -> None:
        mails = {f"<{one}>": message(f"{one}", ANNA, ALICE, in_reply_to=(f"<{other}>",)) for one, other in pairs}
        assert set(threads_of(mails)) >= set(mails)

    def test_where_no_address_of_ours_is_known_it_is_the_one_on_most_messages(self) -> None:
        mails = [message(str(n), ALICE, Party(email=f"x@client{n}.example")) for n in range(3)]
        book = bind([reading(ContactRow(ANNA, BIANCHI), message("a", ALICE, ANNA), *mails)])
        assert rows(book, "activities", "direction") == ["out"]
        assert "We took “officine.example” for your mail" in said(book)


class TestDoubts:
    def test_near_names_stay_two_and_are_told(self) -> None:
        near = Party(name="Biianchi Spa", city="Trieste")
        book = bind([reading(invoice("1", "10"), invoice("2", "20", buyer=near))])
        assert book.customers.num_rows == 2
        assert "may be the same customer" in said(book)

    def test_a_contact_without_company_belongs_to_its_domain_or_nowhere(self) -> None:
        known = ContactRow(ANNA, BIANCHI)
        alone = ContactRow(Party(name="Zoe", email="zoe@gmail.com"), Party())
        book = bind([reading(known, alone)])
        assert rows(book, "contacts", "name") == ["Anna"]
        assert "1 contacts with no company" in said(book)


def test_an_address_book_adds_contacts_to_customers_and_makes_none() -> None:
    dentist = ContactRow(Party(name="Dr Neri", email="neri@denti.example"), Party(name="Studio Neri"))
    book = bind(
        [reading(invoice("1", "10")), Reading("phone.vcf", "vcard", (ContactRow(ANNA, Party(name="BIANCHI")), dentist))]
    )
    assert rows(book, "contacts", "name", "customer_id") == [("Anna", "09876540320")]
    assert rows(book, "customers", "customer_id") == ["09876540320"]


def test_tables_are_in_one_order(everything: list[Reading]) -> None:
    days = rows(bind(everything), "purchases", "customer_id", "on")
    assert all(one <= other for one, other in pairwise(days))


def test_nothing_read_makes_an_empty_book() -> None:
    assert list(bind([])) == []


def test_no_amount_is_lost_between_the_rows_and_the_book() -> None:
    amounts = [Decimal(n) / 7 for n in range(1, 200)]
    table = reading(*(PurchaseRow(Party(external_id=str(n % 9)), MARCH, amount) for n, amount in enumerate(amounts)))
    total = pa.compute.sum(bind([table]).purchases["amount"]).as_py()
    assert total == pytest.approx(float(sum(amounts)))

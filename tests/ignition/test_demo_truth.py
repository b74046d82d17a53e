"""From the demo company's documents to its moves: what was planted is found, and what is absent is not."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest

import ignition as ig
from ignition.datasets import DemoCompany, write_demo_company
from ignition.moves import Moves
from ignition.terminal.problems import what_was_lost

TODAY = dt.date(2026, 11, 24)


@dataclass(frozen=True)
class Found:
    company: DemoCompany
    book: ig.Book
    moves: Moves

    def subjects(self, play: str) -> list[str]:
        """Best first."""
        return [row["subject_id"] for row in self.moves.table.to_pylist() if row["play"] == play]

    @property
    def shown(self) -> set[str]:
        return {move.subject_id for move in self.moves.shown}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Found:
    company = write_demo_company(tmp_path_factory.mktemp("company"), today=TODAY)
    book = ig.read(company.folder)
    return Found(company, book, ig.ignite(book, on=TODAY))


def test_every_document_can_be_read(found: Found) -> None:
    assert [problem.say("en") for problem in what_was_lost(found.book.problems)] == []


def test_the_book_holds_every_customer_once_and_every_sale(found: Found) -> None:
    truth = found.company.truth
    sold = [amount for amount in found.book.purchases["amount"].to_pylist() if amount > 0]
    assert found.book.customers.num_rows == len(truth.clients)
    assert len(sold) == len(truth.sales)
    assert sum(sold) == pytest.approx(float(sum(sale.net for sale in truth.sales)))


def test_every_deal_keeps_its_stages(found: Found) -> None:
    deals = found.company.truth.deals
    assert found.book.deals.num_rows == len(deals)
    assert found.book.stage_changes.num_rows == sum(len(deal.stages) for deal in deals)


def test_customers_that_fell_silent_are_found_and_shown(found: Found) -> None:
    assert set(found.company.truth.silent) <= set(found.subjects("win_back"))
    assert set(found.company.truth.silent) <= found.shown


def test_few_of_those_who_stayed_are_called_silent(found: Found) -> None:
    """The test of silence lets one in twenty who stayed through; with so few of them, one in eight is the bound."""
    truth = found.company.truth
    stayed = {sale.client.vat_id for sale in truth.sales} - truth.gone
    assert len(stayed.intersection(found.subjects("win_back"))) / len(stayed) < 0.125


def test_customers_that_wait_for_an_answer_are_found(found: Found) -> None:
    assert set(found.company.truth.waiting) <= set(found.subjects("answer"))


def test_whoever_was_answered_is_not_called_waiting(found: Found) -> None:
    last = {letter.client.vat_id: letter.inbound for letter in found.company.truth.letters}
    assert not [vat_id for vat_id in found.subjects("answer") if not last.get(vat_id, True)]


def test_stuck_and_closing_deals_are_found(found: Found) -> None:
    assert set(found.company.truth.stuck) <= set(found.subjects("advance")) | set(found.subjects("quit"))
    assert set(found.company.truth.closing) <= set(found.subjects("close"))


def test_everybody_has_something_to_do(found: Found) -> None:
    assert {move.person for move in found.moves.shown} == {person.name for person in found.company.people}

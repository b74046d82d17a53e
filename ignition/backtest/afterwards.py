"""What happened to customers and deals in a span of days: after `start`, until the end of `end`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from ignition.backtest.arrays import Flags, Floats, Ints, Words, first_of
from ignition.book import Book
from ignition.predictors.revenue.counted_once import invoices_of_deals
from ignition.predictors.revenue.ledger import open_ledger

_NEVER = np.iinfo(np.int32).max


@dataclass(frozen=True)
class Happened:
    """The whole book as arrays. A purchase day is a day with a sale; credit notes take revenue off and are none."""

    paid_since: dt.date
    """The day of the first revenue; one sale in a thousand may lie before it without moving it."""
    buyers: Words
    buyer: Ints
    bought_on: Ints
    amount: Floats
    invoices: Flags
    """Purchases that are the invoices of won deals: they count with the deals."""
    day_buyer: Ints
    day: Ints
    deals: dict[str, int]
    opened_on: Ints
    closed_on: Ints
    outcome: Words
    worth: Floats

    def purchase_days(self, customers: Words, start: dt.date, end: dt.date) -> Floats:
        """Days with a purchase of each customer."""
        within = _within(self.day, start, end)
        counts = np.bincount(self.day_buyer[within], minlength=len(self.buyers))
        return self._of(customers, np.asarray(counts, dtype=float))

    def spent(self, customers: Words, start: dt.date, end: dt.date) -> Floats:
        """EUR of each customer, credit notes taken off."""
        within = _within(self.bought_on, start, end)
        sums = np.bincount(self.buyer[within], weights=self.amount[within], minlength=len(self.buyers))
        return self._of(customers, np.asarray(sums, dtype=float))

    def revenue(self, start: dt.date, end: dt.date) -> float:
        """EUR of everybody and everything, each of them once."""
        return self.bought_besides(start, end) + self.won_of_open(start, end) + self.won_of_later(start, end)

    def bought_besides(self, start: dt.date, end: dt.date) -> float:
        """EUR of purchases that are no invoice of a won deal, credit notes taken off."""
        return float(self.amount[_within(self.bought_on, start, end) & ~self.invoices].sum())

    def won_of_open(self, start: dt.date, end: dt.date) -> float:
        """EUR won from the deals that were open on `start`."""
        there = (self.opened_on <= _number(start)) & (self.outcome == "won")
        return float(self.worth[there & _within(self.closed_on, start, end)].sum())

    def won_of_later(self, start: dt.date, end: dt.date) -> float:
        """EUR won from deals that were not there yet on `start`."""
        later = (self.opened_on > _number(start)) & (self.outcome == "won")
        return float(self.worth[later & _within(self.closed_on, start, end)].sum())

    def won(self, deals: Words, start: dt.date, end: dt.date) -> Floats:
        """1 for each of these deals won in the span, else 0."""
        return np.array([self.became(deal, start, end)[0] == "won" for deal in deals], dtype=float)

    def became(self, deal: str, start: dt.date, end: dt.date) -> tuple[str, float]:
        """`won`, `lost`, `none` or `open` at the end of the span; and EUR, if won."""
        row = self.deals.get(deal)
        if row is None or not _number(start) < self.closed_on[row] <= _number(end):
            return "open", 0.0
        outcome = str(self.outcome[row])
        return (outcome, float(self.worth[row])) if outcome == "won" else (outcome or "none", 0.0)

    def _of(self, customers: Words, values: Floats) -> Floats:
        if not len(self.buyers) or not len(customers):
            return np.zeros(len(customers))
        at = np.minimum(np.searchsorted(self.buyers, customers), len(self.buyers) - 1)
        return np.where(self.buyers[at] == customers, values[at], 0.0)


def gather(book: Book) -> Happened:
    """From everything the book holds, whenever it was recorded."""
    purchases, deals = book.purchases, book.deals
    buyers, buyer = np.unique(_words(purchases["customer_id"]), return_inverse=True)
    on = _days(purchases["on"])
    amount = _numbers(purchases["amount"])
    sold = np.unique(np.stack([buyer[amount >= 0], on[amount >= 0]]), axis=1)
    ids = _words(deals["deal_id"])
    closed_on, outcome = _days(deals["closed_on"]), _words(deals["outcome"])
    paid_on = np.concatenate([on, closed_on[outcome == "won"]])
    agreed, asked = _numbers(deals["won_amount"]), _numbers(deals["amount"])
    return Happened(
        paid_since=first_of(paid_on[paid_on < _NEVER]) or dt.date.max, buyers=buyers, buyer=buyer, bought_on=on, amount=amount, invoices=_invoices(book), day_buyer=sold[0], day=sold[1],
        deals={deal: row for row, deal in enumerate(ids)},
        opened_on=_days(deals["opened_on"]), closed_on=closed_on, outcome=outcome,
        worth=np.nan_to_num(np.where(np.isnan(agreed), asked, agreed)),
    )  # fmt: skip


def _invoices(book: Book) -> Flags:
    ledger = open_ledger(book.purchases, book.deals)
    found = np.zeros(book.purchases.num_rows, dtype=bool)
    found[ledger.rows] = invoices_of_deals(ledger.purchases, ledger.deals)
    return found


def _within(days: Ints, start: dt.date, end: dt.date) -> Any:
    return (days > _number(start)) & (days <= _number(end))


def _number(day: dt.date) -> int:
    return (day - dt.date(1970, 1, 1)).days


def _days(column: pa.ChunkedArray) -> Ints:
    return np.asarray(column.cast(pa.int32()).fill_null(_NEVER).to_numpy(), dtype=np.int64)


def _words(column: pa.ChunkedArray) -> Words:
    return np.array([value or "" for value in column.to_pylist()], dtype=object)


def _numbers(column: pa.ChunkedArray) -> Floats:
    return np.asarray(column.to_numpy(), dtype=float)

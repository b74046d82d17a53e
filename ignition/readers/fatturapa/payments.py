"""When an invoice is due: as stated, or estimated from its terms and marked so.

Where the terms give no days, payment at once (cash, card, advance) is due on the day of the invoice, and
the rest after thirty days, the legal term between firms (D.Lgs. 231/2002, art. 4).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from ignition.readers.elements import children, text
from ignition.readers.facts import Facts
from ignition.readers.safe_xml import Element
from ignition.records import Instalment

_AT_ONCE = frozenset({"MP01", "MP03", "MP04", "MP08"})
"""Cash, banker's draft, cash at the treasury, card."""
_IN_ADVANCE = "TP03"
_LEGAL_TERM = 30
_LONGEST_TERM = 999


def read_instalments(body: Element, issued_on: dt.date, sign: int, facts: Facts) -> tuple[Instalment, ...]:
    """Every instalment that states an amount; none where the invoice says nothing of payment."""
    return tuple(_instalments(body, issued_on, sign, facts))


def _instalments(body: Element, issued_on: dt.date, sign: int, facts: Facts) -> Iterator[Instalment]:
    for payment in children(body, "DatiPagamento"):
        terms = text(payment, "CondizioniPagamento")
        for detail in children(payment, "DettaglioPagamento"):
            amount = facts.amount(detail, "ImportoPagamento")
            if amount is not None:
                yield _instalment(detail, terms, issued_on, signed(amount, sign), facts)


def _instalment(detail: Element, terms: str, issued_on: dt.date, amount: Decimal, facts: Facts) -> Instalment:
    stated = facts.day(detail, "DataScadenzaPagamento")
    if stated is not None:
        return Instalment(stated, amount)
    start = facts.day(detail, "DataRiferimentoTerminiPagamento") or issued_on
    return Instalment(start + dt.timedelta(days=_term(detail, terms)), amount, estimated=True)


def _term(detail: Element, terms: str) -> int:
    days = text(detail, "GiorniTerminiPagamento")
    if days.isascii() and days.isdigit() and len(days) <= 4:
        return min(int(days), _LONGEST_TERM)
    at_once = terms == _IN_ADVANCE or text(detail, "ModalitaPagamento") in _AT_ONCE
    return 0 if at_once else _LEGAL_TERM


def signed(amount: Decimal, sign: int) -> Decimal:
    """The amount with its sign turned for a credit note; never a negative zero."""
    return amount * sign + 0

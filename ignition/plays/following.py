"""What the plays on customers have in common: how a customer becomes a candidate, and the facts several of them show."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from ignition.candidate import Evidence, as_candidates
from ignition.wording import Text

LEAST_DOUBT = 0.1
"""Share of its value by which what is expected of a customer is always in doubt."""


def customer_candidates(
    customers: ir.Table,
    *,
    play: str,
    hours: float,
    most_hours: float,
    usual_hours: ir.Value | float,
    stake: ir.Value,
    stake_sd: ir.Value,
    at_risk: ir.Value | None = None,
    n: ir.Value | None = None,
    stake_grade: ir.Value | None = None,
) -> ir.Table:
    """One candidate a customer, followed by the customer's owner."""
    return as_candidates(
        customers,
        play=play,
        subject="customer",
        subject_id=customers.customer_id,
        customer_id=customers.customer_id,
        customer_name=ibis.coalesce(customers.name, customers.customer_id),
        person=customers.owner.fill_null(""),
        hours=hours,
        most_hours=most_hours,
        usual_hours=usual_hours,
        stake=stake,
        stake_sd=stake_sd,
        at_risk=at_risk,
        n=(customers.base_n if n is None else n).fill_null(0),
        stake_grade=(customers.base_grade if stake_grade is None else stake_grade).fill_null("L0"),
    )


def doubt(customers: ir.Table) -> ir.Value:
    """Standard deviation of what is expected of a customer, EUR revenue: `value_sd` without the luck of single orders.

    `value_sd` foretells what will happen, chance included. An hour acts on what is expected, so that the part which even full
    knowledge of the customer's pace would leave to chance (purchases in a Poisson stream: expected purchases x value squared) is
    taken off.
    """
    luck = customers.expected_purchases * customers.purchase_value**2
    known_doubt = (customers.value_sd**2 - luck.fill_null(0.0)).clip(lower=0.0).sqrt()
    return ibis.greatest(known_doubt.fill_null(0.0), LEAST_DOUBT * customers.value)


YEAR_REVENUE = Evidence(
    Text(
        it="Negli ultimi 12 mesi ha comprato per circa {revenue_year:money}.",
        en="Bought for about {revenue_year:money} in the last 12 months.",
    ),
    Text(it="acquisti", en="purchases"),
    ("revenue_year",),
)
LAST_CONTACT = Evidence(
    Text(
        it="L'ultimo contatto è di {days_since_contact:number} giorni fa.",
        en="The last contact was {days_since_contact:number} days ago.",
    ),
    Text(it="attività", en="activities"),
    ("days_since_contact",),
)
PACE_MODEL = Text(it="modello del ritmo di acquisto (BG/NBD)", en="model of the buying pace (BG/NBD)")

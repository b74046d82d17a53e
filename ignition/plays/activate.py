"""Activate: somebody bought once, and the time in which most others come back has passed."""

from __future__ import annotations

import ibis.expr.types as ir

from ignition.assumptions import Assumptions
from ignition.candidate import Evidence, Play
from ignition.plays.comparing import compared
from ignition.plays.following import LAST_CONTACT, PACE_MODEL, customer_candidates, doubt
from ignition.situation import Situation
from ignition.wording import Text

COLD = 3.0
"""Beyond this many times that span the first purchase is history, and a call is a cold call."""
LEAST_DAYS = 7.0
LEAST_RETURNED = 5
"""Customers who must have come back before their pace says anything about others."""


def propose(situation: Situation, assumptions: Assumptions) -> ir.Table:
    """Customers with one purchase day, silent for longer than four in five of those who came back took.

    The span is read from the book itself: the 80th percentile of the gaps between purchase days of those with more
    than one. Believes: effort acts on what is expected as usual, stake = margin x value, EUR over the horizon.
    Fails where the product is bought once in a lifetime: then nobody comes back, there is no span and no candidate.
    """
    everyone = situation.customers
    first_timers = everyone.filter(everyone.frequency == 0, everyone.days_silent.notnull())
    first_timers = first_timers.cross_join(compared(situation))
    waited = first_timers.most_back_days.clip(lower=LEAST_DAYS)
    stalled = first_timers.filter(
        first_timers.returned >= LEAST_RETURNED,
        first_timers.days_silent > waited,
        first_timers.days_silent <= COLD * waited,
    )
    return customer_candidates(
        stalled,
        play="activate",
        hours=0.5,
        most_hours=2.0,
        usual_hours=3.0,
        stake=assumptions.margin * stalled.value,
        stake_sd=assumptions.margin * doubt(stalled),
    )


PLAY = Play(
    name="activate",
    title=Text(it="Proponi il secondo ordine a {customer_name}", en="Suggest a second order to {customer_name}"),
    reason=Text(
        it="un solo acquisto, {days_silent:number} giorni fa: di solito chi torna lo fa prima",
        en="one purchase only, {days_silent:number} days ago: those who come back usually do so sooner",
    ),
    evidence=(
        Evidence(
            Text(
                it="Il primo e unico acquisto è del {first_on:date}.",
                en="The first and only purchase was on {first_on:date}.",
            ),
            Text(it="acquisti", en="purchases"),
            ("first_on",),
        ),
        Evidence(
            Text(it="Ha comprato per circa {first_value:money}.", en="They bought for about {first_value:money}."),
            Text(it="acquisti", en="purchases"),
            ("first_value",),
        ),
        Evidence(
            Text(
                it="Acquisti attesi nei prossimi 12 mesi se si va avanti così: circa {expected_purchases:number}.",
                en="Purchases expected over the next 12 months if things go on as usual: about {expected_purchases:number}.",
            ),
            PACE_MODEL,
            ("expected_purchases",),
        ),
        LAST_CONTACT,
    ),
    propose=propose,
)

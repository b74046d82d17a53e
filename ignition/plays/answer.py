"""Answer: a customer wrote and waits, or told us something nobody has answered."""

from __future__ import annotations

import math

import ibis
import ibis.expr.types as ir

from ignition.assumptions import Assumptions
from ignition.candidate import Evidence, Play
from ignition.plays.comparing import compared
from ignition.plays.dealing import deal_doubt
from ignition.plays.following import YEAR_REVENUE, customer_candidates, doubt
from ignition.situation import Situation
from ignition.wording import Text

HALF_LIFE_DAYS = 14.0
"""Every two weeks of waiting halve what an answer still changes."""
TOO_LATE_DAYS = 60.0
NEWCOMER = 0.10
"""One in ten who write and have neither bought nor a deal is believed to become a customer like the others."""


def propose(situation: Situation, assumptions: Assumptions) -> ir.Table:
    """Customers who have waited for our reply up to sixty days, or have an open signal.

    Believes: the answer acts on all that is expected of the customer as usual, purchases and open deals:
    stake = margin x (value + value of their open deals) x 0.5^(waiting days / 14). Of a newcomer, a tenth of the median customer.
    Fails where a thread ends with a thank-you that needs no answer.
    """
    waiting = _who_waits(situation)
    decay = (waiting.waiting_days.fill_null(0.0) * (-math.log(2.0) / HALF_LIFE_DAYS)).exp()
    known = waiting.value.fill_null(0.0) + waiting.deals_value
    newcomer = known == 0
    expected = ibis.ifelse(newcomer, NEWCOMER * waiting.median_value.fill_null(0.0), known)
    # A newcomer's worth is a guess: as uncertain as it is large.
    sd = ibis.ifelse(newcomer, expected, (doubt(waiting).fill_null(0.0) ** 2 + waiting.deals_variance).sqrt())
    return customer_candidates(
        waiting,
        play="answer",
        hours=0.25,
        most_hours=0.5,
        usual_hours=4.0,
        stake=assumptions.margin * expected * decay,
        stake_sd=assumptions.margin * sd * decay,
        at_risk=(assumptions.margin * expected * (1 - decay)).nullif(0.0),
        stake_grade=ibis.ifelse(newcomer, "L0", waiting.base_grade),
    )


def _who_waits(situation: Situation) -> ir.Table:
    everyone, deals = situation.customers, situation.deals
    theirs = deals.group_by(deals_of=deals.customer_id).aggregate(
        deals_sum=deals.value.sum(), deals_squares=(deal_doubt(deals) ** 2).sum()
    )
    waits = (everyone.waiting_days <= TOO_LATE_DAYS) & everyone.waiting_since.notnull()
    told = everyone.open_signals.fill_null(0) > 0
    waiting = everyone.filter(waits | told).cross_join(compared(situation))
    waiting = waiting.left_join(theirs, waiting.customer_id == theirs.deals_of)
    return waiting.mutate(
        deals_value=waiting.deals_sum.fill_null(0.0), deals_variance=waiting.deals_squares.fill_null(0.0)
    )


PLAY = Play(
    name="answer",
    title=Text(it="Rispondi a {customer_name}", en="Answer {customer_name}"),
    reason=Text(
        it="aspetta una nostra risposta",
        en="is waiting for our answer",
    ),
    risk=Text(
        it="{customer_name} aspetta una nostra risposta",
        en="{customer_name} is waiting for our answer",
    ),
    evidence=(
        Evidence(
            Text(
                it="Ha scritto il {waiting_since:date} e aspetta da {waiting_days:number} giorni.",
                en="They wrote on {waiting_since:date} and have waited {waiting_days:number} days.",
            ),
            Text(it="attività", en="activities"),
            ("waiting_since", "waiting_days"),
        ),
        Evidence(
            Text(it="L'oggetto era «{waiting_subject}».", en="The subject was “{waiting_subject}”."),
            Text(it="attività", en="activities"),
            ("waiting_subject",),
        ),
        Evidence(
            Text(
                it="Segnalazioni ancora senza risposta: {open_signals:number}.",
                en="Things they told us and nobody has answered: {open_signals:number}.",
            ),
            Text(it="segnalazioni", en="signals"),
            ("open_signals",),
        ),
        Evidence(
            Text(it="Trattative aperte: {open_deals:number}.", en="Open deals: {open_deals:number}."),
            Text(it="trattative", en="deals"),
            ("open_deals",),
        ),
        YEAR_REVENUE,
    ),
    propose=propose,
)

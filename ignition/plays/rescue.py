"""Rescue: a customer still buys, but a complaint stands open or they buy ever less often."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from ignition.assumptions import Assumptions
from ignition.candidate import Evidence, Play
from ignition.plays.following import LAST_CONTACT, YEAR_REVENUE, customer_candidates, doubt
from ignition.situation import Situation
from ignition.wording import Text

FALLS = 2.326
"""Standard normal: of customers whose pace has not changed, one in a hundred is told of."""
YEAR_DAYS = 364.0
FEWEST_BEFORE = 4
SILENCE, SURELY_GONE = 0.05, 0.5
TOO_LATE_DAYS = 180.0
"""A complaint older than half a year has been answered by something else, or by nobody's coming back."""


def propose(situation: Situation, assumptions: Assumptions) -> ir.Table:
    """Customers with an open complaint, or whose purchases of the last half year fall short of the half before, and who are not silent.

    Health falls where (sqrt(before + 3/8) - sqrt(lately + 3/8)) sqrt(2) > 2.326: purchase days of two halves at one pace are Poisson of
    the same mean, and the square roots differ by a normal of variance one half (Anscombe 1948). Believes: effort acts on what is
    expected as usual, stake = margin x value, EUR over the horizon; at risk is the part by which they buy less often. Fails for
    seasonal buyers, and for who buys less often and more each time.
    """
    everyone = situation.customers
    before, lately = everyone.days_half_before.fill_null(0), everyone.days_half.fill_null(0)
    fall = ((before + 0.375).sqrt() - (lately + 0.375).sqrt()) * 2.0**0.5
    seen = (everyone.observed_days >= YEAR_DAYS) & (before >= FEWEST_BEFORE)
    falling = (seen & (fall > FALLS)).fill_null(False)
    complains = (everyone.complaint_days <= TOO_LATE_DAYS).fill_null(False)
    health = everyone.mutate(falling=falling, lost_share=ibis.ifelse(falling, 1 - lately / before.cast("float64"), 0.0))
    ill = health.filter(
        falling | complains, health.frequency >= 1, health.p_alive >= SURELY_GONE, health.silence_p >= SILENCE
    )
    return customer_candidates(
        ill,
        play="rescue",
        hours=0.75,
        most_hours=2.25,
        usual_hours=4.0,
        stake=assumptions.margin * ill.value,
        stake_sd=assumptions.margin * doubt(ill),
        at_risk=(assumptions.margin * ill.value * ill.lost_share).nullif(0.0),
    )


_PURCHASES, _SIGNALS = Text(it="acquisti", en="purchases"), Text(it="segnalazioni", en="signals")
PLAY = Play(
    name="rescue",
    title=Text(it="Chiedi a {customer_name} che cosa non va", en="Ask {customer_name} what is wrong"),
    reason=Text(
        it="compra ancora, ma meno spesso: giorni di acquisto in sei mesi {days_half:number}, prima {days_half_before:number}",
        en="still buys, but less often: days with a purchase in six months {days_half:number}, before {days_half_before:number}",
    ),
    reason_where_known=(
        "complaint_days",
        Text(it="compra ancora, ma c'è un reclamo aperto", en="still buys, but a complaint stands open"),
    ),
    risk=Text(
        it="{customer_name} acquista meno spesso di prima: {days_half:number} giorni di acquisto in sei mesi, erano {days_half_before:number}",
        en="{customer_name} buys less often than before: {days_half:number} days with a purchase in six months, down from "
        "{days_half_before:number}",
    ),
    evidence=(
        Evidence(
            Text(
                it="Reclami ancora senza risposta: {open_complaints:number}; il più vecchio ha {complaint_days:number} giorni.",
                en="Complaints nobody has answered: {open_complaints:number}; the oldest is {complaint_days:number} days old.",
            ),
            _SIGNALS,
            ("open_complaints", "complaint_days"),
        ),
        Evidence(
            Text(
                it="Giorni di acquisto: {days_half:number} negli ultimi sei mesi, {days_half_before:number} nei sei prima.",
                en="Days with a purchase: {days_half:number} in the last six months, {days_half_before:number} in the six before.",
            ),
            _PURCHASES,
            ("days_half", "days_half_before"),
        ),
        YEAR_REVENUE,
        LAST_CONTACT,
    ),
    propose=propose,
)

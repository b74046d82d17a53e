"""Win back: a customer has been silent for longer than their own pace explains."""

from __future__ import annotations

import ibis.expr.types as ir

from ignition.assumptions import Assumptions
from ignition.candidate import Evidence, Play
from ignition.plays.following import LAST_CONTACT, PACE_MODEL, YEAR_REVENUE, customer_candidates, doubt
from ignition.situation import Situation
from ignition.wording import Text

SILENCE = 0.05
"""One in twenty silences of an alive customer is as long as this one."""
SURELY_GONE, SURELY_THERE = 0.05, 0.95
LONG_GONE_DAYS = 3 * 365.0
"""Whoever was silent for three years is a new customer to be won, not one to be won back."""
LEAST_USUAL_HOURS = 4.0
"""A customer costs half an hour for each purchase over the year, and at least this."""
REGAINED = 0.10
"""Of what those who have left used to bring, the part that somebody's call is believed to bring back."""


def propose(situation: Situation, assumptions: Assumptions) -> ir.Table:
    """Repeat customers whose silence test fails while they may still be there.

    Believes: effort acts on what is expected as usual (those who are still there) and on a tenth of what those who have
    left would have brought. stake = margin x (value + REGAINED x (value_if_alive - value)), EUR over the horizon.
    At risk is the difference itself: what their leaving takes away, in expectation.
    Fails for seasonal buyers, whose pace is not constant: a July silence of a December customer is no farewell.
    """
    everyone = situation.customers
    silent = everyone.filter(
        everyone.frequency >= 1,
        everyone.silence_p < SILENCE,
        everyone.p_alive.between(SURELY_GONE, SURELY_THERE),
        everyone.days_silent <= LONG_GONE_DAYS,
        everyone.usual_gap_days.notnull(),
    )
    lost = (silent.value_if_alive - silent.value).fill_null(0.0).clip(lower=0.0)
    return customer_candidates(
        silent,
        play="win_back",
        hours=0.5,
        most_hours=2.0,
        usual_hours=(0.5 * silent.expected_purchases).fill_null(0.0).clip(lower=LEAST_USUAL_HOURS),
        stake=assumptions.margin * (silent.value + REGAINED * lost),
        stake_sd=assumptions.margin * doubt(silent),
        at_risk=(assumptions.margin * lost).nullif(0.0),
    )


PLAY = Play(
    name="win_back",
    title=Text(it="Chiama {customer_name}", en="Call {customer_name}"),
    reason=Text(
        it="non ordina da {days_silent:number} giorni (di solito {usual_gap_days:number})",
        en="no order for {days_silent:number} days (usually {usual_gap_days:number})",
    ),
    risk=Text(
        it="{customer_name} non ordina da {days_silent:number} giorni (di solito {usual_gap_days:number})",
        en="{customer_name} has not ordered for {days_silent:number} days (usually {usual_gap_days:number})",
    ),
    evidence=(
        Evidence(
            Text(
                it="L'ultimo acquisto è del {last_on:date}; in tutto {purchase_days:number} giorni di acquisto.",
                en="The last purchase was on {last_on:date}; {purchase_days:number} days with a purchase in all.",
            ),
            Text(it="acquisti", en="purchases"),
            ("last_on", "purchase_days"),
        ),
        Evidence(
            Text(
                it="Con il suo ritmo, un silenzio così lungo capita a chi è ancora cliente in circa {silence_p:percent} dei casi.",
                en="At their own pace, somebody who is still a customer is silent this long in about {silence_p:percent} of cases.",
            ),
            PACE_MODEL,
            ("silence_p",),
        ),
        Evidence(
            Text(
                it="È ancora cliente con probabilità di circa {p_alive:percent}; stima su {base_n:number} clienti.",
                en="Still a customer with a probability of about {p_alive:percent}; estimated on {base_n:number} customers.",
            ),
            PACE_MODEL,
            ("p_alive", "base_n"),
        ),
        YEAR_REVENUE,
        LAST_CONTACT,
    ),
    propose=propose,
)

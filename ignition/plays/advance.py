"""Advance: a deal is still open where most of those that were won had been won, and can still be won."""

from __future__ import annotations

import ibis.expr.types as ir

from ignition.assumptions import Assumptions
from ignition.candidate import Evidence, Play
from ignition.plays.dealing import AMOUNT, CHANCES, CONTACTS, OPENED, QUIET, STAGE, deal_candidates
from ignition.situation import Situation
from ignition.wording import Text

MATERIAL = 0.05
"""Below it a deal is a case for `quit`."""


def propose(situation: Situation, assumptions: Assumptions) -> ir.Table:
    """Deals older than the age by which four in five won deals were won, or as long in one stage as that, and not hopeless.

    Believes: effort acts on the value expected as usual; at risk is that value, since deals that stay open past the winners' age
    mostly end without a decision. Six hours are what such a deal usually still costs.
    Fails where sales cycles differ by kind of deal and the book does not say which is which.
    """
    deals = situation.deals
    stuck = deals.filter(
        (deals.age_days > deals.winners_p80_days) | (deals.stage_age_days > deals.winners_p80_days),
        deals.age_days.notnull(),
        deals.p_win >= MATERIAL,
    )
    return deal_candidates(
        stuck,
        assumptions,
        play="advance",
        hours=1.0,
        most_hours=3.0,
        usual_hours=6.0,
        at_risk=assumptions.margin * stuck.value,
    )


PLAY = Play(
    name="advance",
    title=Text(
        it="Concorda il prossimo passo con {customer_name}",
        en="Agree on the next step with {customer_name}",
    ),
    reason=Text(
        it="trattativa aperta da {age_days:number} giorni: 8 vinte su 10 si chiudono entro {winners_p80_days:number}",
        en="deal open for {age_days:number} days: 8 in 10 won deals close within {winners_p80_days:number}",
    ),
    risk=Text(
        it="{customer_name}: trattativa ferma, aperta da {age_days:number} giorni (8 vinte su 10 entro {winners_p80_days:number})",
        en="{customer_name}: deal stuck, open for {age_days:number} days (8 in 10 won within {winners_p80_days:number})",
    ),
    evidence=(
        OPENED,
        CHANCES,
        STAGE,
        QUIET,
        AMOUNT,
        CONTACTS,
        Evidence(
            Text(
                it="8 trattative vinte su 10 si sono chiuse entro {winners_p80_days:number} giorni.",
                en="8 in 10 won deals were closed within {winners_p80_days:number} days.",
            ),
            Text(it="trattative chiuse", en="closed deals"),
            ("winners_p80_days",),
        ),
    ),
    propose=propose,
    nameless=Text(
        it="Concorda il prossimo passo per «{name}», aperta il {opened_on:date}",
        en="Agree on the next step of “{name}”, opened on {opened_on:date}",
    ),
)

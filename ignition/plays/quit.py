"""Quit: let a deal go whose hours are worth more elsewhere."""

from __future__ import annotations

import ibis.expr.types as ir

from ignition.assumptions import Assumptions
from ignition.candidate import Play
from ignition.plays.dealing import AMOUNT, CHANCES, OPENED, PUSHES, QUIET, STAGE, deal_candidates
from ignition.situation import Situation
from ignition.wording import Text

TINY = 0.05
FAR_BEYOND = 1.5
"""Times the age by which four in five won deals were won."""
OLD_DAYS = 365.0
"""Where no deal was won yet."""
FREED_HOURS = 2.0


def propose(situation: Situation, assumptions: Assumptions) -> ir.Table:
    """Deals far older than the winners were, with almost no chance left.

    Believes: an open deal goes on costing about two hours (a call, a mail, a line in every review) before it ends by itself; letting
    it go frees them. The stake is what is given up, margin x value; the gain, hours freed at the person's shadow price minus
    the stake, is worked out once that price is known. Fails for deals that cost nothing to keep open.
    """
    deals = situation.deals
    old = deals.age_days > (FAR_BEYOND * deals.winners_p80_days).fill_null(OLD_DAYS)
    hopeless = deals.filter(old, deals.p_win < TINY)
    return deal_candidates(
        hopeless, assumptions, play="quit", hours=-FREED_HOURS, most_hours=FREED_HOURS, usual_hours=FREED_HOURS
    )


PLAY = Play(
    name="quit",
    title=Text(it="Lascia andare la trattativa con {customer_name}", en="Let the deal with {customer_name} go"),
    reason=Text(
        it="aperta da {age_days:number} giorni, probabilità di vincerla circa {p_win:percent}: quel tempo vale di più altrove",
        en="open for {age_days:number} days, probability of winning it about {p_win:percent}: that time is worth more elsewhere",
    ),
    reason_without_chance=Text(
        it="aperta da {age_days:number} giorni, molto più delle trattative vinte",
        en="open for {age_days:number} days, far longer than deals that were won",
    ),
    evidence=(OPENED, CHANCES, QUIET, STAGE, AMOUNT, PUSHES),
    propose=propose,
    nameless=Text(
        it="Lascia andare «{name}», aperta il {opened_on:date}",
        en="Let “{name}” go, opened on {opened_on:date}",
    ),
)

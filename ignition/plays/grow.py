"""Grow: most who buy the same things buy one more, and this customer does not."""

from __future__ import annotations

import ibis.expr.types as ir

from ignition.assumptions import Assumptions
from ignition.candidate import Evidence, Play
from ignition.plays.following import LAST_CONTACT, YEAR_REVENUE, customer_candidates
from ignition.situation import Situation
from ignition.wording import Text

MOST = 0.5
"""From this share of those who are alike on, something is missing; below it, it is a matter of taste."""
STILL_THERE, SILENCE = 0.5, 0.05
"""Whoever has probably left, or has gone quiet, is a case for `win_back`."""


def propose(situation: Situation, assumptions: Assumptions) -> ir.Table:
    """Repeat customers, still there, who lack a family of products that most customers like them buy.

    Believes: effort acts on what is expected of that family as usual, the chance to start with it within the horizon times what a
    buyer spends on it in a year: stake = margin x missing_value, EUR. Four hours are what such a start usually costs: an offer, a
    sample, a visit. Fails where the family is bought elsewhere under a contract, or a customer is far smaller than its buyers.
    """
    everyone = situation.customers
    lacking = everyone.filter(
        everyone.missing_family.notnull(),
        everyone.missing_share >= MOST,
        everyone.frequency >= 1,
        everyone.p_alive >= STILL_THERE,
        everyone.silence_p >= SILENCE,
    )
    return customer_candidates(
        lacking,
        play="grow",
        hours=0.5,
        most_hours=2.0,
        usual_hours=4.0,
        stake=assumptions.margin * lacking.missing_value,
        stake_sd=assumptions.margin * lacking.missing_value_sd,
        n=lacking.missing_n,
        stake_grade=lacking.missing_grade,
    )


_LINES = Text(it="righe di acquisto", en="purchase lines")
PLAY = Play(
    name="grow",
    title=Text(
        it="Proponi «{missing_family}» a {customer_name}",
        en="Suggest “{missing_family}” to {customer_name}",
    ),
    reason=Text(
        it="di solito chi compra «{missing_because}» compra anche questo (circa {missing_share:percent}), e qui manca",
        en="who buys “{missing_because}” usually buys this too (about {missing_share:percent}), and here it is missing",
    ),
    evidence=(
        Evidence(
            Text(
                it="Dei {missing_n:number} clienti che comprano «{missing_because}», {missing_together:number} comprano anche «{missing_family}».",
                en="Of the {missing_n:number} customers who buy “{missing_because}”, {missing_together:number} buy “{missing_family}” too.",
            ),
            _LINES,
            ("missing_because", "missing_family", "missing_n", "missing_together"),
        ),
        Evidence(
            Text(
                it="Chi lo compra vi spende circa {missing_spend:money} l'anno.",
                en="Those who buy it spend about {missing_spend:money} a year on it.",
            ),
            _LINES,
            ("missing_spend",),
        ),
        Evidence(
            Text(
                it="Senza fare altro comincia a comprarlo entro 12 mesi circa {missing_starts:percent} di chi ancora non lo compra "
                "([tra {missing_starts_low:percent} e {missing_starts_high:percent}, ]su {missing_starts_n:number} clienti).",
                en="If nothing else is done, about {missing_starts:percent} of those who do not buy it yet start within 12 months "
                "([between {missing_starts_low:percent} and {missing_starts_high:percent}, ]on {missing_starts_n:number} customers).",
            ),
            _LINES,
            ("missing_starts", "missing_starts_low", "missing_starts_high", "missing_starts_n"),
        ),
        YEAR_REVENUE,
        LAST_CONTACT,
    ),
    propose=propose,
)

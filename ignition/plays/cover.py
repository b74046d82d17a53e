"""Cover: somebody at the customer decides, and nobody has spoken with them on this deal."""

from __future__ import annotations

import ibis.expr.types as ir

from ignition.assumptions import Assumptions
from ignition.candidate import Evidence, Play
from ignition.plays.dealing import AMOUNT, CHANCES, CONTACTS, OPENED, QUIET, deal_candidates
from ignition.situation import Situation
from ignition.wording import Text

MATERIAL = 0.05
"""Below it a deal is a case for `quit`."""
YOUNG_DAYS = 7.0
"""In its first week a deal has met nobody yet, and that says nothing."""


def propose(situation: Situation, assumptions: Assumptions) -> ir.Table:
    """Deals on which somebody was spoken with, and nobody who decides, though it is written who that is, or a job title lets one guess it.

    Believes: effort acts on the value expected as usual, and meeting who decides usually costs five hours, the way there included.
    Fails where roles are written once and never again: people change jobs, and small companies decide in the corridor.
    """
    deals = situation.deals
    uncovered = deals.filter(
        deals.unmet_decider.notnull(),
        deals.contacts_met >= 1,
        deals.age_days >= YOUNG_DAYS,
        deals.p_win >= MATERIAL,
    )
    return deal_candidates(uncovered, assumptions, play="cover", hours=1.0, most_hours=3.0, usual_hours=5.0)


_ROLES = Text(it="contatti e attività", en="contacts and activities")
PLAY = Play(
    name="cover",
    title=Text(it="Incontra chi decide da {customer_name}", en="Meet who decides at {customer_name}"),
    reason=Text(
        it="su questa trattativa nessuno ha ancora parlato con {unmet_decider}",
        en="nobody has spoken with {unmet_decider} on this deal yet",
    ),
    evidence=(
        Evidence(
            Text(
                it="Chi decide: {unmet_decider}. Nessuna attività con questa persona da quando la trattativa è aperta.",
                en="Who decides: {unmet_decider}. No activity with them since the deal was opened.",
            ),
            _ROLES,
            ("unmet_decider",),
        ),
        Evidence(
            Text(
                it="Lo fa pensare la qualifica, «{unmet_decider_title}»: che decida è un'ipotesi, finché nessuno scrive il ruolo.",
                en="The job title, “{unmet_decider_title}”, suggests it: that they decide is a guess, until somebody writes down the role.",
            ),
            _ROLES,
            ("unmet_decider_title",),
        ),
        CONTACTS,
        OPENED,
        CHANCES,
        AMOUNT,
        QUIET,
    ),
    propose=propose,
    nameless=Text(
        it="Incontra chi decide per «{name}», aperta il {opened_on:date}",
        en="Meet who decides on “{name}”, opened on {opened_on:date}",
    ),
)

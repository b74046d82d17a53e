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
    """Deals on which somebody was spoken with, and nobody who decides, though it is written who that is.

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
        it="{unmet_decider} decide, e su questa trattativa nessuno vi ha ancora parlato",
        en="{unmet_decider} decides, and nobody has spoken with them on this deal yet",
    ),
    evidence=(
        Evidence(
            Text(
                it="Decide {unmet_decider}: nessuna attività con loro da quando la trattativa è aperta.",
                en="{unmet_decider} decides: no activity with them since the deal was opened.",
            ),
            _ROLES,
            ("unmet_decider",),
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

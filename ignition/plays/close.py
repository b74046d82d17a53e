"""Close: the expected date is here, and the deal stands well."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from ignition.assumptions import Assumptions
from ignition.candidate import Evidence, Play
from ignition.plays.dealing import AMOUNT, CHANCES, CONTACTS, OPENED, PUSHES, QUIET, deal_candidates
from ignition.situation import Situation
from ignition.wording import Text

SOON_DAYS, OVERDUE_DAYS = 14, 30
DECENT = 0.15


def propose(situation: Situation, assumptions: Assumptions) -> ir.Table:
    """Deals expected within two weeks, or overdue by at most thirty days, with at least one chance in seven.

    Believes: effort acts on the value expected as usual, and near its date a deal usually still costs four hours. At risk, once the
    date has passed, is that value. Fails where expected dates are filled in only because a form wants them.
    """
    deals = situation.deals
    due = deals.filter(
        deals.expected_on.notnull(),
        deals.days_to_expected.between(-OVERDUE_DAYS, SOON_DAYS),
        deals.p_win >= DECENT,
    )
    overdue = ibis.ifelse(due.days_to_expected < 0, assumptions.margin * due.value, ibis.null("float64"))
    return deal_candidates(
        due, assumptions, play="close", hours=0.75, most_hours=2.25, usual_hours=4.0, at_risk=overdue
    )


PLAY = Play(
    name="close",
    title=Text(it="Chiudi con {customer_name}", en="Close with {customer_name}"),
    reason=Text(
        it="chiusura prevista il {expected_on:date}, probabilità circa {p_win:percent}",
        en="expected to close on {expected_on:date}, probability about {p_win:percent}",
    ),
    reason_without_chance=Text(
        it="chiusura prevista il {expected_on:date}", en="expected to close on {expected_on:date}"
    ),
    risk=Text(
        it="{customer_name}: la data prevista, {expected_on:date}, è passata e la trattativa è ancora aperta",
        en="{customer_name}: the expected date, {expected_on:date}, has passed and the deal is still open",
    ),
    evidence=(
        Evidence(
            Text(it="La data prevista è il {expected_on:date}.", en="The expected date is {expected_on:date}."),
            Text(it="trattative", en="deals"),
            ("expected_on",),
        ),
        CHANCES,
        AMOUNT,
        PUSHES,
        CONTACTS,
        QUIET,
        OPENED,
    ),
    propose=propose,
    nameless=Text(
        it="Chiudi «{name}», aperta il {opened_on:date}",
        en="Close “{name}”, opened on {opened_on:date}",
    ),
)

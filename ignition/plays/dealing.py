"""What the plays on deals have in common: how a deal becomes a candidate, and the facts most of them show."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from ignition.assumptions import Assumptions
from ignition.candidate import Evidence, as_candidates
from ignition.wording import Text


def deal_candidates(
    deals: ir.Table,
    assumptions: Assumptions,
    *,
    play: str,
    hours: float,
    most_hours: float,
    usual_hours: float,
    at_risk: ir.Value | None = None,
) -> ir.Table:
    """One candidate a deal, its stake the margin on the value expected as usual (p_win x amount if won)."""
    return as_candidates(
        deals,
        play=play,
        subject="deal",
        subject_id=deals.deal_id,
        customer_id=deals.customer_id.fill_null(""),
        customer_name=ibis.coalesce(deals.customer_name, deals.name, deals.deal_id),
        person=deals.owner.fill_null(""),
        hours=hours,
        most_hours=most_hours,
        usual_hours=usual_hours,
        stake=assumptions.margin * deals.value,
        stake_sd=assumptions.margin * deal_doubt(deals),
        at_risk=at_risk,
        n=deals.deals_n.fill_null(0),
        stake_grade=deals.deals_grade.fill_null("L0"),
    )


def deal_doubt(deals: ir.Table) -> ir.Value:
    """Standard deviation of what is expected of a deal, EUR revenue: how little its chance and its amount are known.

    `value_sd` foretells the outcome, and mostly holds the toss of won or lost, which no hour's worth depends on.
    """
    chance = (deals.p_win_sd * deals.win_amount).fill_null(0.0)
    amount = (deals.p_win * deals.win_amount_sd).fill_null(0.0)
    return (chance**2 + amount**2).sqrt()


_DEALS = Text(it="trattative", en="deals")
OPENED = Evidence(
    Text(
        it="La trattativa «{name}» è aperta dal {opened_on:date}, da {age_days:number} giorni.",
        en="The deal “{name}” was opened on {opened_on:date}, {age_days:number} days ago.",
    ),
    _DEALS,
    ("name", "opened_on", "age_days"),
)
AMOUNT = Evidence(
    Text(it="L'importo scritto è {amount:money}.", en="The amount written down is {amount:money}."), _DEALS, ("amount",)
)
STAGE = Evidence(
    Text(
        it="È nella fase «{stage}» da {stage_age_days:number} giorni.",
        en="It has been in stage “{stage}” for {stage_age_days:number} days.",
    ),
    Text(it="storia delle fasi", en="stage history"),
    ("stage", "stage_age_days"),
)
CHANCES = Evidence(
    Text(
        it="Probabilità di vincerla entro 12 mesi: circa {p_win:percent}, stimata su {deals_n:number} trattative chiuse.",
        en="Probability of winning it within 12 months: about {p_win:percent}, estimated on {deals_n:number} closed deals.",
    ),
    Text(it="modello delle trattative", en="model of the deals"),
    ("p_win", "deals_n"),
)
QUIET = Evidence(
    Text(
        it="L'ultima attività è di {days_since_activity:number} giorni fa.",
        en="The last activity was {days_since_activity:number} days ago.",
    ),
    Text(it="attività", en="activities"),
    ("last_activity_on", "days_since_activity"),
)
CONTACTS = Evidence(
    Text(
        it="Persone incontrate finora: {contacts_met:number}.",
        en="People spoken with so far: {contacts_met:number}.",
    ),
    Text(it="attività", en="activities"),
    ("contacts_met",),
)
PUSHES = Evidence(
    Text(
        it="Volte in cui la data prevista è slittata: {pushes:number}.",
        en="Times the expected date was pushed out: {pushes:number}.",
    ),
    Text(it="storia delle trattative", en="deal history"),
    ("pushes",),
)

"""Who decides at the customer of a deal, where nobody has spoken with them since it was opened."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from ignition.backends import Desk
from ignition.features.columns import one_each
from ignition.features.roles import FOREVER, contact_roles

DECIDES = "decides"


def unmet_deciders(desk: Desk, deals: ir.Table) -> ir.Table:
    """One row per deal whose customer has a known decider, of whom none was spoken with: `deal_id`, `unmet_decider` (a name),
    `unmet_decider_title` (from which it was guessed that they decide; null where that is stated).

    A note is no word with anybody. Where several decide, having met one of them is enough; of several unmet one of whom it is
    stated is told before one of whom it is guessed, then the first by name.
    """
    roles = contact_roles(desk)
    deciders = roles.filter(roles.role == DECIDES, roles.until == FOREVER, roles.name.notnull())
    known = deals.select("deal_id", "customer_id", "opened_on").join(
        deciders.select("customer_id", "contact_id", "name", "title"), "customer_id"
    )
    activities = desk.table("activities")
    spoken = activities.filter(activities.kind != "note", activities.contact_id.notnull())
    last = spoken.group_by(with_whom=spoken.contact_id).agg(last_on=spoken["at"].date().max())
    faced = known.left_join(last, known.contact_id == last.with_whom)
    met = (faced.last_on >= faced.opened_on).fill_null(False)
    faced = faced.mutate(met=ibis.ifelse(met, 1, 0).sum().over(ibis.window(group_by="deal_id")))
    told = one_each(faced.filter(faced.met == 0), "deal_id", faced.title.notnull(), faced.name, faced.title)
    return told.select("deal_id", unmet_decider="name", unmet_decider_title="title")

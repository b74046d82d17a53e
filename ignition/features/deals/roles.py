"""Who decides at the customer of a deal, where nobody has spoken with them since it was opened."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from ignition.backends import Desk

DECIDES = "decides"


def unmet_deciders(desk: Desk, deals: ir.Table) -> ir.Table:
    """One row per deal whose customer has a known decider, of whom none was spoken with: `deal_id`, `unmet_decider` (a name).

    A note is no word with anybody. Where several decide, having met one of them is enough; of several unmet, the first by name is told.
    """
    contacts = desk.table("contacts")
    deciders = contacts.filter(contacts.role == DECIDES, contacts.name.notnull())
    known = deals.select("deal_id", "customer_id", "opened_on").join(
        deciders.select("customer_id", "contact_id", "name").distinct(), "customer_id"
    )
    activities = desk.table("activities")
    spoken = activities.filter(activities.kind != "note", activities.contact_id.notnull())
    last = spoken.group_by(with_whom=spoken.contact_id).agg(last_on=spoken["at"].date().max())
    faced = known.left_join(last, known.contact_id == last.with_whom)
    met = (faced.last_on >= faced.opened_on).fill_null(False)
    by_deal = faced.group_by("deal_id").agg(met=ibis.ifelse(met, 1, 0).sum(), unmet_decider=faced.name.min())
    return by_deal.filter(by_deal.met == 0).select("deal_id", "unmet_decider")

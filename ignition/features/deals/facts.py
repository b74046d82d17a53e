"""What was known of a deal at a moment of its life: the same expressions for today and for every landmark of the past.

A moment is a deal and a day (`day`: days since 1970). Nothing recorded after the moment's day is in its facts
(`rows.known_from`). Who sells is not in them, ever.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from ignition.backends import Desk
from ignition.features.columns import attach
from ignition.features.deals.changes import changed
from ignition.features.deals.rows import entries, known_from
from ignition.features.roles import contact_roles

MOMENT = ("deal_id", "day")
RECENT_DAYS = 14
_COUNTS = ("moves", "changes", "pushes", "contacts_met", "roles_met", "activities", "activities_recent", "heard")


def with_facts(desk: Desk, deals: ir.Table) -> ir.Table:
    """Rows of `known_deals`, each with a `day`, and what was known on it: the columns of a deal's situation."""
    found = deals.mutate(opened=deals.opened_on.epoch_days().cast("int64"))
    moments = found.mutate(recorded=found.recorded_at.date().epoch_days().cast("int64")).select(
        "deal_id", "customer_id", "opened", "recorded", "day"
    )
    for part in (_stages(desk, moments), changed(desk, moments), _touches(desk, moments)):
        found = attach(found, part, *MOMENT)
    found = found.mutate(expected_on=ibis.coalesce(found.stood_expected_on, found.written_expected_on))
    touched = ibis.coalesce(found.last_activity_on, found.opened_on)
    return found.mutate(
        product_id=ibis.coalesce(found.product_id, ibis.literal("")),
        amount=ibis.coalesce(found.stood_amount, found.written_amount),
        age_days=found.day - found.opened,
        stage_age_days=found.day - found.stage_since.epoch_days(),
        days_to_expected=found.expected_on.epoch_days() - found.day,
        days_since_activity=found.day - touched.epoch_days(),
        **{name: found[name].fill_null(0) for name in _COUNTS},
    )


def _stages(desk: Desk, moments: ir.Table) -> ir.Table:
    """The stage it stood in, since when, and how many it had entered."""
    moves = desk.table("stage_changes").join(moments.select("deal_id", "day", "recorded"), "deal_id")
    entered = entries(moves.filter(known_from(moves) <= moves.day), *MOMENT)
    return entered.group_by(*MOMENT).agg(
        entered=entered.stage.argmax(entered.on), stage_since=entered.on.max(), moves=entered.count()
    )


def _touches(desk: Desk, moments: ir.Table) -> ir.Table:
    """How often and when somebody spoke; a note is a sign of work, and no word."""
    touches = _with_roles(desk, ibis.union(_named(desk, moments), _loose(desk, moments)))
    spoken = touches.kind != "note"
    recent = spoken & (touches.happened > touches.day - RECENT_DAYS)
    heard = spoken & (touches.direction == "in").fill_null(False)
    return touches.group_by(*MOMENT).agg(
        last_activity_on=touches["at"].date().max(),
        contacts_met=touches.contact_id.nunique(where=spoken),
        roles_met=touches.role.nunique(where=spoken),
        activities=spoken.cast("int64").sum(),
        activities_recent=recent.cast("int64").sum(),
        heard=heard.cast("int64").sum(),
    )


def _named(desk: Desk, moments: ir.Table) -> ir.Table:
    """Activities that name a deal belong to it."""
    activities = _activities(desk)
    activities = activities.filter(activities.deal_id.notnull()).drop("customer_id")
    joined = activities.join(moments.select("deal_id", "day", "recorded"), "deal_id")
    return _touch_columns(joined.filter(known_from(joined) <= joined.day))


def _loose(desk: Desk, moments: ir.Table) -> ir.Table:
    """Those that name only the customer belong to its deals that were open by then."""
    activities = _activities(desk)
    activities = activities.filter(activities.deal_id.isnull()).drop("deal_id")
    joined = activities.join(moments.select("deal_id", "customer_id", "opened", "recorded", "day"), "customer_id")
    there = (known_from(joined) <= joined.day) & (joined.happened >= joined.opened)
    return _touch_columns(joined.filter(there))


def _activities(desk: Desk) -> ir.Table:
    activities = desk.table("activities")
    happened = activities["at"].date().epoch_days().cast("int64")
    return activities.mutate(happened=happened).select(
        "deal_id", "customer_id", "contact_id", "kind", "direction", "at", "recorded_at", "happened"
    )


def _touch_columns(activities: ir.Table) -> ir.Table:
    """`seen`: the day whose knowledge of people counts; what was entered with a deal in arrears was known before."""
    seen = ibis.greatest(activities.day, ibis.coalesce(activities.recorded, activities.day))
    return activities.mutate(seen=seen).select(
        "deal_id", "day", "seen", "at", "happened", "kind", "direction", "contact_id"
    )


def _with_roles(desk: Desk, touches: ir.Table) -> ir.Table:
    """The role that the contact of each was known to have; null where there is none."""
    roles = contact_roles(desk).select("role", "since", "until", whose="contact_id")
    known = [touches.contact_id == roles.whose, roles.since <= touches.seen, touches.seen < roles.until]
    return touches.left_join(roles, known)

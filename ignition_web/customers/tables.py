"""Customers, their contacts and activities as the engine's tables: all, or those that came `after` one of them."""

from __future__ import annotations

import pyarrow as pa

from ignition_web.customers.models import Activity, Contact, Customer
from ignition_web.team.columns import to_arrow


def customers(after: int = 0) -> pa.Table:
    return to_arrow(
        Customer.objects.filter(pk__gt=after).order_by("pk"),
        customer_id="pk",
        name="name",
        owner="owner_id",
        sector="sector",
        city="city",
        country="country",
        vat_id="vat_id",
        since_on="since_on",
        recorded_at="recorded_at",
    )


def contacts(after: int = 0) -> pa.Table:
    return to_arrow(
        Contact.objects.filter(pk__gt=after).order_by("pk"),
        contact_id="pk",
        customer_id="customer_id",
        name="name",
        email="email",
        role="role",
        title="title",
        recorded_at="recorded_at",
    )


def activities(after: int = 0) -> pa.Table:
    return to_arrow(
        Activity.objects.filter(pk__gt=after).order_by("pk"),
        at="at",
        kind="kind",
        activity_id="pk",
        customer_id="customer_id",
        deal_id="deal_key",
        contact_id="contact_id",
        person="person_id",
        direction="direction",
        thread="thread",
        minutes="minutes",
        subject="subject",
        recorded_at="recorded_at",
    )

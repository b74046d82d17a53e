"""Customers, their contacts and activities as the engine's tables."""

from __future__ import annotations

import pyarrow as pa

from ignition_web.customers.models import Activity, Contact, Customer
from ignition_web.team.columns import to_arrow


def customers() -> pa.Table:
    return to_arrow(
        Customer.objects.order_by("pk"),
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


def contacts() -> pa.Table:
    return to_arrow(
        Contact.objects.order_by("pk"),
        contact_id="pk",
        customer_id="customer_id",
        name="name",
        email="email",
        role="role",
        recorded_at="recorded_at",
    )


def activities() -> pa.Table:
    return to_arrow(
        Activity.objects.order_by("pk"),
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

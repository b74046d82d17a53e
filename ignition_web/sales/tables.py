"""Products, deals and purchases as the engine's tables: all, or those that came `after` one of them.

The engine's deal_id is the deal's public id.
"""

from __future__ import annotations

from typing import Any

import pyarrow as pa
from django.db.models import Min, QuerySet
from django.db.models.functions import Coalesce, TruncDate

from ignition_web.sales.models import Deal, DealChange, Product, Purchase, PurchaseLine, StageChange
from ignition_web.team.columns import to_arrow

EURO = "EUR"
"""The Book is in euro: what is in another currency stays out of it until a rate is known."""


def products() -> pa.Table:
    return to_arrow(
        Product.objects.order_by("pk"),
        product_id="pk",
        name="name",
        family="family",
        list_price="list_price",
        recorded_at="recorded_at",
    )


def deals(after: int = 0) -> pa.Table:
    return to_arrow(
        _deals_in_euro().filter(pk__gt=after),
        deal_id="public_id",
        opened_on="opened",
        customer_id="customer_id",
        name="name",
        owner="whose",
        product_id="product_id",
        amount="asked",
        won_amount="won_amount",
        pipeline="pipeline",
        stage="stage",
        expected_on="expected_on",
        closed_on="closed_on",
        outcome="outcome",
        source="source",
        recorded_at="recorded_at",
    )


def _deals_in_euro() -> QuerySet[Any]:
    """Deals with the day they were opened, else of their first stage; with what was asked, else the product's list price.

    A deal nobody owns is its customer's owner's.
    """
    deals = Deal.objects.filter(currency=EURO).annotate(
        opened=Coalesce("opened_on", TruncDate(Min("stage_changes__at"))),
        asked=Coalesce("amount", "product__list_price"),
        whose=Coalesce("owner_id", "customer__owner_id"),
    )
    return deals.filter(opened__isnull=False).order_by("pk")


def stage_changes(after: int = 0) -> pa.Table:
    return to_arrow(
        StageChange.objects.filter(pk__gt=after).order_by("pk"),
        deal_id="deal__public_id",
        stage="stage",
        at="at",
        recorded_at="recorded_at",
    )


def deal_changes(after: int = 0) -> pa.Table:
    return to_arrow(
        DealChange.objects.filter(pk__gt=after).order_by("pk"),
        deal_id="deal__public_id",
        field="field",
        at="at",
        old="old",
        new="new",
        recorded_at="recorded_at",
    )


def purchases(after: int = 0) -> pa.Table:
    return to_arrow(
        Purchase.objects.filter(currency=EURO, pk__gt=after).order_by("pk"),
        customer_id="customer_id",
        on="on",
        amount="amount",
        document="document",
        units="units",
        recorded_at="recorded_at",
    )


def purchase_lines(after: int = 0) -> pa.Table:
    return to_arrow(
        PurchaseLine.objects.filter(purchase__currency=EURO, pk__gt=after).order_by("pk"),
        customer_id="purchase__customer_id",
        on="purchase__on",
        amount="amount",
        document="purchase__document",
        product_id="code",
        description="description",
        quantity="quantity",
        recorded_at="purchase__recorded_at",
    )

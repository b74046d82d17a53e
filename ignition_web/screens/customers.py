"""Clienti: the list, searched as one types, in pages that cost the same at any depth."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q, Sum
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ignition_web.customers.models import Customer
from ignition_web.customers.searching import matching
from ignition_web.sales.models import Deal, Purchase
from ignition_web.screens.request import Request

ROWS = 50


@require_safe
def customers(request: Request) -> HttpResponse:
    typed = request.GET.get("q", "")[:200]
    found = Customer.objects.visible_to(request.user).filter(matching(typed))
    shown = list(_after(found, request.GET.get("after", "")).select_related("owner").defer("searched")[: ROWS + 1])
    first_page = not request.GET.get("after")
    told = {
        "typed": typed,
        "rows": _rows(shown[:ROWS], request.user),
        "after": shown[ROWS - 1].public_id if len(shown) > ROWS else None,
        "count": _count(found, shown, first_page) if first_page or not request.htmx else None,
    }
    part = ("_list.html" if first_page else "_rows.html") if request.htmx else "customers.html"
    return render(request, f"screens/customers/{part}", told)


def _count(found: Any, shown: list[Customer], first_page: bool) -> int:
    """Asked of the database only where there is more than one page."""
    return len(shown) if first_page and len(shown) <= ROWS else found.count()


def _after(found: Any, after: str) -> Any:
    """By keyset: the page after this customer, by name."""
    found = found.order_by("name", "pk")
    last = found.filter(public_id=after).first() if _is_id(after) else None
    if last is None:
        return found
    return found.filter(name__gte=last.name).filter(Q(name__gt=last.name) | Q(pk__gt=last.pk))


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class Row:
    customer: Customer
    bought: Decimal | None
    last_on: dt.date | None
    open_deals: int


def _rows(shown: list[Customer], user: Any) -> list[Row]:
    """Three queries, however many rows."""
    ids = [customer.pk for customer in shown]
    year_ago = timezone.localdate() - dt.timedelta(days=365)
    purchases = Purchase.objects.visible_to(user).filter(customer__in=ids).values_list("customer").order_by()
    last = dict(purchases.annotate(Max("on")))
    bought = dict(purchases.filter(on__gt=year_ago).annotate(Sum("amount")))
    deals = Deal.objects.visible_to(user).filter(customer__in=ids, outcome="").values_list("customer").order_by()
    count = dict(deals.annotate(Count("pk")))
    return [Row(c, bought.get(c.pk), last.get(c.pk), count.get(c.pk, 0)) for c in shown]

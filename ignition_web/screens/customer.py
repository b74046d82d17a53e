"""A customer: what is known, what to do, what happened, what was bought."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from ignition_web.customers.models import Contact, Customer
from ignition_web.customers.notes import write_note
from ignition_web.points.models import Point
from ignition_web.points.skill import hidden_numbers
from ignition_web.sales.models import Deal, Purchase
from ignition_web.screens.cards import Card
from ignition_web.screens.gate import found
from ignition_web.screens.request import Request
from ignition_web.screens.rhythm import Rhythm, rhythm
from ignition_web.screens.templatetags.ignition import day, euro
from ignition_web.screens.timeline import KINDS, stream_of
from ignition_web.screens.words import lang

YEARS_DRAWN = 3
MOST_DRAWN = 400


@require_safe
def customer(request: Request, customer: str) -> HttpResponse:
    asked = _asked(request, customer)
    user = request.user
    points = (
        Point.objects.visible_to(user)
        .filter(customer=asked, gone_at=None)
        .exclude(answers__taken_back_at=None, answers__isnull=False)
    )
    hidden = hidden_numbers()
    purchases = list(Purchase.objects.visible_to(user).filter(customer=asked)[:MOST_DRAWN])
    told = {
        "customer": asked,
        "contacts": Contact.objects.visible_to(user).filter(customer=asked)[:50],
        "cards": [Card.of(point, hidden) for point in points.select_related("customer", "deal")],
        "deals": Deal.objects.visible_to(user).filter(customer=asked).select_related("owner")[:50],
        "year": _year(asked, user),
        "purchases": purchases,
        "picture": _picture(purchases) if purchases else None,
        "stream": stream_of(asked, user),
        "kinds": KINDS,
    }
    return render(request, "screens/customer/customer.html", told)


@require_safe
def timeline(request: Request, customer: str) -> HttpResponse:
    asked = _asked(request, customer)
    if not request.htmx:
        return redirect("customer", asked.public_id)
    return _stream(request, asked)


@require_POST
def note(request: Request, customer: str) -> HttpResponse:
    asked = _asked(request, customer)
    write_note(asked, request.POST.get("text", ""), request.user)
    return _stream(request, asked) if request.htmx else redirect("customer", asked.public_id)


def _asked(request: Request, customer: str) -> Customer:
    return found(Customer.objects.visible_to(request.user).select_related("owner"), customer)


def _stream(request: Request, asked: Customer) -> HttpResponse:
    page = request.GET.get("page", "")
    number = min(int(page), 1000) if page.isascii() and page.isdigit() and int(page) else 1
    stream = stream_of(asked, request.user, request.GET.get("kind", ""), number)
    template = "screens/customer/_events.html" if number > 1 else "screens/customer/_timeline.html"
    return render(request, template, {"customer": asked, "stream": stream, "kinds": KINDS})


def _year(asked: Customer, user: Any) -> dict[str, Decimal | None]:
    """Bought in the last twelve months, and in the twelve before."""
    today = timezone.localdate()
    now, before = today - dt.timedelta(days=365), today - dt.timedelta(days=730)
    bought = Purchase.objects.visible_to(user).filter(customer=asked).order_by()
    return {
        "now": bought.filter(on__gt=now, on__lte=today).aggregate(total=Sum("amount"))["total"],
        "before": bought.filter(on__gt=before, on__lte=now).aggregate(total=Sum("amount"))["total"],
    }


def _picture(purchases: list[Purchase]) -> dict[str, Any]:
    """What the drawing is told; the table behind it carries the same numbers."""
    today = timezone.localdate()
    habit = rhythm(bought.on for bought in purchases if bought.amount > 0)
    since = today - dt.timedelta(days=365 * YEARS_DRAWN)
    drawn = [bought for bought in purchases if bought.on >= since] or purchases
    return {
        "lang": lang(),
        "title": _title(habit, max(bought.on for bought in purchases), today),
        "rows": [
            {"on": b.on.isoformat(), "amount": float(b.amount), "tip": f"{day(b.on)} · {euro(b.amount)}"} for b in drawn
        ],
        "window": habit
        and {"from": habit.from_on.isoformat(), "to": habit.to_on.isoformat(), "label": gettext("expected")},
        "today": {"on": today.isoformat(), "label": gettext("today")},
        "until": max(today, habit.to_on if habit else today).isoformat(),
    }


def _title(habit: Rhythm | None, last: dt.date, today: dt.date) -> str:
    ago = (today - last).days
    silent = ngettext("the last purchase was %(n)d day ago", "the last purchase was %(n)d days ago", ago) % {"n": ago}
    if habit is None:
        return gettext("Too few purchases to know a habit; %(silent)s") % {"silent": silent}
    usual = ngettext("Buys usually every day", "Buys usually every %(n)d days", habit.usual_days) % {
        "n": habit.usual_days
    }
    return f"{usual}; {silent}"

"""Trattative: where the money stands, how old it is, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext, ngettext, pgettext
from django.views.decorators.http import require_safe

from ignition_web.customers.models import Customer
from ignition_web.sales.models import Deal, DealOutcome
from ignition_web.screens.gate import found
from ignition_web.screens.request import Request
from ignition_web.screens.templatetags.ignition import euro, number
from ignition_web.screens.timeline import events_of_deal

ROWS = 50
OUTCOMES = {"open": DealOutcome.OPEN, "won": DealOutcome.WON, "lost": DealOutcome.LOST, "none": DealOutcome.NONE}


@require_safe
def deals(request: Request) -> HttpResponse:
    outcome = request.GET.get("outcome", "open")
    outcome = outcome if outcome in OUTCOMES else "open"
    stage = request.GET.get("stage")
    visible = Deal.objects.visible_to(request.user).filter(outcome=OUTCOMES[outcome])
    stages = _stages(visible, outcome)
    wanted = visible.filter(stage=stage) if stage is not None else visible
    shown, after = _page(wanted, request.GET.get("after", ""))
    told = {"rows": _rows(shown, request.user), "after": after, "outcome": outcome, "stage": stage}
    if request.htmx and request.GET.get("after"):
        return render(request, "screens/deals/_rows.html", told)
    return render(
        request,
        "screens/deals/deals.html",
        {**told, "stages": stages, "outcomes": _outcomes(), "picture": _picture(stages)},
    )


@require_safe
def deal(request: Request, deal: str) -> HttpResponse:
    asked = found(Deal.objects.visible_to(request.user).select_related("owner", "product"), deal)
    told = {"row": _rows([asked], request.user)[0], "events": events_of_deal(asked, request.user)}
    template = "screens/deals/_deal.html" if request.htmx else "screens/deals/deal.html"
    return render(request, template, told)


@dataclass(frozen=True, slots=True)
class Stage:
    name: str
    count: int
    value: Decimal
    url: str


def _stages(visible: QuerySet[Deal], outcome: str) -> list[Stage]:
    grouped = visible.order_by().values("stage").annotate(n=Count("pk"), total=Coalesce(Sum("amount"), Decimal(0)))
    stages = [
        Stage(
            row["stage"],
            row["n"],
            row["total"],
            f"{reverse('deals')}?{urlencode({'outcome': outcome, 'stage': row['stage']})}",
        )
        for row in grouped
    ]
    return sorted(stages, key=lambda stage: stage.value, reverse=True)


def _outcomes() -> list[tuple[str, str]]:
    return [
        ("open", pgettext("several deals", "Open")),
        ("won", pgettext("several deals", "Won")),
        ("lost", pgettext("several deals", "Lost")),
        ("none", pgettext("several deals", "No decision")),
    ]


def _picture(stages: list[Stage]) -> dict[str, Any] | None:
    if not stages:
        return None
    total, most = sum(stage.value for stage in stages), stages[0]
    named = {"total": euro(total), "stage": most.name or gettext("no stage"), "value": euro(most.value)}
    return {
        "title": gettext("%(total)s in all, %(value)s of it at %(stage)s") % named,
        "rows": [
            {
                "stage": stage.name or gettext("no stage"),
                "value": float(stage.value),
                "short": euro(stage.value),
                "label": f"{euro(stage.value)} · {_deals(stage.count)}",
                "href": stage.url,
            }
            for stage in stages[:12]
        ],
    }


def _deals(count: int) -> str:
    return ngettext("%(n)s deal", "%(n)s deals", count) % {"n": number(count)}


def _page(wanted: QuerySet[Deal], after: str) -> tuple[list[Deal], str]:
    """By keyset on worth and then on age of the row; the cursor is the last row's `worth:pk`."""
    ordered = wanted.annotate(worth=Coalesce(F("amount"), Value(Decimal(0)))).order_by("-worth", "-pk")
    worth, _, pk = after.partition(":")
    if pk.isascii() and pk.isdigit() and worth.lstrip("-").replace(".", "", 1).isdigit():
        last = Decimal(worth)
        ordered = ordered.filter(Q(worth__lt=last) | Q(worth=last, pk__lt=int(pk)))
    found = list(ordered.values_list("pk", "worth")[: ROWS + 1])  # sorted without carrying whole rows along
    deals = wanted.select_related("owner").in_bulk([pk for pk, _ in found[:ROWS]])
    shown = [deals[pk] for pk, _ in found[:ROWS] if pk in deals]
    return shown, f"{found[ROWS - 1][1]}:{found[ROWS - 1][0]}" if len(found) > ROWS else ""


@dataclass(frozen=True, slots=True)
class Row:
    deal: Deal
    customer: Customer | None
    """Only where it may be seen too."""
    age: int | None
    late: bool

    @property
    def names_customer(self) -> bool:
        """Is it worth a line of its own? Many deals bear their customer's name already."""
        return self.customer is not None and self.customer.name.casefold() not in self.deal.name.casefold()


def _rows(shown: list[Deal], user: Any) -> list[Row]:
    today = timezone.localdate()
    ids = {deal.customer_id for deal in shown if deal.customer_id}
    seen = Customer.objects.visible_to(user).defer("searched").in_bulk(ids) if ids else {}
    return [Row(deal, seen.get(deal.customer_id), _age(deal, today), _is_late(deal, today)) for deal in shown]


def _age(deal: Deal, today: Any) -> int | None:
    if deal.opened_on is None:
        return None
    return max(0, ((deal.closed_on or today) - deal.opened_on).days)


def _is_late(deal: Deal, today: Any) -> bool:
    return deal.is_open and deal.expected_on is not None and deal.expected_on < today

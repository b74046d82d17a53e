"""What the company sees of me: short sentences, each true of the code."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ignition_web.customers.models import Customer
from ignition_web.sales.models import Deal
from ignition_web.screens.request import Request
from ignition_web.team.models import User


@require_safe
def me(request: Request) -> HttpResponse:
    told = {
        "customers": Customer.objects.visible_to(request.user).filter(owner=request.user).count(),
        "deals": Deal.objects.visible_to(request.user).filter(owner=request.user).count(),
        "seen_by": who_sees(request.user),
        "sees": _seen(request.user),
        "never": _never(),
    }
    return render(request, "screens/me.html", told)


def who_sees(user: User) -> list[User]:
    """The people who see the customers and deals of this one."""
    return list(user.seen_by_people())


def _seen(user: User) -> list[str]:
    return [
        _("Your name, your e-mail, your role and the teams you are in."),
        _(
            "The customers and deals that carry your name, with their invoices, mail and meetings: they are the company's."
        ),
        _("The notes you write on a customer: whoever follows that customer reads them, with your name."),
        _("The documents you import, and the answers you give to their doubts."),
    ]


def _never() -> list[str]:
    return [
        _("Your page Today and what you answer on it. Nobody else opens it: neither the owner nor who leads a team."),
        _("When you are connected, for how long, what you open. It is not recorded."),
        _("Where you are. It is not recorded."),
        _("A ranking of people. It does not exist here, and it will not."),
        _("The reason why you say not needed. Nobody reads it under your name."),
    ]

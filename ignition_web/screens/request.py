"""What reaches a view: the gate has let a known person through, and htmx has said whether it asks for a part."""

from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from ignition_web.team.models import User


class Request(HttpRequest):
    """For annotations only: Django makes plain requests, and middleware gives them these."""

    user: User
    htmx: HtmxDetails

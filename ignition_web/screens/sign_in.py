"""Signing in and out. What was typed wrong stays; what was wrong is not told apart."""

from __future__ import annotations

import math

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from ignition_web.screens.language import safe_next
from ignition_web.team import signin


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return redirect("today") if request.user.is_authenticated else _page(request)
    try:
        signin.sign_in(request, request.POST.get("email", ""), request.POST.get("password", ""))
    except signin.WrongCredentials:
        return _page(request, gettext("E-mail and password do not go together. Check both and try again."), status=422)
    except signin.TooManyAttempts as refused:
        response = _page(request, _wait(refused.retry_after), status=429)
        response["Retry-After"] = str(refused.retry_after)
        return response
    return redirect(safe_next(request))


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("login")


def _page(request: HttpRequest, error: str = "", status: int = 200) -> HttpResponse:
    told = {"error": error, "email": request.POST.get("email", ""), "next": safe_next(request)}
    return render(request, "screens/sign_in.html", told, status=status)


def _wait(seconds: int) -> str:
    minutes = math.ceil(seconds / 60)
    said = ngettext(
        "Too many attempts. Try again in %(n)d minute.", "Too many attempts. Try again in %(n)d minutes.", minutes
    )
    return said % {"n": minutes}

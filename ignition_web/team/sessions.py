"""How long a session lasts: 8 hours without use, 7 days at most."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

LONGEST = 7 * 86400
RENEWED_EVERY = 600
"""A session in use is written again at most this often: a page view costs no write."""


class SessionLimits:
    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.session.session_key and request.user.is_authenticated:
            _keep_or_end(request)
        return self.answer(request)


def _keep_or_end(request: HttpRequest) -> None:
    now = time.time()
    began = request.session.setdefault("began", now)
    if now - began > LONGEST:
        logout(request)
    elif now - request.session.get("renewed", 0) > RENEWED_EVERY:
        request.session["renewed"] = now

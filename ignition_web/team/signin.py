"""Signing in, and how often it may fail: 10 times in 15 minutes for an account from one address."""

from __future__ import annotations

import datetime as dt
import hashlib
import math
import threading
from typing import Any

from django.conf import settings
from django.contrib.auth import authenticate, login
from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest
from django.utils import timezone

from ignition_web.team.models import SignInAttempt, User, canonical_email

MOST_FAILURES = 10
LOOKING_BACK = dt.timedelta(minutes=15)
MOST_FAILURES_A_DAY = 50
"""For an account from any address."""
_TWO_HASHES_AT_A_TIME = threading.BoundedSemaphore(2)


class WrongCredentials(Exception):
    """No such account, a wrong password, or an account that is closed: the three look the same."""


class TooManyAttempts(Exception):
    """Wait before trying again."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(retry_after)
        self.retry_after = retry_after
        """Seconds."""


def sign_in(request: HttpRequest, email: str, password: str) -> User:
    """Open a session. Raises `TooManyAttempts` (without looking at the password) or `WrongCredentials`."""
    account, address = _fingerprint(email), caller_address(request)
    _refuse_when_too_many(account, address)
    user = authenticate(request, email=email, password=password)
    if user is None:
        SignInAttempt.objects.create(account=account, address=address)
        raise WrongCredentials
    SignInAttempt.objects.filter(account=account, address=address).delete()
    login(request, user)
    return user


class PasswordBackend(BaseBackend):
    """E-mail and password. An unknown e-mail costs the same time as a wrong password."""

    def authenticate(
        self, request: Any, email: str | None = None, password: str | None = None, **_: Any
    ) -> User | None:
        if email is None or password is None or len(password) > 1000:
            return None
        user = User.objects.filter(email=canonical_email(email), is_active=True).first()
        with _TWO_HASHES_AT_A_TIME:
            right = user.check_password(password) if user else _waste_the_same_time(password)
        return user if right else None

    def get_user(self, user_id: Any) -> User | None:
        return User.objects.filter(pk=user_id, is_active=True).first()


def caller_address(request: HttpRequest) -> str:
    """The address that called; what `X-Forwarded-For` claims counts only for as many proxies as are ours."""
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    proxies = settings.IGNITION_TRUSTED_PROXIES
    if proxies and len(hops) >= proxies and hops[-proxies].strip():
        return hops[-proxies].strip()
    return request.META.get("REMOTE_ADDR") or "0.0.0.0"


def _waste_the_same_time(password: str) -> bool:
    User().set_password(password)
    return False


def _refuse_when_too_many(account: str, address: str) -> None:
    now = timezone.now()
    SignInAttempt.objects.filter(at__lt=now - dt.timedelta(days=1)).delete()
    failures = SignInAttempt.objects.filter(account=account).order_by("at")
    recent = failures.filter(address=address, at__gt=now - LOOKING_BACK)
    if recent.count() >= MOST_FAILURES:
        raise TooManyAttempts(_seconds_until(recent, MOST_FAILURES, LOOKING_BACK))
    if failures.count() >= MOST_FAILURES_A_DAY:
        raise TooManyAttempts(_seconds_until(failures, MOST_FAILURES_A_DAY, dt.timedelta(days=1)))


def _seconds_until(failures: Any, most: int, window: dt.timedelta) -> int:
    oldest_that_counts = failures.reverse()[most - 1].at
    return max(1, math.ceil((oldest_that_counts + window - timezone.now()).total_seconds()))


def _fingerprint(email: str) -> str:
    return hashlib.sha256(canonical_email(email).encode()).hexdigest()

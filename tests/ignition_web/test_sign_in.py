"""Signing in: who may, how often it may fail, and what every answer tells the browser."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.sessions.middleware import SessionMiddleware
from django.utils import timezone

from ignition_web.headers import CONTENT_SECURITY_POLICY
from ignition_web.team.models import SignInAttempt
from ignition_web.team.sessions import LONGEST
from ignition_web.team.signin import MOST_FAILURES, TooManyAttempts, WrongCredentials, caller_address, sign_in
from tests.ignition_web.conftest import PASSWORD


@pytest.fixture
def ask(rf):
    """A request with a session, from an address."""

    def made(address: str = "192.0.2.1", **headers: str):
        request = rf.post("/login", REMOTE_ADDR=address, **headers)
        SessionMiddleware(lambda _: None).process_request(request)
        return request

    return made


def _fail(ask, times: int, email: str = "bob@bianchi.example", address: str = "192.0.2.1") -> None:
    for _ in range(times):
        with pytest.raises(WrongCredentials):
            sign_in(ask(address), email, "wrong password")


def test_the_right_password_opens_a_session(people, ask):
    assert sign_in(ask(), " Bob@Bianchi.example ", PASSWORD) == people.bob


@pytest.mark.parametrize(("email", "password"), [("bob@bianchi.example", "wrong"), ("nobody@x.example", PASSWORD)])
def test_a_wrong_password_and_an_unknown_person_look_the_same(people, ask, email, password):
    with pytest.raises(WrongCredentials):
        sign_in(ask(), email, password)


def test_a_closed_account_does_not_open(people, ask):
    people.bob.is_active = False
    people.bob.save()
    with pytest.raises(WrongCredentials):
        sign_in(ask(), "bob@bianchi.example", PASSWORD)


def test_after_ten_failures_even_the_right_password_waits(people, ask):
    _fail(ask, MOST_FAILURES)
    with pytest.raises(TooManyAttempts) as refused:
        sign_in(ask(), "bob@bianchi.example", PASSWORD)
    assert 0 < refused.value.retry_after <= 15 * 60


def test_from_another_address_the_owner_of_the_account_still_gets_in(people, ask):
    _fail(ask, MOST_FAILURES)
    assert sign_in(ask("198.51.100.7"), "bob@bianchi.example", PASSWORD) == people.bob


def test_failures_are_forgotten_after_fifteen_minutes(people, ask):
    _fail(ask, MOST_FAILURES)
    SignInAttempt.objects.update(at=timezone.now() - dt.timedelta(minutes=16))
    assert sign_in(ask(), "bob@bianchi.example", PASSWORD) == people.bob


def test_what_was_typed_is_not_kept(people, ask):
    _fail(ask, 1, email="somebody@secret.example")
    assert "secret" not in str(list(SignInAttempt.objects.values()))


def test_a_forged_forwarded_header_is_not_believed(ask, settings):
    request = ask("192.0.2.1", HTTP_X_FORWARDED_FOR="203.0.113.9")
    assert caller_address(request) == "192.0.2.1"
    settings.IGNITION_TRUSTED_PROXIES = 1
    assert caller_address(request) == "203.0.113.9"
    forged = ask("192.0.2.1", HTTP_X_FORWARDED_FOR="1.1.1.1, 203.0.113.9")
    assert caller_address(forged) == "203.0.113.9"


def test_every_answer_forbids_other_hosts_and_frames(client, db):
    answer = client.get("/login")
    assert answer.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert "http" not in CONTENT_SECURITY_POLICY
    assert "'unsafe-eval'" not in CONTENT_SECURITY_POLICY
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["X-Frame-Options"] == "DENY"


def test_pages_of_somebody_signed_in_are_stored_nowhere(client, people):
    client.force_login(people.bob)
    assert client.get("/").headers["Cache-Control"] == "no-store, private"


def test_a_session_ends_after_seven_days_however_much_it_is_used(client, people):
    client.force_login(people.bob)
    assert client.get("/").status_code == 200
    session = client.session
    session["began"] -= LONGEST + 1
    session.save()
    assert client.get("/").status_code == 302


def test_a_page_view_does_not_write_the_session_each_time(client, people, django_assert_num_queries):
    client.force_login(people.bob)
    client.get("/me")
    before = client.session["renewed"]
    client.get("/me")
    assert client.session["renewed"] == before

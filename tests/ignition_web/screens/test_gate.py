"""Every route, asked by everybody, about what is theirs, what is somebody else's, and what is not there."""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import override_settings
from django.urls import path, reverse

from ignition_web.capture.models import Arrival, Doubt
from ignition_web.customers.models import Customer
from ignition_web.points.models import Point
from ignition_web.sales.models import Deal
from ignition_web.screens import urls
from ignition_web.screens.policy import ANYONE, POLICY

from .conftest import canary

pytestmark = pytest.mark.django_db
ROLES = ("anonymous", "alice", "bob", "charlie", "dora", "erin")
SEES = {
    "anonymous": set(),
    "alice": {"alice", "bob", "charlie", "dora", "erin"},
    "erin": {"erin", "bob"},
    "bob": {"bob"},
    "charlie": {"charlie"},
    "dora": {"dora"},
}
"""Whose things each sees. Points apart: everybody sees their own alone."""
OBJECTS = {
    "point": lambda person: Point.objects.get(for_person=person),
    "customer": lambda person: Customer.objects.get(owner=person),
    "deal": lambda person: Deal.objects.get(owner=person),
    "arrival": lambda person: Arrival.objects.get(received_by=person),
    "doubt": lambda person: Doubt.objects.get(arrival__received_by=person),
}
SAID = {
    "point-answer": {"said": "done"},
    "point-reason": {"reason": "ordered"},
    "doubt-settle": {"answer": "new"},
    "customer-note": {"text": "una nota"},
}


def routes() -> Iterator[tuple[str, str, str]]:
    """Name, method, and the kind of object it names."""
    for pattern in sorted(urls.urlpatterns, key=lambda pattern: pattern.name == "logout"):
        kinds = list(pattern.pattern.converters)
        for method in POLICY.get(pattern.name, {}):
            yield pattern.name, method, kinds[0] if kinds else ""


def test_every_route_is_declared_and_nothing_else_is() -> None:
    assert {pattern.name for pattern in urls.urlpatterns} == set(POLICY)


def test_a_route_missing_from_the_policy_is_answered_to_nobody(aviary, signed_in) -> None:
    module = type("Undeclared", (), {"urlpatterns": [path("new", lambda request: HttpResponse("open"), name="new")]})
    with override_settings(ROOT_URLCONF=module):
        answers = [signed_in(person).get("/new").status_code for person in (None, *aviary.everybody)]
    assert set(answers) == {404}


def test_to_ask_for_the_head_alone_is_to_ask_for_the_page(aviary, signed_in) -> None:
    for address in ("/", "/customers/", "/deals/", "/arrivals/", "/login", "/healthz", "/nothing"):
        client = signed_in(aviary.bob)
        assert client.head(address).status_code == client.get(address).status_code


def test_a_method_missing_from_the_policy_is_answered_to_nobody(aviary, signed_in) -> None:
    assert signed_in(aviary.alice).delete("/customers/").status_code == 404
    assert signed_in(aviary.alice).post("/deals/").status_code == 404


@pytest.mark.parametrize("role", ROLES)
def test_who_may_not_see_it_gets_what_is_not_there(aviary, signed_in, role) -> None:
    client = signed_in(getattr(aviary, role, None))
    absent = client.get("/nothing/here").content
    for route, method, kind in routes():
        for owner in aviary.everybody if kind else [None]:
            where = (role, method, route, owner and owner.name)
            with undone():
                before = fingerprint()
                answer = ask(client, route, method, kind, owner)
                changed = fingerprint() != before
            if granted(role, route, method, kind, owner):
                assert answer.status_code in {200, 302, 422}, where
                assert not answer.headers.get("Location", "").startswith("/login?"), where
            elif role == "anonymous":
                assert answer.headers["Location"].startswith("/login"), where
                assert not changed, where
            else:
                assert (answer.status_code, answer.content, changed) == (404, absent, False), where


@pytest.mark.parametrize("role", ROLES)
def test_an_object_that_never_was_is_absent_for_everybody(aviary, signed_in, role) -> None:
    client = signed_in(getattr(aviary, role, None))
    for route, method, kind in routes():
        if kind:
            answer = getattr(client, method.lower())(reverse(route, args=[uuid.uuid4()]), SAID.get(route, {}))
            assert answer.status_code == (302 if role == "anonymous" else 404), (role, method, route)


def test_what_is_granted_does_change_something(aviary, signed_in) -> None:
    """Else the tables of the test above would prove nothing."""
    for route, kind in (("point-answer", "point"), ("customer-note", "customer"), ("doubt-settle", "doubt")):
        with undone():
            before = fingerprint()
            ask(signed_in(aviary.bob), route, "POST", kind, aviary.bob)
            assert fingerprint() != before, route


def test_a_forbidden_and_an_absent_object_have_the_same_headers(aviary, signed_in) -> None:
    client = signed_in(aviary.charlie)
    hidden = client.get(reverse("customer", args=[OBJECTS["customer"](aviary.bob).public_id]))
    nowhere = client.get(reverse("customer", args=[uuid.uuid4()]))
    assert dict(hidden.headers) == dict(nowhere.headers)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "part"])
def test_no_answer_ever_carries_what_is_hidden(aviary, signed_in, role, headers) -> None:
    client = signed_in(getattr(aviary, role, None), **headers)
    hidden = [person for person in aviary.everybody if person.name.lower() not in SEES[role]]
    for answer in everything(client, aviary):
        for person in hidden:
            assert canary(person).encode() not in answer.content, (role, answer.request["PATH_INFO"])


def test_the_canaries_sing_where_they_may(aviary, signed_in) -> None:
    """Else the test above would prove nothing."""
    seen = b"".join(answer.content for answer in everything(signed_in(aviary.alice), aviary))
    for field in (
        "name",
        "vat_id",
        "contact",
        "product",
        "move",
        "document",
        "subject",
        "text",
        "file",
        "question",
        "title",
    ):
        assert canary(aviary.alice, field).encode() in seen, field


def test_asking_for_somebody_elses_words_tells_no_more_than_asking_for_none(aviary, signed_in) -> None:
    """No oracle: the answer differs in nothing but the words that were asked."""
    client = signed_in(aviary.bob)
    for page, field in (("/deals/?stage=", "stage"), ("/customers/?q=", "name")):
        theirs, nobodys = canary(aviary.charlie, field), "-" * len(canary(aviary.charlie, field))
        assert without_tokens(client.get(page + theirs), theirs) == without_tokens(client.get(page + nobodys), nobodys)


def without_tokens(answer: Any, asked: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode().replace(asked, ""))


def test_what_follows_through_is_private_even_from_the_owner(aviary, signed_in) -> None:
    seen = b"".join(answer.content for answer in everything(signed_in(aviary.alice), aviary))
    assert canary(aviary.bob, "title").encode() not in seen
    assert canary(aviary.bob, "reason").encode() not in seen


def everything(client, aviary) -> Iterator[Any]:
    """Every page there is to read, with every object, every filter and the searches that might find too much."""
    for route, method, kind in routes():
        if method == "GET":
            for owner in aviary.everybody if kind else [None]:
                yield ask(client, route, method, kind, owner)
    for query in (
        "/customers/?q=kanarie",
        "/customers/?q=%25",
        "/customers/?q=_",
        "/deals/?outcome=open&stage=kanarie",
        "/deals/?after=9999:999",
    ):
        yield client.get(query)
    for person in aviary.everybody:
        yield client.get("/customers/", {"after": str(OBJECTS["customer"](person).public_id)})


def ask(client, route: str, method: str, kind: str, owner: Any) -> Any:
    args = [OBJECTS[kind](owner).public_id] if kind else []
    return getattr(client, method.lower())(reverse(route, args=args), SAID.get(route, {}))


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside is rolled back: every route is asked of the same world."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def granted(role: str, route: str, method: str, kind: str, person: Any) -> bool:
    mine = {"alice": "owner", "bob": "seller", "charlie": "seller", "dora": "partner", "erin": "leader"}.get(role, role)
    owner = person.name.lower() if person else ""
    if mine not in POLICY[route][method]:
        return False
    if kind == "point":
        return owner == role
    return not kind or owner in SEES[role]


def fingerprint() -> str:
    """SHA-256 of every row of every table; sessions and failed sign-ins, which are no company data, apart."""
    digest = hashlib.sha256()
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            if table not in {"django_session", "team_signinattempt"}:
                cursor.execute(f'SELECT * FROM "{table}"')
                digest.update(repr((table, sorted(map(repr, cursor.fetchall())))).encode())
    return digest.hexdigest()


def test_only_health_and_the_door_are_open_to_strangers() -> None:
    open_ones = {route for route, methods in POLICY.items() if any(who == ANYONE for who in methods.values())}
    assert open_ones == {"healthz", "readyz", "login", "language"}

"""Signing in and out, the language, what the browser is told, and what the company sees of me."""

from __future__ import annotations

import pytest
from django.test import Client

from ignition_web.team.signin import MOST_FAILURES

from ..conftest import PASSWORD

pytestmark = pytest.mark.django_db


def knock(client: Client, email: str = "bob@bianchi.example", password: str = PASSWORD, **more: str):
    return client.post("/login", {"email": email, "password": password, **more})


def test_the_right_password_opens_today(people) -> None:
    client = Client()
    assert knock(client).headers["Location"] == "/"
    assert client.get("/").status_code == 200


def test_a_wrong_password_and_an_unknown_person_look_the_same(people) -> None:
    wrong, unknown = knock(Client(), password="sbagliata"), knock(Client(), email="nobody@bianchi.example")
    assert wrong.status_code == unknown.status_code == 422
    assert without(wrong, "bob@bianchi.example") == without(unknown, "nobody@bianchi.example")


def without(answer, email: str) -> str:
    lines = answer.content.decode().replace(email, "").splitlines()
    return "\n".join(line for line in lines if "csrfmiddlewaretoken" not in line)


def test_what_was_typed_stays_but_never_the_password(people) -> None:
    shown = knock(Client(), password="sbagliata").content.decode()
    assert 'value="bob@bianchi.example"' in shown
    assert "sbagliata" not in shown


def test_too_many_attempts_are_told_when_to_come_back(people) -> None:
    for _ in range(MOST_FAILURES):
        knock(Client(), password="sbagliata")
    refused = knock(Client())
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0


def test_the_door_leads_back_to_where_one_was_going(people) -> None:
    assert Client().get("/customers/?q=a").headers["Location"] == "/login?next=%2Fcustomers%2F%3Fq%3Da"
    assert knock(Client(), next="/customers/?q=a").headers["Location"] == "/customers/?q=a"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example", "http:///evil"]
)
def test_the_door_never_leads_to_another_host(people, elsewhere) -> None:
    assert knock(Client(), next=elsewhere).headers["Location"] == "/"
    assert Client().post("/language", {"language": "en", "next": elsewhere}).headers["Location"] == "/"


def test_a_part_of_a_page_asked_by_a_stranger_sends_the_page_to_the_door(people) -> None:
    answer = Client().get("/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/login")


def test_signing_out_closes_the_session(people, signed_in) -> None:
    client = signed_in(people.bob)
    client.post("/logout")
    assert client.get("/").status_code == 302


def test_a_form_from_elsewhere_changes_nothing(people) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(people.bob, backend="ignition_web.team.signin.PasswordBackend")
    refused = client.post("/language", {"language": "en"})
    people.bob.refresh_from_db()
    assert (refused.status_code, people.bob.language) == (403, "it")
    assert "Non è cambiato niente" in refused.content.decode()


def test_the_language_is_the_persons_own(people, signed_in) -> None:
    client = signed_in(people.bob)
    assert "Clienti" in client.get("/customers/").content.decode()
    client.post("/language", {"language": "en", "next": "/customers/"})
    assert "Customers" in client.get("/customers/").content.decode()
    assert 'lang="en"' in client.get("/customers/").content.decode()


def test_a_language_we_do_not_speak_changes_nothing(people, signed_in) -> None:
    signed_in(people.bob).post("/language", {"language": "xx"})
    people.bob.refresh_from_db()
    assert people.bob.language == "it"


def test_before_signing_in_the_language_is_the_one_chosen_then_the_browsers(db) -> None:
    assert "Accedi" in Client(headers={"accept-language": "it"}).get("/login").content.decode()
    client = Client(headers={"accept-language": "it"})
    client.post("/language", {"language": "en"})
    assert "Sign in" in client.get("/login").content.decode()


@pytest.mark.parametrize(
    ("cookie", "told"), [("dark", 'data-theme="dark"'), ("light", 'data-theme="light"'), ('"><script>', "<html lang=")]
)
def test_light_or_dark_is_written_into_the_page(people, signed_in, cookie, told) -> None:
    client = signed_in(people.bob)
    client.cookies["theme"] = cookie
    shown = client.get("/").content.decode()
    assert told in shown
    assert "<script>" not in shown


@pytest.mark.parametrize("address", ["/", "/login", "/nothing", "/customers/"])
def test_the_browser_is_told_to_ask_nobody_else(people, signed_in, address) -> None:
    policy = signed_in(people.bob).get(address).headers["Content-Security-Policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["connect-src"] == "'self'"
    assert rules["frame-ancestors"] == "'none'"


def test_what_a_person_sees_is_kept_by_no_cache(people, signed_in) -> None:
    assert "no-store" in signed_in(people.bob).get("/").headers["Cache-Control"]


def test_my_page_says_who_sees_what_carries_my_name(world, signed_in) -> None:
    shown = " ".join(signed_in(world.bob).get("/me").content.decode().split())
    assert "Oggi ha il tuo nome 1 cliente e 1 trattativa." in shown
    assert "Alice, Erin" in shown
    assert "Charlie" not in shown


def test_health_tells_nothing_but_health(db) -> None:
    assert Client().get("/healthz").content == b"ok\n"
    assert Client().get("/readyz").content == b"ready\n"


@pytest.mark.parametrize(
    "address", ["/customers/?q=a%00b", "/deals/?stage=%00", "/deals/?after=1%00:2", "/arrivals/?before=%00"]
)
def test_a_sign_no_database_stores_finds_nothing(people, signed_in, address) -> None:
    assert signed_in(people.alice).get(address).status_code == 404
    assert knock(Client(), email="a\0b@bianchi.example").status_code == 404


@pytest.mark.parametrize(
    "address",
    ["/arrivals/?before=9999999999999999999999", "/deals/?after=1e999:99999999999999999999", "/deals/?after=-1:0"],
)
def test_a_page_mark_beyond_all_numbers_is_no_trouble(people, signed_in, address) -> None:
    assert signed_in(people.alice).get(address).status_code == 200

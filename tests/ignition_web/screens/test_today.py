"""Oggi: what is shown, in which words, and what happens when it is answered."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from ignition.wording import Text
from ignition_web.capture.models import Arrival
from ignition_web.points.models import Answer, Lighting, Point

from .conftest import doubt_of, light, proven

pytestmark = pytest.mark.django_db


@pytest.fixture
def day(world):
    """Bob's day: three, two, one."""
    proven("buys", "purchases")
    customer = world.customer_of(world.bob)
    for rank in (1, 2, 3):
        light(world.bob, customer, "action", rank, f"Chiama {customer.name} {rank}", "Offerta senza risposta.")
    for rank in (1, 2):
        light(world.bob, customer, "risk", rank, f"{customer.name} tace {rank}")
    light(world.bob, customer, "ignition", 1, f"Conosci una persona in {customer.name}")
    return world


def page(client, address: str = "/") -> str:
    return " ".join(client.get(address).content.decode().split())


def point(slot: str = "action", rank: int = 1) -> Point:
    return Point.objects.get(slot=slot, rank=rank)


def say(client, said: str, to: Point, **headers: str):
    return client.post(f"/points/{to.public_id}/answer", {"said": said}, headers=headers)


def test_three_actions_two_risks_one_ignition_point_in_this_order(day, signed_in) -> None:
    shown = page(signed_in(day.bob))
    assert [shown.count(f'id="count-{slot}"') for slot in ("action", "risk", "ignition")] == [1, 1, 1]
    assert shown.index("count-action") < shown.index("count-risk") < shown.index("count-ignition")
    assert shown.count("point-reason") == 6


def test_the_value_is_said_with_its_interval_and_how_sure_it_is(day, signed_in) -> None:
    shown = page(signed_in(day.bob))
    assert "potrebbe valere circa 4.200 €" in shown
    assert "tra 1.900 e 7.800" in shown
    assert "30 minuti" in shown
    assert "come nei casi simili" in shown
    assert "circa 12.000 € a rischio" in shown


def test_what_is_at_risk_is_not_said_twice(world, signed_in) -> None:
    light(world.bob, world.customer_of(world.bob), "risk", reason="Circa 12.000 € potrebbero mancare")
    assert page(signed_in(world.bob)).count("12.000 €") == 1


def test_in_english_too(day, signed_in) -> None:
    day.bob.language = "en"
    day.bob.save()
    shown = page(signed_in(day.bob))
    assert "could be worth about €4,200" in shown
    assert "between €1,900 and €7,800" in shown


def test_the_customers_name_leads_to_the_customer(day, signed_in) -> None:
    customer = day.customer_of(day.bob)
    assert f'<a href="/customers/{customer.public_id}/">{customer.name}</a>' in page(signed_in(day.bob))


@pytest.mark.parametrize("said", ["done", "later", "no"])
def test_one_tap_answers_and_the_place_is_not_filled_again(day, signed_in, said) -> None:
    client = signed_in(day.bob)
    answer = say(client, said, point(), **{"HX-Request": "true"})
    assert answer.status_code == 200
    assert answer.content.decode().count("point-answered") == 1
    assert Answer.objects.get().said == said
    assert Answer.objects.get().by == day.bob
    assert page(client).count("point-opener") == 5


def test_without_a_script_the_same_tap_loads_today_again(day, signed_in) -> None:
    answer = say(signed_in(day.bob), "done", point())
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")


def test_a_second_tap_says_nothing_new(day, signed_in) -> None:
    client = signed_in(day.bob)
    say(client, "done", point())
    say(client, "no", point())
    assert Answer.objects.get().said == "done"


def test_a_word_that_is_no_answer_is_none(day, signed_in) -> None:
    assert say(signed_in(day.bob), "perhaps", point()).status_code == 302
    assert not Answer.objects.exists()


def test_undo_within_ten_seconds(day, signed_in) -> None:
    client = signed_in(day.bob)
    say(client, "done", point())
    assert "take-back" in page(client)
    client.post(f"/points/{point().public_id}/take-back")
    assert point().answered is None
    assert "point-answered" not in page(client)


def test_after_ten_seconds_the_server_says_that_the_answer_stands(day, signed_in) -> None:
    client = signed_in(day.bob)
    say(client, "done", point())
    Answer.objects.update(at=timezone.now() - dt.timedelta(seconds=11))
    assert "take-back" not in page(client)
    refused = client.post(f"/points/{point().public_id}/take-back")
    assert "questa resta" in refused.content.decode()
    assert point().answered.said == "done"


def test_nothing_can_be_undone_that_was_not_said(day, signed_in) -> None:
    assert signed_in(day.bob).post(f"/points/{point().public_id}/take-back").status_code == 302
    assert not Answer.objects.exists()


def test_finishing_is_allowed(day, signed_in) -> None:
    client = signed_in(day.bob)
    for each in Point.objects.all():
        say(client, "done", each)
    assert "Per oggi basta. Buona vendita." in page(client)


def test_what_was_answered_yesterday_is_gone(day, signed_in) -> None:
    client = signed_in(day.bob)
    say(client, "done", point())
    Answer.objects.update(at=timezone.now() - dt.timedelta(days=1, minutes=1))
    assert "point-answered" not in page(client)


def test_why_opens_the_facts_with_their_sources_and_the_day_of_reckoning(day, signed_in) -> None:
    shown = page(signed_in(day.bob), f"/points/{point().public_id}/why")
    assert "1 fatto" in shown
    assert "1 fonte" in shown
    assert "1 feb 2027" in shown
    assert "circa 9 su 10" in shown


@pytest.mark.parametrize(
    ("grade", "words"),
    [("L0", "ipotesi"), ("L1", "di solito è così"), ("L3", "visto nei tuoi dati"), ("L4", "misurato")],
)
def test_how_sure_is_said_in_words(world, signed_in, grade, words) -> None:
    light(world.bob, world.customer_of(world.bob), grade=grade)
    assert words in page(signed_in(world.bob))


def test_no_grade_below_a_measured_one_claims_a_cause() -> None:
    from ignition_web.screens.words import sureness

    for grade in ("L0", "L1", "L2", "L3"):
        said = sureness(grade).sentence.lower()
        assert "causes" not in said.replace("no proof of cause", "")


def test_a_point_about_nobody_is_shown_without_a_link(world, signed_in) -> None:
    light(
        world.bob,
        None,
        "ignition",
        title="Impara da cinque clienti",
        promised=None,
        promised_low=None,
        promised_high=None,
    )
    shown = page(signed_in(world.bob))
    assert "Impara da cinque clienti" in shown
    assert "valere" not in shown.split("point-worth")[1].split("</p>")[0]


def test_a_trial_is_worth_what_knowing_is_worth_and_is_answered_like_any_other(world, signed_in) -> None:
    trial = light(world.bob, None, "ignition", title="Fai una piccola prova a sorte", play="learn")
    client = signed_in(world.bob)
    assert "saperlo potrebbe valere circa 4.200 €" in page(client)
    why = page(client, f"/points/{trial.public_id}/why")
    assert "confrontiamo la promessa" not in why
    assert "prima di spendere le ore" in why
    assert say(client, "done", trial).status_code == 302
    assert "Per oggi basta" in page(client)


@pytest.mark.parametrize("said", ["done", "later"])
def test_only_a_refusal_is_asked_why_and_nobody_has_to_say(day, signed_in, said) -> None:
    client = signed_in(day.bob)
    say(client, said, point())
    assert 'name="reason"' not in page(client)
    say(client, "no", point(rank=2))
    assert page(client).count('name="reason"') == 4
    assert point(rank=2).answered.reason == ""


def test_why_not_is_one_tap_and_asked_once(day, signed_in) -> None:
    client = signed_in(day.bob)
    say(client, "no", point())
    answer = client.post(
        f"/points/{point().public_id}/reason", {"reason": "ordered"}, headers={"HX-Request": "true"}
    ).content.decode()
    assert "Preso nota: hanno già ordinato." in answer
    assert 'name="reason"' not in answer
    assert "Annulla" in answer
    assert point().answered.reason == "ordered"


def test_a_reason_needs_a_standing_refusal_and_is_one_of_the_four(day, signed_in) -> None:
    client = signed_in(day.bob)
    give(client, "ordered")
    say(client, "done", point())
    give(client, "ordered")
    assert point().answered.reason == ""
    Answer.objects.update(said="no")
    give(client, "because")
    assert point().answered.reason == ""


def give(client, reason: str):
    return client.post(f"/points/{point().public_id}/reason", {"reason": reason})


def test_the_first_day_is_a_countdown(people, signed_in) -> None:
    shown = page(signed_in(people.alice))
    assert "Trascina i tuoi file" in shown
    assert shown.count('class="numeral"') == 3


def test_who_may_not_import_is_not_asked_to(people, signed_in) -> None:
    shown = page(signed_in(people.dora))
    assert "Importa" not in shown
    assert "Niente per oggi" in shown


def test_while_documents_are_read_the_page_counts_and_asks_again(people, signed_in) -> None:
    arrived(people.alice, "a", "read")
    arrived(people.alice, "b", "waiting")
    shown = page(signed_in(people.alice))
    assert "Leggo 1 documento" in shown
    assert 'hx-trigger="every 2s"' in shown
    assert 'max="2" value="1"' in shown
    assert shown.count("step-later") == 2, "nothing is settled while documents are read"


def test_an_open_doubt_is_the_second_step(people, signed_in) -> None:
    doubt_of(arrived(people.alice, "a", "read"))
    assert "Chiarisci 1 dubbio" in page(signed_in(people.alice))


def test_until_the_engine_has_spoken_the_page_looks_again(people, signed_in) -> None:
    just_read = arrived(people.alice, "a", "read")
    Arrival.objects.update(read_at=timezone.now())
    assert "Cerco la mossa che vale di più" in page(signed_in(people.alice))
    Arrival.objects.filter(pk=just_read.pk).update(read_at=timezone.now() - dt.timedelta(minutes=3))
    assert "Niente per oggi" in page(signed_in(people.alice))


def test_a_quiet_day_says_so_and_why(people, signed_in) -> None:
    arrived(people.alice, "a", "read")
    note = Text(it="Mancano gli acquisti.", en="Purchases are missing.").of()
    Lighting.objects.create(on=timezone.localdate(), notes=[note.to_dict()])
    shown = page(signed_in(people.alice))
    assert "Niente per oggi" in shown
    assert "Mancano gli acquisti." in shown


def arrived(person, sign: str, state: str) -> Arrival:
    return Arrival.objects.create(sha256=sign * 64, name="f.xml", size=1, received_by=person, state=state)

"""No skill, no display; what a lot holds back; what promises and trials came to: on every page, for everybody."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from ignition.backtest import origins
from ignition.estimate import Estimate, Grade
from ignition.gate import gate
from ignition.measuring.stating import TOO_FEW, unsaid
from ignition.skill import Skill, Verdict
from ignition.wording import Text
from ignition_web.business.models import Company
from ignition_web.customers.models import Customer
from ignition_web.points import flows, skill
from ignition_web.points.measuring import plain
from ignition_web.points.models import Drawn, Lighting, Lot, Measured, Point, Proven
from ignition_web.sales.models import Purchase
from ignition_web.team.models import User
from tests.ignition.backtest.worlds import LAST, a_shop

from .conftest import canary, light, proven
from .test_gate import SAID, everything

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
CHANCE = Text(it="probabilità {p_win:percent}", en="chance {p_win:percent}")
SAID.update({"proof-lots": {"by": "pairs", "share": "0.10"}, "proof-trial": {"play": "win_back", "how": "kept"}})


def name_a_chance(point: Point) -> None:
    """As the engine would have stored it: in the reason and in a fact."""
    move = point.move
    told = CHANCE.of(p_win=0.4242).to_dict()
    day = Text(it="", en="").of(expected_on=TODAY).to_dict()["values"]
    move["reason"] = {**told, "values": {**told["values"], **day}}
    move["facts"].append({"sentence": told, "source": Text(it="motore", en="engine").of().to_dict()})
    move.update(subject="deal", p_positive=0.8765, at_risk=471_100.0)
    Point.objects.filter(pk=point.pk).update(move=move, subject="deal", play="close")


@pytest.fixture
def promised(aviary) -> Any:
    for point in Point.objects.all():
        name_a_chance(point)
    return aviary


NUMBERS = ("42", "9 su 10", "9 in 10", "470.000", "470,000")


def all_pages(client: Any, people: Any) -> str:
    return " ".join(answer.content.decode() for answer in everything(client, people)).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "part"])
@pytest.mark.parametrize("lang", ["it", "en"])
def test_without_proof_no_page_says_a_chance(promised, signed_in, headers, lang) -> None:
    User.objects.update(language=lang)
    proven("buys")
    seen = all_pages(signed_in(promised.bob, **headers), promised)
    assert [number for number in ("42 %", "42%", *NUMBERS[1:]) if number in seen] == []
    assert ("Non abbiamo ancora prove sufficienti" if lang == "it" else "We do not have enough proof") in seen


@pytest.mark.parametrize(("lang", "chance", "sure"), [("it", "42 %", "9 su 10"), ("en", "42%", "9 in 10")])
def test_with_proof_it_is_said(promised, signed_in, lang, chance, sure) -> None:
    """Else the test above would prove nothing."""
    User.objects.update(language=lang)
    proven("wins")
    seen = all_pages(signed_in(promised.bob), promised)
    assert chance in seen
    assert sure in seen
    assert "circa 470.000 € a rischio" in seen or lang == "en" or "rischio" not in seen


def test_before_anybody_looked_back_nothing_is_proven(promised, signed_in) -> None:
    assert "9 su 10" not in all_pages(signed_in(promised.bob), promised)


def test_a_verdict_nobody_renewed_counts_no_longer(promised) -> None:
    proven("wins")
    assert "wins" not in skill.hidden_numbers()
    Proven.objects.update(at=timezone.now() - dt.timedelta(days=61))
    assert "wins" in skill.hidden_numbers()


@pytest.fixture
def noise(people) -> None:
    """Whoever bought before says nothing of who buys next."""
    for number in range(12):
        customer = Customer.objects.create(name=f"C{number}", owner=people.bob)
        for turn in range(3):
            on = TODAY - dt.timedelta(days=(number * 97 + turn * 131) % 300)
            Purchase.objects.create(customer=customer, on=on, amount=Decimal(100), source_key=f"{number} {turn}")
    Lighting.objects.create(on=TODAY, stood_on=flows.what_there_is())


def test_a_company_of_noise_is_looked_at_and_shows_no_chance(noise, monkeypatch) -> None:
    monkeypatch.setattr(skill, "SECONDS", 0.0)
    looked = skill.prove_skill(TODAY)
    assert looked is not None
    assert (looked.on, looked.found["looks"]) == (TODAY, 1)
    assert "buys" in {one["name"] for one in looked.found["verdicts"]}
    assert "buys" in skill.hidden_numbers()
    assert skill.prove_skill(TODAY) is None


def test_a_company_whose_customers_differ_shows_what_it_told_right(people, monkeypatch) -> None:
    """What was imported today is looked back at as it was known when it happened."""
    monkeypatch.setattr(origins, "MOST", 3)
    shift, rows = TODAY - LAST, a_shop(60)
    names = sorted({row["customer_id"] for row in rows})
    customers = {name: Customer.objects.create(name=name, owner=people.bob) for name in names}
    Purchase.objects.bulk_create(
        Purchase(customer=customers[row["customer_id"]], on=row["on"] + shift, amount=100, source_key=str(place))
        for place, row in enumerate(rows)
    )
    Lighting.objects.create(on=TODAY, stood_on=flows.what_there_is())
    assert skill.prove_skill(TODAY) is not None
    assert "buys" not in skill.hidden_numbers()


def test_it_is_looked_at_again_a_day_after_something_new_and_never_before_the_points(noise, monkeypatch) -> None:
    asked: list[dt.date] = []
    monkeypatch.setattr(skill, "prove", lambda book, on, *_, **__: asked.append(on) or Skill(on, 0, 28))
    skill.prove_skill(TODAY)
    Customer.objects.first().touch()
    skill.prove_skill(TODAY)
    Lighting.objects.update(stood_on=flows.what_there_is())
    skill.prove_skill(TODAY)
    Proven.objects.update(at=timezone.now() - dt.timedelta(days=1))
    skill.prove_skill(TODAY)
    assert asked == [TODAY, TODAY]


@pytest.mark.parametrize("role", ["alice", "bob", "charlie", "dora", "erin"])
def test_what_a_lot_holds_back_is_on_no_page(aviary, signed_in, role) -> None:
    for person in aviary.everybody:
        light(person, aviary.customer_of(person), title=f"trattenuto-{person.name}", reason="trattenuto-motivo")
    Point.objects.filter(move__reason__it="trattenuto-motivo").update(held=True)
    held = Point.objects.filter(held=True)
    assert held.count() == 5
    client = signed_in(getattr(aviary, role))
    pages = [answer.content for answer in everything(client, _without_held(aviary))]
    for point in held:
        assert client.get(f"/points/{point.public_id}/why").status_code == 404
        assert client.post(f"/points/{point.public_id}/answer", {"said": "done"}).status_code == 404
    assert not any(b"trattenuto" in page for page in pages)


def _without_held(aviary: Any) -> Any:
    """The crawler asks for the one point of each person."""
    Point.objects.filter(held=True).update(for_person=User.objects.create_user("z@z.example", "Zoe"))
    return aviary


def test_one_look_is_one_and_a_figure_stands_once(aviary, signed_in) -> None:
    figure = Estimate(0.03, -0.29, 0.26, 20, Grade.SEGMENT, "skill")
    doubtful = Verdict("wins", False, 20, figure, gate([figure]).reasons)
    found = Skill(TODAY, 1, 56, (doubtful,)).to_dict()
    Proven.objects.create(on=TODAY, found=found, seconds=1.0)
    shown = page(signed_in(aviary.alice))
    assert "da un giorno passato, seguito per 56 giorni" in shown
    assert shown.count("errore in meno della regola semplice") == 1


def page(client: Any) -> str:
    return " ".join(client.get("/proof/").content.decode().split()).replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture
def measured(people) -> Any:
    kept = Estimate(0.62, 0.4, 0.85, 180, Grade.MEASURED, "realised_over_promised", n_effective=90.0)
    brought = Estimate(210.0, 60.0, 360.0, 80, Grade.MEASURED, "mean_so_far", n_effective=80.0)
    lot = Lot.objects.create(
        kind="trial", play="win_back", seed=1, share=0.5, begins_on=TODAY, ends_on=TODAY + dt.timedelta(91)
    )
    for number in range(6):
        Drawn.objects.create(lot=lot, person=people.bob, block=number // 2, held=bool(number % 2), chance=0.5)
    play = {"shown": 150, "held": 30, "refuted_on": None, "falls_back": False}
    few = plain(unsaid("realised_over_promised", 12, TOO_FEW))
    found = {
        "plays": [{**play, "play": "win_back", "kept": plain(kept)}, {**play, "play": "close", "kept": few}],
        "trials": [{"play": "win_back", "due": 80, "effect": plain(brought)}],
    }
    Measured.objects.create(on=TODAY, found=found)
    return people


def test_a_measured_promise_stands_with_its_interval_its_cases_and_its_grade(measured, signed_in) -> None:
    shown = page(signed_in(measured.bob))
    assert "62 % della promessa, da 40 % a 85 %" in shown
    assert "misurato, 180 casi" in shown
    assert "meno di 50" in shown


def test_a_trial_says_since_when_how_many_and_how_it_stands(measured, signed_in) -> None:
    shown = page(signed_in(measured.bob))
    assert "Richiamare chi tace" in shown
    assert "circa 210 €, tra 60 e 360 (80 casi, misurato)" in shown
    assert "Agire porta di più: si può tenere." in shown
    assert shown.count("<dd>3</dd>") == 2


def test_the_verdicts_stand_with_their_day_their_cases_and_their_skill(people, signed_in) -> None:
    proven("buys")
    shown = page(signed_in(people.erin))
    assert "Probabilità che un cliente compri" in shown
    assert "12 % di errore in meno della regola semplice, da 3 % a 21 %" in shown
    assert "da 12 giorni passati" in shown


@pytest.mark.parametrize(
    ("lang", "says"),
    [
        ("it", "22 % di errore in più della regola semplice, da 4 % a 40 %"),
        ("en", "22% more error than the simple rule, from 4% to 40%"),
    ],
)
def test_what_errs_more_than_the_simple_rule_says_so(people, signed_in, lang, says) -> None:
    worse = Estimate(-0.22, -0.40, -0.04, 400, Grade.SEGMENT, "brier_skill v1")
    found = Skill(TODAY, 12, 56, (Verdict("wins", False, 400, worse),))
    Proven.objects.create(on=TODAY, found=found.to_dict(), seconds=1.0)
    User.objects.update(language=lang)
    shown = page(signed_in(people.erin))
    assert says in shown
    assert "-22" not in shown


def test_only_the_owner_decides_who_is_left_out_and_what_ends(measured, signed_in) -> None:
    assert '<form method="post" action="/proof/lots"' not in page(signed_in(measured.erin))
    owner = signed_in(measured.alice)
    assert "/proof/lots" in page(owner)
    assert owner.post("/proof/lots", {"by": "pairs", "share": "0.10"}).status_code == 302
    assert (Company.ours().left_out_by, Company.ours().left_out_share) == ("pairs", Decimal("0.10"))
    owner.post("/proof/lots", {"by": "everybody", "share": "0.90"})
    assert Company.ours().left_out_by == "pairs"
    owner.post("/proof/trial", {"play": "win_back", "how": "stopped"})
    assert Lot.objects.get().ended == "stopped"
    assert "È finita: fermata." in page(owner)


def test_nobody_is_named(measured, signed_in) -> None:
    shown = page(signed_in(measured.alice))
    content = shown[shown.index('id="content"') :]
    assert [person.name for person in measured.everybody if person.name in content] == []
    assert canary(measured.bob) not in content


def test_the_ignition_point_says_its_fuel_and_today_what_is_scarcest(people, signed_in) -> None:
    customer = Customer.objects.create(name="Rossi", owner=people.bob)
    point = light(people.bob, customer, "ignition")
    fuel = {**point.move["gain"], "value": 1.5, "low": 0.5, "high": 3.0, "definition": "fuel_hours"}
    Point.objects.update(move={**point.move, "fuel": fuel, "next_on": "2027-01-15"})
    scarce = Text(it="A mancare sono le ore.", en="Time is scarce.").of().to_dict()
    Lighting.objects.create(on=TODAY, bottleneck=scarce)
    light(people.dora, Customer.objects.create(name="Verdi", owner=people.dora))
    shown = signed_in(people.bob).get("/").content.decode()
    assert "Carburante: circa 1,5 ore ancora" in shown
    assert "15 gen 2027" in shown
    assert "A mancare sono le ore." in shown
    assert "A mancare sono le ore." not in signed_in(people.dora).get("/").content.decode()


@pytest.mark.parametrize(
    ("lang", "says"),
    [("it", "Carburante: circa 30 minuti ancora; poi"), ("en", "Fuel: about 30 minutes more; then")],
)
def test_fuel_known_to_the_quarter_of_an_hour_is_one_number(people, signed_in, lang, says) -> None:
    point = light(people.bob, Customer.objects.create(name="Rossi", owner=people.bob), "ignition")
    fuel = {**point.move["gain"], "value": 0.5, "low": 0.45, "high": 0.55, "definition": "fuel_hours"}
    Point.objects.update(move={**point.move, "fuel": fuel, "next_on": "2027-01-15"})
    User.objects.update(language=lang)
    assert says in signed_in(people.bob).get("/").content.decode()


def test_whoever_rests_is_told_so(people, signed_in) -> None:
    monday = TODAY - dt.timedelta(days=TODAY.weekday())
    lot = Lot.objects.create(kind="weeks", seed=1, share=0.2, begins_on=monday, ends_on=monday + dt.timedelta(35))
    Drawn.objects.create(lot=lot, person=people.bob, week=monday, block=0, held=True, chance=0.2)
    told = "la sorte ti ha lasciato senza punti"
    assert told in signed_in(people.bob).get("/").content.decode()
    assert told not in signed_in(people.charlie).get("/").content.decode()

"""A day that is kept: rows that came re-light what they touch, anything else is a full run, and nothing erased stays."""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from ignition.allocation import Contest
from ignition.assumptions import Assumptions
from ignition.estimate import Estimate, Grade
from ignition.lit import Lit, light
from ignition.lit.lit import Terms
from ignition_web.capture import flows as capture
from ignition_web.capture.models import Arrival
from ignition_web.customers.models import Activity, Contact, Customer
from ignition_web.points import flows, kept
from ignition_web.points.book import our_book
from ignition_web.points.kept import Mark, let_go, lit_now
from ignition_web.points.models import Answer, Point
from ignition_web.points.watching import watch
from ignition_web.sales.models import Deal, Product, Purchase, PurchaseLine, StageChange
from ignition_web.team.models import User
from ignition_web.work import worker
from tests.ignition.lit.test_relight import picture
from tests.ignition_web.conftest import World, make_people
from tests.ignition_web.documents import OURS, invoice

TODAY = timezone.localdate()
TERMS = Terms(Assumptions(), {})
ROSSI = "00743110157"
MONTHS = dt.timedelta(days=60)


@pytest.fixture(autouse=True)
def keeping(monkeypatch) -> None:
    """As in the worker."""
    monkeypatch.setattr(kept, "_keeps", False)
    kept.keep()


@pytest.fixture
def shop(people: World, settings) -> World:
    return _shop(people, settings)


def _shop(people: World, settings: Any) -> World:
    """Sixteen customers of Bob's and Charlie's, some of them silent; a first row of what else there may be."""
    settings.IGNITION_OWN_VAT = OURS
    for number in range(16):
        owner = people.bob if number % 3 else people.charlie
        vat_id = ROSSI if number == 1 else ""
        customer = Customer.objects.create(name=f"Cliente {number:02d}", owner=owner, vat_id=vat_id)
        for months in range(5 if number < 6 else 1, 14):
            _buys(customer, months, 100 * (number + 3))
    Contact.objects.create(customer=_named("Cliente 02"), name="Maria Segreta", email="maria@segreta.example")
    PurchaseLine.objects.create(purchase=Purchase.objects.first(), code="P1", amount=Decimal(9))
    point = Point.objects.create(
        for_person=people.bob, slot="action", rank=1, play="answer", subject="customer", customer=_named("Cliente 15"),
        subject_id=str(_named("Cliente 15").pk), lit_on=TODAY - MONTHS, lit_at=timezone.now() - MONTHS, promised=1.0,
        move={"index": 1.0}, hours=1, grade="L0", chance=1, due_on=TODAY + MONTHS, gone_at=timezone.now(),
    )  # fmt: skip
    Answer.objects.create(point=point, said="done", at=timezone.now() - MONTHS)
    watch()
    return people


def _named(name: str) -> Customer:
    return Customer.objects.get(name=name)


def _buys(customer: Customer, months_ago: int, amount: int) -> Purchase:
    day = TODAY - dt.timedelta(days=30 * months_ago)
    key = f"{customer.pk}-{day}-{amount}"
    return Purchase.objects.create(customer=customer, on=day, amount=Decimal(amount), source_key=key)


def _read(number: str, vat_id: str, buyer: str) -> Arrival:
    arrival, _ = capture.receive(f"{number}.xml", invoice(number, buyer, vat_id, on=TODAY.isoformat()))
    capture.read_all_waiting()
    return arrival


def test_rows_that_came_relight_and_the_answer_is_that_of_a_full_run_by_the_same_models(shop):
    first = lit_now(TODAY, TERMS)
    _buys(_named("Cliente 03"), 0, 700)
    Contact.objects.create(customer=_named("Cliente 04"), name="Carlo")
    later = lit_now(TODAY, TERMS, first)
    assert (later.came, later.lit.models is first.lit.models) == (2, True)
    assert picture(later.moves) == picture(light(our_book(), TODAY, TERMS, first.lit.models).moves)
    assert lit_now(TODAY, TERMS, later).lit is later.lit
    assert kept._last is None, "inside a transaction nothing is kept for later"
    for number in range(3):
        _buys(_named("Cliente 04"), 0, 700 + number)
    assert kept._with_what_came(later, TODAY, TERMS) is None, "models are due"


def _comes_below_the_last_key() -> None:
    """As a row whose transaction was open while a later one was seen."""
    last = Purchase.objects.latest("pk")
    Purchase.objects.create(pk=last.pk - 1, customer=last.customer, on=TODAY, amount=Decimal(1), source_key="late")


@pytest.mark.parametrize(
    "change",
    [
        lambda: Purchase.objects.first().delete(),
        lambda: Customer.objects.filter(name="Cliente 04").update(name="Altro"),
        lambda: Purchase.objects.filter(customer=_named("Cliente 04")).update(customer=_named("Cliente 05")),
        lambda: User.objects.filter(name="Bob").update(weekly_hours=1),
        lambda: User.objects.filter(name="Erin").update(is_active=False),
        lambda: Product.objects.create(external_id="P1"),
        _comes_below_the_last_key,
    ],
)
def test_anything_but_rows_that_came_is_not_taken_for_them(shop, change: Callable[[], object]):
    Purchase.objects.filter(pk=Purchase.objects.latest("pk").pk - 1).delete()
    before = Mark.now()
    assert Mark.now().since(before) == {}
    change()
    assert Mark.now().since(before) is None


def test_another_day_other_assumptions_and_an_uncertain_reading_are_full_runs(people, monkeypatch):
    lead = Estimate(-10.0, -20.0, -1.0, 30, Grade.ASSUMED, "plan_less_rule")
    contest = Contest((TODAY - dt.timedelta(91), TODAY - dt.timedelta(182)), 90.0, 100.0, lead)
    first = lit_now(TODAY, TERMS)
    assert first.serves(TODAY, TERMS)
    assert not first.serves(TODAY + dt.timedelta(1), TERMS)
    assert not first.serves(TODAY, Terms(Assumptions(margin=0.5), {}))
    assert lit_now(TODAY, Terms(Assumptions(), {}, contest), first).lit.terms.contest == contest
    read = kept.our_book
    monkeypatch.setattr(kept, "our_book", lambda: Customer.objects.create() and read())
    assert not lit_now(TODAY, TERMS).serves(TODAY, TERMS)


def test_a_shortcut_that_fails_is_said_in_the_log_and_everything_is_lit_anew(people, monkeypatch, caplog):
    first = lit_now(TODAY, TERMS)
    monkeypatch.setattr(kept, "_lit_with", lambda *_: 1 / 0)
    again = lit_now(TODAY, TERMS, first)
    assert again.lit.models is not first.lit.models
    assert "everything is lit anew" in caplog.text


def test_a_first_stage_that_says_when_a_deal_was_opened_is_more_than_a_row(shop):
    deal = Deal.objects.create(customer=_named("Cliente 04"))
    opened = Deal.objects.create(customer=_named("Cliente 04"), opened_on=TODAY)
    before = Mark.now()
    StageChange.objects.create(deal=opened, stage="Offerta", at=timezone.now())
    assert not kept._opens_a_deal(before)
    StageChange.objects.create(deal=deal, stage="Offerta", at=timezone.now())
    assert kept._opens_a_deal(before)


def _stored() -> tuple[list[Any], list[float]]:
    """Every point of the day without the keys its rows happen to have: what it says, and its numbers."""
    names = {str(pk): name for pk, name in Customer.objects.values_list("pk", "name")}
    said = {
        p.pk: (
            p.for_person.name, p.slot, p.rank, p.play, names.get(p.subject_id, p.subject_id), p.held, p.gone_at is None,
            p.grade, str(p.due_on), p.answered and p.answered.said, p.shown.title.say("it"), p.shown.reason.say("it"),
            [fact.sentence.say("it") for fact in p.shown.facts],
        )
        for p in Point.objects.filter(lit_on=TODAY)
    }  # fmt: skip
    ordered = sorted(said, key=said.__getitem__)
    numbers = Point.objects.in_bulk(ordered)
    promised = ("promised", "promised_low", "promised_high", "hours", "chance")
    return [said[pk] for pk in ordered], [float(getattr(numbers[pk], name)) for pk in ordered for name in promised]


def _answers(said: str) -> None:
    flows.answer(Point.objects.filter(gone_at=None, answers=None, customer__isnull=False).order_by("pk").first(), said)


def _merges(one: str, into: str) -> None:
    for model in (Purchase, Contact, Activity, Deal, Point):
        model.objects.filter(customer__name=one).update(customer=_named(into))
    _named(one).delete()


def _erases(name: str) -> None:
    Point.objects.filter(customer__name=name).delete()
    _named(name).delete()


SHORT: tuple[Callable[[], object], ...] = (
    lambda: _read("1", ROSSI, "Cliente 01"),
    lambda: _answers("done"),
)
LONG: tuple[Callable[[], object], ...] = (
    lambda: _answers("no"),
    lambda: _read("1", ROSSI, "Cliente 01"),
    lambda: _read("2", "02313821007", "Verdi Nuova SpA"),
    lambda: _answers("done"),
    lambda: capture.undo(Arrival.objects.get(name="2.xml")),
    lambda: _read("3", ROSSI, "Cliente 01"),
    lambda: _merges("Cliente 07", into="Cliente 08"),
    lambda: _answers("later"),
    lambda: _erases("Cliente 02"),
    lambda: _read("4", ROSSI, "Cliente 01"),
)


def _story(steps: tuple[Callable[[], object], ...]) -> tuple[list[Any], list[bool]]:
    """What stands in the database after each step, and whether what was kept served."""
    told, served = [], []
    for step in (lambda: None, *steps):
        step()
        models = kept._last and kept._last.lit.models
        assert flows.light_points(TODAY, even_if_fresh=True) is not None
        told.append(_stored())
        served.append(kept._last.lit.models is models)
    return told, served


def _told_twice(steps: tuple[Callable[[], object], ...], settings: Any, monkeypatch: Any) -> list[bool]:
    _begin_anew(settings)
    told, served = _story(steps)
    _begin_anew(settings)
    lit_with = kept._lit_with
    in_full = lambda lit, rows: lit_with(lit, rows) and light(our_book(), lit.on, lit.terms, lit.models)  # noqa: E731
    monkeypatch.setattr(kept, "_lit_with", in_full)
    again, _ = _story(steps)
    for (said, numbers), (said_in_full, numbers_in_full) in zip(told, again, strict=True):
        assert said == said_in_full
        assert numbers == pytest.approx(
            numbers_in_full, rel=1e-6
        )  # sums differ in their last bits with the rows beside them
    return served


def _begin_anew(settings: Any) -> None:
    """With the same keys: what is drawn by chance is drawn by them."""
    let_go()
    call_command("flush", interactive=False, verbosity=0)
    _shop(make_people(), settings)


@pytest.mark.django_db(transaction=True)
def test_the_stored_points_are_those_of_full_runs(settings, monkeypatch):
    assert _told_twice(SHORT, settings, monkeypatch) == [False, True, True]


@pytest.mark.drill
@pytest.mark.django_db(transaction=True)
def test_they_are_through_undo_merging_and_erasure_too(settings, monkeypatch):
    relit = [False, True, True, False, True, False, True, False, True, False, True]
    assert _told_twice(LONG, settings, monkeypatch) == relit


@pytest.mark.django_db(transaction=True)
def test_whoever_was_erased_is_nowhere_any_more(settings, monkeypatch):
    _shop(make_people(), settings)
    flows.light_points(TODAY)
    _buys(_named("Cliente 03"), 0, 1)
    let_go(only_if_taken_out=True)
    assert "Maria Segreta" in _everything_kept()
    assert worker._relight() is True
    Contact.objects.all().delete()
    with monkeypatch.context() as patch:
        patch.setattr(worker.points, "light_points", lambda _: None)
        assert worker._relight() is True, "what stood on it is stale"
    gc.collect()
    assert not [one for one in gc.get_objects() if isinstance(one, Lit)], "gone from memory before anything is lit"
    _erases("Cliente 02")
    flows.light_points(TODAY)
    for text in (_everything_kept(), str(_stored()), str(list(Point.objects.values_list("move")))):
        assert "Cliente 03" in text
        assert "Maria Segreta" not in text
        assert "Cliente 02" not in text


def _everything_kept() -> str:
    lit = kept._last.lit
    tables = [placed.whole for placed in lit.book.tables.values()]
    tables += [stood.placed.whole for stood in (lit.customers, lit.deals)] + [one.table for one in lit.blocks.values()]
    return str([table.to_pylist() for table in tables]) + str(lit.shown) + str(lit.standing)

"""Points: lit from the Book, answered by the person they are for, held against what happened."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

import pytest
from django.test import TestCase
from django.utils import timezone

from ignition.allocation import Contest
from ignition.estimate import Estimate, Grade
from ignition_web.customers.models import Customer
from ignition_web.points import flows, tables
from ignition_web.points.book import our_book
from ignition_web.points.models import Answer, Effect, Lighting, Point
from ignition_web.sales.models import Deal, Purchase
from ignition_web.team.models import User
from tests.ignition_web.conftest import World, make_people

TODAY = timezone.localdate()


@pytest.fixture
def busy(people):
    """Thirty customers of Bob who bought every month; five of them fell silent half a year ago, five of Charlie's too."""
    _make_busy(people)
    return people


def _make_busy(people: World) -> None:
    for person, total, silent in ((people.bob, 30, 5), (people.charlie, 10, 5)):
        for number in range(total):
            customer = _customer(f"{person.name} {number}", person)
            _buys(customer, range(6 if number < silent else 1, 10), 100 * (number + 1))


@pytest.fixture
def point(busy) -> Point:
    """A point of Bob's, put there without asking the engine."""
    return Point.objects.create(
        for_person=busy.bob, slot="action", rank=1, play="win_back", subject="customer",
        customer=Customer.objects.filter(owner=busy.bob).first(), subject_id="1", lit_on=TODAY,
        move={}, hours=1, grade="L0", chance=1, due_on=TODAY + dt.timedelta(days=91),
    )  # fmt: skip


def _customer(name: str, owner: User | None) -> Customer:
    return Customer.objects.create(name=name, owner=owner)


def _buys(customer: Customer, months_ago: Iterable[int], amount: int) -> None:
    days = [TODAY - dt.timedelta(days=30 * months) for months in months_ago]
    Purchase.objects.bulk_create(
        Purchase(customer=customer, on=day, amount=Decimal(amount), source_key=f"{customer.pk}-{day}") for day in days
    )


def _shown(person: User) -> list[Point]:
    return list(Point.objects.visible_to(person).filter(gone_at__isnull=True))


class TestTheDay(TestCase):
    """One lighting of the whole house, looked at from several sides."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.people = make_people()
        _make_busy(cls.people)
        flows.light_points(TODAY)

    def test_each_person_gets_points_about_their_own_customers_only(self):
        assert _shown(self.people.bob)
        for person in (self.people.bob, self.people.charlie):
            assert {point.customer.owner for point in _shown(person) if point.customer} == {person}

    def test_at_most_three_actions_two_risks_and_one_ignition_point(self):
        for person in self.people.everybody:
            slots = [point.slot for point in _shown(person)]
            assert slots.count("action") <= 3
            assert slots.count("risk") <= 2
            assert slots.count("ignition") <= 1

    def test_a_point_is_visible_to_nobody_but_its_person_not_even_to_the_owner(self):
        for point in Point.objects.all():
            seeing = {one for one in self.people.everybody if point in Point.objects.visible_to(one)}
            assert seeing == {point.for_person}

    def test_the_move_and_its_promise_are_stored_as_shown(self):
        point = _shown(self.people.bob)[0]
        move = point.shown
        assert move.to_dict() == point.move
        assert (point.promised, point.promised_low) == (move.gain.value, move.gain.low)
        assert point.due_on > TODAY
        assert move.title.say("it")

    def test_nothing_new_lights_nothing(self):
        assert flows.light_points(TODAY) is None
        assert not flows.stale(TODAY)

    def test_something_new_or_a_new_day_makes_it_stale(self):
        assert flows.stale(TODAY + dt.timedelta(days=1))
        _buys(Customer.objects.first(), [0], 100)
        assert flows.stale(TODAY)

    def test_whatever_the_engine_looks_at_makes_it_stale(self):
        for change in (
            lambda: Customer.objects.first().touch(),
            lambda: Purchase.objects.last().delete(),
            lambda: Purchase.objects.update(amount=1),
            lambda: User.objects.filter(pk=self.people.bob.pk).update(weekly_hours=1),
            lambda: Deal.objects.create(opened_on=TODAY),
        ):
            stood_on = flows.what_there_is()
            change()
            assert flows.what_there_is() != stood_on


def test_what_nobody_follows_comes_to_the_owner(busy):
    Customer.objects.filter(owner=busy.bob).update(owner=None)
    flows.light_points(TODAY)
    assert _shown(busy.alice)
    assert not _shown(busy.bob)


def test_what_somebody_left_behind_comes_to_the_owner(busy):
    busy.bob.is_active = False
    busy.bob.save()
    flows.light_points(TODAY)
    assert _shown(busy.alice)


def test_a_point_shown_again_tomorrow_is_the_same_point_with_its_first_promise(busy):
    flows.light_points(TODAY)
    before = {(p.pk, p.promised, p.due_on) for p in _shown(busy.bob)}
    flows.light_points(TODAY + dt.timedelta(days=1))
    after = {(p.pk, p.promised, p.due_on) for p in _shown(busy.bob)}
    assert before & after
    assert Point.objects.filter(for_person=busy.bob).count() == len(before | after)


def test_an_answered_point_keeps_its_place_for_the_day_and_nothing_moves_up(busy):
    flows.light_points(TODAY)
    before = Counter(point.slot for point in _shown(busy.bob))
    answered = [point for point in _shown(busy.bob) if point.customer][:3]
    for point, said in zip(answered, ("done", "no", "later"), strict=False):
        flows.answer(point, said, by=busy.bob)
    flows.light_points(TODAY, even_if_fresh=True)
    now = _shown(busy.bob)
    assert set(answered) <= set(now)
    assert Counter(point.slot for point in now)["action"] <= max(before["action"], 3)
    assert not {_subject(point) for point in now if point not in answered} & {_subject(point) for point in answered}


def _subject(point: Point) -> tuple[str, str]:
    return point.play, point.subject_id


def test_later_may_come_back_tomorrow_and_no_rests(busy):
    flows.light_points(TODAY)
    later, no = [p for p in _shown(busy.bob) if p.customer][:2]
    flows.answer(later, "later", by=busy.bob)
    flows.answer(no, "no", by=busy.bob)
    flows.light_points(TODAY + dt.timedelta(days=1))
    about = {(p.play, p.subject_id) for p in _shown(busy.bob)}
    assert (later.play, later.subject_id) in about
    assert (no.play, no.subject_id) not in about


def test_an_answer_can_be_taken_back_within_ten_seconds(point, busy):
    given = flows.answer(point, "no", "already called", busy.bob)
    assert point.answered == given
    assert flows.take_back(given, busy.charlie) is False
    assert flows.take_back(given, busy.bob) is True
    assert point.answered is None
    again = flows.answer(point, "done", by=busy.bob)
    again.at -= dt.timedelta(seconds=11)
    assert flows.take_back(again, busy.bob) is False


def test_a_second_click_answers_nothing_new(point, busy):
    assert flows.answer(point, "done", by=busy.bob) is not None
    assert flows.answer(point, "no", by=busy.bob) is None
    assert Answer.objects.count() == 1


def test_a_promise_lit_just_after_midnight_runs_from_the_day_that_has_begun_here(point):
    late_in_utc = dt.datetime.combine(TODAY - dt.timedelta(days=1), dt.time(23, 5), dt.UTC)
    Point.objects.update(lit_at=late_in_utc)
    assert tables.points()["at"].to_pylist() == [dt.datetime.combine(TODAY, dt.time())]


def test_a_due_promise_is_held_against_what_was_bought_and_settled_once(point, busy):
    Point.objects.update(promised=365.0)
    flows.answer(point, "done", by=busy.bob)
    Purchase.objects.create(
        customer=point.customer, on=TODAY + dt.timedelta(days=20), amount=Decimal(1000), source_key="won"
    )
    assert flows.settle(point.due_on - dt.timedelta(days=1)) == 0
    assert flows.settle(point.due_on) == 1
    effect = Effect.objects.get(point=point)
    assert (effect.realised, effect.promised, effect.done) == (pytest.approx(350), pytest.approx(91), True)
    assert flows.settle(point.due_on) == 0


def test_what_is_to_be_learnt_promises_no_purchases_and_is_never_held_against_them(point, busy):
    Point.objects.update(promised=365.0, play="learn", customer=None, subject="play", subject_id="win_back")
    flows.answer(point, "done", by=busy.bob)
    assert flows.settle(point.due_on) == 0
    assert not Effect.objects.exists()


def test_the_book_holds_what_the_house_knows(world):
    book = our_book()
    assert {
        name: book.table(name).num_rows for name in ("customers", "contacts", "deals", "purchases", "activities")
    } == dict.fromkeys(("customers", "contacts", "deals", "purchases", "activities"), 6)
    assert book.problems == ()
    deal = Deal.objects.get(owner=world.bob)
    row = next(row for row in book.deals.to_pylist() if row["deal_id"] == str(deal.public_id))
    assert (row["owner"], row["amount"], row["customer_id"]) == (str(world.bob.pk), 2000.0, str(deal.customer_id))


def test_what_is_in_another_currency_stays_out_of_a_book_in_euro(world):
    Purchase.objects.filter(document="FT 1").update(currency="CHF")
    Deal.objects.filter(owner=world.bob).update(currency="USD")
    book = our_book()
    assert (book.purchases.num_rows, book.deals.num_rows) == (5, 5)


def test_an_empty_house_lights_nothing_and_says_what_is_missing(people):
    lighting = flows.light_points(TODAY)
    assert lighting.notes
    assert not Point.objects.exists()
    assert Lighting.objects.count() == 1


def test_plan_and_rule_are_held_against_each_other_once_a_week_and_the_winner_is_followed(busy, monkeypatch):
    lead = Estimate(-10.0, -20.0, -1.0, 30, Grade.ASSUMED, "plan_less_rule")
    held = Contest((TODAY - dt.timedelta(91), TODAY - dt.timedelta(182)), 90.0, 100.0, lead)
    monkeypatch.setattr(flows, "plan_against_rule", lambda *_, **__: held)
    flows.light_points(TODAY, contest=flows.hold_contest(TODAY))
    monkeypatch.setattr(flows, "plan_against_rule", lambda *_, **__: pytest.fail("held twice in a week"))
    assert flows.hold_contest(TODAY) == held
    again = flows.light_points(TODAY, even_if_fresh=True)
    assert any("hours follow the rule" in note["en"] for note in again.notes)
    assert flows.this_weeks_contest(TODAY + dt.timedelta(7)) is None


def test_the_contest_comes_after_the_points_and_only_a_rule_that_wins_lights_them_anew(busy, monkeypatch):
    lead = Estimate(10.0, 1.0, 20.0, 30, Grade.ASSUMED, "plan_less_rule")
    held = Contest((TODAY - dt.timedelta(91), TODAY - dt.timedelta(182)), 110.0, 100.0, lead)
    monkeypatch.setattr(flows, "plan_against_rule", lambda *_, **__: held)
    assert flows.follow_contest(TODAY) is None
    Lighting.objects.create(on=TODAY, stood_on=flows.what_there_is())
    assert flows.follow_contest(TODAY) == held == flows.this_weeks_contest(TODAY)
    assert any("hours follow the plan" in note["en"] for note in Lighting.objects.get().notes)
    assert flows.follow_contest(TODAY) is None
    Lighting.objects.update(contest={})
    monkeypatch.setattr(flows, "plan_against_rule", lambda *_, **__: replace(held, lead=replace(lead, value=-1.0)))
    flows.follow_contest(TODAY)
    assert Lighting.objects.count() == 2
    assert any("hours follow the rule" in note["en"] for note in Lighting.objects.latest("pk").notes)


def test_what_was_shown_comes_back_with_its_slot(busy):
    flows.light_points(TODAY)
    assert set(our_book().points["slot"].to_pylist()) <= {"action", "risk", "ignition"}
    assert our_book().points.num_rows > 0


def test_the_first_lighting_of_the_morning_holds_the_contest_on_our_own_past(busy):
    found = flows.hold_contest(TODAY)
    assert 1 <= len(found.days) <= 4
    assert Contest.from_dict(found.to_dict()) == found

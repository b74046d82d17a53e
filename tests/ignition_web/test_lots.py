"""Lots: who is left without points, drawn before anything is shown; and what is never shown because of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from unittest import mock

import numpy as np
import pytest
from django.test import TestCase
from django.utils import timezone

from ignition.measuring import hold_out_pairs, hold_out_seller_weeks
from ignition.moves import Moves
from ignition.wording import Text
from ignition_web.business.models import Company, LeftOut
from ignition_web.customers.models import Customer
from ignition_web.points import flows, lots, measuring
from ignition_web.points.book import our_book
from ignition_web.points.models import Drawn, Effect, Lot, Measured, Point
from ignition_web.privacy.flows import what_is_kept
from ignition_web.sales.models import Purchase
from tests.ignition.terminal.world import a_move
from tests.ignition_web.conftest import World, make_people

TODAY = timezone.localdate()
DUE = dt.timedelta(days=91)
NOTHING = Moves(on=TODAY, table=None, shown=())
SEED = 1
"""One of a lot that holds back somebody who would have been shown."""


def shop(people: World, customers: int, silent: int) -> None:
    """Customers of Bob who bought every month; some fell silent."""
    for number in range(customers):
        customer = Customer.objects.create(name=f"Cliente {number}", owner=people.bob)
        for months in range(4 if number < silent else 1, 10):
            day = TODAY - dt.timedelta(days=30 * months)
            amount = Decimal(100 * (number + 1))
            Purchase.objects.create(customer=customer, on=day, amount=amount, source_key=f"{number}-{months}")


def leave_out(how: str, share: str = "0.20") -> None:
    Company.objects.update_or_create(pk=1, defaults={"left_out_by": how, "left_out_share": Decimal(share)})


class TestPairs(TestCase):
    """One lighting of a house that leaves out one customer in five."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.people = make_people()
        shop(cls.people, 30, 14)
        leave_out(LeftOut.PAIRS)
        with mock.patch.object(lots, "new_seed", return_value=SEED):
            flows.light_points(TODAY)

    def test_the_lot_can_be_drawn_again_from_its_seed(self):
        lot = Lot.objects.get()
        rows = list(Customer.objects.order_by("pk"))
        worth = [float(sum(b.amount for b in one.purchases.all() if b.on > TODAY - dt.timedelta(365))) for one in rows]
        again = hold_out_pairs([one.pk for one in rows], [self.people.bob.pk] * 30, np.array(worth), lot.seed)
        drawn = {rows[place].pk for place in np.flatnonzero(again.held)}
        held = set(Drawn.objects.filter(held=True).values_list("customer", flat=True))
        assert held <= drawn
        assert len(held) == 6
        assert set(Drawn.objects.values_list("chance", flat=True)) == {0.5}

    def test_it_was_written_down_before_anything_was_shown(self):
        assert Lot.objects.get().drawn_at < Point.objects.order_by("lit_at").first().lit_at

    def test_who_is_left_out_is_shown_to_nobody_and_kept_with_the_chance_of_showing(self):
        left_out = set(Drawn.objects.filter(held=True).values_list("customer", flat=True))
        held = Point.objects.filter(held=True, customer__in=left_out)
        assert held
        assert not Point.objects.filter(held=False, customer__in=left_out).exists()
        assert {point.chance / point.shown.chance for point in held} == {0.5}
        for person in self.people.everybody:
            assert not Point.objects.visible_to(person).filter(held=True).exists()

    def test_the_place_of_one_held_back_is_filled_by_the_next(self):
        shown = Point.objects.visible_to(self.people.bob).filter(gone_at=None)
        assert shown.filter(slot="action").count() >= 2

    def test_the_book_tells_the_engine_what_was_never_shown(self):
        rows = {row["point_id"]: row for row in our_book().points.to_pylist()}
        for point in Point.objects.all():
            assert rows[str(point.pk)]["shown"] == (0 if point.held else 1)

    def test_it_is_drawn_once_a_round(self):
        lots.draw_lots(NOTHING, TODAY + dt.timedelta(days=1))
        assert Lot.objects.count() == 1


@pytest.fixture
def held(people) -> Point:
    """A move the lot of a near-tie held back."""
    customer = Customer.objects.create(name="Cliente segreto", owner=people.bob)
    move = a_move(subject_id=str(customer.pk), customer_id=str(customer.pk), person=str(people.bob.pk), chance=0.7)
    moves = Moves(on=TODAY, table=None, shown=(), held=(replace(move, due_on=TODAY + DUE),))
    flows._show(moves, lots.running(TODAY), TODAY)
    return Point.objects.get()


def test_what_a_near_tie_held_back_is_kept_with_its_chance_and_never_shown(held, people):
    assert (held.held, held.chance, held.gone_at is None) == (True, 0.7, False)
    assert not Point.objects.visible_to(people.bob).exists()
    assert our_book().points["shown"].to_pylist() == [0]


def test_what_was_held_back_is_settled_as_a_control(held, people):
    Purchase.objects.create(
        customer=held.customer, on=TODAY + dt.timedelta(days=20), amount=Decimal(1000), source_key="came anyway"
    )
    assert flows.settle(held.due_on) == 1
    assert (Effect.objects.get().done, Effect.objects.get().realised) == (False, pytest.approx(350))
    assert not Effect.objects.visible_to(people.bob).exists()


def test_what_somebody_saw_a_short_while_ago_is_not_counted_as_held_back(held, people):
    Point.objects.update(held=False, gone_at=None)
    move = replace(held.shown, chance=0.6)
    flows._keep_back([move], lots.running(TODAY), TODAY)
    assert not Point.objects.filter(held=True).exists()


def test_what_was_held_back_is_told_to_its_person_once_it_is_over(held, people):
    named = "points held back by lot, once it is over"
    assert what_is_kept(people.bob)[named] == []
    Point.objects.update(due_on=TODAY)
    assert [row["customer__name"] for row in what_is_kept(people.bob)[named]] == ["Cliente segreto"]
    assert what_is_kept(people.alice)[named] == []


def test_by_default_nobody_is_left_out(people):
    shop(people, 30, 0)
    lots.draw_lots(NOTHING, TODAY)
    assert not Lot.objects.exists()


def test_whoever_waits_for_an_answer_is_never_left_out():
    running = lots.Running(customers={"7": (True, 0.5)}, resting=frozenset({"3"}))
    waiting = a_move(play="answer", customer_id="7", person="3")
    calling = a_move(play="win_back", customer_id="7", person="3")
    assert (running.holds(waiting), running.rests(waiting), running.chance(waiting)) == (False, False, 1.0)
    assert (running.holds(calling), running.rests(calling), running.chance(calling)) == (True, True, 0.5)


def test_weeks_are_dealt_out_before_they_begin_and_everybody_rests_once(people):
    leave_out(LeftOut.WEEKS)
    lots.draw_lots(NOTHING, TODAY)
    lot = Lot.objects.get()
    rows = list(lot.drawn.order_by("pk"))
    assert lot.begins_on > TODAY
    assert len(rows) == 5 * len(people.everybody)
    assert {lot.drawn.filter(person=person, held=True).count() for person in people.everybody} == {1}
    again = hold_out_seller_weeks(
        [row.person_id for row in rows], np.array([(row.week - lot.begins_on).days // 7 for row in rows]), lot.seed, 5
    )
    assert again.held.tolist() == [row.held for row in rows]
    resting = lot.drawn.get(person=people.bob, held=True).week
    assert str(people.bob.pk) in lots.running(resting + dt.timedelta(days=6)).resting
    assert str(people.bob.pk) not in lots.running(resting + dt.timedelta(days=7)).resting


class TestTrial(TestCase):
    """Bob agreed to try calling those who went silent."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.people = make_people()
        shop(cls.people, 30, 14)
        reason = Text(it="{trial:number}", en="{trial:number}").of(trial=4)
        move = a_move("ignition", play="learn", subject="play", subject_id="win_back", reason=reason)
        asked = Point.objects.create(
            for_person=cls.people.bob, slot="ignition", rank=1, play="learn", subject="play", subject_id="win_back",
            lit_on=TODAY, move=move.to_dict(), hours=1, grade="L0", chance=1, due_on=TODAY + DUE,
        )  # fmt: skip
        flows.answer(asked, "done", by=cls.people.bob)
        flows.light_points(TODAY)

    def test_as_many_are_drawn_as_was_said_half_of_them_left_alone(self):
        lot = Lot.objects.get()
        assert (lot.kind, lot.play) == ("trial", "win_back")
        assert lot.drawn.count() == 8
        assert lot.drawn.filter(held=True).count() == 4

    def test_who_is_left_alone_is_not_proposed_for_that_play(self):
        alone = set(Drawn.objects.filter(held=True).values_list("customer", flat=True))
        assert not Point.objects.filter(held=False, play="win_back", customer__in=alone).exists()
        lots.draw_lots(NOTHING, TODAY + dt.timedelta(days=1))
        assert Lot.objects.count() == 1

    def test_ended_it_leaves_nobody_alone(self):
        assert lots.running(TODAY).trials
        lots.end_lots("trial", "win_back", "kept")
        assert not lots.running(TODAY).trials


@pytest.fixture
def tried(people) -> None:
    """A trial that is over: those acted on bought for 1,000 more, give or take."""
    begins = TODAY - DUE
    lot = Lot.objects.create(kind="trial", play="win_back", seed=1, share=0.5, begins_on=begins, ends_on=TODAY)
    customers = Customer.objects.bulk_create(Customer(name=f"C{n}", owner=people.bob) for n in range(60))
    for n, customer in enumerate(customers):
        Drawn.objects.create(lot=lot, customer=customer, person=people.bob, block=n // 2, held=n % 2 == 0, chance=0.5)
    Purchase.objects.bulk_create(
        Purchase(customer=c, on=TODAY - dt.timedelta(9), amount=500 + 1000 * (n % 2) + n % 7, source_key=f"{n}")
        for n, c in enumerate(customers)
    )


def test_a_trial_tells_its_effect_with_an_interval_that_may_be_looked_at_every_day(tried):
    (found,) = measuring.measure_all(TODAY).found["trials"]
    effect = found["effect"]
    assert (found["play"], found["due"], effect["grade"], effect["n"]) == ("win_back", 60, "L4", 60)
    assert effect["low"] < 350 < effect["high"]
    assert effect["low"] > 0


def test_below_fifty_effective_cases_nothing_is_said(tried):
    Drawn.objects.filter(block__gte=24).delete()
    (found,) = measuring.measure_all(TODAY).found["trials"]
    assert (found["due"], found["effect"]["value"]) == (48, None)
    assert "50" in found["effect"]["why"]["it"]


def test_a_trial_that_was_stopped_or_still_runs_counts_nothing(tried):
    Lot.objects.update(ended="stopped")
    assert measuring.measure_all(TODAY).found["trials"][0]["due"] == 0
    Lot.objects.update(ended="", ends_on=TODAY + dt.timedelta(1))
    assert measuring.measure_all(TODAY).found["trials"][0]["due"] == 0


def test_weeks_without_points_are_held_against_those_with(people):
    first = lots.monday(TODAY) - dt.timedelta(weeks=60)
    lot = Lot.objects.create(kind="weeks", seed=1, share=0.2, begins_on=first, ends_on=TODAY)
    draw = np.random.default_rng(3)
    for person in people.everybody:
        customer = Customer.objects.create(name=f"Cliente di {person}", owner=person)
        for number in range(60):
            held, week = draw.random() < 0.25, first + dt.timedelta(weeks=number)
            Drawn.objects.create(lot=lot, person=person, week=week, block=number // 5, held=held, chance=0.2)
            amount = 2000 + float(draw.normal(0, 50)) + (0 if held else 1000)
            Purchase.objects.create(customer=customer, on=week, amount=amount, source_key=f"{person.pk} {number}")
    effect = measuring.measure_all(TODAY).found["weeks"]["effect"]
    assert effect["low"] < 350 < effect["high"]
    assert effect["low"] > 300


def test_what_was_done_against_what_was_not_is_said_only_among_five_people(held, people, monkeypatch):
    measuring.measure_all(TODAY + DUE)
    (play,) = Measured.objects.get().found["plays"]
    assert (play["shown"], play["held"], play["kept"]["value"]) == (0, 1, None)

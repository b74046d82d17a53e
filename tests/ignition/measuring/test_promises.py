"""The promise ledger: what was promised, what came of it, how far to trust the next one, and when a play falls back."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ignition.estimate import Estimate, Grade
from ignition.measuring import Settled, ledger, trust
from ignition.measuring.promises import TOO_FEW_COMPARED, falls_back, refuted_by

Q1 = 4 * 2026
N = 200


def settled(kept: dict[int, float], each: int = N, **known: object) -> Settled:
    """Points that promised 100 each in the quarters named, every second one done; the done bring the share given of it."""
    quarter = np.repeat(list(kept), each)
    done = np.arange(len(quarter)) % 2 == 0
    brought = np.repeat(list(kept.values()), each) * 100 * done
    luck = np.arange(len(quarter)) // 2 % 7 * 10.0
    whole = Settled(
        promised=np.full(len(quarter), 100.0),
        change=brought + luck,
        done=done,
        shown=np.ones(len(quarter), bool),
        chance=np.ones(len(quarter)),
        customer=np.arange(len(quarter)),
        quarter=quarter,
    )
    return replace(whole, **known)


def quarters(*kept: float | None) -> list[Estimate]:
    return [Estimate(one, None, None, N, Grade.POOLED, "realised_over_promised") for one in kept]


def test_each_quarter_stands_by_itself_in_the_ledger():
    book = ledger(settled({Q1: 0.8, Q1 + 1: 0.4, Q1 + 3: 0.6}), mass=0.8)
    assert [(one.year, one.number, one.done, one.promised) for one in book.quarters] == [
        (2026, 1, 100, 10_000.0),
        (2026, 2, 100, 10_000.0),
        (2026, 4, 100, 10_000.0),
    ]
    assert [one.kept.value for one in book.quarters] == pytest.approx([0.8, 0.4, 0.6])
    assert book.kept.value == pytest.approx(0.6)
    assert book.kept.grade is Grade.POOLED


def test_the_factor_is_the_promise_kept_pulled_to_one_by_what_is_not_known():
    sure, unsure = ledger(settled({Q1: 0.3}, each=2000), 0.8), ledger(settled({Q1: 0.3}, each=14), 0.8)
    assert sure.factor == pytest.approx(0.3, abs=0.01)
    assert 0.3 < sure.factor < unsure.factor < 1.0


def test_the_factor_does_not_depend_on_the_interval_asked_for():
    assert ledger(settled({Q1: 0.3}), 0.8).factor == pytest.approx(ledger(settled({Q1: 0.3}), 0.95).factor)


def test_trust_by_hand():
    """Weight 0.25 / (0.25 + 0.75) = 1/4 on 0.2: 1 - 0.8 / 4."""
    assert trust(0.2, 0.75**0.5) == pytest.approx(0.8)


def test_two_quarters_below_half_send_the_play_back():
    assert ledger(settled({Q1: 0.4, Q1 + 1: 0.3}), 0.8).falls_back
    assert not ledger(settled({Q1: 0.3, Q1 + 1: 0.7}), 0.8).falls_back
    assert not ledger(settled({Q1: 0.3}), 0.8).falls_back


@pytest.mark.parametrize(
    ("story", "back"),
    [
        ((0.4, 0.4), True),
        ((0.4, 0.5), False),
        ((0.9, 0.4, -0.2), True),
        ((0.1, 0.1, 0.8), False),
        ((0.1, None, 0.1), True),
        ((0.1, 0.1, None), True),
        ((None, None), False),
        ((), False),
    ],
)
def test_the_last_two_quarters_that_can_be_judged_decide(story: tuple[float | None, ...], back: bool) -> None:
    assert falls_back(quarters(*story)) is back


def test_a_quarter_with_few_points_is_not_judged():
    book = ledger(settled({Q1: 0.1, Q1 + 1: 0.1}, each=8), 0.8)
    assert [one.kept.why for one in book.quarters] == [TOO_FEW_COMPARED] * 2
    assert book.kept.value is not None
    assert not book.falls_back


def test_points_held_back_by_lot_make_the_ledger_measured():
    shown = np.random.default_rng(1).random(N) < 0.5
    luck = np.arange(N) % 7 * 10.0
    held = settled({Q1: 0.0}, shown=shown, done=shown, chance=np.full(N, 0.5), change=luck + 60.0 * shown)
    book = ledger(held, mass=0.9)
    assert book.kept.grade is Grade.MEASURED
    assert book.kept.low < 0.6 < book.kept.high
    assert book.kept.n_effective > 150


def test_what_a_lot_measured_has_the_interval_of_all_that_is_measured():
    narrow, wide = ledger(by_lot(3, 0.5), 0.5), ledger(by_lot(3, 0.5), 0.9)
    assert narrow.kept == wide.kept
    assert narrow.factor == wide.factor


def test_the_lot_is_believed_where_what_people_chose_misleads():
    """People do what would have come by itself: done against not done shows a gain of 100 where showing brings nothing."""
    draw = np.random.default_rng(1)
    shown, easy = draw.random(N) < 0.5, draw.random(N) < 0.5
    change = 100.0 * easy + draw.normal(0, 5, N)
    by_lot = ledger(settled({Q1: 0}, shown=shown, done=shown & easy, chance=np.full(N, 0.5), change=change), 0.9)
    by_choice = ledger(settled({Q1: 0}, shown=shown, done=shown & easy, chance=np.ones(N), change=change), 0.9)
    assert by_choice.kept.value > 0.9
    assert abs(by_lot.kept.value) < 0.4


def test_a_few_held_back_leave_the_comparison_as_it_was():
    shown = np.arange(N) >= 5
    book = ledger(settled({Q1: 0.8}, shown=shown, chance=np.where(shown, 1.0, 0.5)), 0.8)
    assert book.kept.grade is Grade.POOLED


def test_a_play_that_promised_nothing_is_neither_trusted_more_nor_less():
    book = ledger(settled({Q1: 0.5}, promised=np.zeros(N)), 0.8)
    assert (book.kept.value, book.factor, book.falls_back) == (None, 1.0, False)


def by_lot(seed: int, kept: float, n: int = 400) -> Settled:
    """A promise of 100 a point, of which showing brings the share given; a third of the points were held back."""
    draw = np.random.default_rng(seed)
    chance = draw.uniform(0.5, 0.8, n)
    shown = draw.random(n) < chance
    change = draw.gamma(2.0, 100.0, n) - 200 + np.where(shown, draw.gamma(1.0, 100.0 * kept, n), 0.0)
    return settled({Q1: 0.0}, each=n, shown=shown, done=shown, chance=chance, change=change)


def refuted_ever(kept: float, companies: int) -> float:
    return float(np.mean([refuted_by(by_lot(seed, kept)) is not None for seed in range(companies)]))


def test_a_kept_promise_is_hardly_ever_refuted_though_looked_at_every_day():
    assert refuted_ever(1.0, companies=200) <= 0.05


def test_a_broken_promise_is_refuted_before_long():
    assert refuted_ever(0.1, companies=100) >= 0.9
    assert ledger(by_lot(1, 0.1), 0.9).refuted


def test_once_refuted_a_promise_stays_so():
    broken, kept = by_lot(1, 0.0), by_lot(2, 3.0, n=100)
    both = settled(
        {Q1: 0.0},
        each=500,
        **{
            name: np.concatenate([getattr(broken, name), getattr(kept, name)])
            for name in ("shown", "done", "chance", "change")
        },
    )
    assert refuted_by(broken) is not None
    assert refuted_by(both) is not None


def test_without_a_lot_nothing_is_ever_refuted():
    assert not ledger(settled({Q1: 0.0, Q1 + 1: 0.0}), 0.8).refuted


@pytest.mark.drill
def test_of_a_thousand_kept_promises_shown_by_lot_at_most_the_stated_share_is_ever_refuted():
    assert refuted_ever(1.0, companies=1000) <= 0.05

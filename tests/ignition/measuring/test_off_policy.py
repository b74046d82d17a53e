"""Another way of choosing, from choices whose chance was logged: checked by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ignition.estimate import Grade
from ignition.measuring import Choices, doubly_robust, ips, snips
from ignition.measuring.off_policy import NOT_BY_LOT
from ignition.measuring.stating import TOO_FEW, effective

OUTCOME, CHANCE, WANTED = (
    np.array([10.0, 0.0, 4.0, 6.0]),
    np.array([0.5, 0.5, 0.25, 0.8]),
    np.array([1.0, 0.0, 0.5, 0.4]),
)
WEIGHTS = [2.0, 0.0, 2.0, 0.5]


def by_hand(times: int = 40, **other: object) -> Choices:
    known = {"outcome": OUTCOME, "chance": CHANCE, "wanted": WANTED, **other}
    return Choices(**{name: np.tile(values, times) for name, values in known.items()})


def test_weights_are_the_wanted_over_the_logged_chance():
    assert by_hand(1).weights.tolist() == WEIGHTS


def test_ips_by_hand():
    """(2 x 10 + 0 x 0 + 2 x 4 + 0.5 x 6) / 4 = 31 / 4."""
    assert ips(by_hand()).value == pytest.approx(7.75)


def test_snips_by_hand():
    """31 over the sum of the weights, 4.5."""
    assert snips(by_hand()).value == pytest.approx(31 / 4.5)


def test_doubly_robust_by_hand():
    """((8 + 2 x 2) + (2 + 0 x -1) + (5 + 2 x -1) + (3 + 0.5 x 4)) / 4 = (12 + 2 + 3 + 5) / 4."""
    predicted, expected = np.tile([8.0, 1.0, 5.0, 2.0], 40), np.tile([8.0, 2.0, 5.0, 3.0], 40)
    assert doubly_robust(by_hand(), predicted, expected).value == pytest.approx(5.5)


def test_the_interval_of_ips_is_that_of_a_mean():
    """Four values 20, 0, 8, 3, forty times: sd sqrt(9271.67...)/..., standard error sd / sqrt(160), t with 159 degrees of freedom."""
    each = np.tile([20.0, 0.0, 8.0, 3.0], 40)
    reach = 1.654494 * each.std(ddof=1) / np.sqrt(160)
    found = ips(by_hand())
    assert (found.low, found.high) == pytest.approx((7.75 - reach, 7.75 + reach), rel=1e-6)


def test_the_effective_sample_size_by_hand():
    """4.5^2 / (4 + 0 + 4 + 0.25) = 2.4545 for each four choices."""
    assert effective(np.array(WEIGHTS)) == pytest.approx(20.25 / 8.25)
    assert ips(by_hand()).n_effective == pytest.approx(40 * 20.25 / 8.25)


@pytest.mark.parametrize(
    "estimate", [ips, snips, lambda choices: doubly_robust(choices, choices.outcome, choices.outcome)]
)
def test_below_fifty_effective_cases_nothing_is_said(estimate):
    found = estimate(by_hand(times=20))
    assert (found.value, found.low, found.high, found.why, found.grade) == (None, None, None, TOO_FEW, Grade.ASSUMED)
    assert (found.n, round(found.n_effective)) == (80, 49)


def test_what_is_unknown_or_had_no_chance_is_left_out_and_counted():
    outcome, chance = by_hand().outcome.copy(), by_hand().chance.copy()
    outcome[1], chance[5] = np.nan, 0.0
    found = snips(Choices(outcome, chance, by_hand().wanted))
    assert (found.n, found.n_censored) == (158, 2)
    assert found.value == pytest.approx(31 / 4.5)


def test_a_model_that_knows_nothing_of_a_choice_leaves_it_out():
    predicted = np.zeros(160)
    predicted[3] = np.nan
    found = doubly_robust(by_hand(), predicted, np.zeros(160))
    assert (found.n, found.n_censored) == (159, 1)


def test_choices_without_a_lot_say_nothing_of_another_policy():
    found = ips(by_hand(chance=np.ones(4)))
    assert (found.value, found.why) == (None, NOT_BY_LOT)


def test_asking_about_what_was_done_anyway_gives_the_plain_mean():
    choices = by_hand(wanted=CHANCE)
    assert ips(choices).value == snips(choices).value == pytest.approx(5.0)


def test_a_policy_that_wants_nothing_that_was_done_is_not_judged():
    assert ips(by_hand(wanted=np.zeros(4))).value is None


def test_no_choices_no_figure():
    assert ips(Choices(np.empty(0), np.empty(0), np.empty(0))).why == TOO_FEW


def test_columns_of_different_lengths_are_refused():
    with pytest.raises(ValueError, match="one length"):
        Choices(np.ones(3), np.ones(3), np.ones(2))
    with pytest.raises(ValueError, match="as long as"):
        Choices(np.ones(3), np.ones(3), np.ones(3), cluster=[1, 2])


@given(st.integers(0, 2**32 - 1), st.floats(-1e4, 1e4))
def test_a_constant_on_every_outcome_moves_snips_by_that_constant(seed: int, constant: float) -> None:
    draw = np.random.default_rng(seed)
    choices = Choices(draw.normal(size=200), draw.uniform(0.3, 0.9, 200), draw.uniform(0.3, 0.9, 200))
    moved = Choices(choices.outcome + constant, choices.chance, choices.wanted)
    assert snips(moved).value == pytest.approx(snips(choices).value + constant, abs=1e-6)


@given(st.integers(0, 2**32 - 1))
def test_the_order_of_the_choices_does_not_matter(seed: int) -> None:
    choices, order = by_hand(), np.random.default_rng(seed).permutation(160)
    shuffled = choices.only(order)
    assert snips(shuffled).low == pytest.approx(snips(choices).low)

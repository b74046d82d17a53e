"""The landmark model: what was planted is found, what is not there is not, and what leaks is refused."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from ignition.features.deals import frozen
from ignition.predictors.deals.guard import allowed, leaking
from ignition.predictors.deals.landmarks import AGES, Rows
from ignition.predictors.deals.learning import LandmarkModel, learn_by_landmarks
from ignition.predictors.tables import numbers
from tests.ignition.predictors.deals.worlds import ON, by_activity, by_nothing, world


def learnt(landmarks: pa.Table) -> LandmarkModel:
    found = learn_by_landmarks(landmarks, ON)
    assert found is not None
    return found


def effect(model: LandmarkModel, fact: str, cause: str = "won") -> tuple[float, float]:
    rows = [row for row in model.effects.to_pylist() if (row["fact"], row["cause"]) == (fact, cause)]
    return (rows[0]["coefficient"], rows[0]["sd"]) if rows else (0.0, 0.0)


@pytest.fixture(scope="module")
def active() -> LandmarkModel:
    return learnt(world(by_activity))


def area(came: np.ndarray, p: np.ndarray) -> float:
    won, lost = p[came == 1], p[came == 0]
    above = (won[:, None] > lost).mean() + 0.5 * (won[:, None] == lost).mean()
    return float(above)


def test_a_planted_effect_of_activity_is_found_and_one_of_the_amount_that_is_absent_is_not(
    active: LandmarkModel,
) -> None:
    coefficient, sd = effect(active, "activities")
    assert coefficient == pytest.approx(1.0, abs=3 * sd + 0.15)
    assert coefficient > 4 * sd
    absent, doubt = effect(active, "amount")
    assert abs(absent) < 2.6 * doubt + 0.02


def test_where_the_facts_tell_nothing_the_pooled_rates_are_used() -> None:
    model = learnt(world(by_nothing, seed=5))
    assert model.checked.width == 0
    assert model.effects.num_rows == 0
    chances = model.fitted.curve(world(by_nothing, deals=50, seed=9), 91).won
    assert np.ptp(chances) < 0.15
    assert chances.mean() == pytest.approx(1 / 3 * (1 - np.exp(-0.018 * 91)), abs=0.05)


def test_new_deals_are_told_apart_and_the_chances_keep_what_they_say(active: LandmarkModel) -> None:
    later = Rows.of(world(by_activity, seed=77))
    whole = later.only(later.day + 91 <= ON.toordinal())
    came = ((whole.waits.exit == 0) & (whole.waits.after <= 91)).astype(float)
    said = active.ahead(whole.table, 91, 91).p_win
    assert area(came, said) > 0.6
    top = said >= np.quantile(said, 0.8)
    assert said[top].mean() == pytest.approx(came[top].mean(), abs=0.06)
    assert said.mean() == pytest.approx(came.mean(), abs=0.04)


def test_mixed_up_outcomes_leave_no_skill() -> None:
    """Permuted over whole deals: the area under the curve is that of chance."""
    landmarks = world(by_activity, seed=4)
    draw = np.random.default_rng(1)
    deals = np.array(landmarks["deal_id"].to_pylist())
    known = dict(zip(deals.tolist(), landmarks.select(["activities", "amount"]).to_pylist(), strict=True))
    names = list(known)
    mixed = dict(zip(names, draw.permutation(names).tolist(), strict=True))
    for fact in ("activities", "amount"):
        values = pa.array([known[mixed[deal]][fact] for deal in deals.tolist()], landmarks.schema.field(fact).type)
        landmarks = landmarks.set_column(landmarks.column_names.index(fact), fact, values)
    model, test = learnt(landmarks), Rows.of(world(by_activity, seed=77))
    first = test.only((numbers(test.table, "age_days") == 0) & (test.day + 91 <= ON.toordinal()))
    came = ((first.waits.exit == 0) & (first.waits.after <= 91)).astype(float)
    assert area(came, model.fitted.curve(first.table, 91).won) == pytest.approx(0.5, abs=0.05)


def test_few_exits_teach_no_landmark_model() -> None:
    assert learn_by_landmarks(world(by_activity, deals=40), ON) is None


def test_the_order_of_the_rows_changes_nothing(active: LandmarkModel) -> None:
    landmarks = world(by_activity)
    order = pa.array(np.random.default_rng(2).permutation(landmarks.num_rows))
    mixed = learnt(landmarks.take(order))
    some = world(by_activity, deals=20, seed=8)
    np.testing.assert_allclose(mixed.ahead(some, 91, 91).p_win, active.ahead(some, 91, 91).p_win, rtol=1e-9)


def test_a_deal_is_scored_by_itself(active: LandmarkModel) -> None:
    some = world(by_activity, deals=20, seed=8)
    alone = [active.ahead(some.slice(at, 1), 180, 91).p_win[0] for at in range(5)]
    np.testing.assert_allclose(alone, active.ahead(some, 180, 91).p_win[:5], rtol=1e-12)


def test_longer_horizons_win_more_and_never_more_than_all(active: LandmarkModel) -> None:
    some = world(by_activity, deals=50, seed=8)
    chances = [active.ahead(some, days, 91).p_win for days in (14, 91, 365)]
    assert (chances[0] <= chances[1]).all()
    assert (chances[1] <= chances[2]).all()
    whole = active.ahead(some, 365, 91)
    assert (whole.p_win + whole.p_end <= 1 + 1e-9).all()
    assert (whole.p_win_sd > 0).all()


def with_column(landmarks: pa.Table, name: str, values: list[float | None]) -> pa.Table:
    return landmarks.set_column(landmarks.column_names.index(name), name, pa.array(values, pa.float64()))


def test_an_amount_that_only_closed_deals_have_is_refused() -> None:
    """As an export that writes the amount when the deal is signed."""
    landmarks = world(by_nothing)
    amounts = [None if row["exit"] == "open" else row["amount"] for row in landmarks.to_pylist()]
    assert leaking(with_column(landmarks, "amount", amounts)) == {"amount"}
    assert leaking(landmarks) == frozenset()


def test_a_fact_that_tells_the_outcome_without_error_is_refused() -> None:
    landmarks = world(by_nothing)
    told = [9.0 if row["exit"] == "won" else 1.0 for row in landmarks.to_pylist()]
    leaky = with_column(landmarks, "amount", told)
    model = learnt(leaky)
    assert model.refused == {"amount"}
    assert "amount" not in model.fitted.design.columns


def test_only_named_facts_are_looked_at_and_none_of_them_is_of_a_person() -> None:
    landmarks = world(by_nothing, deals=50)
    told = landmarks.append_column("owner", pa.array(["Bob"] * landmarks.num_rows)).append_column(
        "close_reason", pa.array(["price"] * landmarks.num_rows)
    )
    looked_at = allowed(told)
    assert "amount" in looked_at
    assert not {"owner", "person", "close_reason", "outcome", "won_amount", "closed_on", "exit"} & set(looked_at)


def test_the_ages_learnt_from_are_those_the_features_freeze() -> None:
    assert tuple(AGES) == frozen.AGES

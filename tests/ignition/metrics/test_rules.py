"""The rules that every metric keeps, tried on every one of them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from ignition.errors import UnusableBook
from ignition.estimate import Estimate, Grade
from ignition.metrics import METRICS, by_segment
from ignition.metrics.columns import complete
from ignition.metrics.outcomes import outcome_codes
from ignition.metrics.stating import TOO_FEW, TOO_FEW_PEOPLE
from ignition.metrics.winning import win_rate_count
from tests.ignition.metrics.cases import CASES, Case, N

every_metric = pytest.mark.parametrize("name", sorted(METRICS))


def ask(name: str, columns: tuple[Any, ...] | None = None) -> list[Estimate]:
    case: Case = CASES[name]
    metric: Callable[..., Any] = METRICS[name]
    keywords = dict(case.settings)
    if name == "over_coverage":
        contacts, cadence = columns or case.columns
        return [metric(contacts, keywords["days"], cadence)]
    return list(estimates(metric(*case.before, *(columns or case.columns), **keywords)))


def estimates(found: Any) -> Iterator[Estimate]:
    match found:
        case Estimate():
            yield found
        case dict():
            yield from found.values()
        case list():
            yield from (estimate for _, estimate in found)


def numbers(estimate: Estimate) -> list[float]:
    return [number for number in (estimate.value, estimate.low, estimate.high) if number is not None]


@every_metric
def test_a_metric_has_a_value_inside_its_interval(name: str) -> None:
    for estimate in ask(name):
        assert estimate.low is not None
        assert estimate.high is not None
        assert estimate.value is not None
        assert estimate.low <= estimate.value <= estimate.high
        assert estimate.n > 0
        assert estimate.why is None


@every_metric
def test_a_definition_names_the_function_and_its_version(name: str) -> None:
    for estimate in ask(name):
        function, version = estimate.definition.split(" v")
        assert function.split(".")[0] == name
        assert int(version) >= 1


@every_metric
def test_counting_never_earns_more_than_the_second_grade(name: str) -> None:
    assert {estimate.grade for estimate in ask(name)} <= {Grade.ASSUMED, Grade.POOLED, Grade.SEGMENT}


@every_metric
def test_rows_in_another_order_give_the_same_to_the_last_bit(name: str) -> None:
    order = np.random.default_rng(3).permutation(N)
    assert ask(name, tuple(column[order] for column in CASES[name].columns)) == ask(name)


@every_metric
def test_asking_twice_gives_the_same(name: str) -> None:
    assert ask(name) == ask(name)


@every_metric
def test_arrow_columns_and_lists_give_the_same_as_arrays(name: str) -> None:
    columns = CASES[name].columns
    assert ask(name, tuple(column.tolist() for column in columns)) == ask(name)
    if all(column.ndim == 1 for column in columns):
        assert ask(name, tuple(pa.chunked_array([pa.array(column)]) for column in columns)) == ask(name)


@every_metric
def test_with_no_rows_nothing_is_defined_and_a_sentence_says_so(name: str) -> None:
    for estimate in ask(name, tuple(column[:0] for column in CASES[name].columns)):
        if estimate.value is None:
            assert estimate.why is not None
            assert estimate.why.it != estimate.why.en
        else:
            assert (name, estimate.value) in {("push_count", 0), ("pull_in_count", 0), *COVERED, *UNCHANGED}


COVERED = {("pipeline_coverage", 0)}
UNCHANGED = {("pipeline_change", 0)}


@every_metric
@pytest.mark.filterwarnings("error")
def test_gaps_never_let_a_nan_out(name: str) -> None:
    rng = np.random.default_rng(1)
    for _ in range(3):
        columns = tuple(with_gaps(column, rng) for column in CASES[name].columns)
        assert all(math.isfinite(number) for estimate in ask(name, columns) for number in numbers(estimate))


def with_gaps(column: Any, rng: np.random.Generator) -> Any:
    if column.dtype.kind in "fi":
        odd = rng.choice([np.nan, np.inf, 0.0], size=column.shape)
        return np.where(rng.uniform(size=column.shape) < 0.3, odd, column)
    return np.where(rng.uniform(size=column.shape) < 0.3, "", column)


DEGENERATE: dict[str, Callable[[Any], Any]] = {
    "one row": lambda column: column[:1],
    "six equal rows": lambda column: np.repeat(column[:1], 6, axis=0),
    "six rows of nothing": lambda column: np.full_like(column[:6], "" if column.dtype.kind == "U" else np.nan),
    "six rows of zero": lambda column: np.full_like(column[:6], "" if column.dtype.kind == "U" else 0.0),
    "six rows below zero": lambda column: column[:6] if column.dtype.kind == "U" else -column[:6],
    "six huge rows": lambda column: column[:6] if column.dtype.kind == "U" else column[:6] * 1e12,
}


@every_metric
@pytest.mark.filterwarnings("error")
def test_degenerate_columns_give_a_figure_or_a_sentence(name: str) -> None:
    for shape, degenerate in DEGENERATE.items():
        for estimate in ask(name, tuple(degenerate(column) for column in CASES[name].columns)):
            assert all(math.isfinite(number) for number in numbers(estimate)), shape
            assert (estimate.value is None) == (estimate.why is not None), shape


@every_metric
def test_columns_of_different_length_are_refused_with_a_sentence(name: str) -> None:
    first, *others = CASES[name].columns
    if others:
        with pytest.raises(UnusableBook) as refused:
            ask(name, (first[:-1], *others))
        assert refused.value.sentence.say("it") != refused.value.sentence.say("en")


ACCOUNTS = {
    "pipeline_coverage", "push_count", "pull_in_count", "pipeline_change", "hhi", "effective_customers", "top_share",
    "reallocation_rate", "capacity_use",
}  # fmt: skip
OF_A_TEAM = {
    "attainment", "attainment_median", "attainment_spread", "attainment_share_met", "ramp_time", "ramp_level",
    "voluntary_use", "fields_read", "recorded_within", "give_back_ratio", "six_month_survival",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(set(METRICS) - ACCOUNTS - OF_A_TEAM - {"calibration_bins"}))
def test_fewer_than_five_events_give_no_figure(name: str) -> None:
    for estimate in ask(name, tuple(column[:4] for column in CASES[name].columns)):
        assert estimate.value is None
        assert estimate.why is not None


@pytest.mark.parametrize("name", sorted(ACCOUNTS))
def test_an_account_is_exact(name: str) -> None:
    for estimate in ask(name):
        assert estimate.low == estimate.value == estimate.high


@pytest.mark.parametrize("name", sorted(OF_A_TEAM))
def test_a_team_figure_of_four_people_is_refused_in_plain_words(name: str) -> None:
    columns = CASES[name].columns
    four = np.isin(columns[0], list("abcd")) if columns[0].dtype.kind == "U" else np.arange(N) < 4
    (estimate,) = ask(name, tuple(column[four] for column in columns))
    assert (estimate.value, estimate.low, estimate.high, estimate.n) == (None, None, None, 4)
    assert estimate.why is TOO_FEW_PEOPLE
    assert "4" not in estimate.why.en


@pytest.mark.parametrize("name", sorted(OF_A_TEAM))
def test_a_team_figure_of_five_people_is_shown(name: str) -> None:
    columns = CASES[name].columns
    five = np.isin(columns[0], list("abcde")) if columns[0].dtype.kind == "U" else np.arange(N) < 5
    (estimate,) = ask(name, tuple(column[five] for column in columns))
    assert estimate.value is not None


def test_a_small_segment_shows_the_whole_and_says_so() -> None:
    sector, outcome = ["food"] * 40 + ["steel"] * 3, ["won", "lost"] * 20 + ["won"] * 3
    found = by_segment(win_rate_count, sector, outcome)
    whole = win_rate_count(outcome)
    assert win_rate_count(outcome[40:]).why is TOO_FEW
    assert found["steel"].value == whole.value
    assert found["steel"].grade is Grade.POOLED
    assert found["steel"].definition == "win_rate_count v1, pooled"
    assert found["food"].value == 0.5


def test_where_the_whole_is_too_small_as_well_a_segment_shows_nothing() -> None:
    assert by_segment(win_rate_count, ["food", "steel"], ["won", "won"])["food"].value is None


def test_a_small_team_is_never_shown_through_its_segment() -> None:
    found = by_segment(METRICS["attainment"], ["north"] * 4 + ["south"] * 6, [100] * 10, [100] * 10)
    assert found["north"].value is None
    assert found["south"].value == 1.0


def test_an_outcome_that_is_no_word_of_ours_is_refused() -> None:
    for column in (["won", "perhaps"], [1, 7]):
        with pytest.raises(UnusableBook, match="outcome"):
            outcome_codes(column)


def test_outcomes_may_be_codes_or_words() -> None:
    assert outcome_codes([0, 1, 2, 3]).tolist() == outcome_codes(["", "won", "lost", "none"]).tolist()


def test_a_column_of_words_where_numbers_belong_is_refused() -> None:
    with pytest.raises(UnusableBook, match="number"):
        complete(["a", "b"])


def test_a_row_with_a_gap_is_left_out() -> None:
    first, second = complete([1.0, None, 3.0], [1.0, 2.0, np.inf])
    assert (first.tolist(), second.tolist()) == ([1.0], [1.0])

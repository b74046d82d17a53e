"""The waterfall balances to the cent on any history, chains over periods, and puts each deal where it belongs."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ignition.metrics.pipeline_change import PARTS, pipeline_change

PLUS, MINUS = ("start", "created", "pulled_in", "raised"), ("lowered", "pushed_out", "lost", "won")
PERIOD, DAYS = 8, 30


@dataclass(frozen=True)
class Deal:
    """A history: opened on a day; on some days its value (in cents) and expected period change; perhaps it closes."""

    opened: int
    changes: dict[int, tuple[int, int]]
    closed: int | None
    outcome: str

    def seen(self, day: int) -> tuple[float | None, bool, str] | None:
        """Value, whether due in the period, and outcome at the end of a day; None before it was opened."""
        if self.opened > day:
            return None
        ended = self.closed is not None and self.closed <= day
        until = min(day, self.closed) if self.closed is not None else day
        cents, period = self.changes[max(on for on in self.changes if on <= until)]
        return cents / 100, period == PERIOD, self.outcome if ended else ""


@st.composite
def deals(draw: st.DrawFn) -> Deal:
    opened = draw(st.integers(0, DAYS))
    state = st.tuples(st.integers(0, 10**9), st.integers(PERIOD - 1, PERIOD + 1))
    changes = {opened: draw(state)} | draw(st.dictionaries(st.integers(opened, DAYS), state, max_size=4))
    closed = draw(st.none() | st.integers(opened, DAYS))
    return Deal(opened, changes, closed, draw(st.sampled_from(["won", "lost", "none"])))


def waterfall(history: list[Deal], first: int, last: int) -> dict[str, int]:
    """The parts in cents between the ends of two days, from what was seen on them."""
    known = [(deal.seen(first), deal.seen(last)) for deal in history]
    rows: list[Any] = []
    for before, after in known:
        if after is None or (before and before[2]):
            continue
        rows.append((before[0] if before else None, bool(before and before[1]), *after))
    columns = [list(column) for column in zip(*rows, strict=True)] or [[], [], [], [], []]
    return {name: round((part.value or 0) * 100) for name, part in pipeline_change(*columns).items()}


def balance(parts: dict[str, int]) -> int:
    return sum(parts[name] for name in PLUS) - sum(parts[name] for name in MINUS)


def open_and_due(history: list[Deal], day: int) -> int:
    seen = [deal.seen(day) for deal in history]
    return sum(round(state[0] * 100) for state in seen if state and state[0] is not None and state[1] and not state[2])


histories = st.lists(deals(), max_size=25)


@given(histories, st.integers(0, DAYS), st.integers(0, DAYS))
def test_any_history_balances_to_the_cent(history: list[Deal], one: int, other: int) -> None:
    first, last = sorted((one, other))
    parts = waterfall(history, first, last)
    assert balance(parts) == parts["end"]
    assert min(parts.values()) >= 0


@given(histories, st.integers(0, DAYS), st.integers(0, DAYS))
def test_start_and_end_are_the_open_pipeline_of_those_days(history: list[Deal], one: int, other: int) -> None:
    first, last = sorted((one, other))
    parts = waterfall(history, first, last)
    assert parts["start"] == open_and_due(history, first)
    assert parts["end"] == open_and_due(history, last)


@given(histories)
def test_the_end_of_one_period_is_the_start_of_the_next(history: list[Deal]) -> None:
    days = [0, 10, 20, DAYS]
    walks = [waterfall(history, first, last) for first, last in itertools.pairwise(days)]
    for earlier, later in itertools.pairwise(walks):
        assert earlier["end"] == later["start"]


@given(histories)
def test_won_is_what_was_won_and_nothing_else(history: list[Deal]) -> None:
    won = [deal for deal in history if deal.outcome == "won" and deal.closed is not None and deal.closed > 5]
    values = [state[0] for deal in won if (state := deal.seen(DAYS))]
    assert waterfall(history, 5, DAYS)["won"] == sum(round(value * 100) for value in values if value is not None)


number = st.none() | st.floats(-1e9, 1e9, allow_nan=False)
row = st.tuples(number, st.booleans(), number, st.booleans(), st.sampled_from(["", "won", "lost", "none"]))


@given(st.lists(row, min_size=1, max_size=30))
def test_rows_that_make_no_sense_balance_as_well(rows: list[Any]) -> None:
    parts = pipeline_change(*(list(column) for column in zip(*rows, strict=True)))
    cents = {name: round((part.value or 0) * 100) for name, part in parts.items()}
    assert balance(cents) == cents["end"]


def only(**row: Any) -> dict[str, float]:
    """The parts that are not zero for one deal."""
    state = {"start_value": 100.0, "start_due": True, "end_value": 100.0, "end_due": True, "outcome": "", **row}
    parts = pipeline_change(
        *([state[name]] for name in ("start_value", "start_due", "end_value", "end_due", "outcome"))
    )
    assert tuple(parts) == PARTS
    return {name: part.value for name, part in parts.items() if part.value}


def test_a_deal_that_stays() -> None:
    assert only() == {"start": 100, "end": 100}


def test_a_deal_won_for_more_was_raised_first() -> None:
    assert only(end_value=130, outcome="won") == {"start": 100, "raised": 30, "won": 130}


def test_a_deal_moved_out_is_pushed_and_not_lost() -> None:
    assert only(end_due=False) == {"start": 100, "pushed_out": 100}


def test_a_deal_moved_out_and_then_lost_is_lost() -> None:
    assert only(end_due=False, outcome="lost") == {"start": 100, "lost": 100}


def test_a_deal_due_later_and_won_now_was_pulled_in() -> None:
    assert only(start_due=False, end_due=False, outcome="won") == {"pulled_in": 100, "won": 100}


def test_a_new_deal_is_created_even_if_it_is_lost_at_once() -> None:
    assert only(start_value=None, outcome="none") == {"created": 100, "lost": 100}


def test_a_deal_of_another_period_is_not_in_it() -> None:
    assert only(start_due=False, end_due=False, outcome="lost") == {}


def test_a_value_nobody_wrote_down_again_is_the_first_one() -> None:
    assert only(end_value=None, outcome="won") == {"start": 100, "won": 100}

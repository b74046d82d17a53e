"""What became of the deals: spells in a stage."""

from __future__ import annotations

from typing import Any

DEAL = {"deal_id": "D", "opened_on": "2026-01-01"}


def spells(rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return [(row["stage"], row["start_days"], row["stop_days"], row["exit"], row["next_stage"]) for row in rows]


def moved(*stages: tuple[str, str]) -> list[dict[str, Any]]:
    return [{"deal_id": "D", "stage": stage, "at": at} for stage, at in stages]


def test_an_open_deal_is_one_censored_spell(history_on: Any) -> None:
    assert spells(history_on("2026-01-31", deals=[DEAL])) == [("", 0, 30, "open", "")]


def test_a_won_deal_ends_on_its_closing_day(history_on: Any) -> None:
    rows = history_on("2026-03-31", deals=[DEAL | {"closed_on": "2026-01-11", "outcome": "won"}])
    assert spells(rows) == [("", 0, 10, "won", "")]


def test_before_it_closed_it_is_open(history_on: Any) -> None:
    rows = history_on("2026-01-05", deals=[DEAL | {"closed_on": "2026-01-11", "outcome": "won"}])
    assert spells(rows) == [("", 0, 4, "open", "")]


def test_each_stage_is_a_spell_and_the_closing_stage_is_an_end(history_on: Any) -> None:
    rows = history_on(
        "2026-03-31",
        deals=[DEAL | {"closed_on": "2026-01-31", "outcome": "lost"}],
        stage_changes=moved(("Qualify", "2026-01-06"), ("Offer", "2026-01-21"), ("Closed lost", "2026-01-31")),
    )
    assert spells(rows) == [
        ("", 0, 5, "moved", "Qualify"),
        ("Qualify", 5, 20, "moved", "Offer"),
        ("Offer", 20, 30, "ended", ""),
    ]


def test_a_stage_entered_on_the_first_day_leaves_no_unknown_beginning(history_on: Any) -> None:
    rows = history_on("2026-01-31", deals=[DEAL], stage_changes=moved(("Qualify", "2026-01-01T09:00")))
    assert spells(rows) == [("Qualify", 0, 30, "open", "")]


def test_stages_recorded_before_the_opening_count_from_it(history_on: Any) -> None:
    rows = history_on("2026-01-31", deals=[DEAL], stage_changes=moved(("Lead", "2025-11-01"), ("Offer", "2025-12-01")))
    assert spells(rows) == [("Offer", 0, 30, "open", "")]


def test_a_closing_without_a_day_is_dated_by_the_last_stage_or_left_out(history_on: Any) -> None:
    undated = DEAL | {"outcome": "lost"}
    dated = history_on("2026-03-31", deals=[undated], stage_changes=moved(("Offer", "2026-01-11")))
    assert spells(dated) == [("", 0, 10, "ended", "")]
    assert history_on("2026-03-31", deals=[undated]) == []


def test_a_closing_before_the_opening_takes_no_time(history_on: Any) -> None:
    rows = history_on("2026-03-31", deals=[DEAL | {"closed_on": "2025-12-01", "outcome": "won"}])
    assert spells(rows) == [("", 0, 0, "won", "")]


def test_the_price_list_comes_along(history_on: Any) -> None:
    products = [{"product_id": "P", "list_price": 550.0}]
    (row,) = history_on("2026-01-31", deals=[DEAL | {"product_id": "P"}], products=products)
    assert row["list_price"] == 550

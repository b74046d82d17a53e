"""Who decides and was not spoken with, as of the day."""

from __future__ import annotations

from typing import Any

import pytest

DEAL = {"deal_id": "D", "opened_on": "2026-01-10", "customer_id": "A"}
ANNA = {"contact_id": "1", "customer_id": "A", "name": "Anna", "role": "decides"}
CARLO = {"contact_id": "2", "customer_id": "A", "name": "Carlo", "role": "uses"}


def a_call(contact: str, at: str, kind: str = "call") -> dict[str, Any]:
    return {"customer_id": "A", "contact_id": contact, "at": at, "kind": kind}


@pytest.mark.parametrize(
    ("activities", "unmet"),
    [
        ([a_call("2", "2026-01-02")], "Anna"),
        ([a_call("2", "2026-01-20")], "Anna"),
        ([a_call("1", "2026-01-05")], "Anna"),  # before it was opened
        ([a_call("1", "2026-01-20", "note")], "Anna"),
        ([a_call("1", "2026-02-20")], "Anna"),  # after the day
        ([a_call("1", "2026-01-20")], None),
        ([a_call("1", "2026-01-10")], None),
    ],
)
def test_a_decider_is_unmet_until_somebody_spoke_with_them_on_this_deal(
    deals_on: Any, activities: Any, unmet: str | None
) -> None:
    (row,) = deals_on("2026-02-01", deals=[DEAL], contacts=[ANNA, CARLO], activities=activities)
    assert row["unmet_decider"] == unmet


def test_where_nobody_is_said_to_decide_nobody_is_missing(deals_on: Any) -> None:
    (row,) = deals_on("2026-02-01", deals=[DEAL], contacts=[CARLO])
    assert row["unmet_decider"] is None


def test_of_two_who_decide_one_is_enough(deals_on: Any) -> None:
    second = {**ANNA, "contact_id": "3", "name": "Bruna"}
    (row,) = deals_on("2026-02-01", deals=[DEAL], contacts=[ANNA, second], activities=[a_call("3", "2026-01-20")])
    assert row["unmet_decider"] is None

"""Which role a contact had, and from which day on that was known."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from ignition.backends import connect
from ignition.book import Book
from ignition.features import deals
from ignition.features.roles import contact_roles

EPOCH = dt.date(1970, 1, 1)
ANNA = {"contact_id": "1", "customer_id": "A", "name": "Anna"}
CARLO = {"contact_id": "2", "customer_id": "A", "name": "Carlo"}
DEAL = {"deal_id": "D", "opened_on": "2026-01-10", "customer_id": "A", "recorded_at": "2026-01-10 09:00:00"}
CALLS = [{"customer_id": "A", "contact_id": one, "at": "2026-01-12 09:00:00", "kind": "call"} for one in ("1", "2")]

NONE = [{"customer_id": "A", "at": "2026-01-12 09:00:00", "kind": "note"}]


def told(deals_on: Any, *contacts: dict[str, Any], activities: Any = CALLS) -> dict[str, Any]:
    (row,) = deals_on("2026-02-01", deals=[DEAL], contacts=list(contacts), activities=activities)
    return row  # type: ignore[no-any-return]


@pytest.mark.parametrize("column", ["title", "role"])
def test_titles_of_one_part_are_one_role(deals_on: Any, column: str) -> None:
    buyers = [ANNA | {column: "Buyer"}, CARLO | {column: "Resp. amministrazione"}]
    owner_and_buyer = [ANNA | {column: "Titolare"}, CARLO | {column: "Buyer"}]
    assert told(deals_on, *buyers)["roles_met"] == 1
    assert told(deals_on, *owner_and_buyer)["roles_met"] == 2


def test_an_unknown_title_is_no_role(deals_on: Any) -> None:
    row = told(deals_on, ANNA | {"title": "Sales manager"}, CARLO | {"title": "Impiegato"})
    assert (row["contacts_met"], row["roles_met"], row["unmet_decider"]) == (2, 0, None)


def test_who_is_guessed_to_decide_is_told_with_the_title(deals_on: Any) -> None:
    row = told(deals_on, ANNA | {"title": "Titolare"}, CARLO | {"title": "Buyer"}, activities=CALLS[1:])
    assert (row["unmet_decider"], row["unmet_decider_title"]) == ("Anna", "Titolare")


def test_a_stated_role_wins_over_the_title(deals_on: Any) -> None:
    uses = ANNA | {"title": "Titolare", "role": "uses"}
    decides = CARLO | {"title": "Buyer", "role": "Decision Maker"}
    row = told(deals_on, uses, decides, activities=CALLS[:1])
    assert (row["unmet_decider"], row["unmet_decider_title"], row["roles_met"]) == ("Carlo", None, 1)


def test_who_is_stated_to_decide_is_told_before_who_is_guessed(deals_on: Any) -> None:
    row = told(deals_on, ANNA | {"title": "Titolare"}, CARLO | {"role": "decides"}, activities=NONE)
    assert (row["unmet_decider"], row["unmet_decider_title"]) == ("Carlo", None)


def test_a_stated_role_stays_when_a_title_is_written_later(deals_on: Any) -> None:
    later = ANNA | {"title": "Titolare", "recorded_at": "2026-01-20"}
    row = told(deals_on, ANNA | {"role": "uses", "recorded_at": "2026-01-11"}, later, activities=NONE)
    assert row["unmet_decider"] is None


def test_what_is_written_later_holds_from_its_day() -> None:
    titles = {"2026-01-11": "Buyer", "2026-01-20": "Titolare", "2026-01-25": "Sales manager"}
    contacts = [ANNA | {"title": title, "recorded_at": day} for day, title in titles.items()]
    with connect(Book(contacts=contacts)) as desk:
        rows = contact_roles(desk).order_by("since").to_pyarrow().to_pylist()
    days = [(row["role"], *(EPOCH + dt.timedelta(days=row[end]) for end in ("since", "until"))) for row in rows]
    first, second, third = map(dt.date.fromisoformat, titles)
    assert days == [("blocks", first, second), ("decides", second, third)]


def test_at_a_landmark_only_the_role_known_by_then_counts() -> None:
    contact = ANNA | {"title": "Titolare", "recorded_at": "2026-01-20 10:00:00"}
    assert roles_at_landmarks(DEAL, contact) == {7: 0, 14: 1}


def test_a_role_entered_with_a_deal_in_arrears_was_known_before() -> None:
    imported = {"recorded_at": "2026-06-01 10:00:00"}
    assert roles_at_landmarks(DEAL | imported, ANNA | {"title": "Titolare"} | imported) == {7: 1, 14: 1}


def roles_at_landmarks(deal: dict[str, Any], contact: dict[str, Any]) -> dict[int, int]:
    closed = {"closed_on": "2026-05-01", "outcome": "won"}
    book = Book(deals=[deal | closed], contacts=[contact], activities=CALLS[:1])
    with connect(book) as desk:
        rows = deals.landmarks(desk, dt.date(2026, 6, 30), ages=(7, 14)).to_pyarrow().to_pylist()
    return {int(row["age_days"]): row["roles_met"] for row in rows}

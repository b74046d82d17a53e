"""Contacts: the last one, and who waits for an answer."""

from __future__ import annotations

import datetime as dt
from typing import Any

Row = dict[str, Any]


def mail(at: str, direction: str | None, thread: str | None = "T", **more: Any) -> Row:
    row = {"at": at, "kind": "mail", "direction": direction, "thread": thread, "customer_id": "A", "subject": None}
    return row | {"deal_id": None} | more


def waiting(customers_on: Any, *activities: Row) -> Row:
    (row,) = customers_on("2026-03-01", activities=list(activities))
    return dict(row)


def test_a_question_without_an_answer_waits(customers_on: Any) -> None:
    row = waiting(customers_on, mail("2026-02-19T10:00", "in", subject="Quando arriva?"))
    assert row["waiting_since"] == dt.datetime.fromisoformat("2026-02-19T10:00")
    assert (row["waiting_days"], row["waiting_subject"]) == (10, "Quando arriva?")


def test_an_answer_in_the_thread_ends_the_wait(customers_on: Any) -> None:
    row = waiting(customers_on, mail("2026-02-19T10:00", "in"), mail("2026-02-19T11:00", "out"))
    assert row["waiting_since"] is None


def test_a_mail_in_another_thread_is_no_answer(customers_on: Any) -> None:
    row = waiting(customers_on, mail("2026-02-19T10:00", "in"), mail("2026-02-19T11:00", "out", thread="offer"))
    assert row["waiting_days"] == 10


def test_a_call_answers_every_thread(customers_on: Any) -> None:
    row = waiting(customers_on, mail("2026-02-19T10:00", "in"), mail("2026-02-20T11:00", "out", None, kind="call"))
    assert row["waiting_since"] is None


def test_an_earlier_answer_answers_nothing(customers_on: Any) -> None:
    row = waiting(customers_on, mail("2026-02-19T10:00", "out"), mail("2026-02-19T11:00", "in"))
    assert row["waiting_since"] == dt.datetime.fromisoformat("2026-02-19T11:00")


def test_a_message_without_a_thread_is_answered_by_anything_of_ours(customers_on: Any) -> None:
    row = waiting(customers_on, mail("2026-02-19T10:00", "in", None), mail("2026-02-20T10:00", "out", "other"))
    assert row["waiting_since"] is None


def test_the_oldest_unanswered_message_counts(customers_on: Any) -> None:
    row = waiting(
        customers_on,
        mail("2026-02-01T10:00", "in", "old"), mail("2026-02-02T10:00", "out", "old"),
        mail("2026-02-09T10:00", "in", "first"), mail("2026-02-19T10:00", "in", "second"),
    )  # fmt: skip
    assert row["waiting_days"] == 20


def test_a_note_is_no_contact_and_no_answer(customers_on: Any) -> None:
    row = waiting(customers_on, mail("2026-02-19T10:00", "in"), mail("2026-02-25T10:00", None, kind="note"))
    assert (row["waiting_days"], row["days_since_contact"]) == (10, 10)


def test_an_activity_that_names_only_its_deal_reaches_the_customer(customers_on: Any) -> None:
    deals = [{"deal_id": "D", "opened_on": "2026-01-01", "customer_id": "A"}]
    activities = [mail("2026-02-19T10:00", "in", customer_id=None, deal_id="D")]
    (row,) = customers_on("2026-03-01", activities=activities, deals=deals)
    assert (row["customer_id"], row["waiting_days"]) == ("A", 10)


def test_a_meeting_to_come_is_no_contact_yet(customers_on: Any) -> None:
    row = waiting(
        customers_on, mail("2026-02-01T10:00", None, kind="visit"), mail("2026-03-09T10:00", None, kind="visit")
    )
    assert (row["days_since_contact"], row["last_contact_on"]) == (28, dt.date(2026, 2, 1))

"""What passed between us and each customer, as of a day: the last contact, and who still waits for an answer."""

from __future__ import annotations

import datetime as dt
from typing import Any

import ibis
import ibis.expr.types as ir

from ignition.backends import Desk
from ignition.features.columns import attach, days_until, one_each

TALKED = (
    "customer_id", "last_contact_on", "days_since_contact", "waiting_since", "waiting_subject", "waiting_days",
)  # fmt: skip


def talked(desk: Desk, on: dt.date) -> ir.Table:
    """One row per customer with any contact. A note is no contact: nobody spoke."""
    contacts = _contacts(desk)
    met = contacts.group_by("customer_id").agg(last_contact_on=contacts.at.max().date())
    met = met.mutate(days_since_contact=days_until(on, met.last_contact_on))
    return attach(met, _waiting(contacts, on), "customer_id")


def _contacts(desk: Desk) -> ir.Table:
    """Activities whose customer is known, by itself or by its deal."""
    activities, deals = desk.table("activities"), desk.table("deals")
    spoken = activities.filter(activities.kind != "note")
    owned = one_each(deals.filter(deals.customer_id.notnull()), "deal_id", deals.customer_id)
    owned = owned.select("deal_id", deal_customer="customer_id")
    traced = attach(spoken, owned, "deal_id")
    traced = traced.mutate(customer_id=ibis.coalesce(traced.customer_id, traced.deal_customer))
    return traced.filter(traced.customer_id.notnull())


def _waiting(contacts: ir.Table, on: dt.date) -> ir.Table:
    """The oldest message of the customer that stands unanswered.

    Answered by anything of ours in its thread, or by speaking with the customer, from that moment on; a message without
    a thread by anything of ours.
    """
    asked = contacts.filter((contacts.direction == "in") & contacts.kind.isin(["mail", "call"]))
    asked = attach(asked, _answers(contacts), "customer_id")
    asked = _with_thread_answer(asked, contacts)
    answer = ibis.ifelse(asked.thread.notnull(), _later(asked.spoken_at, asked.thread_at), asked.any_at)
    open_ones = asked.filter(answer.isnull() | (answer < asked.at))
    oldest = one_each(open_ones, "customer_id", open_ones.at, open_ones.subject)
    waiting = oldest.select("customer_id", waiting_since="at", waiting_subject="subject")
    return waiting.mutate(waiting_days=days_until(on, waiting.waiting_since.date()))


def _answers(contacts: ir.Table) -> ir.Table:
    ours = contacts.filter(_is_ours(contacts))
    return ours.group_by("customer_id").agg(any_at=ours.at.max(), spoken_at=ours.at.max(where=ours.kind != "mail"))


def _with_thread_answer(asked: ir.Table, contacts: ir.Table) -> ir.Table:
    ours = contacts.filter(_is_ours(contacts) & contacts.thread.notnull())
    threads = ours.group_by(of="customer_id", in_thread="thread").agg(thread_at=ours.at.max())
    same = [asked.customer_id == threads.of, asked.thread == threads.in_thread]
    return asked.left_join(threads, same).drop("of", "in_thread")


def _is_ours(contacts: ir.Table) -> Any:
    return contacts.direction.isnull() | (contacts.direction != "in")


def _later(one: Any, other: Any) -> Any:
    """The later of two moments, either of which may be unknown."""
    return ibis.ifelse(one.isnull() | (other > one), other, one)

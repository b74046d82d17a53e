"""Small businesses for what is lit again: several sellers, customers that two of them follow, everything a Book can hold."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

DAY = dt.date(2026, 10, 1)
SELLERS = ("alice", "bob", "charlie")
CUSTOMERS = tuple(f"C{number:02d}" for number in range(24))
PRODUCTS = ("A1", "A2", "B1", "C1")
Row = dict[str, Any]


def a_business(seed: int) -> dict[str, list[Row]]:
    """Buyers at their own pace of whom some fell silent, deals open and closed, mails, stages, points and answers."""
    luck = random.Random(seed)
    return {
        "customers": [{"customer_id": who, "name": f"{who} Srl", "owner": luck.choice(SELLERS)} for who in CUSTOMERS],
        "purchases": [row for who in CUSTOMERS for row in _purchases(luck, who)],
        "deals": [_deal(luck, number) for number in range(40)],
        "stage_changes": [_stage_change(luck, number) for number in range(20)],
        "activities": [_activity(luck) for _ in range(20)],
        "contacts": [_contact(luck, number) for number in range(12)],
        "signals": [_signal(luck, number) for number in range(4)],
        "products": [{"product_id": name, "family": name[0]} for name in PRODUCTS],
        "purchase_lines": [_line(luck, who) for who in CUSTOMERS for _ in range(luck.randrange(4))],
        "points": [_point(luck, number) for number in range(6)],
        "answers": [{"point_id": "P0", "at": _moment(luck, 3), "said": "done"}],
        "people": [
            {"person_id": who, "weekly_hours": hours} for who, hours in zip(SELLERS, (4.0, 6.0, 30.0), strict=True)
        ],
    }


def an_event(kind: str, luck: random.Random) -> tuple[str, list[Row]]:
    """One new thing that becomes known: the table, and its rows."""
    return _EVENTS[kind](luck)


def _purchases(luck: random.Random, who: str) -> list[Row]:
    pace, days, rows = luck.choice((20, 35, 60, 120)), luck.randrange(500, 650), []
    until = luck.choice((0, 0, 60, 150, 300))
    amount = luck.uniform(100, 3000)
    while days > until and len(rows) < luck.choice((1, 4, 12, 30)):
        rows.append(
            {"customer_id": who, "on": DAY - dt.timedelta(days), "amount": round(amount * luck.uniform(0.5, 1.5), 2)}
        )
        days -= max(int(luck.expovariate(1 / pace)), 1)
    return rows


def _deal(luck: random.Random, number: int, opened: int | None = None) -> Row:
    opened = luck.randrange(10, 600) if opened is None else opened
    lasts = luck.randrange(5, 120)
    closed = number % 2 == 0 and opened > lasts
    return {
        "deal_id": f"D{number:02d}",
        "customer_id": luck.choice((*CUSTOMERS[:12], None)),
        "owner": luck.choice((*SELLERS, None)),
        "opened_on": DAY - dt.timedelta(opened),
        "amount": luck.choice((None, round(luck.uniform(500, 50_000), 2))),
        "expected_on": luck.choice((None, DAY + dt.timedelta(luck.randrange(-40, 30)))),
        "closed_on": DAY - dt.timedelta(opened - lasts) if closed else None,
        "outcome": luck.choice(("won", "lost")) if closed else None,
    }


def _stage_change(luck: random.Random, number: int) -> Row:
    return {"deal_id": f"D{number:02d}", "stage": luck.choice(("Offer", "Proof")), "at": _moment(luck, 9)}


def _activity(luck: random.Random) -> Row:
    about = (
        {"customer_id": luck.choice(CUSTOMERS)} if luck.random() < 0.7 else {"deal_id": f"D{luck.randrange(40):02d}"}
    )
    kind, direction = luck.choice((("mail", "in"), ("mail", "in"), ("call", "out"), ("meeting", None)))
    return {
        "at": _moment(luck, 40),
        "kind": kind,
        "direction": direction,
        "subject": "Prezzi",
        "contact_id": "X",
        **about,
    }


def _contact(luck: random.Random, number: int) -> Row:
    about = {"customer_id": luck.choice(CUSTOMERS[:12]), "name": f"K{number}"}
    titles = luck.choice(
        ({"role": "decides"}, {"role": "uses"}, {"title": "Titolare"}, {"title": "Buyer"}, {"title": "Sales"})
    )
    return {"contact_id": f"K{number}", **titles, **about}


def _signal(luck: random.Random, number: int) -> Row:
    about = {"customer_id": luck.choice(CUSTOMERS), "kind": luck.choice(("complaint", "wish"))}
    return {"signal_id": f"S{number}", "at": _moment(luck, 30), **about}


def _line(luck: random.Random, who: str) -> Row:
    day = DAY - dt.timedelta(luck.randrange(0, 500))
    return {"customer_id": who, "on": day, "amount": 100.0, "product_id": luck.choice(PRODUCTS)}


def _point(luck: random.Random, number: int) -> Row:
    deal = f"D{luck.randrange(40):02d}" if luck.random() < 0.4 else None
    return {
        "point_id": f"P{number}",
        "at": _moment(luck, 20),
        "play": luck.choice(("win_back", "advance", "close", "answer")),
        "customer_id": luck.choice(CUSTOMERS),
        "deal_id": deal,
        "promised": 500.0,
        "due_on": DAY + dt.timedelta(70),
        "slot": luck.choice(("ignition", "action")),
    }


def _moment(luck: random.Random, days: int) -> dt.datetime:
    return dt.datetime.combine(DAY - dt.timedelta(luck.randrange(0, days)), dt.time(luck.randrange(8, 18)))


def _invoice(luck: random.Random) -> tuple[str, list[Row]]:
    day = DAY - dt.timedelta(luck.randrange(0, 200))
    return "purchases", [{"customer_id": luck.choice(CUSTOMERS), "on": day, "amount": round(luck.uniform(50, 5000), 2)}]


def _credit_note(luck: random.Random) -> tuple[str, list[Row]]:
    return "purchases", [{"customer_id": luck.choice(CUSTOMERS), "on": DAY, "amount": -luck.uniform(50, 900)}]


def _in_arrears(luck: random.Random) -> tuple[str, list[Row]]:
    """Happened long ago, written today; or happened and written only tomorrow, and not known yet."""
    table, (row,) = _invoice(luck)
    recorded = DAY + dt.timedelta(luck.choice((0, 1)))
    return table, [{**row, "recorded_at": dt.datetime.combine(recorded, dt.time(9))}]


def _new_customer(luck: random.Random) -> tuple[str, list[Row]]:
    return "customers", [
        {"customer_id": f"N{luck.randrange(3)}", "name": "Nuova Srl", "owner": luck.choice((*SELLERS, "dora"))}
    ]


def _card(luck: random.Random) -> tuple[str, list[Row]]:
    row = {"customer_id": luck.choice(CUSTOMERS), "name": "Altro nome", "owner": luck.choice(SELLERS)}
    return "customers", [{**row, "recorded_at": dt.datetime.combine(DAY, dt.time(12))}]


def _deal_ends(luck: random.Random) -> tuple[str, list[Row]]:
    deal = _deal(luck, luck.randrange(40))
    return "deals", [{**deal, "recorded_at": dt.datetime.combine(DAY, dt.time(luck.randrange(8, 18)))}]


def _reply(luck: random.Random) -> tuple[str, list[Row]]:
    at = dt.datetime.combine(DAY, dt.time(luck.randrange(8, 18)))
    return "answers", [{"point_id": f"P{luck.randrange(6)}", "at": at, "said": luck.choice(("done", "no", "later"))}]


def _owner_changes(luck: random.Random) -> tuple[str, list[Row]]:
    change = {"field": luck.choice(("owner", "amount")), "new": luck.choice((*SELLERS, "9000"))}
    return "deal_changes", [{"deal_id": f"D{luck.randrange(40):02d}", "at": _moment(luck, 2), **change}]


_EVENTS = {
    "invoice": _invoice,
    "credit note": _credit_note,
    "in arrears": _in_arrears,
    "activity": lambda luck: ("activities", [_activity(luck)]),
    "stage change": lambda luck: ("stage_changes", [_stage_change(luck, luck.randrange(40))]),
    "new deal": lambda luck: ("deals", [_deal(luck, 41 + luck.randrange(9) * 2, luck.randrange(0, 300))]),
    "a deal written again": _deal_ends,
    "change of a deal": _owner_changes,
    "new customer": _new_customer,
    "card": _card,
    "answer": _reply,
    "signal": lambda luck: ("signals", [_signal(luck, luck.randrange(100, 200))]),
    "contact": lambda luck: ("contacts", [_contact(luck, luck.randrange(20))]),
    "line": lambda luck: ("purchase_lines", [_line(luck, luck.choice(CUSTOMERS))]),
    "shown": lambda luck: ("points", [_point(luck, luck.randrange(6, 9))]),
}
KINDS = tuple(_EVENTS)

"""Who may open which route. The one table: a route that is not here is answered to nobody.

It says who may knock; which objects stand behind the door is said by `visible_to` alone.
"""

from __future__ import annotations

from typing import Any

ANYONE = frozenset({"anonymous", "owner", "leader", "seller", "partner"})
SIGNED_IN = ANYONE - {"anonymous"}
MAY_IMPORT = SIGNED_IN - {"partner"}
"""Documents of the whole company come in through the people who work in it."""
STEERS = frozenset({"owner", "leader"})
"""What concerns the whole company is for who owns it or leads a team."""

OWNER = frozenset({"owner"})
JUDGES = frozenset({"owner", "leader"})
"""What an hour is worth is judged by those who lead; each sees their own answers alone."""

POLICY: dict[str, dict[str, frozenset[str]]] = {
    "healthz": {"GET": ANYONE},
    "readyz": {"GET": ANYONE},
    "login": {"GET": ANYONE, "POST": ANYONE},
    "logout": {"POST": SIGNED_IN},
    "language": {"POST": ANYONE},
    "me": {"GET": SIGNED_IN},
    "today": {"GET": SIGNED_IN},
    "point-answer": {"POST": SIGNED_IN},
    "point-take-back": {"POST": SIGNED_IN},
    "point-reason": {"POST": SIGNED_IN},
    "point-why": {"GET": SIGNED_IN},
    "customers": {"GET": SIGNED_IN},
    "customer": {"GET": SIGNED_IN},
    "customer-timeline": {"GET": SIGNED_IN},
    "customer-note": {"POST": SIGNED_IN},
    "deals": {"GET": SIGNED_IN},
    "deal": {"GET": SIGNED_IN},
    "levers": {"GET": STEERS},
    "levers-weigh": {"POST": STEERS},
    "judgements": {"GET": JUDGES},
    "judgement": {"POST": JUDGES},
    "arrivals": {"GET": MAY_IMPORT, "POST": MAY_IMPORT},
    "arrival": {"GET": MAY_IMPORT},
    "arrival-undo": {"POST": MAY_IMPORT},
    "doubts": {"GET": MAY_IMPORT},
    "doubt-settle": {"POST": MAY_IMPORT},
    "proof": {"GET": MAY_IMPORT},
    "proof-lots": {"POST": OWNER},
    "proof-trial": {"POST": OWNER},
}


def may(user: Any, route: str | None, method: str) -> bool:
    role = user.role if user.is_authenticated else "anonymous"
    declared = POLICY.get(route or "", {})
    return role in declared.get("GET" if method == "HEAD" else method, frozenset())


def is_declared(route: str | None, method: str) -> bool:
    return ("GET" if method == "HEAD" else method) in POLICY.get(route or "", {})

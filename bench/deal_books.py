"""Real deals as Books: the loan offers of BPI Challenge 2012 (XES), and the pipeline of a hardware seller.

A loan application is a deal: activated is won, declined is lost, cancelled is no decision. What the bank's people did on it
are its activities; who did it is left out.
"""

from __future__ import annotations

import datetime as dt
import gzip
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

import ignition as ig

ROOT = Path(__file__).parents[1]
DATA = Path(os.environ.get("IGNITION_SHARED_DATA", ROOT.parent / "shared" / "data"))
LOANS = DATA / "bpi2012" / "BPI_Challenge_2012.xes.gz"
PIPELINE = DATA / "maven_crm"
_ENDS = {"A_ACTIVATED": "won", "A_REGISTERED": "won", "A_APPROVED": "won", "A_DECLINED": "lost", "A_CANCELLED": "none"}
Row = dict[str, Any]


def loans() -> ig.Book:
    deals: list[Row] = []
    stages: list[Row] = []
    activities: list[Row] = []
    for case in _cases(LOANS):
        deal, moves, acts = _deal(*case)
        deals.append(deal)
        stages.extend(moves)
        activities.extend(acts)
    return ig.Book(deals=deals, stage_changes=stages, activities=activities)


def pipeline() -> ig.Book:
    return ig.read(PIPELINE)


def _cases(path: Path) -> Iterator[tuple[Row, list[Row]]]:
    """Each trace with its events in order; what was read is let go at once."""
    with gzip.open(path) as log:
        for _, trace in etree.iterparse(log, events=("end",), tag="{*}trace"):
            own = {child.get("key"): child.get("value") for child in trace if child.get("key")}
            events = [{item.get("key"): item.get("value") for item in event} for event in trace.iter("{*}event")]
            trace.clear()
            yield own, events


def _deal(own: Row, events: list[Row]) -> tuple[Row, list[Row], list[Row]]:
    name = own["concept:name"]
    deal: Row = {"deal_id": name, "opened_on": _day(own["REG_DATE"]), "amount": float(own["AMOUNT_REQ"])}
    moves, acts = [], []
    for event in events:
        what, at = event["concept:name"], _moment(event["time:timestamp"])
        if what in _ENDS:
            deal |= {"closed_on": at.date(), "outcome": _ENDS[what]}
        elif what.startswith("W_") and event["lifecycle:transition"] == "COMPLETE":
            acts.append({"deal_id": name, "at": at, "kind": "call", "subject": what})
        elif not what.startswith("W_"):
            moves.append({"deal_id": name, "stage": what, "at": at})
    return deal, moves, acts


def _moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=None)


def _day(text: str) -> dt.date:
    return _moment(text).date()

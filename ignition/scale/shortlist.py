"""Of all candidates those that can get an hour, or be shown: found by counting, without sorting anybody.

Belief: a person's hours go to what returns most an hour. First doses alone that return at least d fill the hours from some d on;
further doses can only fill them sooner, so that the price of an hour is never below that d, and what returns less gets nothing.
d is read off a histogram of each person's returns in steps of a twelfth of a doubling: one pass over the candidates, a few
hundred rows a person to the driver, however many candidates there are. The same is done, by their number, with what the choice
of what is shown looks at: net gains, risks, and what the simple rule goes by. All candidates of a customer or deal come together.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from ignition.backends import Desk
from ignition.choice import CONTENDERS

STEPS = 12.0
"""Steps of the histogram in one doubling."""
_ROOM = 2.0
"""Times the hours there are: what the last step leaves over is put to use by exchanging steps near the margin."""
_ROOM_HOURS = 8.0
_SMALLEST = 1e-9
Bars = dict[str, float]


def shortlist(desk: Desk, weighed: ir.Table, hours: Mapping[str, float]) -> ir.Table:
    """Rows of `weighed` (columns of `planning.WEIGHED`) that a plan of these weekly hours may look at."""
    rows = desk.keep("returning", _returning(weighed))
    found = _histogram(desk, rows, "returns")
    low = {name: _filled(found, name, _ROOM * given + _ROOM_HOURS, "first_hours") for name, given in hours.items()}
    high = {name: _filled(found, name, given, "all_hours") for name, given in hours.items()}
    priced = _priced(rows, desk.lay("price_bounds", _table(low=low, high=high)))
    priced = desk.keep("priced", priced)
    bars = {"returns": low} | {
        name: _enough(desk, priced, name, hours) for name in ("net", "let_go", "at_risk", "weight")
    }
    return _whole_subjects(priced, _over(priced, desk.lay("bars", _table(**bars)), list(bars)))


def _returning(weighed: ir.Table) -> ir.Table:
    acts = weighed.dose > 0
    returns = ibis.ifelse(acts & (weighed.gain > 0), weighed.gain / weighed.dose, ibis.null("float64"))
    rows = weighed.mutate(returns=returns)
    best = ibis.window(
        group_by=["subject", "subject_id"], order_by=[ibis.desc("returns", nulls_first=False), rows.play, rows.person]
    )
    rows = rows.mutate(place=ibis.row_number().over(best))
    # Two acts on one customer or deal stand for the same effort: only the better fills hours.
    first = (rows.place == 0) & rows.returns.notnull()
    return rows.mutate(
        first_hours=ibis.ifelse(first, rows.dose, 0.0),
        all_hours=ibis.ifelse(rows.returns.notnull(), ibis.greatest(rows.most_hours, rows.dose), 0.0),
    ).drop("place")


def _histogram(desk: Desk, rows: ir.Table, measure: str) -> pa.Table:
    """Per person and step: how many there are, and how many hours they take; the highest step first."""
    known = rows.filter(rows[measure] > _SMALLEST)
    known = known.mutate(step=_step(known[measure]))
    counted = known.group_by("person", "step").agg(
        n=known.count(), first_hours=known.first_hours.sum(), all_hours=known.all_hours.sum()
    )
    return desk.fetch(counted.order_by("person", ibis.desc("step")))


def _step(value: ir.Value) -> ir.Value:
    return (value.ln() * (STEPS / math.log(2))).floor().cast("int64")


def _filled(found: pa.Table, person: str, enough: float, what: str) -> float:
    """The value from which on upward there is enough; 0 where there never is."""
    mine = found.filter(pa.compute.equal(found["person"], person))
    so_far = np.cumsum(mine[what].to_numpy())
    reached = np.flatnonzero(so_far >= enough)
    return float(2 ** (mine["step"][int(reached[0])].as_py() / STEPS)) if len(reached) else 0.0


def _priced(rows: ir.Table, prices: ir.Table) -> ir.Table:
    """Net gains at prices that flatter them: acts at the lowest, hours set free at the highest."""
    beside = rows.left_join(prices, "person").drop("person_right")
    acts, price = beside.dose > 0, ibis.ifelse(beside.high > 0, beside.high, beside.low)
    return beside.mutate(
        net=ibis.ifelse(acts, beside.gain - beside.low * beside.dose, ibis.null("float64")),
        let_go=ibis.ifelse(acts, ibis.null("float64"), price * beside.frees - beside.stake),
    ).drop("low", "high")


def _enough(desk: Desk, rows: ir.Table, measure: str, hours: Mapping[str, float]) -> Bars:
    found = _histogram(desk, rows, measure)
    least = desk.fetch(rows.aggregate(dose=rows.dose.min(where=rows.dose > 0)))["dose"][0].as_py() or 1.0
    wanted = {name: max(2.0 * CONTENDERS, math.ceil(given / least) + 1) for name, given in hours.items()}
    return {name: _filled(found, name, enough, "n") for name, enough in wanted.items()}


def _over(rows: ir.Table, bars: ir.Table, measures: list[str]) -> ir.Table:
    """Who reaches one of the bars. A bar of 0 is reached by all who have the measure at all."""
    held = bars.rename({f"{name}_bar": name for name in measures})
    beside = rows.left_join(held, "person").drop("person_right")
    reaches = [(beside[name] >= beside[f"{name}_bar"]).fill_null(False) for name in measures]
    anything = reaches[0]
    for one in reaches[1:]:
        anything = anything | one
    return beside.filter(anything).select("subject", "subject_id", "customer_id")


def _whole_subjects(rows: ir.Table, kept: ir.Table) -> ir.Table:
    subjects = kept.select(kept_subject="subject", kept_id="subject_id").distinct()
    customers = kept.filter(kept.customer_id.nullif("").notnull()).select(kept_customer="customer_id").distinct()
    same = (rows.subject == subjects.kept_subject) & (rows.subject_id == subjects.kept_id)
    by_subject = rows.semi_join(subjects, same)
    by_customer = rows.semi_join(customers, rows.customer_id == customers.kept_customer)
    return ibis.union(by_subject, by_customer, distinct=True)


def _table(**columns: Bars) -> pa.Table:
    people = list(next(iter(columns.values())))
    values = {name: pa.array([bars[person] for person in people], pa.float64()) for name, bars in columns.items()}
    return pa.table({"person": pa.array(people, pa.string())} | values)

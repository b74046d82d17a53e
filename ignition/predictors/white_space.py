"""White space: what a customer does not buy yet, and customers who buy the same things do.

Belief: families of products are bought together for a reason that lasts. Of the n customers who buy one family, m buy another
one too; then who buys the first buys the second with a chance of about

    (m + k p) / (n + k),    p = share of all customers who buy the second,

which is pulled to p while n is small, and whose 80 % interval is that of Beta(m + k p, n - m + k (1 - p)). A pair is believed
only where so many in common would hardly come about by chance: hypergeometric, at `FALSE_ALARM` for all pairs together
(Bonferroni). In a business whose families have nothing to do with each other, one in twenty shows any white space at all.
Of several families that point to the same one, the one with the highest lower bound speaks.

Source: item-based collaborative filtering, Sarwar, Karypis, Konstan & Riedl (2001), WWW 10; shrinkage as in Gelman et al.,
Bayesian Data Analysis, section 2.4.
Where it fails: customers of very different size (who buys much buys of everything, and all pairs look alike); families that
replace each other, of which nobody needs both; product codes so fine that each has few buyers. It says who resembles
whom, not that an offer will be taken.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute
from scipy.sparse import coo_array, csc_array
from scipy.stats import beta, hypergeom

from ignition.estimate import Grade
from ignition.predictors.purchasing import Floats, Mask, Wholes

FALSE_ALARM = 0.05
"""P(any pair is believed | families have nothing to do with each other)."""
LEAST_TOGETHER, MOST_FAMILIES = 5, 1000
"""A pair counts from so many customers in common on; beyond so many families the most bought ones are looked at."""
_PULL = 5.0
_YEAR_DAYS, _MANY = 365, 30
COLUMNS = pa.schema(
    [
        ("customer_id", pa.string()), ("product_id", pa.string()), ("because", pa.string()), ("chance", pa.float64()),
        ("low", pa.float64()), ("high", pa.float64()), ("n", pa.int64()), ("together", pa.int64()),
        ("spend", pa.float64()), ("value", pa.float64()), ("grade", pa.string()),
    ]
)  # fmt: skip


def foresee(lines: pa.Table, on: dt.date, most: int = 1) -> pa.Table:
    """For each customer with white space, the families worth most: one row each, columns of `COLUMNS`, sorted by customer.

    `lines` are `purchase_lines` with `customer_id`, `product_id`, `on` and `amount`, as known on the day. `chance` (80 % interval
    `low` to `high`) is that of who buys `because`: `together` of `n` customers do. `spend` is what a buyer of the family spends on it
    in the year up to the day, EUR; `value` is chance times spend. Grade L1 below 30 customers, L2 from there on.

    >>> bought = [(f"C{n}", family) for n in range(40) for family in (("saw", "blade") if n % 2 else ("pen",))]
    >>> bought += [("new", "saw")]
    >>> lines = pa.table({"customer_id": [who for who, _ in bought], "product_id": [what for _, what in bought],
    ...                   "on": [dt.date(2026, 3, 1)] * 61, "amount": [50.0] * 61})
    >>> row = foresee(lines, dt.date(2026, 6, 1)).to_pylist()[0]
    >>> row["customer_id"], row["product_id"], row["because"], round(row["chance"], 2), row["together"], row["n"]
    ('new', 'blade', 'saw', 0.86, 20, 21)
    """
    market = _market(lines, on)
    if market is None:
        return COLUMNS.empty_table()
    pairs = _believed(market)
    who, pair = _unserved(market, pairs)
    value = pairs.chance[pair] * market.spend[pairs.to[pair]]
    order = np.lexsort((pairs.to[pair], -value, who))
    who, pair, value = who[order], pair[order], value[order]
    begins = np.flatnonzero(np.append(True, who[1:] != who[:-1])) if len(who) else np.zeros(0, dtype=np.int64)
    nth = np.arange(len(who)) - np.repeat(begins, np.diff(np.append(begins, len(who))))
    return _told(market, pairs, who[nth < most], pair[nth < most], value[nth < most])


@dataclass(frozen=True, slots=True)
class _Market:
    """Who buys which family. `bought`: one row a customer, one column a family; `spend`: EUR a buyer and year, by family."""

    customers: pa.Array
    families: pa.Array
    bought: csc_array
    buyers: Wholes
    spend: Floats


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Who buys `since` buys `to` too, for each believed pair, surest first."""

    since: Wholes
    to: Wholes
    together: Wholes
    chance: Floats
    low: Floats
    high: Floats


def _market(lines: pa.Table, on: dt.date) -> _Market | None:
    """None where nobody bought anything that has a name. What was given back is not bought."""
    known = lines.select(["customer_id", "product_id", "on", "amount"]).drop_null()
    if not known.num_rows:
        return None
    who, customers = _coded(known["customer_id"])
    what, families = _coded(known["product_id"])
    amount = known["amount"].cast(pa.float64()).to_numpy()
    days = known["on"].cast(pa.date32()).to_numpy().astype("datetime64[D]")
    recent = (np.datetime64(on) - days).astype(int) < _YEAR_DAYS
    shape = (len(customers), len(families))
    net = coo_array((amount, (who, what)), shape=shape).tocsc()
    yearly = coo_array((amount * recent, (who, what)), shape=shape).tocsc()
    bought = csc_array(net > 0).astype(np.int64)
    kept = np.sort(np.argsort(-bought.sum(axis=0), kind="stable")[:MOST_FAMILIES])
    bought = bought[:, kept]
    buyers = np.asarray(bought.sum(axis=0), dtype=np.int64)
    spent = np.asarray(yearly[:, kept].multiply(bought).sum(axis=0), dtype=float)
    spend = np.maximum(spent, 0.0) / np.maximum(buyers, 1)
    return _Market(customers, families.take(pa.array(kept)), bought, buyers, spend)


def _coded(column: pa.ChunkedArray) -> tuple[Wholes, pa.Array]:
    """Codes in the order of the names, so that the order of the lines changes nothing."""
    names = pa.array(sorted(column.unique().to_pylist()), type=pa.string())
    return np.asarray(pa.compute.index_in(column.cast(pa.string()), names), dtype=np.int64), names


def _believed(market: _Market) -> _Pairs:
    common = (market.bought.T @ market.bought).tocoo()
    candidate: Mask = (common.row != common.col) & (common.data >= LEAST_TOGETHER)
    since, to, together = (part[candidate].astype(np.int64) for part in (common.row, common.col, common.data))
    everybody, families = market.bought.shape
    n, rivals = market.buyers[since], market.buyers[to]
    by_chance = hypergeom.sf(together - 1, everybody, rivals, n)
    sure = by_chance * max(families * (families - 1), 1) <= FALSE_ALARM
    since, to, together, n, share = (part[sure] for part in (since, to, together, n, rivals / max(everybody, 1)))
    yes, no = together + _PULL * share, n - together + _PULL * (1 - share)
    low, high = beta.ppf(0.1, yes, no), beta.ppf(0.9, yes, no)
    surest = np.lexsort((to, since, -low))
    return _Pairs(*(part[surest] for part in (since, to, together, yes / (yes + no), low, high)))


def _unserved(market: _Market, pairs: _Pairs) -> tuple[Wholes, Wholes]:
    """Customers and the surest pair that points to each family which they do not buy."""
    found: list[tuple[Wholes, Wholes]] = []
    for family in np.unique(pairs.to):
        surest = np.full(market.bought.shape[0], -1, dtype=np.int64)
        # the last one written stays, and that is the surest
        for pair in np.flatnonzero(pairs.to == family)[::-1]:
            surest[_buyers(market, int(pairs.since[pair]))] = pair
        surest[_buyers(market, int(family))] = -1
        who = np.flatnonzero(surest >= 0)
        found.append((who, surest[who]))
    if not found:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    return np.concatenate([who for who, _ in found]), np.concatenate([pair for _, pair in found])


def _buyers(market: _Market, family: int) -> Wholes:
    bought = market.bought
    return np.asarray(bought.indices[bought.indptr[family] : bought.indptr[family + 1]])


def _told(market: _Market, pairs: _Pairs, who: Wholes, pair: Wholes, value: Floats) -> pa.Table:
    since, to = pairs.since[pair], pairs.to[pair]
    n = market.buyers[since]
    grade = np.where(n < _MANY, Grade.POOLED.value, Grade.SEGMENT.value)
    columns = [
        market.customers.take(pa.array(who)), market.families.take(pa.array(to)), market.families.take(pa.array(since)),
        pairs.chance[pair], pairs.low[pair], pairs.high[pair], n, pairs.together[pair], market.spend[to], value,
        pa.array(grade.tolist(), type=pa.string()),
    ]  # fmt: skip
    return pa.table(columns, schema=COLUMNS)

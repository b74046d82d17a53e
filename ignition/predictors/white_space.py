"""White space: what a customer does not buy yet, and customers who buy the same things do.

Belief: families of products are bought together for a reason that lasts. Of the n customers who buy one family, m buy another
one too; then who buys the first is one of the buyers of the second with a chance of about

    (m + k p) / (n + k),    p = share of all customers who buy the second,  k = 5,

which is pulled to p while n is small, and whose 80 % interval is that of Beta(m + k p, n - m + k (1 - p)). A pair is believed only
where so many in common would hardly come about by chance (hypergeometric), also among customers who buy on about as many days
(Mantel-Haenszel), at `FALSE_ALARM` for all pairs together (Bonferroni). In a business whose families have nothing to do with each
other, one in twenty shows any white space at all. Of several families that point to the same one, the surest speaks.

That most who are alike buy it does not say that this one will. So the chance to *start* is counted by itself: of those who bought the
first and not the second a year ago, the share that has started since, pulled in the same way to what holds of everybody. What is
expected is that chance times what a buyer of the second spends on it in a year.

Source: item-based collaborative filtering, Sarwar, Karypis, Konstan & Riedl (2001), WWW 10; the test by size, Mantel & Haenszel (1959),
J. Natl. Cancer Inst. 22; shrinkage as in Gelman et al., Bayesian Data Analysis, section 2.4.
Where it fails: families that replace each other, of which nobody needs both; product codes so fine that each has few buyers; a
customer far smaller or larger than the buyers whose spending stands in for theirs. It says who resembles whom, not that an offer
will be taken.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ignition.assumptions import Assumptions
from ignition.book.tables import schema_of
from ignition.estimate import Grade
from ignition.predictors.baskets import YEAR_DAYS, baskets
from ignition.predictors.buying_together import Pairs, believed
from ignition.predictors.owned import Owned, owned
from ignition.predictors.purchasing import Floats, Wholes
from ignition.situation import CUSTOMER_MISSING

_MANY = 30
_NORMAL_80 = 1.2815515655446004


@dataclass(frozen=True, slots=True)
class Ties:
    """What was learnt of all customers together: which families go with which, and what is spent on each.

    `since` and `to` of the pairs are places in `families`; `spend` is EUR a year and buyer, of the pair's `to`.
    """

    families: pa.Array
    pairs: Pairs
    spend: Floats
    spend_se: Floats


def learn(bought: pa.Table, on: dt.date) -> Ties | None:
    """From one row for each customer and family, as `features.families.describe` gives them; None where no pair is believed."""
    market = baskets(bought, on)
    if market is None:
        return None
    pairs = believed(market)
    return Ties(market.families, pairs, market.spend[pairs.to], market.spend_se[pairs.to]) if len(pairs.to) else None


def score(ties: Ties | None, customers: pa.Table, bought: pa.Table, assumptions: Assumptions) -> pa.Table:
    """`customer_id` and the columns of `CUSTOMER_MISSING`, one row for each row of `customers`, in their order.

    `bought` holds the families of those customers. Of several that one of them lacks, the one of the largest expected value is told.
    The grade is L0 where nobody could have started, L1 below 30, L2 from there on.

    >>> rows = [(f"C{n}", family) for n in range(40) for family in (("saw", "blade") if n % 2 else ("pen",))] + [("new", "saw")]
    >>> bought = pa.table({"customer_id": [who for who, _ in rows], "family": [what for _, what in rows],
    ...                    "amount_total": [90.0] * 61, "amount_year": [50.0] * 61,
    ...                    "first_on": [dt.date(2025, 1, 10)] * 61, "purchase_days": [3] * 61})
    >>> ties = learn(bought, dt.date(2026, 6, 1))
    >>> row = score(ties, pa.table({"customer_id": ["new"]}), bought, Assumptions()).to_pylist()[0]
    >>> row["missing_family"], row["missing_because"], round(row["missing_share"], 2), row["missing_together"], row["missing_n"]
    ('blade', 'saw', 0.86, 20, 21)
    """
    ids = customers["customer_id"]
    if ties is None:
        nulls = {field.name: pa.nulls(len(ids), field.type) for field in schema_of(CUSTOMER_MISSING)}
        return pa.table({"customer_id": ids} | nulls)
    worth = _worth(ties, assumptions.horizon_days / YEAR_DAYS)
    theirs = owned(bought, ties.families)
    found = _worth_most(theirs, ties.pairs, worth["missing_value"])
    place = pc.fill_null(pc.index_in(ids, theirs.customers), -1).to_numpy().astype(np.int64)
    return _told(ids, np.append(found, -1)[place], ties, worth)


def _worth_most(theirs: Owned, pairs: Pairs, value: Floats) -> Wholes:
    """For each customer the pair that speaks: the surest to each family they do not buy, and of these the one worth most."""
    everybody, families = theirs.bought.shape
    best, best_value = np.full(everybody, -1), np.zeros(everybody)
    begins, ends = (np.searchsorted(-pairs.to, -np.arange(families), side) for side in ("left", "right"))
    for family in np.unique(pairs.to).tolist():
        speaks = np.full(everybody, -1)
        # The last one written stays, and that is the surest.
        for pair in range(begins[family], ends[family]):
            speaks[theirs.buyers_of(int(pairs.since[pair]))] = pair
        speaks[theirs.buyers_of(family)] = -1
        worth = np.where(speaks >= 0, value[speaks], 0.0)
        better = worth > best_value
        best[better], best_value[better] = speaks[better], worth[better]
    return best


def _worth(ties: Ties, years: float) -> dict[str, Floats]:
    starts, spend = ties.pairs.starts, ties.spend
    mean = np.minimum(starts.mean * years, 1.0)
    value, sd = mean * spend, np.hypot(spend * starts.sd * years, mean * ties.spend_se)
    sigma = np.sqrt(np.log1p((sd / np.maximum(value, 1e-12)) ** 2))
    return {
        "missing_starts": mean,
        "missing_starts_low": np.minimum(starts.low * years, 1.0),
        "missing_starts_high": np.minimum(starts.high * years, 1.0),
        "missing_spend": spend,
        "missing_value": value,
        "missing_value_low": value * np.exp(-_NORMAL_80 * sigma - sigma**2 / 2),
        "missing_value_high": value * np.exp(_NORMAL_80 * sigma - sigma**2 / 2),
        "missing_value_sd": sd,
    }


def _told(ids: pa.ChunkedArray, pair: Wholes, ties: Ties, worth: dict[str, Floats]) -> pa.Table:
    share, n = ties.pairs.share, ties.pairs.starts.n
    grade = np.select([n == 0, n < _MANY], [Grade.ASSUMED.value, Grade.POOLED.value], Grade.SEGMENT.value)
    told = {name: pa.array(values) for name, values in worth.items()} | {
        "missing_family": ties.families.take(pa.array(ties.pairs.to)),
        "missing_because": ties.families.take(pa.array(ties.pairs.since)),
        "missing_share": pa.array(share.mean),
        "missing_share_low": pa.array(share.low),
        "missing_share_high": pa.array(share.high),
        "missing_n": pa.array(share.n),
        "missing_together": pa.array(share.yes),
        "missing_starts_n": pa.array(n),
        "missing_grade": pa.array(grade.tolist(), pa.string()),
    }
    rows = pa.array(pair, mask=pair < 0)
    return pa.table({"customer_id": ids} | {column.name: told[column.name].take(rows) for column in CUSTOMER_MISSING})

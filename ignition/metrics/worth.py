"""What a customer is worth, and how much of their spending comes here."""

from __future__ import annotations

import numpy as np
from scipy import stats

from ignition.errors import UnusableBook
from ignition.estimate import Estimate, Grade
from ignition.metrics.columns import Column, Floats, complete, floats, here
from ignition.metrics.intervals import Z, mean
from ignition.metrics.stating import stated
from ignition.wording import Text

_SHAPES = Text(
    it="Le tabelle non combaciano: servono una riga per cliente e una colonna per periodo.",
    en="The tables do not fit: one row a customer and one column a period are needed.",
)


def share_of_wallet(rank: Column, suppliers: Column) -> Estimate:
    """Mean share of what customers spend in the category that comes to us, from the rank they give us.

    Formula: Wallet Allocation Rule (1 - rank / (n + 1)) x 2 / n, n suppliers in use. Unit: share, 0 to 1.
    Interval: Student's t over customers. Source: Keiningham et al. (2011), Harvard Business Review 89(10).
    Edge cases: ties take the mean rank; a rank outside 1..n is left out. The rule is published, not measured here: grade L0.

    >>> round(share_of_wallet([1, 2, 1, 3, 2], [2, 2, 3, 3, 4]).value, 3)
    0.393
    """
    place, n = complete(rank, suppliers)
    counts = (n >= 1) & (place >= 1) & (place <= n)
    shares = wallet_allocation(place[counts], n[counts])
    return mean("share_of_wallet v1", shares, Grade.ASSUMED)


def wallet_allocation(rank: Column, suppliers: Column) -> Floats:
    """The Wallet Allocation Rule for each customer.

    >>> wallet_allocation([1, 2], [2, 2]).round(3).tolist()
    [0.667, 0.333]
    """
    place, n = floats(rank), floats(suppliers)
    return (1 - place / (n + 1)) * 2 / n


def clv(margin: Column, survival: Column, discount: float) -> Estimate:
    """Mean value of a customer under contract: the margins to come, as likely as they are, at today's worth.

    Formula: sum over t = 1..T of m_t S(t) (1 + d)^-t. Unit: EUR. Interval: Student's t over customers (not of the model).
    `margin`, `survival`: customers x periods; `discount` for one period. Source: Berger & Nasr (1998), J. Interactive Marketing 12.
    Edge cases: counts what happens within the T periods given and nothing after; a customer with a gap is left out.

    >>> clv([[100, 100]] * 5, [[1.0, 0.5]] * 5, discount=0.25).value
    112.0
    """
    return _discounted("clv v1", _table(margin), _table(survival), discount)


def clv_non_contractual(purchases: Column, value: Column, discount: float, margin: float = 1.0) -> Estimate:
    """Mean value of a customer who buys without a contract.

    Formula: sum over t = 1..T of E[purchases in t] x E[value] x margin x (1 + d)^-t: BG/NBD times Gamma-Gamma. Unit: EUR.
    Interval: Student's t over customers (not of the models). `purchases`: customers x periods, expected; `value`: EUR a purchase,
    expected, one a customer. Source: Fader, Hardie & Lee (2005), J. Marketing Research 42(4).
    Edge cases: wrong where how often and how much go together: look at `frequency_spend_correlation` first.

    >>> round(clv_non_contractual([[1.0, 0.5]] * 5, [100.0] * 5, discount=0.25, margin=0.5).value, 2)
    56.0
    """
    expected, each = _table(purchases), floats(value)
    if len(each) != len(expected):
        raise UnusableBook(_SHAPES.of())
    return _discounted("clv_non_contractual v1", expected, np.outer(each, np.full(expected.shape[1], margin)), discount)


def frequency_spend_correlation(purchases: Column, mean_value: Column) -> Estimate:
    """Whether those who buy more often spend more each time: near 0 is what Gamma-Gamma believes.

    Formula: Spearman's rank correlation over customers with a repeat purchase. Unit: -1 to 1.
    Interval: Fisher's z with variance (1 + r^2 / 2) / (n - 3) (Bonett & Wright 2000, Psychometrika 65).
    Source: Fader & Hardie (2013), note 025. Edge cases: not defined where all buy equally often or all spend the same.

    >>> frequency_spend_correlation([1, 2, 3, 4, 5, 6], [20, 10, 40, 30, 60, 50]).value
    0.8285714285714287
    """
    often, spent = here(*complete(purchases, mean_value))
    n = len(often)
    if n < 4 or np.ptp(often) == 0 or np.ptp(spent) == 0:
        return stated("frequency_spend_correlation v1", float("nan"), (None, None), n)
    r = float(stats.spearmanr(often, spent).statistic)
    half = Z * np.sqrt((1 + r * r / 2) / (n - 3))
    middle = np.arctanh(np.clip(r, -1 + 1e-12, 1 - 1e-12))
    interval = float(np.tanh(middle - half)), float(np.tanh(middle + half))
    return stated("frequency_spend_correlation v1", r, interval, n)


def _discounted(definition: str, one: Floats, other: Floats, discount: float) -> Estimate:
    if one.shape != other.shape:
        raise UnusableBook(_SHAPES.of())
    worth = (one * other) @ (1 + discount) ** -np.arange(1.0, one.shape[1] + 1)
    return mean(definition, worth[np.isfinite(worth)])


def _table(values: Column) -> Floats:
    table = floats(values)
    if table.ndim != 2:
        raise UnusableBook(_SHAPES.of())
    return table

"""The silence test: has this customer been quiet for longer than their own pace allows?

Belief: a customer buys at their own rate, known by their x gaps over t_x weeks and shrunk to the rates of the whole
base, Gamma(r, alpha). Then the next gap exceeds s with probability ((alpha + t_x) / (alpha + t_x + s))^(r + x): the
gamma mixture of exponentials (Lomax). With one purchase there is no pace, and no test.

Where it fails: a buyer as regular as a clock is found later than could be, as random gaps are taken for granted; a season
looks like silence. Of the gaps of customers who stay one in twenty is longer than the limit; on one given day somewhat more
of them stand beyond it (7 % in simulation, most of them with two purchases), as a day falls into long gaps more often.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ignition.predictors.bg_nbd import Floats

LIMIT = 0.95


@dataclass(frozen=True, slots=True)
class Silence:
    """`usual_gap` and `limit` in the unit of alpha; NaN for customers with a single purchase, to be shown as unknown."""

    usual_gap: Floats
    limit: Floats
    p: Floats


def listen(r: float, alpha: float, x: Floats, t_x: Floats, silent: Floats) -> Silence:
    """Pace, limit and P(a silence at least this long | alive) of each customer.

    >>> heard = listen(1.0, 6.0, np.array([9.0]), np.array([54.0]), np.array([20.0]))
    >>> float(heard.usual_gap[0]), round(float(heard.limit[0]), 1), round(float(heard.p[0]), 3)
    (6.0, 21.0, 0.056)
    """
    shape, past = r + x, alpha + t_x
    log_p = shape * (np.log(past) - np.log(past + silent))
    limit = past * np.expm1(-np.log1p(-LIMIT) / shape)
    return Silence(*(np.where(x > 0, column, np.nan) for column in (past / shape, limit, np.exp(log_p))))

"""What a deal's chances may not be learnt from.

Only the columns of `situation.DEAL_FEATURES` are ever looked at: none of them is about who sells. Of these, one that only
the end of a deal can tell is refused: it is written on deals that ended and hardly ever on those still open, or it tells the
outcome without error, as the reason for losing would.

Belief: a fact that was really known beforehand is known of open deals too, and is wrong now and then.
Where it fails: a leak that tells a little only, such as an amount corrected at signing where no change was recorded.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ignition.predictors.bg_nbd import Floats, Mask
from ignition.predictors.tables import numbers, texts
from ignition.situation import DEAL_FEATURES

TEXTS = ("stage", "product_id")
FEWEST = 30
_HARDLY_EVER, _MOSTLY = 0.02, 0.5
_WITHOUT_ERROR = 0.995
_OF_TIME = ("age_days", "stage_age_days", "days_since_activity", "days_to_expected")


def allowed(table: pa.Table) -> tuple[str, ...]:
    """The columns a chance may be learnt from, in the order of `DEAL_FEATURES`: no others, whatever they are called."""
    return tuple(name for name in DEAL_FEATURES if name in table.column_names)


def leaking(landmarks: pa.Table, described: pa.Table | None = None) -> frozenset[str]:
    """Of the allowed columns of landmark rows, those that only the outcome can have told.

    `described` are the deals open today, which are looked at too where they are given.

    >>> rows = {"amount": [10.0] * 60 + [None] * 60, "exit": ["won"] * 30 + ["ended"] * 30 + ["open"] * 60}
    >>> sorted(leaking(pa.table(rows)))
    ['amount']
    """
    return frozenset(name for name in allowed(landmarks) if any(_reasons(landmarks, name, described)))


def _reasons(landmarks: pa.Table, name: str, described: pa.Table | None) -> Iterator[bool]:
    exit = np.array(texts(landmarks, "exit"), dtype=object)
    known, is_open = _known(landmarks[name]), exit == "open"
    there = known[is_open] if described is None else np.append(known[is_open], _known(described[name]))
    yield _only_at_the_end(known[~is_open], there)
    if name in TEXTS:
        yield _names_tell(np.array(texts(landmarks, name), dtype=object), exit)
    elif name not in _OF_TIME:
        yield _order_tells(numbers(landmarks, name), exit)


def _known(column: pa.ChunkedArray) -> Mask:
    valid = column.is_valid()
    if pa.types.is_string(column.type):
        valid = pc.and_(valid, pc.not_equal(pc.fill_null(column, ""), ""))
    return np.asarray(valid.to_numpy(zero_copy_only=False), dtype=bool)


def _only_at_the_end(closed: Mask, still_open: Mask) -> bool:
    if len(closed) < FEWEST or len(still_open) < FEWEST:
        return False
    return bool(closed.mean() > _MOSTLY and still_open.mean() < _HARDLY_EVER)


def _names_tell(names: np.ndarray, exit: np.ndarray) -> bool:
    """Most closed deals bear a name that only winners, or only losers, have; and those still open bear another."""
    won, ended = set(names[exit == "won"]) - {""}, set(names[exit == "ended"]) - {""}
    if min((exit == "won").sum(), (exit == "ended").sum()) < FEWEST or won & ended or not won or not ended:
        return False
    return not (won | ended) & set(names[exit == "open"])


def _order_tells(values: Floats, exit: np.ndarray) -> bool:
    won, ended = (np.sort(values[(exit == each) & ~np.isnan(values)]) for each in ("won", "ended"))
    if min(len(won), len(ended)) < FEWEST:
        return False
    below = np.searchsorted(ended, won, "left") + np.searchsorted(ended, won, "right")
    area = float(below.mean()) / (2 * len(ended))
    return max(area, 1 - area) > _WITHOUT_ERROR

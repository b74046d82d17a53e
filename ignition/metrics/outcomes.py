"""How a deal ended, as a code: the one list that all metrics of deals share."""

from __future__ import annotations

from enum import IntEnum
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from ignition.errors import UnusableBook
from ignition.metrics.columns import Column, Flags, is_far, texts
from ignition.metrics.far import Far
from ignition.wording import Text

Codes = npt.NDArray[np.int64]


class Outcome(IntEnum):
    """`OPEN` is censored: it has not ended yet."""

    OPEN = 0
    WON = 1
    LOST = 2
    NONE = 3


WORDS = {"": Outcome.OPEN, "open": Outcome.OPEN, "won": Outcome.WON, "lost": Outcome.LOST, "none": Outcome.NONE}
ENDED_WITHOUT = (Outcome.LOST, Outcome.NONE)

_UNKNOWN = Text(
    it="Un esito non si capisce: usa won, lost, none, oppure vuoto finché la trattativa è aperta.",
    en="An outcome cannot be understood: use won, lost, none, or leave it empty while the deal is open.",
)


def outcome_codes(column: Column) -> Codes:
    """Codes of `Outcome`, from codes or from the Book's words; what is missing is open.

    >>> outcome_codes(["won", None, "none", "lost"]).tolist()
    [1, 0, 3, 2]
    """
    if is_far(column):
        return _far_codes(texts(column))
    values = np.atleast_1d(np.asarray(column))
    if values.dtype.kind in "iuf":
        return _checked(np.nan_to_num(values.astype(float)))
    words = np.asarray(values, dtype=object)
    try:
        found = [WORDS["" if word is None or word != word else str(word)] for word in words]
    except KeyError as error:
        raise UnusableBook(_UNKNOWN.of()) from error
    return np.array(found, dtype=np.int64)


def ended_without(codes: Codes) -> Flags:
    """Lost, or no decision."""
    return np.isin(codes, ENDED_WITHOUT)


def _far_codes(words: Any) -> Codes:
    """A word that is no outcome, and no code of one, is counted before anything else is."""
    codes = WORDS | {str(code.value): code for code in Outcome} | {f"{code.value}.0": code for code in Outcome}
    if (~np.isin(words, list(codes))).any():
        raise UnusableBook(_UNKNOWN.of())
    cases = [(word, float(code)) for word, code in codes.items()]
    return cast(Codes, Far(words.table, words.expr.cases(*cases, else_=0.0), words.where))


def _checked(values: npt.NDArray[np.float64]) -> Codes:
    if not np.isin(values, list(Outcome)).all():
        raise UnusableBook(_UNKNOWN.of())
    return values.astype(np.int64)

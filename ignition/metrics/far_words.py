"""NumPy's words as Ibis expressions: what missing means in each is NumPy's (NaN), not SQL's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ibis
import ibis.expr.types as ir


def _value(one: Any) -> ir.Value:
    return one if isinstance(one, ir.Value) else ibis.literal(one)


def _compared(compare: Callable[[Any, Any], Any], unknown: bool = False) -> Callable[[Any, Any], ir.Value]:
    return lambda one, other: compare(_value(one), other).fill_null(unknown)


def _of_known(pick: Callable[..., ir.Value]) -> Callable[[Any, Any], ir.Value]:
    """The larger or smaller of two: missing where one of them is, as in NumPy and unlike in SQL."""

    def picked(one: Any, other: Any) -> ir.Value:
        both = _value(one).notnull() & _value(other).notnull()
        return ibis.ifelse(both, pick(_value(one), _value(other)), ibis.null("float64"))

    return picked


def _divided(one: Any, other: Any) -> ir.Value:
    by = _value(other).cast("float64")
    return _value(one) / ibis.ifelse(by == 0, ibis.null("float64"), by)


def _rint(value: ir.Value) -> ir.Value:
    """To the nearest whole, halves to the even one, as NumPy rounds and SQL does not."""
    up = (value + 0.5).floor()
    return ibis.ifelse((up == value + 0.5) & ((up % 2).abs() == 1), up - 1, up)


def _softly(one: Any, other: Any) -> ir.Value:
    """log(e^one + e^other), which never overflows."""
    lower = -(_value(one) - _value(other)).abs()
    return _of_known(ibis.greatest)(one, other) + (1 + lower.exp()).ln()


UFUNCS: dict[str, Callable[..., ir.Value]] = {
    "add": lambda one, other: _value(one) + other,
    "subtract": lambda one, other: _value(one) - other,
    "multiply": lambda one, other: _value(one) * other,
    "divide": _divided,
    "power": lambda one, other: _value(one) ** other,
    "square": lambda one: one * one,
    "negative": lambda one: -one,
    "absolute": lambda one: one.abs(),
    "ceil": lambda one: one.ceil().cast("float64"),
    "floor": lambda one: one.floor().cast("float64"),
    "rint": _rint,
    "exp": lambda one: one.exp(),
    "log": lambda one: ibis.ifelse(one > 0, ibis.greatest(one, 5e-324), ibis.null("float64")).ln(),
    "logaddexp": _softly,
    "maximum": _of_known(ibis.greatest),
    "minimum": _of_known(ibis.least),
    "isnan": lambda one: one.isnull(),
    "greater": _compared(lambda one, other: one > other),
    "greater_equal": _compared(lambda one, other: one >= other),
    "less": _compared(lambda one, other: one < other),
    "less_equal": _compared(lambda one, other: one <= other),
    "equal": _compared(lambda one, other: one == other),
    "not_equal": _compared(lambda one, other: one != other, unknown=True),
    "bitwise_and": lambda one, other: one & other,
    "bitwise_or": lambda one, other: one | other,
    "invert": lambda one: ~one,
}
FUNCTIONS: dict[str, Callable[..., ir.Value]] = {
    "where": lambda test, one, other: ibis.ifelse(test, _known(one), _known(other)),
    "clip": lambda one, low, high: ibis.ifelse(one.isnull(), one, one.clip(lower=low, upper=high)),
    "isin": lambda one, known: one.isin([str(word) if isinstance(word, str) else word for word in known]).fill_null(
        False
    ),
    "nan_to_num": lambda one: one.fill_null(0.0),
    "ones_like": lambda one: ibis.ifelse(one.isnull(), 1.0, 1.0),
    "zeros_like": lambda one: ibis.ifelse(one.isnull(), 0.0, 0.0),
}


def _known(one: Any) -> Any:
    missing = isinstance(one, float) and one != one
    return ibis.null("float64") if missing else one

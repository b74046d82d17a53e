"""Amounts as people write them: `1.234,56` and `1,234.56`, told apart by the whole column."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Literal

Mark = Literal[".", ","]

_NOISE = re.compile(r"[\s\u00a0\u202f'’]|€|\$|£|%|EUR|USD|GBP|CHF", re.IGNORECASE)
_SHAPE = re.compile(r"[+-]?(\d[\d.,]*|[.,]\d+)")
_LONGEST = 40


def decimal_mark(values: Iterable[str]) -> Mark | None:
    """The mark most values of a column set their decimals off with; None where no value tells.

    `1.234` tells nothing: three digits after one mark may be thousands as well.

    >>> decimal_mark(["1.234,56", "7", "1.234"]), decimal_mark(["1,234.56"]), decimal_mark(["1.234", "5"])
    (',', '.', None)
    """
    votes = [_vote(_bare(value)) for value in values if value]
    commas, points = votes.count(","), votes.count(".")
    if commas == points:
        return None
    return "," if commas > points else "."


def number(value: str, mark: Mark | None = None) -> Decimal | None:
    """The number written in `value`, None where there is none. Where `mark` is None the value decides by itself,
    and three digits after a single mark are thousands.

    >>> number("€ 1.234,56"), number("(1,200.50)"), number("1.234"), number("1.234", "."), number("n.d.")
    (Decimal('1234.56'), Decimal('-1200.50'), Decimal('1234'), Decimal('1.234'), None)
    """
    if len(value) > _LONGEST:
        return None
    bare, sign = _signed(_bare(value))
    if not _SHAPE.fullmatch(bare):
        return None
    chosen = _mark_in(bare, mark)
    digits = bare.replace("," if chosen == "." else ".", "").replace(",", ".")
    try:
        return sign * Decimal(digits)
    except InvalidOperation:
        return None


def _bare(value: str) -> str:
    return _NOISE.sub("", value)


def _signed(bare: str) -> tuple[str, int]:
    if bare.startswith("(") and bare.endswith(")"):
        return bare[1:-1], -1
    if bare.endswith("-"):
        return bare[:-1], -1
    return bare, 1


def _mark_in(bare: str, mark: Mark | None) -> Mark:
    own = _vote(bare)
    if own is not None and ("." in bare and "," in bare):
        return own
    if mark is not None:
        return _other(mark) if bare.count(mark) > 1 else mark
    if own is not None:
        return own
    return "." if "," in bare else ","


def _vote(bare: str) -> Mark | None:
    """What one value alone says of the decimal mark."""
    points, commas = bare.count("."), bare.count(",")
    if points and commas:
        return "," if bare.rfind(",") > bare.rfind(".") else "."
    if points + commas == 0:
        return None
    seen: Mark = "." if points else ","
    if points + commas > 1:
        return _other(seen)
    before, after = bare.lstrip("+-(").rstrip(")-").split(seen)
    thousands = len(after) == 3 and 1 <= len(before) <= 3 and not before.startswith("0")
    return None if thousands else seen


def _other(mark: Mark) -> Mark:
    return "," if mark == "." else "."

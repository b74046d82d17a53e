"""Revenue of the coming months, from a book and a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from ignition import features, predictors
from ignition.assumptions import Assumptions
from ignition.backends import Desk, connect
from ignition.book import Book
from ignition.features.deals.rows import known_deals
from ignition.predictors.forecast import Forecast

AS_STATED = Assumptions()
MOST_MONTHS = 24


def forecast(
    book: Book, on: dt.date | None = None, assumptions: Assumptions = AS_STATED, months: int = 6
) -> Forecast:  # fmt: skip
    """Revenue in EUR by calendar month, if we go on as usual: the rest of this one and the `months` after it (24 at most).

    `on` is the day it is looked from (default: the last day of the book); nothing recorded later is looked at. Each month
    and the `whole` have four parts (customers, open deals, deals not yet born, season) that add up to the total to the
    cent, each with its 80 % interval, what it stands on and its grade. The interval of the total is widened or narrowed by
    how the same forecast did on past days of this book; `notes` say how that was, or that it is assumed. A part nothing is
    known of is not defined.

    >>> book = Book(purchases=[{"customer_id": who, "on": f"2026-{month:02d}-10", "amount": 900.0}
    ...                        for who in ("Rossi", "Bianchi", "Verdi") for month in range(1, 10)])
    >>> ahead = forecast(book, on=dt.date(2026, 9, 30), months=2)
    >>> [month.until.isoformat() for month in ahead.months], 2500 < ahead.whole.total.value < 8000
    (['2026-10-31', '2026-11-30'], True)

    It fails where a book has only begun, and where what comes resembles nothing in it.
    """
    day = on or book.last_day or dt.datetime.now(tz=dt.UTC).date()
    known = book.as_of(day)
    with connect(known) as desk:
        return _forecast(desk, known, day, month_ends(day, min(max(months, 1), MOST_MONTHS)), assumptions)


def _forecast(desk: Desk, known: Book, on: dt.date, ends: Sequence[dt.date], assumptions: Assumptions) -> Forecast:
    if not desk.holds("deals"):
        nothing = known.deals
        return predictors.forecast.foresee(known.purchases, nothing, nothing, nothing, on, ends, assumptions)
    described = features.deals.describe(desk, on).to_pyarrow()
    history = features.deals.history(desk, on).to_pyarrow()
    landmarks = features.deals.landmarks(desk, on).to_pyarrow()
    ahead = replace(assumptions, horizon_days=(ends[-1] - on).days)
    foreseen = predictors.deals.foresee(described, history, on, ahead, landmarks)
    deals = known_deals(desk).to_pyarrow()
    return predictors.forecast.foresee(known.purchases, deals, described, foreseen, on, ends, assumptions)


def month_ends(on: dt.date, months: int) -> list[dt.date]:
    """The last day of this month, where it lies ahead, and of the `months` after it.

    >>> [day.isoformat() for day in month_ends(dt.date(2026, 12, 30), 2)]
    ['2026-12-31', '2027-01-31', '2027-02-28']
    """
    last = min(on.year * 12 + on.month - 1 + months, dt.MAXYEAR * 12 + 10)
    ends = [_last_of(month) for month in range(on.year * 12 + on.month - 1, last + 1)]
    return [day for day in ends if day > on] or [min(on, dt.date.max - dt.timedelta(days=1)) + dt.timedelta(days=1)]


def spans_of(on: dt.date, days: int, about: int = 30) -> list[dt.date]:
    """So many days ahead in spans of about a month."""
    count = max(round(days / about), 1)
    return [on + dt.timedelta(days=round(days * at / count)) for at in range(1, count + 1)]


def _last_of(month: int) -> dt.date:
    year, place = divmod(month + 1, 12)
    return dt.date(year, place + 1, 1) - dt.timedelta(days=1)

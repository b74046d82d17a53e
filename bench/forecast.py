"""The forecast beside AutoETS and AutoARIMA of `statsforecast`, the same weeks a year before, and open deals times their win rate.

Books drawn from seven kinds of worlds, and the real ones where they lie beside the project. From several past days of each book
everybody foresees the next six spans of four weeks, with what was known on that day; one season is thirteen spans.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.drawn_books import KINDS, drawn_book
from bench.figure import Figure, not_measured
from bench.peers import ROOT, PeerAbsent, ask
from bench.real_books import cdnow
from ignition.book import Book
from ignition.predictors.revenue import counted_once, looks, pipeline
from ignition.predictors.revenue.fan import Fan, spread_out
from ignition.predictors.revenue.ledger import Ledger, Purchases, number_of, open_ledger
from ignition.reading import read

SPAN, SPANS, SEASON = 28, 6, 13
EDGES = np.arange(SPANS + 1) * SPAN
BOOKS, MONTHS, DAYS = 4, 42, 3
STATSFORECAST = ("statsforecast", "series_by_statsforecast.py", "statsforecast")
_SHARED = Path(os.environ.get("IGNITION_SHARED_DATA", ROOT.parent / "shared" / "data"))


@dataclass(frozen=True, slots=True)
class Told:
    """What was said on one day, and what happened: by span."""

    kind: str
    fan: Fan
    happened: np.ndarray
    before: np.ndarray
    """Revenue of the spans before, oldest first."""
    open_deals: float
    """Of the open deals, each times the share of closed ones that were won."""


def measure() -> Iterator[Figure]:
    told = [one for kind in KINDS for seed in range(BOOKS) for one in looks_back(kind, drawn_book(kind, seed, MONTHS))]
    told += [one for name, book in _real_books() for one in looks_back(name, book, days=9)]
    yield from _coverage(told)
    rules = {"the same weeks a year before": [_year_before(one.before) for one in told]}
    try:
        rules |= _series(told)
    except PeerAbsent as absent:
        yield not_measured("Forecast beside statsforecast", str(absent))
    for kind in dict.fromkeys(one.kind for one in told):
        yield from _by_kind(kind, told, rules)


def looks_back(kind: str, book: Book, days: int = DAYS) -> Iterator[Told]:
    """From days so far apart that no two look at the same weeks, where there are as many; the latest ones."""
    ledger = open_ledger(book.purchases, book.deals)
    bought = ledger.purchases.those(~counted_once.invoices_of_deals(ledger.purchases, ledger.deals))
    last, first = number_of(book.last_day), ledger.first_day
    room = last - SPAN * SPANS - (first + 6 * SPAN)
    step = max(min(room // max(days - 1, 1), SPAN * SPANS), SPAN)
    for back in range(min(days, max(room, 0) // step + 1)):
        told = look_back(kind, ledger, bought, last - SPAN * SPANS - back * step, last)
        if np.isfinite(told.happened).all():
            yield told


def look_back(kind: str, ledger: Ledger, bought: Purchases, day: int, last: int) -> Told:
    known = looks.base.known_by(bought, day)
    today = looks.look_from(ledger, bought, day, EDGES, last, looks.base.learn(known, day), everybody=True)
    fan = spread_out(today, looks.past_looks(ledger, bought, day, EDGES), 0.8)
    happened = sum((*today.buying.happened, *today.dealing.happened))
    back = np.arange(-((day - ledger.first_day + 1) // SPAN), 1) * SPAN
    deals = ledger.deals
    paid = deals.won & np.isfinite(deals.worth)
    before = looks.between(
        np.concatenate([bought.day, deals.closed[paid]]), np.concatenate([bought.amount, deals.worth[paid]]), day, back
    )
    return Told(kind, fan, np.asarray(happened), before, _weighted(ledger, day))


def _weighted(ledger: Ledger, day: int) -> float:
    there, still_open, won = pipeline.known_by(ledger.deals, day)
    closed = there & ~still_open
    return float(np.nansum(ledger.deals.asked[still_open]) * won.sum() / max(closed.sum(), 1))


def _year_before(before: np.ndarray) -> np.ndarray:
    """The span itself as the last one, in a book younger than a year."""
    if len(before) >= SEASON:
        return before[-SEASON:][:SPANS]
    return np.full(SPANS, before[-1] if len(before) else 0.0)


def _series(told: list[Told]) -> dict[str, list[np.ndarray]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "series.npz"
        np.savez(path, **{str(at): one.before for at, one in enumerate(told)})
        answer = ask(*STATSFORECAST, str(path), str(SPANS), str(SEASON), at_most=1800)
    return {f"{name} of statsforecast {answer['version']}": list(answer[name]) for name in ("AutoETS", "AutoARIMA")}


def _coverage(told: list[Told]) -> Iterator[Figure]:
    drawn = [one for one in told if one.kind in KINDS]
    for name, some in (("drawn books", drawn), ("real books", [one for one in told if one.kind not in KINDS])):
        if some:
            held = np.mean([_inside(one) for one in some])
            yield Figure(f"Forecast of {name}: 80 % intervals that held, of {SPANS * len(some)}", f"{held:.0%}")


def _inside(one: Told) -> float:
    total = one.fan.total
    return float(np.mean((total.low[:-1] <= one.happened) & (one.happened <= total.high[:-1])))


def _by_kind(kind: str, told: list[Told], rules: dict[str, list[np.ndarray]]) -> Iterator[Figure]:
    rows = [at for at, one in enumerate(told) if one.kind == kind]
    happened = np.stack([told[at].happened for at in rows])
    ours = np.stack([told[at].fan.total.mean[:-1] for at in rows])
    naive = np.stack([next(iter(rules.values()))[at] for at in rows])
    for rule, said in rules.items():
        yield _line(
            f"Forecast, {kind}: six spans of four weeks",
            happened,
            ours,
            np.stack([said[at] for at in rows]),
            naive,
            rule,
        )
    together = {rule: np.stack([said[at] for at in rows]) for rule, said in rules.items() if rule.startswith("AutoETS")}
    weighted = np.array([[told[at].open_deals] for at in rows])
    if weighted.any():
        together["open deals times win rate"] = weighted
    whole = [spans.sum(axis=1, keepdims=True) for spans in (happened, ours, naive)]
    for rule, spans in together.items():
        theirs = spans.sum(axis=1, keepdims=True)
        yield _line(f"Forecast, {kind}: all six together", whole[0], whole[1], theirs, whole[2], rule)


def _line(
    work: str, happened: np.ndarray, ours: np.ndarray, theirs: np.ndarray, naive: np.ndarray, peer: str
) -> Figure:
    """WAPE and MASE (against the year before); `level` where the 80 % interval of the ratio, over days, holds 1."""
    size = np.abs(happened).mean(axis=1)
    missed, theirs_missed, naive_missed = (
        np.abs(said - happened).mean(axis=1) / size for said in (ours, theirs, naive)
    )
    drawn = np.random.default_rng(1).integers(0, len(missed), (2000, len(missed)))
    low, high = np.quantile(theirs_missed[drawn].mean(axis=1) / missed[drawn].mean(axis=1), [0.1, 0.9])
    verdict = "better" if low > 1 else "worse" if high < 1 else "level"
    return Figure(
        f"{work}: WAPE, MASE",
        f"{missed.mean():.3f}, {missed.mean() / naive_missed.mean():.2f}; {verdict} ({low:.2f} to {high:.2f})",
        peer,
        f"{theirs_missed.mean():.3f}, {theirs_missed.mean() / naive_missed.mean():.2f}",
        float(theirs_missed.mean() / missed.mean()),
    )


def _real_books() -> Iterator[tuple[str, Book]]:
    for name in ("sample", "master"):
        if (path := _SHARED / "cdnow" / f"CDNOW_{name}.txt").is_file():
            yield f"CDNOW {name}", cdnow(path)
    if (_SHARED / "maven_crm").is_dir():
        yield "Maven CRM", read(_SHARED / "maven_crm")

"""Who wins, foreseen by the product's own engine and by its peers: same deals, same landmarks, same facts, same split by time.

`loans`: applications opened from January 2012 on, at 1, 3, 7, 14 and 21 days, activated within 30 days; learnt from what was
known at the end of 2011. `pipeline`: deals at 1, 7, 14, 30, 60 and 90 days, won within 30 days; learnt anew at the end of each
month, as the product does each night, from the first month's end with a quarter of closings behind it, and judged on the month
that follows; and once more learnt in September only, and judged on all that follows.
Everything is judged on the same landmarks; intervals are over deals, 80 % as everywhere in Ignition.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa

import ignition as ig
from bench import deal_books
from bench.deal_judging import Judged, judge, level
from bench.figure import Figure, not_measured
from bench.peers import PeerAbsent, ask
from ignition import features, predictors
from ignition.assumptions import Assumptions
from ignition.backends import connect
from ignition.predictors.deals.design import Design, learn_design
from ignition.predictors.deals.landmarks import Rows
from ignition.predictors.tables import numbers

INSTALL = "scikit-learn lightgbm scikit-survival"
FEWEST_OF_STAGE = 25
ALL = 1_000_000


@dataclass(frozen=True, slots=True)
class Trial:
    name: str
    data: Path
    read: Callable[[], ig.Book]
    learnt_on: tuple[dt.date, ...]
    """What is learnt on each of them is judged on the landmarks until the next one."""
    landmarks: tuple[int, ...]
    horizon: int
    only_new: bool = False
    """Whether only deals opened after the split are judged."""


NEW_YEAR, AUTUMN = dt.date(2011, 12, 31), dt.date(2017, 9, 30)
MONTHS = tuple(dt.date(2017, month, 1) - dt.timedelta(days=1) for month in range(6, 13))
AGES = (1, 7, 14, 30, 60, 90)
TRIALS = (
    Trial("BPI 2012, activated", deal_books.LOANS, deal_books.loans, (NEW_YEAR,), (1, 3, 7, 14, 21), 30, only_new=True),
    Trial("Maven CRM, learnt each month, won", deal_books.PIPELINE, deal_books.pipeline, MONTHS, AGES, 30),
    Trial("Maven CRM, learnt once, won", deal_books.PIPELINE, deal_books.pipeline, (AUTUMN,), AGES, 30),
)


@dataclass(frozen=True, slots=True)
class Laid:
    """Both sides of one split, as rows of landmarks."""

    on: dt.date
    history: pa.Table
    known: pa.Table
    later: Rows
    came: np.ndarray


def measure() -> Iterator[Figure]:
    for trial in TRIALS:
        if trial.data.exists():
            yield from _tried(trial)
        else:
            yield not_measured(trial.name, f"no {trial.data}: set IGNITION_SHARED_DATA")


def _tried(trial: Trial) -> Iterator[Figure]:
    laid = lay_out(trial)
    deals, came = (
        np.concatenate(column) for column in ([one.later.waits.deal for one in laid], [one.came for one in laid])
    )
    work = f"{trial.name} within {trial.horizon} days: {len(came):,} landmarks of {len(np.unique(deals)):,} deals; ratio of the AUCs"
    said = np.concatenate([ours(trial, one) for one in laid])
    mine = judge(deals, came, said)
    peers = {"stage table": np.concatenate([stage_table(one, trial.horizon) for one in laid])}
    try:
        peers |= _together([_learners(one, trial.horizon) for one in laid])
    except PeerAbsent as absent:
        yield Figure(work, str(mine), str(absent))
    for name, p in peers.items():
        theirs = judge(deals, came, p)
        apart = level(deals, came, said, p)
        yield Figure(work, f"{mine}; {apart}", name, str(theirs), _ratio(mine, theirs))


def _together(said: Sequence[Mapping[str, np.ndarray]]) -> dict[str, np.ndarray]:
    return {name: np.concatenate([one[name] for one in said]) for name in said[0]}


def _ratio(mine: Judged, theirs: Judged) -> float | None:
    return mine.auc.value / theirs.auc.value if mine.auc.value and theirs.auc.value else None


def lay_out(trial: Trial) -> list[Laid]:
    book = trial.read()
    last = book.last_day
    assert last is not None
    with connect(book.as_of(last)) as desk:
        later = Rows.of(features.deals.landmarks(desk, last, ALL, trial.landmarks).to_pyarrow())
    later = later.only(later.day + trial.horizon <= last.toordinal())
    return [_split(trial, book, later, on, until) for on, until in pairwise((*trial.learnt_on, last))]


def _split(trial: Trial, book: ig.Book, later: Rows, on: dt.date, until: dt.date) -> Laid:
    with connect(book.as_of(on)) as desk:
        history = features.deals.history(desk, on).to_pyarrow()
        known = features.deals.landmarks(desk, on).to_pyarrow()
    opened = later.day - numbers(later.table, "age_days")
    judged = (opened if trial.only_new else later.day) > on.toordinal()
    later = later.only(judged & (later.day <= until.toordinal()))
    came = (later.waits.exit == 0) & (later.waits.after <= trial.horizon)
    return Laid(on, history, known, later, came.astype(float))


def ours(trial: Trial, laid: Laid) -> np.ndarray:
    """What the engine says: learnt from the book as known at the split, each landmark scored as an open deal of its day."""
    model = predictors.deals.learn(laid.history, laid.on, laid.known)
    described = laid.later.table.append_column("stage_since", pa.nulls(len(laid.came), pa.date32()))
    return numbers(predictors.deals.score(model, described, Assumptions(horizon_days=trial.horizon)), "p_win")


def stage_table(laid: Laid, horizon: int) -> np.ndarray:
    """The share won of each stage and age."""
    known, over, won = _known(laid, horizon)
    return _by_stage(known.only(over), won[over], laid.later)


def _learners(laid: Laid, horizon: int) -> dict[str, np.ndarray]:
    known, over, won = _known(laid, horizon)
    design = learn_design(known.table)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "landmarks.npz"
        np.savez(
            path, x=_same_facts(design, known), over=over, won=won, after=known.waits.after, exit=known.waits.exit,
            later=_same_facts(design, laid.later), horizon=horizon,
        )  # fmt: skip
        told = ask("deals", "deals_by_learners.py", INSTALL, str(path))
    return {str(told[f"{name}_version"]): told[name] for name in ("logistic", "lightgbm", "survival")}


def _known(laid: Laid, horizon: int) -> tuple[Rows, np.ndarray, np.ndarray]:
    """The landmarks known at the split, those whose horizon was over by then, and which were won within it."""
    known = Rows.of(laid.known)
    over = known.day + horizon <= laid.on.toordinal()
    return known, over, ((known.waits.exit == 0) & (known.waits.after <= horizon)).astype(float)


def _same_facts(design: Design, rows: Rows) -> np.ndarray:
    """Our regressors, and where in its quarter the landmark lies."""
    month = rows.day.astype(int).astype("datetime64[D]") - np.timedelta64(719163, "D")
    place = month.astype("datetime64[M]").astype(int) % 3
    return np.column_stack([design.of(rows.table), place == 1, place == 2])


def _by_stage(known: Rows, won: np.ndarray, later: Rows) -> np.ndarray:
    """The share won of each stage and landmark where there were enough, else of all."""
    usual = won.mean()
    share = {key: won[at].mean() for key, at in _kinds(known).items() if len(at) >= FEWEST_OF_STAGE}
    said = np.full(len(later.day), usual)
    for key, at in _kinds(later).items():
        said[at] = share.get(key, usual)
    return said


def _kinds(rows: Rows) -> dict[tuple[str, float], list[int]]:
    found: dict[tuple[str, float], list[int]] = {}
    for at, key in enumerate(zip(rows.table["stage"].to_pylist(), rows.table["age_days"].to_pylist(), strict=True)):
        found.setdefault(key, []).append(at)
    return found

"""Who wins, foreseen by the product's own engine and by its peers: same deals, same landmarks, same facts, same split by time.

`loans`: applications opened from January 2012 on, at 1, 3, 7, 14 and 21 days, activated within 30 days; learnt from what was
known at the end of 2011. `pipeline`: deals open after September 2017, at 1, 7, 14, 30, 60 and 90 days, won within 30 days.
Everything is judged on the same landmarks; intervals are over deals, 80 % as everywhere in Ignition.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
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
    learnt_until: dt.date
    landmarks: tuple[int, ...]
    horizon: int
    only_new: bool
    """Whether only deals opened after the split are judged."""


TRIALS = (
    Trial(
        "BPI 2012, activated", deal_books.LOANS, deal_books.loans, dt.date(2011, 12, 31), (1, 3, 7, 14, 21), 30, True
    ),
    Trial(
        "Maven CRM, won", deal_books.PIPELINE, deal_books.pipeline, dt.date(2017, 9, 30), (1, 7, 14, 30, 60, 90), 30, False
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Laid:
    """Both sides of the split, as rows of landmarks."""

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
    deals = laid.later.waits.deal
    work = f"{trial.name} within {trial.horizon} days: {len(laid.came):,} landmarks of {len(np.unique(deals)):,} deals; ratio of the AUCs"
    said = ours(trial, laid)
    mine = judge(deals, laid.came, said)
    for name, p in _peers(trial, laid):
        if isinstance(p, str):
            yield Figure(work, str(mine), p)
            continue
        theirs = judge(deals, laid.came, p)
        apart = level(deals, laid.came, said, p)
        yield Figure(work, f"{mine}; {apart}", name, str(theirs), _ratio(mine, theirs))


def _ratio(mine: Judged, theirs: Judged) -> float | None:
    return mine.auc.value / theirs.auc.value if mine.auc.value and theirs.auc.value else None


def lay_out(trial: Trial) -> Laid:
    book = trial.read()
    last = book.last_day
    assert last is not None
    with connect(book.as_of(trial.learnt_until)) as desk:
        history = features.deals.history(desk, trial.learnt_until).to_pyarrow()
        known = features.deals.landmarks(desk, trial.learnt_until).to_pyarrow()
    with connect(book.as_of(last)) as desk:
        later = Rows.of(features.deals.landmarks(desk, last, ALL, trial.landmarks).to_pyarrow())
    split = trial.learnt_until.toordinal()
    opened = later.day - numbers(later.table, "age_days")
    judged = (opened if trial.only_new else later.day) > split
    later = later.only(judged & (later.day + trial.horizon <= last.toordinal()))
    came = (later.waits.exit == 0) & (later.waits.after <= trial.horizon)
    return Laid(history, known, later, came.astype(float))


def ours(trial: Trial, laid: Laid) -> np.ndarray:
    """What the engine says: learnt from the book as known at the split, each landmark scored as an open deal of its day."""
    model = predictors.deals.learn(laid.history, trial.learnt_until, laid.known)
    described = laid.later.table.append_column("stage_since", pa.nulls(len(laid.came), pa.date32()))
    return numbers(predictors.deals.score(model, described, Assumptions(horizon_days=trial.horizon)), "p_win")


def _peers(trial: Trial, laid: Laid) -> Iterator[tuple[str, np.ndarray | str]]:
    known = Rows.of(laid.known)
    over = known.day + trial.horizon <= trial.learnt_until.toordinal()
    won = ((known.waits.exit == 0) & (known.waits.after <= trial.horizon)).astype(float)
    yield "stage table", _by_stage(known.only(over), won[over], laid.later)
    design = learn_design(known.table)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "landmarks.npz"
        np.savez(
            path, x=_same_facts(design, known), over=over, won=won, after=known.waits.after, exit=known.waits.exit,
            later=_same_facts(design, laid.later), horizon=trial.horizon,
        )  # fmt: skip
        try:
            told = ask("deals", "deals_by_learners.py", INSTALL, str(path))
        except PeerAbsent as absent:
            yield "scikit-learn, lightgbm, scikit-survival", str(absent)
            return
    for name in ("logistic", "lightgbm", "survival"):
        yield str(told[f"{name}_version"]), told[name]


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

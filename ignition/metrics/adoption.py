"""Whether Ignition itself is worth its while to those who use it. Always a team, never a person.

`person` only serves to count people: below 5 the value is None and `why` says so. Nothing here ranks or names anybody, and
100 % is no target: the target is where the next hour of use pays nothing.
"""

from __future__ import annotations

import numpy as np

from ignition.estimate import Estimate
from ignition.metrics.bootstrap import ratio_of_sums
from ignition.metrics.columns import Column, Floats, aligned, known, same_length, texts
from ignition.metrics.counting import different
from ignition.metrics.intervals import share
from ignition.metrics.stating import FEWEST_PEOPLE, NOT_FOLLOWED, TOO_FEW_PEOPLE, stated, undefined
from ignition.metrics.survival import kaplan_meier

_HALF_YEAR = 182


def voluntary_use(person: Column, used: Column) -> Estimate:
    """Share of the team that used, unasked, something that adds value for them.

    Formula: people with a voluntary value-adding use in the week / people. Unit: share, 0 to 1. Interval: Wilson.
    One row a person and chance to use (or several): `used` true or false. Source: Davis (1989), MIS Quarterly 13, voluntariness.
    Edge cases: what a process forces does not count; fewer than 5 people: not shown.

    >>> voluntary_use(["a", "b", "c", "d", "e", "a"], [True, False, True, False, True, False]).value
    0.6
    """
    who, (uses,) = _known(person, used)
    users, people = len(different(who[uses > 0])), len(different(who))
    return _hidden("voluntary_use v1", people) or share("voluntary_use v1", users, people)


def fields_read(person: Column, filled: Column, read: Column) -> Estimate:
    """Share of the optional fields that were filled in and later read: writing that served somebody.

    Formula: optional fields filled and later read / optional fields offered. Unit: share, 0 to 1. Interval: bootstrap over rows.
    One row a person and field offered: `filled`, `read` true or false. Source: own.
    Edge cases: filled and never read counts as nothing: it is work for no one. Fewer than 5 people: not shown.

    >>> fields_read(list("abcde"), [True, True, True, False, True], [True, False, True, False, False]).value
    0.4
    """
    who, (written, seen) = _known(person, filled, read)
    served = ((written > 0) & (seen > 0)).astype(float)
    return _team_ratio("fields_read v1", who, served, np.ones_like(served))


def recorded_within(person: Column, hours: Column, within: float = 48) -> Estimate:
    """Share of records made within 48 hours of what they tell.

    Formula: records within 48 h / records. Unit: share, 0 to 1. Interval: bootstrap over records.
    One row a record: `hours` from the event to its record. Source: own. Edge cases: fewer than 5 people: not shown.

    >>> recorded_within(list("abcde"), [1, 50, 20, 47, 100]).value
    0.6
    """
    who, (late,) = _known(person, hours)
    return _team_ratio("recorded_within v1", who, (late <= within).astype(float), np.ones_like(late))


def give_back_ratio(person: Column, given: Column, asked: Column) -> Estimate:
    """Minutes that Ignition gave back for each minute it asked for.

    Formula: sum of minutes given / sum of minutes asked. Unit: times; below 1 it is a burden. Interval: bootstrap over rows.
    One row a person and week. Source: own ("gives before it asks"). Edge cases: not defined where nothing was asked; fewer than 5
    people: not shown.

    >>> give_back_ratio(list("abcde"), [10, 20, 30, 0, 40], [5, 5, 10, 10, 10]).value
    2.5
    """
    who, (minutes_given, minutes_asked) = _known(person, given, asked)
    return _team_ratio("give_back_ratio v1", who, minutes_given, minutes_asked)


def six_month_survival(person: Column, days: Column, stopped: Column) -> Estimate:
    """Share of those who began who still use it, of their own will, after six months.

    Formula: Kaplan-Meier S(182 days). Unit: share, 0 to 1. Interval: Greenwood on log(-log S); from 5 people on, however few stopped.
    One row a person: `days` from the first use to the last (or today), `stopped` true where they no longer use it.
    Source: Kaplan & Meier (1958). Edge cases: who began less than six months ago is censored; not defined if nobody was followed
    that long; fewer than 5 people: not shown.

    >>> six_month_survival(list("abcdef"), [200, 30, 190, 185, 100, 400], [False, True, False, False, False, True]).value
    0.8333333333333334
    """
    who, (lasted, quit_) = _known(person, days, stopped)
    curve, people = kaplan_meier(lasted, quit_ > 0), len(different(who))
    value = curve.at(_HALF_YEAR) if curve.reaches(_HALF_YEAR) else float("nan")
    here = int((quit_ == 0).sum())
    return _hidden("six_month_survival v1", people) or stated(
        "six_month_survival v1", value, curve.interval_at(_HALF_YEAR), people, n_censored=here, missing=NOT_FOLLOWED
    )


def _known(person: Column, *columns: Column) -> tuple[Column, tuple[Floats, ...]]:
    who, read = texts(person), aligned(*columns)
    same_length(who, *read)
    whole = (who != "") & known(*read)
    return who[whole], tuple(column[whole] for column in read)


def _team_ratio(definition: str, who: Column, part: Floats, whole: Floats) -> Estimate:
    return _hidden(definition, len(different(who))) or ratio_of_sums(definition, part, whole)


def _hidden(definition: str, people: int) -> Estimate | None:
    return undefined(definition, people, TOO_FEW_PEOPLE) if people < FEWEST_PEOPLE else None

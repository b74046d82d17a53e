"""What was measured: promises of each play, trials, customers and weeks left out by lot. Of nobody in particular."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

import numpy as np

from ignition.book import Book
from ignition.effects import PlayEffect, measure
from ignition.estimate import Estimate, Grade
from ignition.measuring import Holdout, Trial, effect_of_seller_weeks, mean_so_far
from ignition.measuring.acting import scores
from ignition.measuring.stating import FEWEST_EFFECTIVE, NOT_BY_LOT, TOO_FEW, unsaid
from ignition_web.points.book import our_book
from ignition_web.points.flows import our_assumptions
from ignition_web.points.lots import ROUND_DAYS, bought_in
from ignition_web.points.models import LEARN, Drawn, Lot, LotKind, Measured, Point

FEWEST_PEOPLE = 5
"""What was done against what was not is said only where nobody can tell whose follow-through it is."""


def measure_all(today: dt.date) -> Measured:
    """Everything there is to measure by a day, once a day."""
    book = our_book()
    found = {
        "plays": [_play(one, today) for one in measure(book, today, our_assumptions()).plays],
        "trials": [_trial(play, book, today) for play in _plays_tried()],
        "pairs": _drawn_effect(Drawn.objects.filter(lot__kind=LotKind.PAIRS), book, today),
        "weeks": _weeks(today),
    }
    measured, _made = Measured.objects.update_or_create(on=today, defaults={"found": found})
    return measured


def last_measured() -> Measured | None:
    return Measured.objects.first()


def plain(estimate: Estimate) -> dict[str, Any]:
    """Plain values that survive JSON."""
    why = estimate.why and estimate.why.of().to_dict()
    names = ("value", "low", "high", "n", "definition", "n_censored", "n_effective")
    return {**{name: getattr(estimate, name) for name in names}, "grade": estimate.grade.value, "why": why}


def _play(effect: PlayEffect, today: dt.date) -> dict[str, Any]:
    due = Point.objects.filter(play=effect.play, due_on__lte=today)
    enough_people = due.values("for_person").distinct().count() >= FEWEST_PEOPLE
    kept = effect.kept
    if kept.grade is not Grade.MEASURED and not enough_people:
        kept = unsaid(kept.definition, due.count(), TOO_FEW, n_effective=kept.n_effective or 0.0)
    return {
        "play": effect.play,
        "shown": due.filter(held=False).count(),
        "held": due.filter(held=True).count(),
        "kept": plain(kept),
        "refuted_on": effect.refuted_on and effect.refuted_on.isoformat(),
        "falls_back": effect.falls_back and (enough_people or kept.grade is Grade.MEASURED),
    }


def _plays_tried() -> list[str]:
    return sorted(set(Lot.objects.filter(kind=LotKind.TRIAL).exclude(play=LEARN).values_list("play", flat=True)))


def _trial(play: str, book: Book, today: dt.date) -> dict[str, Any]:
    drawn = Drawn.objects.filter(lot__kind=LotKind.TRIAL, lot__play=play)
    return {"play": play, **_drawn_effect(drawn, book, today)}


def _drawn_effect(drawn: Any, book: Book, today: dt.date) -> dict[str, Any]:
    """What came of those drawn to be acted on above what came of those left alone, EUR each in a quarter; as it stands so far."""
    due = drawn.filter(lot__ends_on__lte=today).exclude(lot__ended="stopped")
    members = list(due.select_related("lot", "deal").order_by("lot__ends_on", "pk"))
    return {"due": len(members), "effect": plain(_so_far(members, book, today))}


def _so_far(members: list[Drawn], book: Book, today: dt.date) -> Estimate:
    """Anytime-valid, for it is looked at every day. Compared are members as the lot sent them, whatever was done then."""
    if not members:
        return unsaid("effect_so_far", 0, NOT_BY_LOT)
    change = _changes(members, book, today)
    acted, chance = (np.array([getattr(one, name) for one in members]) for name in ("held", "chance"))
    trial = Trial(change, ~acted, 1 - chance)
    used = trial.only(trial.usable)
    if used.n_effective < FEWEST_EFFECTIVE:
        return unsaid("effect_so_far", len(members), TOO_FEW, n_effective=used.n_effective)
    return mean_so_far(scores(used))


def _changes(members: list[Drawn], book: Book, today: dt.date) -> np.ndarray:
    """Contribution in the round less that of as many days before, for each member."""
    points = [
        {
            "point_id": f"{place:09d}",
            "at": dt.datetime.combine(one.lot.begins_on, dt.time()),
            "play": one.lot.play or "any",
            "customer_id": str(one.customer_id or ""),
            "deal_id": str(one.deal.public_id) if one.deal else None,
            "promised": 0.0,
            "due_on": one.lot.begins_on + dt.timedelta(days=ROUND_DAYS),
        }
        for place, one in enumerate(members)
    ]
    settled = measure(Book(purchases=book.purchases, deals=book.deals, points=points), today, our_assumptions()).points
    change = np.full(len(members), np.nan)
    places = [int(name) for name in settled["point_id"].to_pylist()]
    change[places] = settled["brought"].to_numpy() - settled["before"].to_numpy()
    return change


def _weeks(today: dt.date) -> dict[str, Any]:
    """What a week with points brings above one without, EUR of contribution a person."""
    over = Drawn.objects.filter(lot__kind=LotKind.WEEKS, week__lte=today - dt.timedelta(days=7), person__isnull=False)
    rows = list(over.exclude(lot__ended="stopped").order_by("week", "person_id").select_related("lot"))
    if not rows:
        return {"due": 0, "effect": plain(unsaid("effect_of_seller_weeks", 0, NOT_BY_LOT))}
    margin = our_assumptions().margin
    mondays = [one.week or today for one in rows]
    brought = [
        margin * bought_in(one.person_id or 0, week, week + dt.timedelta(days=7))
        for one, week in zip(rows, mondays, strict=True)
    ]
    lot = Holdout(np.array([one.held for one in rows]), np.array(_blocks(rows)), np.array([one.chance for one in rows]))
    weeks = np.array([week.toordinal() // 7 for week in mondays])
    effect = effect_of_seller_weeks(np.array(brought), [one.person_id for one in rows], weeks, lot)
    return {"due": len(rows), "effect": plain(effect)}


def _blocks(rows: Iterable[Drawn]) -> list[int]:
    codes: dict[tuple[int, int], int] = {}
    return [codes.setdefault((one.lot_id, one.block), len(codes)) for one in rows]

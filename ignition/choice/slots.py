"""Three, two, one for one person: the actions that fit the day, the largest risks, and the Ignition Point where one is sure enough."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import numpy as np

from ignition.choice.field import Field
from ignition.choice.worth import LEAST_WORTH, interval
from ignition.estimate import Estimate
from ignition.gains import Ints, Offers
from ignition.moves import Slot
from ignition.relighting import stays

ACTIONS, RISKS = 3, 2
MOST_LET_GO = 1
"""Of a day's actions, those that free hours. Such hours come back over months: they never make an Ignition Point."""
SURE_TO_GAIN, SURE_TO_LEAD = 0.90, 0.50
"""P(net gain > 0) and P(among the top 3) that the Ignition Point must reach."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """One offer in its slot. `gain`, its interval and `net_gain` in EUR."""

    slot: Slot
    rank: int
    row: int
    person: str
    gain: float
    low: float
    high: float
    net_gain: float
    index: float | None
    p_positive: float
    p_top3: float
    chance: float = 1.0
    fuel: Estimate | None = None
    """Hours from now until one more returns no more than it would elsewhere."""
    next_on: dt.date | None = None
    """When that fuel is expected to be spent, and the next ignition due."""
    since: dt.date | None = None
    """Where it stays from an earlier day, that day."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What one person sees; `field` is kept so that a missing Ignition Point can turn into something to learn."""

    field: Field
    chosen: tuple[Chosen, ...]
    held: tuple[Chosen, ...] = ()
    """What the lot held back; `chance` is that with which it was to be shown."""

    @property
    def has_ignition(self) -> bool:
        return any(chosen.slot == "ignition" for chosen in self.chosen)


def three_two_one(
    offers: Offers, field: Field, risks: Ints, mass: float, burning: tuple[int, dt.date] | None = None
) -> Shown:
    places = _feasible(offers, field)
    old_row, since = burning or (-1, None)
    point = _ignition_point(field, places, offers, old_row)
    actions, loser = _actions(offers, field, [place for place in places if place != point], point)
    chosen = [] if point is None else [_chosen(offers, field, "ignition", 1, point, mass)]
    chosen = [replace(one, since=since) if one.row == old_row else one for one in chosen]
    for rank, (place, chance) in enumerate(actions, start=1):
        chosen.append(replace(_chosen(offers, field, "action", rank, place, mass), chance=chance))
    busy = {_who(offers, one.row) for one in chosen}
    at_risk = [row for row in risks.tolist() if _who(offers, row) not in busy][:RISKS]
    for rank, row in enumerate(at_risk, start=1):
        place = int(np.flatnonzero(field.rows == row)[0])
        chosen.append(_chosen(offers, field, "risk", rank, place, mass))
    return Shown(field, tuple(chosen), _held(offers, field, chosen, loser, mass))


def _ignition_point(field: Field, places: list[int], offers: Offers, old_row: int) -> int | None:
    """The best, where it is sure enough; the old one, where it still is and the best is not worth leaving it for."""
    acting = [place for place in places if offers.dose[field.rows[place]] > 0]
    if not acting or field.net[acting[0]] <= 0:
        return None
    best = acting[0]
    old = next((place for place in acting if field.rows[place] == old_row), None)
    if old is not None and _is_sure(field, old) and stays(field.net, field.draws, best, old, field.price):
        return old
    return best if _is_sure(field, best) else None


def _is_sure(field: Field, place: int) -> bool:
    return field.sure_to_gain(place) >= SURE_TO_GAIN and field.sure_to_lead(place) >= SURE_TO_LEAD


def _feasible(offers: Offers, field: Field) -> list[int]:
    """Places of the contenders that return at least their price and fit into the day."""
    gain = np.where(offers.dose[field.rows] > 0, offers.gain[field.rows], field.net)
    worth = (field.net >= -1e-9) & (gain >= LEAST_WORTH)
    fits = offers.dose[field.rows] <= field.hours_today + 1e-9
    return np.flatnonzero(worth & fits).tolist()


def _actions(
    offers: Offers, field: Field, places: list[int], point: int | None
) -> tuple[list[tuple[int, float]], tuple[int, float] | None]:
    """The next three that fit into the hours left, each with its chance; a near-tie for the last of them is settled by lot.

    Beside them the one that the lot held back, with the chance it had.
    """
    left = field.hours_today - (offers.dose[field.rows[point]] if point is not None else 0.0)
    taken: list[tuple[int, float]] = []
    may_let_go = MOST_LET_GO
    for number, place in enumerate(places):
        if not _may(offers, field, place, left, may_let_go):
            continue
        if len(taken) == ACTIONS - 1:
            rivals = [rival for rival in places[number + 1 :] if _may(offers, field, rival, left, may_let_go)]
            last, loser = _settle(field, place, rivals[0] if rivals else None)
            return [*taken, last], loser
        dose = offers.dose[field.rows[place]]
        left, may_let_go = left - dose, may_let_go - (dose == 0)
        taken.append((place, 1.0))
    return taken, None


def _may(offers: Offers, field: Field, place: int, left: float, may_let_go: int) -> bool:
    dose = offers.dose[field.rows[place]]
    return bool(dose <= left + 1e-9 if dose > 0 else may_let_go > 0)


def _settle(field: Field, place: int, rival: int | None) -> tuple[tuple[int, float], tuple[int, float] | None]:
    """Within one posterior sd of their difference, the rival is shown with the probability that it is the better one."""
    if rival is None:
        return (place, 1.0), None
    ahead = field.draws[:, place] - field.draws[:, rival]
    p_rival = float((ahead < 0).mean())
    if ahead.mean() > ahead.std() or p_rival == 0:
        return (place, 1.0), None
    coin = np.random.default_rng([field.seed, 1]).random()
    ours, theirs = (place, 1 - p_rival), (rival, p_rival)
    return (theirs, ours) if coin < p_rival else (ours, theirs)


def _held(
    offers: Offers, field: Field, chosen: list[Chosen], loser: tuple[int, float] | None, mass: float
) -> tuple[Chosen, ...]:
    """The other one of a near-tie, unless it is shown for another reason after all."""
    if loser is None or _who(offers, int(field.rows[loser[0]])) in {_who(offers, one.row) for one in chosen}:
        return ()
    return (replace(_chosen(offers, field, "action", ACTIONS, loser[0], mass), chance=loser[1]),)


def _chosen(offers: Offers, field: Field, slot: Slot, rank: int, place: int, mass: float) -> Chosen:
    row = int(field.rows[place])
    freed = field.price * float(offers.frees[row])
    if offers.dose[row] > 0:
        gain = float(offers.gain[row])
        low, high = interval(gain, float(offers.gain_sd[row]), mass)
    else:
        gain = freed - float(offers.stake[row])
        given_up = interval(float(offers.stake[row]), float(offers.stake_sd[row]), mass)
        low, high = freed - given_up[1], freed - given_up[0]
    return Chosen(
        slot=slot,
        rank=rank,
        row=row,
        person=field.person,
        gain=gain,
        low=low,
        high=high,
        net_gain=float(field.net[place]),
        index=_index(offers, row, field.price),
        p_positive=field.sure_to_gain(place),
        p_top3=field.sure_to_lead(place),
    )


def _index(offers: Offers, row: int, price: float) -> float | None:
    """Gain an hour over the price of an hour; for an act that frees hours, what they are worth over what it gives up."""
    if price <= 0:
        return None
    if offers.dose[row] > 0:
        return float(offers.gain[row] / offers.dose[row] / price)
    return float(price * offers.frees[row] / offers.stake[row])


def _who(offers: Offers, row: int) -> tuple[str, int]:
    customer = int(offers.customer[row])
    return ("customer", customer) if customer >= 0 else ("subject", int(offers.subject[row]))

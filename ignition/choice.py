"""Three, two, one: which moves are shown to a person today, and how sure we are that they are the right ones."""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import numpy as np
from scipy.special import ndtri

from ignition.allocation import Plan, burnt_on, fuel, one_each_subject
from ignition.estimate import Estimate
from ignition.gains import Floats, Ints, Offers
from ignition.moves import Slot
from ignition.relighting import Standing, stays

ACTIONS, RISKS = 3, 2
WORKING_DAYS = 5
"""Days a week's hours are spread over."""
LEAST_WORTH = 1.0
"""EUR below which nothing is shown: nobody acts for cents."""
CONTENDERS = 50
"""Offers of one person among which chance is played out."""
DRAWS = 2000
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
class Field:
    """One person's contenders, best first, and their net gains in the same `DRAWS` worlds."""

    person: str
    price: float
    hours_today: float
    rows: Ints
    net: Floats
    draws: Floats
    seed: int

    def sure_to_gain(self, place: int) -> float:
        return float((self.draws[:, place] > 0).mean())

    def sure_to_lead(self, place: int) -> float:
        """P(among the top 3)."""
        third = max(self.draws.shape[1] - 3, 0)
        bar = np.partition(self.draws, third, axis=1)[:, third]
        return float((self.draws[:, place] >= bar).mean())


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


def choose(
    offers: Offers,
    plan: Plan,
    weekly_hours: dict[str, float],
    risky_plays: Collection[str],
    on: dt.date,
    mass: float,
    standing: Mapping[int, Standing] | None = None,
    eligible: Ints | None = None,
) -> list[Shown]:
    """At most three actions, two risks and one Ignition Point for each person, no customer twice.

    Actions: the best net gains that fit into today's hours, with an index of at least 1. Risks: the largest amounts that may be
    lost. The Ignition Point: the largest net gain, where it is sure enough to be one; the one of an earlier day (`standing`,
    by row) stays while it is unspent, sure enough, and nothing is worth enough more to leave it. Where the plan follows the simple
    rule, what the rule gives most hours comes first. `eligible`: the rows in the running, where they are known already.
    """
    prices = np.array([plan.prices[name] for name in offers.people] or [0.0])
    net = net_gains(offers, prices[offers.person] if len(offers) else np.empty(0))
    order = _best_first(offers, plan, net, in_the_running(offers, plan) if eligible is None else eligible)
    shown = []
    for code in sorted(np.unique(offers.person[order]).tolist(), key=lambda code: offers.people[code]):
        mine = _slice(order, offers.person, code)
        name = offers.people[code]
        risks = _by_risk(offers, mine, risky_plays)
        field = _field(offers, mine, risks, net, plan.prices[name], name, weekly_hours[name] / WORKING_DAYS, on)
        burning = _burning(offers, standing or {}, code, plan.prices[name])
        shown.append(_three_two_one(offers, field, risks, mass, burning))
    return _fuelled(offers, shown, on)


def in_the_running(offers: Offers, plan: Plan) -> Ints:
    """Rows, in order, among which the day's moves are chosen: one act for each customer or deal, one move for each customer."""
    prices = np.array([plan.prices[name] for name in offers.people] or [0.0])
    net = net_gains(offers, prices[offers.person] if len(offers) else np.empty(0))
    acting = one_each_subject(offers)
    if plan.follows_rule:
        acting = acting[plan.hours[acting] > 0]
    return _one_each_customer(offers, np.concatenate([acting, np.flatnonzero(offers.dose == 0)]), net)


def _best_first(offers: Offers, plan: Plan, net: Floats, eligible: Ints) -> Ints:
    """Eligible rows by person, and for each the best first."""
    by_rule = _rounded(plan.hours) if plan.follows_rule else np.zeros(len(offers))
    keys = (eligible, -_rounded(net[eligible]), -by_rule[eligible], offers.person[eligible])
    ordered: Ints = eligible[np.lexsort(keys)]
    return ordered


def _burning(offers: Offers, standing: Mapping[int, Standing], code: int, price: float) -> tuple[int, dt.date] | None:
    """The row of this person's Ignition Point of an earlier day, while it burns, and that day."""
    theirs = [(one.lit_on, -row) for row, one in standing.items() if offers.person[row] == code]
    if not theirs:
        return None
    lit_on, place = max(theirs)
    return (-place, lit_on) if standing[-place].burns_on(price) else None


def _fuelled(offers: Offers, shown: list[Shown], on: dt.date) -> list[Shown]:
    """Says of every act shown how long it burns; reckoned for all of them at once."""
    acts = [(person.field.price, one) for person in shown for one in person.chosen if offers.dose[one.row] > 0]
    rows = np.array([one.row for _, one in acts], dtype=np.int64)
    prices = np.array([price for price, _ in acts])
    trusts = np.array([(1.0, one.low / one.gain, one.high / one.gain) for _, one in acts]).reshape(-1, 3)
    value, low, high = fuel(offers, np.tile(rows, 3), np.tile(prices, 3), trusts.T.ravel()).reshape(3, -1)
    burns = {}
    for place, row in enumerate(rows.tolist()):
        n, grade = offers.table["n"][row].as_py(), offers.responses[offers.plays[offers.play[row]]].grade
        hours = Estimate(float(value[place]), float(low[place]), float(high[place]), n, grade, "fuel_hours")
        burns[row] = (hours, burnt_on(on, float(value[place]), float(offers.dose[row])))
    return [replace(person, chosen=tuple(_with_fuel(one, burns) for one in person.chosen)) for person in shown]


def _with_fuel(one: Chosen, burns: Mapping[int, tuple[Estimate, dt.date]]) -> Chosen:
    if one.row not in burns:
        return one
    hours, next_on = burns[one.row]
    return replace(one, fuel=hours, next_on=next_on)


def net_gains(offers: Offers, prices: Floats) -> Floats:
    """Gain less the hours at their price; hours that come free are worth that price."""
    net: Floats = offers.gain + prices * (offers.frees - offers.dose)
    return net


def intervals(mean: Floats, sd: Floats, mass: float) -> tuple[Floats, Floats]:
    """Central intervals of LogNormals with these means and sds: a product of LogNormals nearly is one."""
    positive = np.maximum(mean, 1e-12)
    sigma = np.sqrt(np.log1p((sd / positive) ** 2))
    reach = sigma * float(ndtri((1 + mass) / 2))
    middle = np.log(positive) - sigma**2 / 2
    # A very wide one has its mean outside: the interval shown always holds the value shown.
    return np.minimum(np.exp(middle - reach), mean), np.maximum(np.exp(middle + reach), mean)


def interval(mean: float, sd: float, mass: float) -> tuple[float, float]:
    low, high = intervals(np.array([mean]), np.array([sd]), mass)
    return float(low[0]), float(high[0])


def _three_two_one(
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


def _held(
    offers: Offers, field: Field, chosen: list[Chosen], loser: tuple[int, float] | None, mass: float
) -> tuple[Chosen, ...]:
    """The other one of a near-tie, unless it is shown for another reason after all."""
    if loser is None or _who(offers, int(field.rows[loser[0]])) in {_who(offers, one.row) for one in chosen}:
        return ()
    return (replace(_chosen(offers, field, "action", ACTIONS, loser[0], mass), chance=loser[1]),)


def _feasible(offers: Offers, field: Field) -> list[int]:
    """Places of the contenders that return at least their price and fit into the day."""
    gain = np.where(offers.dose[field.rows] > 0, offers.gain[field.rows], field.net)
    worth = (field.net >= -1e-9) & (gain >= LEAST_WORTH)
    fits = offers.dose[field.rows] <= field.hours_today + 1e-9
    return np.flatnonzero(worth & fits).tolist()


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


def _field(
    offers: Offers, mine: Ints, risks: Ints, net: Floats, price: float, name: str, hours_today: float, on: dt.date
) -> Field:
    best = mine[:CONTENDERS]
    few_risks = [row for row in risks[: CONTENDERS // 2].tolist() if row not in set(best.tolist())]
    rows = np.concatenate([best, np.array(few_risks, dtype=np.int64)])
    seed = zlib.crc32(f"{on.isoformat()}|{name}".encode())
    draws = offers.draw(rows, np.full(len(rows), price), np.random.default_rng([seed, 0]), DRAWS)
    return Field(name, price, hours_today, rows, net[rows], draws, seed)


def _by_risk(offers: Offers, mine: Ints, risky_plays: Collection[str]) -> Ints:
    risky = np.array([name in risky_plays for name in offers.plays])[offers.play[mine]]
    risky &= (offers.at_risk[mine] >= LEAST_WORTH) & (offers.gain[mine] >= LEAST_WORTH)
    rows = mine[risky]
    largest: Ints = rows[np.lexsort((rows, -_rounded(offers.at_risk[rows])))][:CONTENDERS]
    return largest


def _one_each_customer(offers: Offers, rows: Ints, net: Floats) -> Ints:
    """At most one move a customer a day, whoever of us makes it: the one with the largest net gain."""
    customer = offers.customer[rows]
    unknown = rows[customer < 0]
    known = rows[customer >= 0]
    order = known[np.lexsort((known, -_rounded(net[known]), offers.customer[known]))]
    first = np.diff(offers.customer[order], prepend=-2) != 0
    return np.sort(np.concatenate([unknown, order[first]]))


def _who(offers: Offers, row: int) -> tuple[str, int]:
    customer = int(offers.customer[row])
    return ("customer", customer) if customer >= 0 else ("subject", int(offers.subject[row]))


def _slice(order: Ints, person: Ints, code: int) -> Ints:
    start, stop = np.searchsorted(person[order], [code, code + 1])
    return order[start:stop]


def _rounded(values: Floats) -> Floats:
    """To six digits, so that the last bit of a sum never decides an order."""
    size = np.floor(np.log10(np.maximum(np.abs(values), 1e-9)))
    scale = 10.0 ** (5 - size)
    rounded: Floats = np.round(values * scale) / scale
    return rounded

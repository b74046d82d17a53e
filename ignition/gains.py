"""What each candidate is expected to gain, and how sure that is: stake times lift, both uncertain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from ignition.responses import Response

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Offers:
    """Candidates as arrays, one element each, in the order of `table`.

    `dose` is the first dose worth giving, in hours; `gain` and `gain_sd` are what it is expected to bring. Where the act frees
    hours, `frees` holds them, the dose is 0 and the gain is the stake given up, negative.
    """

    table: pa.Table
    plays: tuple[str, ...]
    people: tuple[str, ...]
    play: Ints
    person: Ints
    subject: Ints
    customer: Ints
    """Code of the customer; -1 where none is known."""
    usual: Floats
    stake: Floats
    stake_sd: Floats
    at_risk: Floats
    """0 where none."""
    step: Floats
    most: Floats
    frees: Floats
    dose: Floats
    gain: Floats
    gain_sd: Floats
    responses: Mapping[str, Response]

    def __len__(self) -> int:
        return len(self.stake)

    def expected(self, rows: Ints, hours: Floats) -> Floats:
        """Expected gain of `hours` given to each of `rows`."""
        gain = np.zeros(len(rows))
        for name, mine in self._by_play(rows):
            effort = hours[mine] / self.usual[rows[mine]]
            gain[mine] = self.stake[rows[mine]] * self.responses[name].lift(effort)
        return gain

    def draw(self, rows: Ints, prices: Floats, rng: np.random.Generator, draws: int) -> Floats:
        """Net gain of the first dose under `draws` worlds, shape (draws, rows); `prices` is EUR an hour for each row.

        In one world the response of a play is the same for all of its candidates; the stakes err each by itself.
        """
        response_normal = rng.standard_normal((draws, len(self.responses) + 1))
        stakes = _log_normal(self.stake[rows], self.stake_sd[rows], rng.standard_normal((draws, len(rows))))
        net = -stakes + prices * self.frees[rows]
        for number, name in enumerate(self.responses):
            mine = self._acting(rows, name)
            effort = self.dose[rows[mine]] / self.usual[rows[mine]]
            lift = self.responses[name].draw(effort, response_normal[:, number])
            net[:, mine] = stakes[:, mine] * lift - prices[mine] * self.dose[rows[mine]]
        return net

    def _by_play(self, rows: Ints) -> list[tuple[str, Ints]]:
        there = np.bincount(self.play[rows], minlength=len(self.plays))
        names = [name for name, rows_of_it in zip(self.plays, there.tolist(), strict=True) if rows_of_it]
        return [(name, self._acting(rows, name)) for name in names if name in self.responses]

    def _acting(self, rows: Ints, name: str) -> Ints:
        if name not in self.plays:
            return np.empty(0, dtype=np.int64)
        return np.flatnonzero((self.play[rows] == self.plays.index(name)) & (self.frees[rows] == 0))


def weigh(table: pa.Table, responses: Mapping[str, Response], factors: Mapping[str, float]) -> Offers:
    """Candidates (columns of `CANDIDATE`) with their expected gains.

    `responses` holds one response for each play; `factors` what a play's promises have turned out to be worth (1 where
    nothing is known yet). The factor is applied to the stake: first shrink, then optimise.
    """
    play, plays = _in_order(*_codes(table["play"]))
    person, people = _codes(table["person"])
    subject, _ = _codes(_joined(table["subject"], table["subject_id"]))
    customer, names = _codes(table["customer_id"])
    trust = np.array([factors.get(name, 1.0) for name in plays] or [1.0])
    hours, usual = _floats(table["hours"]), _floats(table["usual_hours"])
    most = np.maximum(_floats(table["most_hours"]), np.abs(hours))
    acts = hours > 0
    trusted = np.where(acts, trust[play] if len(play) else 1.0, 1.0)
    stake, stake_sd = _floats(table["stake"]) * trusted, _floats(table["stake_sd"]) * trusted
    dose = np.where(acts, _first_dose(play, plays, responses, hours, most, usual), 0.0)
    gain, gain_sd = _moments(play, plays, responses, dose / usual, stake, stake_sd, acts)
    return Offers(
        table=table,
        plays=plays,
        people=people,
        play=play,
        person=person,
        subject=subject,
        customer=np.where(np.array([name != "" for name in names] or [True])[customer], customer, -1),
        usual=usual,
        stake=stake,
        stake_sd=stake_sd,
        at_risk=_floats(table["at_risk"]),
        step=np.abs(hours),
        most=most,
        frees=np.where(acts, 0.0, -hours),
        dose=dose,
        gain=gain,
        gain_sd=gain_sd,
        responses=responses,
    )


def _first_dose(
    play: Ints, plays: tuple[str, ...], responses: Mapping[str, Response], hours: Floats, most: Floats, usual: Floats
) -> Floats:
    least = np.array([responses[name].least_effort for name in plays] or [0.0])
    wanted = np.maximum(hours, least[play] * usual) if len(play) else hours
    first: Floats = np.minimum(wanted, most)
    return first


def _moments(
    play: Ints,
    plays: tuple[str, ...],
    responses: Mapping[str, Response],
    effort: Floats,
    stake: Floats,
    stake_sd: Floats,
    acts: Flags,
) -> tuple[Floats, Floats]:
    """Mean and sd of stake x lift, taken as independent of each other."""
    gain, sd = -stake, stake_sd.copy()
    for code, name in enumerate(plays):
        mine = np.flatnonzero((play == code) & acts)
        lift, lift_sd = responses[name].lift(effort[mine]), responses[name].lift_sd(effort[mine])
        squares = (stake[mine] ** 2 + stake_sd[mine] ** 2) * (lift**2 + lift_sd**2)
        gain[mine] = stake[mine] * lift
        sd[mine] = np.sqrt(np.maximum(squares - gain[mine] ** 2, 0.0))
    return gain, sd


def _log_normal(mean: Floats, sd: Floats, normal: Floats) -> Floats:
    """A stake is never negative: LogNormal draws with the given mean and sd."""
    sigma = np.sqrt(np.log1p((sd / np.maximum(mean, 1e-12)) ** 2))
    drawn: Floats = mean * np.exp(sigma * normal - sigma**2 / 2)
    return drawn


def _codes(column: pa.ChunkedArray) -> tuple[Ints, tuple[str, ...]]:
    coded = pc.dictionary_encode(pc.fill_null(column, "")).combine_chunks()
    if isinstance(coded, pa.ChunkedArray):
        coded = coded.chunk(0)
    return coded.indices.to_numpy(zero_copy_only=False).astype(np.int64), tuple(coded.dictionary.to_pylist())


def _in_order(codes: Ints, names: tuple[str, ...]) -> tuple[Ints, tuple[str, ...]]:
    """Codes in the order of the names, whatever comes first in the table."""
    ordered = tuple(sorted(names))
    place = np.array([ordered.index(name) for name in names] or [0], dtype=np.int64)
    return (place[codes] if len(codes) else codes), ordered


def _joined(kind: pa.ChunkedArray, name: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.binary_join_element_wise(kind, name, ":")


def _floats(column: pa.ChunkedArray) -> Floats:
    values: Floats = pc.fill_null(column, 0.0).to_numpy().astype(np.float64)
    return values

"""Moves of all three kinds side by side: one more hour, a parameter of the process, the organisation itself."""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ignition.estimate import Estimate, Grade
from ignition.gains import Floats
from ignition.macro import words
from ignition.macro.weighing import DRAWS, Hours, Weighed
from ignition.metrics.intervals import Z
from ignition.wording import Sentence, Text

Kind = Literal["time", "flow", "organisation"]
MOST_TIME_MOVES = 5
_TIME_TITLES = {
    "win_back": Text(it="Richiama {name}", en="Call {name} again"),
    "activate": Text(it="Proponi il secondo ordine a {name}", en="Suggest the second order to {name}"),
    "advance": Text(it="Concorda il prossimo passo con {name}", en="Agree on the next step with {name}"),
    "close": Text(it="Chiama {name} vicino alla data prevista", en="Call {name} near the expected date"),
    "answer": Text(it="Rispondi a {name}", en="Answer {name}"),
    "grow": Text(
        it="Proponi a {name} ciò che comprano i clienti simili", en="Suggest to {name} what similar customers buy"
    ),
    "rescue": Text(it="Senti {name} prima che si allontani", en="Talk to {name} before they drift away"),
    "cover": Text(it="Incontra chi decide da {name}", en="Meet who decides at {name}"),
}
_TIME_TITLE = Text(it="Un'ora in più con {name}", en="One more hour with {name}")
_TIME_WHY = Text(
    it="la prossima ora della squadra, dove vale di più", en="the team's next hour, where it is worth most"
)
TEXTS = (*_TIME_TITLES.values(), _TIME_TITLE, _TIME_WHY)


@dataclass(frozen=True, slots=True)
class Contender:
    """One move and its worlds: `gain` and `net` in EUR, one element a world, the same worlds for all."""

    kind: Kind
    name: str
    title: Sentence
    reason: Sentence
    hours: float
    gain: Floats
    net: Floats
    grade: Grade
    n: int
    feasible: bool = True
    customers: tuple[str, ...] = ()
    """Ids of the customers or deals it names; never a person of ours."""
    span_hours: float | None = None
    """Hours in all, where the move burns for longer than one dose."""

    @property
    def sure_to_gain(self) -> float:
        return float((self.net > 0).mean())

    def estimate(self, mass: float) -> Estimate:
        value = float(self.gain.mean())
        low, high = np.quantile(self.gain, [(1 - mass) / 2, (1 + mass) / 2])
        return Estimate(
            value, min(float(low), value), max(float(high), value), self.n, self.grade, "incremental_contribution"
        )


def flow_moves(weighed: list[Weighed], reasons: dict[str, Sentence]) -> Iterator[Contender]:
    """Each lever that could rise, for the part of it that the hours allow."""
    for one in weighed:
        if one.change.size.mean <= 0:
            continue
        back = one.change.source == "history" and one.change.is_seen
        title = (words.ACTS if back else words.TOWARDS)[one.lever.name]
        hours = float(one.hours.mean())
        yield Contender(
            kind="flow",
            name=one.lever.name,
            title=title.of(to=words.figure(one.reached, one.lever.kind)),
            reason=reasons[one.lever.name],
            hours=hours,
            gain=one.gain,
            net=one.net,
            grade=one.grade,
            n=one.lever.now.n,
            feasible=one.part > 0,
            span_hours=hours,
        )


def time_moves(table: pa.Table, hours: Hours, on: dt.date) -> Iterator[Contender]:
    """The plan's own best moves, at what an hour is worth to the whole company. Phrased on the customer."""
    acting = table.filter(pc.and_(pc.greater(table["dose_hours"], 0), pc.greater(table["planned_hours"], 0)))
    prices = hours.prices(on)
    for row in (
        acting.sort_by([("net_gain", "descending"), ("subject_id", "ascending")]).slice(0, MOST_TIME_MOVES).to_pylist()
    ):
        gain = log_normal(
            row["gain"], (row["gain_high"] - row["gain_low"]) / 2 / Z, f"{on}|{row['play']}|{row['subject_id']}"
        )
        yield Contender(
            kind="time",
            name=row["play"],
            title=_TIME_TITLES.get(row["play"], _TIME_TITLE).of(name=row["customer_name"]),
            reason=_TIME_WHY.of(),
            hours=row["dose_hours"],
            gain=gain,
            net=gain - prices * row["dose_hours"],
            grade=Grade.ASSUMED,
            n=int(row["n"]),
            customers=(row["customer_id"] or row["subject_id"],),
        )


def log_normal(mean: float, sd: float, seed: str) -> Floats:
    sigma = float(np.sqrt(np.log1p((sd / max(mean, 1e-9)) ** 2)))
    normal = np.random.default_rng(zlib.crc32(seed.encode())).standard_normal(DRAWS)
    drawn: Floats = mean * np.exp(sigma * normal - sigma**2 / 2)
    return drawn


def normal(mean: float, sd: float, seed: str) -> Floats:
    drawn: Floats = mean + sd * np.random.default_rng(zlib.crc32(seed.encode())).standard_normal(DRAWS)
    return drawn


def sure_to_lead(contenders: list[Contender]) -> list[float]:
    """P(among the top 3) of each, in the same worlds."""
    if not contenders:
        return []
    worlds = np.column_stack([one.net for one in contenders])
    third = max(worlds.shape[1] - 3, 0)
    bar = np.partition(worlds, third, axis=1)[:, third]
    return [float((worlds[:, place] >= bar).mean()) for place in range(worlds.shape[1])]

"""Let deals run: each stage has a daily hazard of going on and one of being lost."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal

from numpy.random import Generator

from ignition.datasets.demo.company import Client, Deal

WON, LOST = "Chiusura vinta", "Chiusura persa"
SUBJECTS = (
    "Fornitura annuale cilindri",
    "Revamping centralina",
    "Ricambi linea 2",
    "Banco prova",
    "Contratto di manutenzione",
    "Nuovo impianto",
    "Kit valvole",
)


@dataclass(frozen=True, slots=True)
class Stage:
    name: str
    days_to_next: float
    days_to_loss: float


STAGES = (
    Stage("Appuntamento fissato", 10, 55),
    Stage("Analisi tecnica", 16, 70),
    Stage("Offerta inviata", 18, 48),
    Stage("Trattativa", 20, 45),
)


def run_deals(
    rng: Generator, clients: tuple[Client, ...], today: dt.date, days: int, a_day: float = 0.42
) -> list[Deal]:
    """Deals opened at random days with random customers, each followed up to `today`."""
    count = int(rng.poisson(a_day * days))
    return [_run(rng, n, clients[int(rng.integers(len(clients)))], today, days) for n in range(1, count + 1)]


def _run(rng: Generator, n: int, client: Client, today: dt.date, days: int) -> Deal:
    at = _office_hour(rng, today - dt.timedelta(days=int(rng.integers(1, days))))
    deal = new_deal(rng, n, client, at)
    entered, outcome = [(STAGES[0].name, at)], "open"
    for stage, following in zip(STAGES, (*(stage.name for stage in STAGES[1:]), WON), strict=True):
        on, lost = (float(rng.exponential(mean)) for mean in (stage.days_to_next, stage.days_to_loss))
        at = _office_hour(rng, at.date() + dt.timedelta(days=1 + round(min(on, lost))))
        if at.date() > today:
            return replace(deal, stages=tuple(entered), expected_on=_still_to_come(rng, deal, today))
        entered.append((following if on < lost else LOST, at))
        if on >= lost:
            return replace(deal, stages=tuple(entered), outcome="lost", expected_on=at.date())
        outcome = "won" if following == WON else outcome
    return replace(deal, stages=tuple(entered), outcome=outcome, expected_on=at.date())


def new_deal(rng: Generator, n: int, client: Client, at: dt.datetime) -> Deal:
    amount = Decimal(max(500, round(client.value * float(rng.lognormal(1.0, 0.6)), -2)))
    subject = SUBJECTS[int(rng.integers(len(SUBJECTS)))]
    expected = at.date() + dt.timedelta(days=int(rng.integers(40, 100)))
    return Deal(
        str(910_000_000 + 13 * n), f"{client.name} - {subject}", client, amount, expected, ((STAGES[0].name, at),)
    )


def stuck_deal(rng: Generator, n: int, client: Client, today: dt.date) -> Deal:
    """An offer sent long ago that nobody has spoken of since."""
    return _placed(rng, n, client, today - dt.timedelta(days=190), (0, 12, 27), today - dt.timedelta(days=40))


def closing_deal(rng: Generator, n: int, client: Client, today: dt.date) -> Deal:
    """A negotiation in its last stage, four days from its expected date."""
    return _placed(rng, n, client, today - dt.timedelta(days=52), (0, 9, 21, 38), today + dt.timedelta(days=4))


def _placed(
    rng: Generator, n: int, client: Client, opened: dt.date, offsets: tuple[int, ...], expected: dt.date
) -> Deal:
    moments = [_office_hour(rng, opened + dt.timedelta(days=days)) for days in offsets]
    entered = tuple((stage.name, at) for stage, at in zip(STAGES, moments, strict=False))
    deal = new_deal(rng, n, client, moments[0])
    return replace(deal, stages=entered, expected_on=expected, amount=deal.amount + 9000)


def _still_to_come(rng: Generator, deal: Deal, today: dt.date) -> dt.date:
    """Whoever follows an open deal has moved its date on, most times."""
    if deal.expected_on > today or rng.random() < 0.25:
        return deal.expected_on
    return today + dt.timedelta(days=int(rng.integers(5, 60)))


def _office_hour(rng: Generator, day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(int(rng.integers(8, 18)), int(rng.integers(60))))

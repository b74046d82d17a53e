"""Draw the customers: who they are, how often they buy, when they leave, how much they spend.

Believes what BG/NBD and Gamma-Gamma believe (Fader, Hardie & Lee 2005; Fader & Hardie 2013): rates are Gamma over
customers, leaving after a purchase is Beta, mean values are inverse-Gamma. Effort lifts the rate with a known elasticity.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from numpy.random import Generator

from ignition.datasets.demo import names
from ignition.datasets.demo.company import Client, Seller

DOMAIN = "demo.example"
ALICE = Seller("Alice Ferri", f"alice@{DOMAIN}", "owner", ("TO",))
BOB = Seller("Bob Monti", f"bob@{DOMAIN}", "seller", ("MO", "RE", "PR"))
CHARLIE = Seller("Charlie Galli", f"charlie@{DOMAIN}", "seller", ("BO", "FE", "FC"))
DORA = Seller("Dora Neri", f"dora@{DOMAIN}", "partner", ("VR", "VI", "PD", "BS", "MI"))
PEOPLE = (ALICE, BOB, CHARLIE, DORA)
_FOLLOWS = {province: seller for seller in PEOPLE for province in seller.provinces}
_SHARES = {"MO": 0.22, "RE": 0.13, "PR": 0.07, "BO": 0.17, "FE": 0.06, "FC": 0.07, "VR": 0.06, "VI": 0.05, "PD": 0.04}
_SHARES |= {"BS": 0.06, "MI": 0.05, "TO": 0.02}


@dataclass(frozen=True, slots=True)
class BuyingProcess:
    """Rates a day ~ Gamma(r, alpha); leaving ~ Beta(a, b); mean value ~ p x InverseGamma(q, gamma)."""

    r: float = 3.0
    alpha: float = 150.0
    a: float = 0.6
    b: float = 18.0
    p: float = 6.0
    q: float = 4.0
    gamma: float = 1100.0
    elasticity: float = 0.25
    effort_sigma: float = 0.5


def draw_clients(rng: Generator, count: int, today: dt.date, days: int, process: BuyingProcess) -> tuple[Client, ...]:
    """`count` customers; six in ten were there before the first document, the others came along the way."""
    named = names.company_names(rng, count)
    return tuple(_client(rng, n, name, sector, today, days, process) for n, (name, sector) in enumerate(named, 1))


def _client(
    rng: Generator, n: int, name: str, sector: str, today: dt.date, days: int, process: BuyingProcess
) -> Client:
    province = _province(rng, n)
    effort = float(rng.lognormal(0.0, process.effort_sigma))
    age = days - int(rng.integers(60)) if rng.random() < 0.6 else int(rng.integers(45, days))
    return Client(
        key=str(20_000_000 + 37 * n),
        name=name,
        vat_id=names.vat_id(n),
        address=names.address(rng, province),
        sector=sector,
        phone=names.phone(rng),
        employees=int(rng.lognormal(3.0, 0.8)) + 2,
        owner=_FOLLOWS[province],
        contact=names.contact(rng, name),
        since=today - dt.timedelta(days=age),
        rate=float(rng.gamma(process.r, 1 / process.alpha)) * effort**process.elasticity,
        leaves=float(rng.beta(process.a, process.b)),
        value=process.p / float(rng.gamma(process.q, 1 / process.gamma)),
        effort=effort,
    )


def _province(rng: Generator, n: int) -> str:
    """The first customers go round all who sell, so that each has some."""
    if n <= 4 * len(PEOPLE):
        return PEOPLE[(n - 1) % len(PEOPLE)].provinces[0]
    return str(rng.choice(list(_SHARES), p=list(_SHARES.values())))

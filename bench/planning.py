"""How long the hours of a company take to give out, and how far the plan stays below what no plan can exceed."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import scipy

from bench.figure import Figure, best_of, seconds
from ignition.allocation import Plan, allocate, choice_bound, dose_steps, one_each_subject, relaxed_optimum
from ignition.gains import Offers, weigh
from ignition.responses import ElasticityPrior

WEEK = 20.0


def measure() -> Iterator[Figure]:
    """Beside HiGHS on the same steps: it solves the relaxation, the plan is whole."""
    offers = _offers(people=20, each=1_000)
    plan = allocate(offers, dict.fromkeys(offers.people, WEEK))
    ours = best_of(lambda: allocate(offers, dict.fromkeys(offers.people, WEEK)))
    steps = dose_steps(offers, one_each_subject(offers))
    found: list[float] = []
    budgets = np.full(len(offers.people), WEEK)
    theirs = seconds(lambda: found.append(relaxed_optimum(steps, offers.person[steps.offer], budgets)))
    peer = f"HiGHS in scipy {scipy.__version__}, relaxation alone"
    below = f"{ours:.2f} s, {1 - plan.value / found[0]:.3%} below the bound"
    yield Figure("Hours to 20,000 candidates", below, peer, f"{theirs:.2f} s", theirs / ours)


def measure_large() -> Iterator[Figure]:
    for acts in (1, 3):
        offers = _offers(people=1_000, each=1_000, acts=acts)
        budgets = dict.fromkeys(offers.people, WEEK)
        plans: list[Plan] = []
        taken = seconds(lambda offers=offers, budgets=budgets, plans=plans: plans.append(allocate(offers, budgets)))
        gap = 1 - plans[0].value / choice_bound(offers, np.full(len(offers.people), WEEK))
        what = f"Hours of 1,000 sellers to 1,000,000 candidates, {acts} a customer"
        yield Figure(what, f"{taken:.1f} s, {gap:.3%} below the bound by prices")


def _offers(people: int, each: int, acts: int = 1) -> Offers:
    """Random concave worlds: steps from a quarter of an hour to two hours, stakes as unequal as customers are."""
    rng, n = np.random.default_rng(1), people * each
    names = pa.array([f"seller {code}" for code in range(people)])
    subject = np.arange(n) // acts
    who = pa.array(subject).cast(pa.string())
    columns = {
        "play": pa.array(["advance", "close", "cover"][:acts]).take(pa.array(np.arange(n) % acts)),
        "subject": pa.array(["deal"]).take(pa.array(np.zeros(n, dtype=int))),
        "subject_id": who,
        "customer_id": who,
        "person": names.take(pa.array(subject % people)),
        "hours": rng.integers(1, 9, n) / 4,
        "most_hours": rng.integers(2, 33, n) / 4,
        "usual_hours": rng.uniform(1, 8, n),
        "stake": rng.lognormal(7, 1.2, n),
        "stake_sd": rng.lognormal(5, 1, n),
        "at_risk": pa.nulls(n, pa.float64()),
    }
    return weigh(pa.table(columns), dict.fromkeys(("advance", "close", "cover"), ElasticityPrior()), {})

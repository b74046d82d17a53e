"""The engine at scale, on DuckDB, gives what `ignite` gives: hours, prices, and what is shown."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pyarrow as pa
import pytest

from ignition import plays, scale
from ignition.allocation import allocate
from ignition.assumptions import Assumptions
from ignition.backends import connect
from ignition.book import Book
from ignition.book.tables import schema_of
from ignition.candidate import CANDIDATE
from ignition.engine import look, propose
from ignition.features import customers
from ignition.gains import weigh
from ignition.responses import ElasticityPrior
from ignition.scale.looking import learn
from ignition.scale.planning import _weighed
from ignition.scale.shortlist import shortlist
from tests.ignition.spark.books import DAY, drawn
from tests.ignition.spark.equality import differences

STATED = Assumptions()


def in_one_go(book: Book, on: dt.date) -> tuple:  # type: ignore[type-arg]
    """What the engine does in process: everything looked at, everything weighed."""
    with connect(book) as desk:
        situation = look(desk, on, STATED)
        candidates = propose(desk, situation, book, on, STATED)
        found = {name: getattr(situation, name).to_pyarrow() for name in ("customers", "deals")}
    offers = weigh(candidates, dict.fromkeys(plays.PLAYS, ElasticityPrior()), {})
    hours = dict.fromkeys(offers.people, STATED.weekly_hours)
    return found, offers, allocate(offers, hours)


def given(offers, plan) -> dict[tuple[str, str], float]:  # type: ignore[no-untyped-def]
    rows = np.flatnonzero(plan.hours > 0)
    taken = offers.table.take(rows)
    return dict(zip(zip(taken["play"].to_pylist(), taken["subject_id"].to_pylist()), plan.hours[rows].round(9)))  # noqa: B905


@pytest.fixture(scope="module", params=[(5, 120)], ids=["drawn"])
def both(request: pytest.FixtureRequest):  # type: ignore[no-untyped-def]
    seed, size = request.param
    book = drawn(seed, size).as_of(DAY)
    with connect(book) as desk:
        situation = scale.look(desk, DAY)
        planned = scale.plan(desk, situation, DAY)
        found = {name: getattr(situation, name).to_pyarrow() for name in ("customers", "deals")}
    return in_one_go(book, DAY), (found, planned)


@pytest.mark.drill
def test_everybody_is_foreseen_as_in_process(both) -> None:  # type: ignore[no-untyped-def]
    (usual, *_), (found, _) = both
    for name, key in (("customers", "customer_id"), ("deals", "deal_id")):
        columns = found[name].column_names
        assert differences(usual[name].select(columns), found[name], key) == []


@pytest.mark.drill
def test_the_plan_gives_the_same_hours_at_the_same_prices(both) -> None:  # type: ignore[no-untyped-def]
    (_, offers, plan), (_, planned) = both
    assert given(planned.offers, planned.plan) == given(offers, plan)
    assert planned.plan.prices == pytest.approx(dict(plan.prices))
    assert (planned.plan.value, planned.plan.rule_value) == pytest.approx((plan.value, plan.rule_value))
    assert planned.considered == len(offers)


def many_candidates(n: int, people: int) -> pa.Table:
    """Candidates of two plays on customers, some of both, with stakes from a few EUR to a hundred thousand."""
    rng = np.random.default_rng(11)
    who, play = rng.integers(0, n, n).astype(str), rng.choice(["win_back", "activate"], n)
    values = {
        "play": play, "subject": np.full(n, "customer"), "subject_id": who, "customer_id": who, "customer_name": who,
        "person": rng.integers(0, people, n).astype(str), "hours": rng.choice([0.25, 0.5], n), "most_hours": np.full(n, 2.0),
        "usual_hours": 4 + rng.exponential(4, n), "stake": rng.lognormal(6, 2, n).round(6),
        "stake_sd": rng.lognormal(4, 1, n).round(6), "at_risk": rng.lognormal(5, 1, n).round(6),
        "n": np.full(n, 300), "stake_grade": np.full(n, "L2"),
    }  # fmt: skip
    table = pa.table({name: pa.array(column) for name, column in values.items()}).cast(schema_of(CANDIDATE))
    table = table.group_by(["play", "subject", "subject_id"]).aggregate([(c.name, "min") for c in CANDIDATE[3:]])
    return table.rename_columns([name.removesuffix("_min") for name in table.column_names]).select(
        [column.name for column in CANDIDATE]
    )


def test_one_candidate_in_twenty_is_enough_for_the_same_plan() -> None:
    table = many_candidates(120_000, people=5).sort_by(
        [(name, "ascending") for name in ("person", "play", "subject_id")]
    )
    responses = dict.fromkeys(("win_back", "activate"), ElasticityPrior())
    hours = {str(person): 20.0 + 10 * person for person in range(5)}
    with connect(Book()) as desk:
        few = desk.fetch(shortlist(desk, desk.lay("weighed", _weighed(responses, {}, table)), hours))
    assert few.num_rows < table.num_rows / 20
    few = few.select(table.column_names).sort_by([(name, "ascending") for name in ("person", "play", "subject_id")])
    offers, all_offers = weigh(few, responses, {}), weigh(table, responses, {})
    plan, whole = allocate(offers, hours), allocate(all_offers, hours)
    assert given(offers, plan) == given(all_offers, whole)
    assert (plan.prices, plan.value, plan.rule_value) == (whole.prices, whole.value, pytest.approx(whole.rule_value))


@pytest.mark.drill
def test_deals_are_learnt_from_the_latest_where_there_are_too_many() -> None:
    with connect(drawn(1).as_of(DAY)) as desk:
        described = customers.describe(desk, DAY)
        few, all_ = learn(desk, described, DAY, most_spells=60), learn(desk, described, DAY)
    assert 0 < few.deals.rates.closed < all_.deals.rates.closed

"""What is scarce: how much an hour is worth, said of the company and never as a list of persons."""

from __future__ import annotations

import pytest

from ignition.book import Book
from ignition.estimate import Estimate, Grade
from ignition.scarcity import TEXTS, bottleneck
from tests.ignition.situations import a_stuck_deal, decided


def price(value: float) -> Estimate:
    return Estimate(value, value / 2, value * 2, 10, Grade.ASSUMED, "shadow_price")


def busy(n: int, owner: str = "bob", value: float = 9_000.0):
    return [a_stuck_deal(f"{owner}{i:02d}", owner=owner, value=value * 0.95**i) for i in range(n)]


def test_an_hour_is_worth_the_mean_of_the_prices_by_their_hours():
    found = bottleneck({"bob": price(30.0), "dora": price(90.0)}, {"bob": 10.0, "dora": 5.0})
    assert (found.resource, found.worth.value) == ("hours", pytest.approx(50.0))
    assert (found.worth.low, found.worth.high, found.worth.n) == (pytest.approx(25.0), pytest.approx(100.0), 20)


def test_where_the_hours_do_for_everything_moves_are_what_is_missing():
    moves = decided(deals=busy(2))
    assert moves.bottleneck.resource == "moves"
    assert "opportunities" in str(moves)


def test_where_they_do_not_the_company_reads_what_one_more_is_worth():
    moves = decided(deals=busy(80))
    found = moves.bottleneck
    assert found.resource == "hours"
    assert found.worth.value == pytest.approx(moves.shadow_prices["bob"])
    assert 0 < found.worth.low < found.worth.value < found.worth.high
    assert "one more hour could be worth about" in str(moves)


def test_an_hour_that_is_scarce_is_never_said_to_be_worth_nothing():
    hardly = bottleneck({"bob": price(0.3)}, {"bob": 10.0})
    assert hardly.resource == "hours"
    assert hardly.say().say("it").endswith("un'ora in più potrebbe valere meno di 1 €.")


def test_the_company_view_names_nobody():
    moves = decided(deals=[*busy(60), *busy(60, "dora", 90_000.0)])
    said = {moves.bottleneck.say().say(lang) for lang in ("it", "en")}
    assert not any(name in sentence for sentence in said for name in ("bob", "dora"))
    bob = moves.only(["bob"])
    assert set(bob.an_hour) == {"bob"}
    assert bob.bottleneck.worth.value < moves.bottleneck.worth.value


def test_where_nobody_has_hours_nothing_is_said():
    assert bottleneck({"bob": price(10.0)}, {"bob": 0.0}) is None
    assert decided(deals=busy(3), book=Book(people=[{"person_id": "bob", "weekly_hours": 0}])).bottleneck is None
    assert decided().bottleneck is None


def test_it_claims_no_cause():
    for text in TEXTS:
        assert not any(word in text.it + text.en for word in ("causa", "farà", "causes", "will "))

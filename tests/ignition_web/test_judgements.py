"""What an hour is worth, as those who lead judge it: kept with its day, theirs alone, used when points are lit."""

from __future__ import annotations

import datetime as dt

import pytest

from ignition.responses import Judgement
from ignition_web.business.judging import Judged, our_judgements, record_judgement
from ignition_web.points import flows
from ignition_web.privacy.flows import what_is_kept

pytestmark = pytest.mark.django_db
BOLD, MILD = Judgement(0.2, 1.6, 3.0), Judgement(0.7, 1.1, 1.5)
TODAY = dt.date(2026, 11, 24)


def test_answers_are_kept_as_a_history_and_the_engine_weighs_every_judge(people) -> None:
    for answers in (BOLD, MILD):
        record_judgement("win_back", answers, people.alice)
    record_judgement("win_back", BOLD, people.erin)
    stated = our_judgements()["win_back"]
    assert [(one.judge, one.answers) for one in stated] == [
        (str(people.alice.pk), BOLD),
        (str(people.alice.pk), MILD),
        (str(people.erin.pk), BOLD),
    ]


def test_who_no_longer_leads_judges_no_more(people) -> None:
    record_judgement("win_back", BOLD, people.erin)
    people.erin.role = "seller"
    people.erin.save()
    assert our_judgements() == {}


def test_a_new_judgement_makes_the_points_stale_and_stands_behind_the_next_ones(world, monkeypatch) -> None:
    asked = []
    real = flows.lit_now
    monkeypatch.setattr(flows, "lit_now", lambda on, terms, lit: asked.append(terms.judgements) or real(on, terms, lit))
    flows.light_points(TODAY)
    assert not flows.stale(TODAY)
    record_judgement("advance", BOLD, world.alice)
    assert flows.stale(TODAY)
    flows.light_points(TODAY)
    assert asked[0] == {}
    assert [one.answers for one in asked[-1]["advance"]] == [BOLD]


def test_nobody_reads_what_another_judged_and_it_is_told_to_whoever_did(people) -> None:
    record_judgement("win_back", BOLD, people.erin)
    assert not Judged.objects.visible_to(people.alice).exists()
    assert [row["play"] for row in what_is_kept(people.erin)["what an hour brings"]] == ["win_back"]
    assert what_is_kept(people.alice)["what an hour brings"] == []

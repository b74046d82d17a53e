"""The page of four answers a move."""

from __future__ import annotations

import pytest
from django.urls import reverse

from ignition.responses import Judgement
from ignition_web.business.judging import Judged
from ignition_web.screens.judgements import JUDGED

pytestmark = pytest.mark.django_db
GOOD = {"play": "win_back", "nothing": "0,4", "half_more": "1,2", "most": "1.6"}


def test_whoever_leads_is_asked_about_every_move(aviary, signed_in) -> None:
    for leads in (aviary.alice, aviary.erin):
        page = signed_in(leads).get(reverse("judgements")).content.decode()
        assert all(f'value="{play}"' in page for play in JUDGED)


def test_answers_are_kept_with_a_comma_or_a_point_and_shown_again(aviary, signed_in) -> None:
    client = signed_in(aviary.alice)
    assert client.post(reverse("judgement"), GOOD).status_code == 302
    kept = Judged.objects.get()
    assert (kept.by, kept.play, kept.answers) == (aviary.alice, "win_back", Judgement(0.4, 1.2, 1.6))
    page = client.get(reverse("judgements")).content.decode()
    assert 'name="half_more" value="1,2"' in page
    assert "0,4 · 1 · 1,2 · 1,6" in page


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"nothing": "1"}, "se l&#x27;impegno non serve, non c&#x27;è nulla da distribuire"),
        ({"half_more": "0.9"}, "un&#x27;ora in più non vale nulla"),
        ({"most": "1.1"}, "il secondo deve essere più grande"),
        ({"most": "tanto"}, "Le risposte devono essere numeri"),
        ({"most": "1e9"}, "Le risposte devono essere numeri"),
    ],
)
def test_answers_that_contradict_each_other_are_refused_with_the_reason_beside_the_form(
    aviary, signed_in, wrong, reason
) -> None:
    answer = signed_in(aviary.alice).post(reverse("judgement"), {**GOOD, **wrong})
    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert f'value="{next(iter(wrong.values()))}"' in answer.content.decode()
    assert not Judged.objects.exists()


def test_a_move_that_is_not_known_changes_nothing(aviary, signed_in) -> None:
    signed_in(aviary.alice).post(reverse("judgement"), {**GOOD, "play": "dance"})
    assert not Judged.objects.exists()


def test_one_judge_never_sees_what_another_answered(aviary, signed_in) -> None:
    signed_in(aviary.erin).post(reverse("judgement"), {**GOOD, "most": "17.25"})
    assert "17.25" not in signed_in(aviary.alice).get(reverse("judgements")).content.decode()

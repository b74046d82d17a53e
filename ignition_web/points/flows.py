"""Points: lit from the Book, answered, taken back, and held against what happened."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count, Max, Q
from django.utils import timezone

from ignition.allocation import Contest
from ignition.assumptions import Assumptions
from ignition.effects import measure
from ignition.lit.lit import Terms
from ignition.moves import Move, Moves
from ignition.notes import tell_contest
from ignition.proving import plan_against_rule
from ignition_web.business.judging import our_judgements
from ignition_web.business.models import Company, Judged, Target
from ignition_web.customers.models import Activity, Contact, Customer
from ignition_web.points.book import our_book, our_past
from ignition_web.points.kept import lit_now
from ignition_web.points.lots import Running, draw_lots, recently_shown, running
from ignition_web.points.models import LEARN, Answer, Effect, Lighting, Point, Said, WhyNot
from ignition_web.points.watching import taken_out, watch
from ignition_web.sales.models import Deal, DealChange, Purchase, StageChange
from ignition_web.team.models import User
from ignition_web.voice.models import Signal

MOST_DRAWN = 5
"""Times the engine is asked anew because a lot holds back what it proposes."""
CONTEST_SECONDS = 20.0
"""How long plan against rule may take: the one worker reads no document meanwhile."""
_ABOUT = ("for_person_id", "play", "subject", "subject_id")
PLACES = {"action": 3, "risk": 2, "ignition": 1}
"""Most points a person is shown in each slot on one day, those already answered among them."""


def light_points(today: dt.date, even_if_fresh: bool = False, contest: Contest | None = None) -> Lighting | None:
    """Ask the engine for the day's points and show them; None when nothing is new since the last time today.

    A point that is shown again tomorrow, unanswered, stays the same point with its first promise. One that was answered keeps
    its place for the day: nothing moves up into it. `contest` says whether hours follow the plan or the simple rule; without one
    this week's still holds.
    """
    watch()
    stood_on = what_there_is()
    if not even_if_fresh and not is_stale(today, stood_on):
        return None
    held = contest or this_weeks_contest(today)
    moves, lots = _drawn(today, held)
    with transaction.atomic():
        Company.objects.select_for_update().get_or_create(pk=1)  # one lighting at a time
        if not even_if_fresh and not is_stale(today, stood_on):
            return None
        _show(moves, lots, today)
        notes = [note.to_dict() for note in moves.notes]
        return Lighting.objects.create(
            on=today,
            stood_on=stood_on,
            notes=notes,
            shadow_prices=dict(moves.shadow_prices),
            bottleneck=moves.bottleneck.say().to_dict() if moves.bottleneck else {},
            contest={"week": _week(today), **held.to_dict()} if held else {},
        )


def _drawn(today: dt.date, contest: Contest | None) -> tuple[Moves, Running]:
    """The day's moves without those a lot holds back. These are kept as points nobody sees; they rest, and the next best takes the
    place, until no move shown is one that a lot holds."""
    terms, lit = Terms(our_assumptions(), our_judgements(), contest), None
    for attempt in range(MOST_DRAWN):
        lit = lit_now(today, terms, lit)  # what was kept back meanwhile came as points
        moves = lit.moves
        if not attempt:
            draw_lots(moves, today)
        lots = running(today)
        held = [move for move in moves.shown if lots.holds(move) and not lots.rests(move)]
        _keep_back(held, lots, today)
        if not held:
            break
    shown = tuple(move for move in moves.shown if not (lots.holds(move) or lots.rests(move)))
    return replace(moves, shown=shown), lots


def _keep_back(held: Iterable[Move], lots: Running, today: dt.date) -> None:
    """Points that were never shown, with the chance there was of showing them; not of what somebody saw a short while ago."""
    known = set(Point.objects.filter(recently_shown(today) | Q(held=True, lit_on=today)).values_list(*_ABOUT))
    people = {str(person.pk): person for person in User.objects.filter(is_active=True)}
    now = timezone.now()
    for move in held:
        person = people.get(move.person)
        if person is not None and (person.pk, *_about(move)) not in known:
            _fill(_new_point(move, person, lots.chance(move), today, now), move, held=True, gone_at=now)


def hold_contest(today: dt.date) -> Contest:
    """Plan against simple rule on past days of our Book: once a week, for it asks the engine as often as it has days."""
    held = this_weeks_contest(today)
    return held or plan_against_rule(our_past(), today, our_assumptions(), our_judgements(), within=CONTEST_SECONDS)


def follow_contest(today: dt.date) -> Contest | None:
    """Once a week, after the points are lit: where the simple rule did at least as well they are lit anew by it, else it is only told."""
    if is_stale(today, what_there_is()) or this_weeks_contest(today) is not None:
        return None
    held = hold_contest(today)
    if held.rule_wins:
        light_points(today, even_if_fresh=True, contest=held)
        return held
    told = [note.to_dict() for note in tell_contest(held)]
    last = Lighting.objects.latest("pk")
    last.contest, last.notes = {"week": _week(today), **held.to_dict()}, [*last.notes, *told]
    last.save(update_fields=["contest", "notes"])
    return held


def this_weeks_contest(today: dt.date) -> Contest | None:
    held = Lighting.objects.filter(contest__week=_week(today)).order_by("-pk").first()
    return Contest.from_dict(held.contest) if held else None


def _week(day: dt.date) -> str:
    return "{}-{:02d}".format(*day.isocalendar()[:2])


def stale(today: dt.date | None = None) -> bool:
    """Is something known that the points shown do not stand on?"""
    return is_stale(today or timezone.localdate(), what_there_is())


def is_stale(today: dt.date, stood_on: dict[str, Any]) -> bool:
    last = Lighting.objects.order_by("-pk").first()
    return last is None or last.on != today or last.stood_on != stood_on


def what_there_is() -> dict[str, Any]:
    """How much there is of each noun, the last of it and of what was taken out: cheap to ask, and different whenever something is."""
    last_change = {"changed": Max("changed_at")}
    counted = {
        str(model._meta.model_name): model.objects.aggregate(n=Count("pk"), last=Max("pk"), **extra)
        for model, extra in (
            (Purchase, {}), (Activity, {}), (Contact, {}), (StageChange, {}), (DealChange, {}), (Target, {}), (Judged, {}),
            (Signal, {"answered": Count("answered_at")}), (Customer, last_change), (Deal, last_change),
        )
    }  # fmt: skip
    people = list(User.objects.filter(is_active=True).order_by("pk").values_list("pk", "role", "weekly_hours"))
    known = {**counted, "people": people, "margin": Company.ours().contribution, "taken_out": taken_out()[-1]}
    return {name: _plain(value) for name, value in known.items()}


def our_assumptions() -> Assumptions:
    return Assumptions(margin=float(Company.ours().contribution))


def answer(point: Point, said: str, reason: str = "", by: User | None = None) -> Answer | None:
    """Record what was said of a point; None where an answer already stands (a second click says nothing new)."""
    try:
        with transaction.atomic():
            return Answer.objects.create(point=point, said=Said(said), reason=reason.strip(), by=by)
    except IntegrityError:
        return None


def take_back(given: Answer, by: User | None = None) -> bool:
    """Take an answer back, within the seconds there are for it. False when it is too late."""
    if not given.can_be_taken_back or (by is not None and given.point.for_person_id != by.pk):
        return False
    standing = Answer.objects.filter(pk=given.pk, taken_back_at__isnull=True)
    return bool(standing.update(taken_back_at=timezone.now()))


def give_reason(given: Answer, reason: str) -> bool:
    """Add why a point was refused, while the refusal stands."""
    if reason not in WhyNot.values:
        return False
    refused = Answer.objects.filter(pk=given.pk, said=Said.NO, taken_back_at__isnull=True)
    return bool(refused.update(reason=reason))


def settle(today: dt.date) -> int:
    """Hold the promises that are due against what happened. Returns how many were settled; each is settled once."""
    unsettled = Point.objects.filter(due_on__lte=today, effect__isnull=True).exclude(play=LEARN)
    due = set(unsettled.values_list("pk", flat=True))
    if not due:
        return 0
    settled = measure(our_book(), today, our_assumptions()).points.to_pylist()
    effects = [
        Effect(
            point_id=int(row["point_id"]),
            promised=row["promised"],
            realised=row["brought"],
            counterfactual=row["before"],
            done=row["done"],
        )
        for row in settled
        if int(row["point_id"]) in due
    ]
    Effect.objects.bulk_create(effects, ignore_conflicts=True)
    return len(effects)


def _show(moves: Moves, lots: Running, today: dt.date) -> None:
    now = timezone.now()
    standing = Answer.objects.filter(taken_back_at__isnull=True)
    showing = {_what(p): p for p in Point.objects.filter(gone_at__isnull=True).exclude(answers__in=standing)}
    answered = _answered_on(today)
    places = Counter((point.for_person_id, point.slot) for point in answered)
    taken = {_what(point) for point in answered}
    people = {str(person.pk): person for person in User.objects.filter(is_active=True)}
    for move in sorted(moves.shown, key=lambda move: move.rank):
        person = people.get(move.person)
        if person is None or (person.pk, *_about(move)) in taken or places[person.pk, move.slot] >= PLACES[move.slot]:
            continue
        places[person.pk, move.slot] += 1
        point = showing.pop((person.pk, *_about(move)), None)
        _fill(point or _new_point(move, person, lots.chance(move), today, now), move)
    gone = [point.pk for point in showing.values()] + [p.pk for p in _answered_before(today)]
    Point.objects.filter(pk__in=gone).update(gone_at=now)
    _keep_back((move for move in moves.held if not lots.rests(move)), lots, today)


def _new_point(move: Move, person: User, chance: float, today: dt.date, now: dt.datetime) -> Point:
    """What is promised is promised once, with the chance there was of showing it."""
    point = Point(for_person=person, play=move.play, subject=move.subject, subject_id=move.subject_id, lit_on=today)
    point.customer = _customer(move.customer_id)
    point.deal = Deal.objects.filter(public_id=move.subject_id).first() if move.subject == "deal" else None
    point.promised, point.promised_low, point.promised_high = move.gain.value, move.gain.low, move.gain.high
    point.chance, point.due_on, point.lit_at = chance, move.due_on, now
    return point


def _fill(point: Point, move: Move, **more: Any) -> None:
    """A point that stays keeps its promise; what it says is as of today."""
    point.slot, point.rank, point.move = move.slot, move.rank, move.to_dict()
    point.hours, point.grade = move.hours, move.gain.grade.value
    for name, value in more.items():
        setattr(point, name, value)
    point.save()


def _answered_on(today: dt.date) -> list[Point]:
    standing = Point.objects.filter(answers__taken_back_at__isnull=True, answers__at__date=today)
    return list(standing.distinct())


def _answered_before(today: dt.date) -> list[Point]:
    standing = Point.objects.filter(
        gone_at__isnull=True, answers__taken_back_at__isnull=True, answers__at__date__lt=today
    )
    return list(standing.distinct())


def _about(move: Move) -> tuple[str, str, str]:
    return move.play, move.subject, move.subject_id


def _what(point: Point) -> tuple[int, str, str, str]:
    return point.for_person_id, point.play, point.subject, point.subject_id


def _customer(written: str) -> Customer | None:
    return Customer.objects.filter(pk=int(written)).first() if written.isdecimal() else None


def _plain(value: Any) -> Any:
    """As JSON gives it back, so that it can be compared."""
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    return value if isinstance(value, int) or value is None else str(value)

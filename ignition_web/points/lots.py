"""Lots: who is left without points, so that what points bring can be measured. Drawn before anything is shown, and written down.

Customers share a seller, so that acting on one may be neglecting another: they are drawn in pairs of one seller, alike in worth,
or a seller rests for a whole week. Nobody who waits for an answer is ever left out.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow.compute as pc
from django.db import transaction
from django.db.models import Min, Q, QuerySet, Sum

from ignition.measuring import Holdout, hold_out_pairs, hold_out_seller_weeks
from ignition.moves import Move, Moves
from ignition.resting import HELD_DAYS
from ignition_web.business.models import Company, LeftOut
from ignition_web.customers.models import Customer
from ignition_web.points.models import LEARN, Answer, Drawn, Lot, LotKind, Point, Said
from ignition_web.sales.models import Deal, Purchase
from ignition_web.team.models import User

ROUND_DAYS = 91
"""How long one drawing lasts; then another one, so that nobody is left out for long."""
EXEMPT = frozenset({"answer", "quit", LEARN})
"""Plays no lot holds back: somebody waits, hours are given back, or it is only a question."""
TRIAL_EACH = 5
"""Members of either side of a small trial, where the question did not say."""
ASKED_WITHIN = dt.timedelta(days=14)

Member = tuple[bool, float]
"""Held, and the chance of being held."""


@dataclass(frozen=True)
class Running:
    """What the lots of a day say of a move."""

    customers: dict[str, Member] = field(default_factory=dict)
    trials: dict[tuple[str, str, str], Member] = field(default_factory=dict)
    resting: frozenset[str] = frozenset()

    def rests(self, move: Move) -> bool:
        """Its person's week is one without points."""
        return move.person in self.resting and move.play not in EXEMPT

    def holds(self, move: Move) -> bool:
        return any(held for held, _ in self._members(move))

    def chance(self, move: Move) -> float:
        """Of showing it, before any lot was drawn; as logged with the move where a near-tie was settled by lot."""
        shown = move.chance
        for _, held in self._members(move):
            shown *= 1 - held
        return shown

    def _members(self, move: Move) -> list[Member]:
        if move.play in EXEMPT:
            return []
        known = (self.customers.get(move.customer_id), self.trials.get((move.play, move.subject, move.subject_id)))
        return [member for member in known if member is not None]


def running(today: dt.date) -> Running:
    """The lots drawn earlier, or today before anything was shown."""
    lots = Lot.objects.filter(ended="", begins_on__lte=today, ends_on__gt=today)
    members = Drawn.objects.filter(lot__in=lots).select_related("lot", "deal")
    customers, trials, resting = dict[str, Member](), dict[tuple[str, str, str], Member](), set[str]()
    for one in members:
        if one.lot.kind == LotKind.WEEKS:
            if one.held and one.week == monday(today):
                resting.add(str(one.person_id))
        elif one.lot.kind == LotKind.TRIAL:
            about = ("deal", str(one.deal.public_id)) if one.deal else ("customer", str(one.customer_id))
            trials[one.lot.play, *about] = (one.held, one.chance)
        else:
            customers[str(one.customer_id)] = (one.held, one.chance)
    return Running(customers, trials, frozenset(resting))


def draw_lots(moves: Moves, today: dt.date) -> None:
    """Draw what is due to be drawn: a round of pairs or of weeks as the company chose, and the trials people agreed to."""
    company = Company.ours()
    share = float(company.left_out_share)
    if company.left_out_by == LeftOut.PAIRS and not _runs(LotKind.PAIRS, today):
        _draw_pairs(today, share)
    if company.left_out_by == LeftOut.WEEKS and not _runs(LotKind.WEEKS, today + dt.timedelta(days=7)):
        _draw_weeks(today, share)
    for play, person, each in _trials_agreed(today):
        _draw_trial(moves, play, person, each, today)


def end_lots(kind: str, play: str = "", how: str = "stopped") -> int:
    """End the lots of a kind that run; whom they left out is proposed again from the next lighting on."""
    return Lot.objects.filter(kind=kind, play=play, ended="").update(ended=how)


def new_seed() -> int:
    return secrets.randbits(62)


def monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def recently_shown(today: dt.date) -> Q:
    """Points somebody saw a short while ago: who was acted on already is no longer to be left alone."""
    return Q(held=False) & (Q(gone_at__isnull=True) | Q(lit_on__gt=today - dt.timedelta(days=HELD_DAYS)))


def _runs(kind: str, day: dt.date) -> bool:
    return Lot.objects.filter(kind=kind, ended="", ends_on__gt=day).exists()


def _draw_pairs(today: dt.date, share: float) -> None:
    seen = Point.objects.filter(recently_shown(today), customer__isnull=False)
    year = Q(purchases__on__gt=today - dt.timedelta(days=365), purchases__on__lte=today)
    customers = Customer.objects.filter(owner__is_active=True).exclude(pk__in=seen.values("customer"))
    worth = customers.annotate(worth=Sum("purchases__amount", filter=year))
    rows = list(worth.order_by("pk").values_list("pk", "owner", "worth"))
    seed = new_seed()
    lot = hold_out_pairs([row[0] for row in rows], [row[1] for row in rows], _worth(rows), seed)
    pairs = int(lot.block.max(initial=-1)) + 1
    few = np.random.default_rng([seed, 1]).permutation(pairs)[: round(share * len(rows))]
    taking_part = np.flatnonzero(np.isin(lot.block, few) & (lot.block >= 0)).tolist()
    members = [Drawn(customer_id=rows[place][0], person_id=rows[place][1], **_of(lot, place)) for place in taking_part]
    if members:
        _keep(Lot(kind=LotKind.PAIRS, seed=seed, share=share, begins_on=today, ends_on=_after_round(today)), members)


def _worth(rows: Sequence[tuple[object, ...]]) -> np.ndarray:
    return np.array([float(row[2] or 0) for row in rows])  # type: ignore[arg-type]


def _draw_weeks(today: dt.date, share: float) -> None:
    """One rest in every so many weeks for everybody, at a time dealt out by lot; from the next Monday nobody has drawn for."""
    people = list(User.objects.filter(is_active=True, weekly_hours__gt=0).order_by("pk").values_list("pk", flat=True))
    every = round(1 / share)
    last = Lot.objects.filter(kind=LotKind.WEEKS, ended="", ends_on__gt=today).order_by("ends_on").last()
    begins = last.ends_on if last else monday(today) + dt.timedelta(days=7)
    weeks = [(person, number) for number in range(every) for person in people]
    seed = new_seed()
    lot = hold_out_seller_weeks([one[0] for one in weeks], np.array([one[1] for one in weeks]), seed, every)
    members = [
        Drawn(person_id=person, week=begins + dt.timedelta(days=7 * number), **_of(lot, place))
        for place, (person, number) in enumerate(weeks)
    ]
    ends = begins + dt.timedelta(days=7 * every)
    if members:
        _keep(Lot(kind=LotKind.WEEKS, seed=seed, share=share, begins_on=begins, ends_on=ends), members)


def _trials_agreed(today: dt.date) -> list[tuple[str, User, int]]:
    """Small trials that were answered with "done" and not drawn yet: the play, whose customers, how many on either side."""
    said = Answer.objects.filter(
        said=Said.DONE, taken_back_at__isnull=True, point__play=LEARN, point__subject="play",
        at__date__gt=today - ASKED_WITHIN, point__for_person__is_active=True,
    ).select_related("point__for_person")  # fmt: skip
    agreed = []
    for answer in said.order_by("pk"):
        play, person = answer.point.subject_id, answer.point.for_person
        if not Lot.objects.filter(
            kind=LotKind.TRIAL, play=play, drawn__person=person, drawn_at__gte=answer.at
        ).exists():
            agreed.append((play, person, int(answer.point.shown.reason.values.get("trial") or TRIAL_EACH)))
    return agreed


def _draw_trial(moves: Moves, play: str, person: User, each: int, today: dt.date) -> None:
    table = moves.table
    theirs = table.filter(pc.and_(pc.equal(table["play"], play), pc.equal(table["person"], str(person.pk))))
    taken, subjects = _taken(play, today), dict[tuple[str, str], float]()
    for row in theirs.select(["subject", "subject_id", "gain"]).to_pylist():
        if (row["subject"], row["subject_id"]) not in taken and len(subjects) < 2 * each:
            subjects.setdefault((row["subject"], row["subject_id"]), row["gain"])
    about, gains, seed = list(subjects), np.array(list(subjects.values())), new_seed()
    lot = hold_out_pairs([f"{kind} {one}" for kind, one in about], [0] * len(about), gains, seed)
    members = [
        Drawn(person=person, promised=float(gains[place]), **_about(*about[place]), **_of(lot, place))
        for place in np.flatnonzero(lot.block >= 0).tolist()
    ]
    if members:
        ends = _after_round(today)
        _keep(Lot(kind=LotKind.TRIAL, play=play, seed=seed, share=0.5, begins_on=today, ends_on=ends), members)


def _taken(play: str, today: dt.date) -> set[tuple[str, str]]:
    """Subjects that take part in a running trial, or were seen a short while ago."""
    drawn = {key[1:] for key in running(today).trials if key[0] == play}
    seen = Point.objects.filter(recently_shown(today)).values_list("subject", "subject_id")
    return drawn | set(seen)


def _about(subject: str, subject_id: str) -> dict[str, object]:
    if subject == "deal":
        deal = Deal.objects.get(public_id=subject_id)
        return {"deal": deal, "customer_id": deal.customer_id}
    return {"customer_id": int(subject_id)}


def _of(lot: Holdout, place: int) -> dict[str, object]:
    return {
        "block": int(lot.block[place]),
        "held": bool(lot.held[place]),
        "chance": float(lot.chance[place]),
    }


def _after_round(today: dt.date) -> dt.date:
    return today + dt.timedelta(days=ROUND_DAYS)


@transaction.atomic
def _keep(lot: Lot, members: list[Drawn]) -> None:
    lot.save()
    for member in members:
        member.lot = lot
    Drawn.objects.bulk_create(members)


def held_back_from(person: User, today: dt.date) -> QuerySet[Point]:
    """What a lot kept from a person, once it is over: it belongs to what is known of them."""
    return Point.objects.filter(for_person=person, held=True, due_on__lte=today)


def trials_so_far() -> list[dict[str, Any]]:
    """Each play that is or was tried: since when, with how many, and how it ended. Of no customer in particular."""
    trials = []
    for one in Lot.objects.filter(kind=LotKind.TRIAL).values("play").annotate(since=Min("begins_on")).order_by("since"):
        lots = Lot.objects.filter(kind=LotKind.TRIAL, play=one["play"])
        drawn = Drawn.objects.filter(lot__in=lots)
        ended = "" if lots.filter(ended="").exists() else lots.latest("pk").ended
        counts = {"tried": drawn.filter(held=False).count(), "left": drawn.filter(held=True).count()}
        trials.append({**one, **counts, "ended": ended})
    return trials


def bought_in(person_id: int, first: dt.date, last: dt.date) -> float:
    """EUR that customers of a person bought from the first day to before the last."""
    bought = Purchase.objects.filter(customer__owner=person_id, on__gte=first, on__lt=last)
    return float(bought.aggregate(total=Sum("amount"))["total"] or 0)

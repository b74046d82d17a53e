"""Learn: what to find out first where no move is sure enough to be the Ignition Point."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from ignition.choice import LEAST_WORTH, Field
from ignition.gains import Floats, Ints, Offers
from ignition.wording import Sentence, Text

ASK_HOURS, TRIAL_HOURS = 0.25, 0.5
TRIAL_LEAST = 4
"""Contenders of one play below which a trial tells nothing."""
TRIAL_MOST = 10
LEARNT = 0.5
"""A question or a small trial is believed to reveal half of what perfect knowledge would be worth."""
DRAWS = 2000
_NORMAL: Floats = ndtri((np.arange(DRAWS) + 0.5) / DRAWS)
"""Equally likely values of the one thing that would be known: evenly spread, so that no luck is in the worth."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """One thing to find out: what it costs, what knowing it is worth in EUR, and P(it changes what is best to do)."""

    subject: str
    subject_id: str
    row: int | None
    """The offer it asks about; None for a trial of a whole play."""
    play: str
    hours: float
    value: float
    low: float
    high: float
    p_changes: float
    title: Text
    reason: Sentence
    trial: int = 0

    def net(self, price: float) -> float:
        return self.value - price * self.hours


@dataclass(frozen=True, slots=True)
class _Worth:
    value: float
    low: float
    high: float
    p_changes: float


def what_to_learn(
    offers: Offers, field: Field, amount_missing: Collection[str], just_asked: Collection[str] = ()
) -> Lesson | None:
    """The unknown whose knowledge is worth most after its hours are paid; None where nothing is worth asking.

    The worth of knowing X is LEARNT x (E_X[max_d E(G_d | X)] - max_d E(G_d)): the expected value of perfect information, cut. X is
    one contender's stake (ask the customer) or one play's response (try it by lot on some). The decision d is which move to
    make first, or for each move whether to make it at all; the one that X matters more for counts.
    """
    if len(field.rows) == 0 or field.net.max() <= 0:
        return None
    lessons = [*_questions(offers, field, amount_missing, _NORMAL), *_trials(offers, field, _NORMAL)]
    paying = [
        lesson
        for lesson in lessons
        if lesson.net(field.price) > 0 and lesson.value >= LEAST_WORTH and lesson.subject_id not in just_asked
    ]
    return max(paying, key=lambda lesson: lesson.net(field.price), default=None)


def _questions(offers: Offers, field: Field, amount_missing: Collection[str], normal: Floats) -> list[Lesson]:
    lessons = []
    for place, row in enumerate(field.rows.tolist()):
        stake, sd = float(offers.stake[row]), float(offers.stake_sd[row])
        if sd <= 0 or offers.dose[row] <= 0:
            continue
        sigma = np.sqrt(np.log1p((sd / stake) ** 2))
        factor = np.exp(sigma * normal - sigma**2 / 2)
        cost = field.price * offers.dose[row]
        known = field.net[place] + (factor - factor.mean()) * (field.net[place] + cost)
        worth = _worth_of_knowing(field.net, np.array([place]), known[:, None])
        title, reason = _question(offers, row, amount_missing)
        lessons.append(
            Lesson(
                subject=offers.table["subject"][row].as_py(),
                subject_id=offers.table["subject_id"][row].as_py(),
                row=row,
                play=offers.plays[offers.play[row]],
                hours=ASK_HOURS,
                value=worth.value,
                low=worth.low,
                high=worth.high,
                p_changes=worth.p_changes,
                title=title,
                reason=reason.of(),
            )
        )
    return lessons


def _trials(offers: Offers, field: Field, normal: Floats) -> list[Lesson]:
    lessons = []
    for code, name in enumerate(offers.plays):
        places = np.flatnonzero((offers.play[field.rows] == code) & (offers.dose[field.rows] > 0))
        if len(places) < TRIAL_LEAST or name not in ACTS:
            continue
        rows = field.rows[places]
        lift = offers.responses[name].draw(offers.dose[rows] / offers.usual[rows], normal)
        known = field.net[places] + offers.stake[rows] * (lift - lift.mean(axis=0))
        worth = _worth_of_knowing(field.net, places, known)
        trial = min(TRIAL_MOST, len(places) // 2)
        lessons.append(
            Lesson(
                subject="play",
                subject_id=name,
                row=None,
                play=name,
                hours=TRIAL_HOURS,
                value=worth.value,
                low=worth.low,
                high=worth.high,
                p_changes=worth.p_changes,
                title=_TRIAL_TITLE,
                reason=_TRIAL_REASON.of(act=ACTS[name].of(), trial=trial),
                trial=trial,
            )
        )
    return lessons


def _worth_of_knowing(net: Floats, places: Ints, known: Floats) -> _Worth:
    """`known`: net gains of `places` in each draw of what would be known, shape (draws, places)."""
    which_first, changes_first = _choosing(net, places, known)
    whether, changes_whether = _deciding(net[places], known)
    gained, changes = (
        (which_first, changes_first) if which_first.mean() > whether.mean() else (whether, changes_whether)
    )
    value = max(LEARNT * float(gained.mean()), 0.0)
    low, high = LEARNT * np.quantile(gained, [0.1, 0.9])
    return _Worth(value, min(max(float(low), 0.0), value), max(float(high), value), float(changes.mean()))


def _choosing(net: Floats, places: Ints, known: Floats) -> tuple[Floats, Floats]:
    """For the choice of the one best move: what it gains in each draw, and whether it becomes another one."""
    others = np.delete(net, places)
    rival = max(float(others.max(initial=0.0)), 0.0)
    best = max(float(net.max()), 0.0)
    ours = net[places].max() >= rival
    stays = (
        (known.argmax(axis=1) == net[places].argmax()) & (known.max(axis=1) >= rival)
        if ours
        else known.max(axis=1) < rival
    )
    return np.maximum(known.max(axis=1), rival) - best, 1.0 - stays


def _deciding(net: Floats, known: Floats) -> tuple[Floats, Floats]:
    """For the choice, at each of them, to act or to spend the hour elsewhere at its price."""
    gained = (np.maximum(known, 0.0) - np.maximum(net, 0.0)).sum(axis=1)
    return gained, ((known > 0) != (net > 0)).mean(axis=1)


def _question(offers: Offers, row: int, amount_missing: Collection[str]) -> tuple[Text, Text]:
    subject_id = offers.table["subject_id"][row].as_py()
    if offers.table["subject"][row].as_py() == "deal":
        return _AMOUNT if subject_id in amount_missing else _DEAL
    return _SILENCE if offers.plays[offers.play[row]] == "win_back" else _CUSTOMER


_TOO_CLOSE = Text(
    it="le prime mosse sono troppo vicine per dire quale vale di più: questa risposta potrebbe deciderlo",
    en="the first moves are too close to say which is worth most: this answer could decide it",
)
_AMOUNT = (
    Text(it="Chiedi a {customer_name} di che importo si parla", en="Ask {customer_name} what amount this is about"),
    Text(
        it="l'importo della trattativa manca: saperlo potrebbe cambiare a chi dare la prossima ora",
        en="the deal has no amount: knowing it could change who gets the next hour",
    ),
)
_DEAL = (
    Text(it="Chiedi a {customer_name} chi decide e quando", en="Ask {customer_name} who decides and when"),
    _TOO_CLOSE,
)
_SILENCE = (
    Text(it="Chiedi a {customer_name} come mai non ordina", en="Ask {customer_name} why no order has come"),
    Text(
        it="non sappiamo se è ancora cliente: saperlo potrebbe cambiare a chi dare la prossima ora",
        en="we do not know whether they are still a customer: knowing it could change who gets the next hour",
    ),
)
_CUSTOMER = (
    Text(it="Chiedi a {customer_name} che cosa prevede di comprare", en="Ask {customer_name} what they plan to buy"),
    _TOO_CLOSE,
)
_TRIAL_TITLE = Text(it="Fai una piccola prova a sorte", en="Try it on a few, drawn by lot")
_TRIAL_REASON = Text(
    it="{act} vale un'ora? Provalo con {trial:number} estratti a sorte e lascia altri {trial:number} come sempre",
    en="is {act} worth an hour? Try it with {trial:number} drawn by lot and leave another {trial:number} as always",
)
ACTS = {
    "win_back": Text(it="richiamare chi tace", en="calling those who went silent"),
    "activate": Text(it="proporre il secondo ordine", en="suggesting a second order"),
    "grow": Text(it="proporre ciò che comprano i clienti simili", en="suggesting what similar customers buy"),
    "rescue": Text(it="chiedere che cosa non va", en="asking what is wrong"),
    "cover": Text(it="incontrare chi decide", en="meeting who decides"),
    "advance": Text(it="concordare il prossimo passo", en="agreeing on the next step"),
    "close": Text(it="chiamare vicino alla data prevista", en="calling near the expected date"),
    "answer": Text(it="rispondere subito", en="answering at once"),
}
"""What a play does, said in the middle of a sentence."""
TEXTS: tuple[Text, ...] = (*_AMOUNT, *_DEAL, *_SILENCE, *_CUSTOMER, _TRIAL_TITLE, _TRIAL_REASON, *ACTS.values())
"""Everything a lesson can say."""

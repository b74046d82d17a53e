"""Learn: what to find out first where no move is sure enough to be the Ignition Point."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
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
class _Unknown:
    """As `Lesson`, before it is told: what knowing it gains in each of the `DRAWS`."""

    subject: str
    subject_id: str
    row: int | None
    play: str
    hours: float
    gained: Floats
    p_changes: float
    trial: int = 0

    @property
    def value(self) -> float:
        return max(LEARNT * float(self.gained.mean()), 0.0)

    def net(self, price: float) -> float:
        return self.value - price * self.hours


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
    paying = [
        unknown
        for unknown in (*_questions(offers, field), *_trials(offers, field))
        if unknown.net(field.price) > 0 and unknown.value >= LEAST_WORTH and unknown.subject_id not in just_asked
    ]
    best = max(paying, key=lambda unknown: unknown.net(field.price), default=None)
    return None if best is None else _told(best, amount_missing)


def _questions(offers: Offers, field: Field) -> Iterator[_Unknown]:
    subjects, ids = (offers.table[name].take(pa.array(field.rows)).to_pylist() for name in ("subject", "subject_id"))
    for place, row in enumerate(field.rows.tolist()):
        stake, sd = float(offers.stake[row]), float(offers.stake_sd[row])
        if sd <= 0 or offers.dose[row] <= 0:
            continue
        sigma = np.sqrt(np.log1p((sd / stake) ** 2))
        factor = np.exp(sigma * _NORMAL - sigma**2 / 2)
        cost = field.price * offers.dose[row]
        known = field.net[place] + (factor - factor.mean()) * (field.net[place] + cost)
        gained, p_changes = _from_knowing(field.net, np.array([place]), known[:, None])
        play = offers.plays[offers.play[row]]
        yield _Unknown(subjects[place], ids[place], row, play, ASK_HOURS, gained, p_changes)


def _trials(offers: Offers, field: Field) -> Iterator[_Unknown]:
    for code, name in enumerate(offers.plays):
        places = np.flatnonzero((offers.play[field.rows] == code) & (offers.dose[field.rows] > 0))
        if len(places) < TRIAL_LEAST or name not in ACTS:
            continue
        rows = field.rows[places]
        lift = offers.responses[name].draw(offers.dose[rows] / offers.usual[rows], _NORMAL)
        known = field.net[places] + offers.stake[rows] * (lift - lift.mean(axis=0))
        gained, p_changes = _from_knowing(field.net, places, known)
        trial = min(TRIAL_MOST, len(places) // 2)
        yield _Unknown("play", name, None, name, TRIAL_HOURS, gained, p_changes, trial)


def _told(unknown: _Unknown, amount_missing: Collection[str]) -> Lesson:
    value = unknown.value
    low, high = LEARNT * np.quantile(unknown.gained, [0.1, 0.9])
    title, reason = _in_words(unknown, amount_missing)
    return Lesson(
        subject=unknown.subject,
        subject_id=unknown.subject_id,
        row=unknown.row,
        play=unknown.play,
        hours=unknown.hours,
        value=value,
        low=min(max(float(low), 0.0), value),
        high=max(float(high), value),
        p_changes=unknown.p_changes,
        title=title,
        reason=reason,
        trial=unknown.trial,
    )


def _in_words(unknown: _Unknown, amount_missing: Collection[str]) -> tuple[Text, Sentence]:
    if unknown.row is None:
        return _TRIAL_TITLE, _TRIAL_REASON.of(act=ACTS[unknown.play].of(), trial=unknown.trial)
    title, reason = _question(unknown, amount_missing)
    return title, reason.of()


def _from_knowing(net: Floats, places: Ints, known: Floats) -> tuple[Floats, float]:
    """What is gained in each draw, and P(another decision). `known`: net gains of `places` in each draw, shape (draws, places)."""
    gained, changes = max(
        _deciding(net[places], known), _choosing(net, places, known), key=lambda found: float(found[0].mean())
    )
    return gained, float(changes.mean())


def _choosing(net: Floats, places: Ints, known: Floats) -> tuple[Floats, Floats]:
    """For the choice of the one best move: what it gains in each draw, and whether it becomes another one."""
    others = np.delete(net, places)
    rival = max(float(others.max(initial=0.0)), 0.0)
    best, most = max(float(net.max()), 0.0), known.max(axis=1)
    ours = net[places].max() >= rival
    stays = (known.argmax(axis=1) == net[places].argmax()) & (most >= rival) if ours else most < rival
    return np.maximum(most, rival) - best, 1.0 - stays


def _deciding(net: Floats, known: Floats) -> tuple[Floats, Floats]:
    """For the choice, at each of them, to act or to spend the hour elsewhere at its price."""
    gained = (np.maximum(known, 0.0) - np.maximum(net, 0.0)).sum(axis=1)
    return gained, ((known > 0) != (net > 0)).mean(axis=1)


def _question(unknown: _Unknown, amount_missing: Collection[str]) -> tuple[Text, Text]:
    if unknown.subject == "deal":
        return _AMOUNT if unknown.subject_id in amount_missing else _DEAL
    return _SILENCE if unknown.play == "win_back" else _CUSTOMER


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

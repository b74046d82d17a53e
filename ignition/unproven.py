"""No skill, no display: what is left of a move where its chances have not earned their place.

A chance rests on a number that a backtest judges (`ignition.gate`): that a customer buys, how often, that a deal is won. Where that
number did not pass, or was never judged, the move keeps its act and its facts, and says in plain words that there is no proof yet.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from ignition.moves import Fact, Move, Moves
from ignition.plays import PLAYS
from ignition.wording import Sentence, Text

RESTS_ON = {"p_win": ("wins",), "p_alive": ("buys",), "silence_p": ("buys",), "missing_starts": ("buys",)}
"""Chances a sentence may name, and the number each stands or falls with."""
OF_THE_MOVE = frozenset({"p_positive", "p_top3", "p_changes"})
"""Chances of the move itself: they stand or fall with what is known of its subject."""

NO_PROOF = Text(
    it="Non abbiamo ancora prove sufficienti per dire una probabilità: sul passato di questa azienda le nostre non sono ancora "
    "migliori di una regola semplice.",
    en="We do not have enough proof yet to state a probability: on this company's past ours are not yet better than a simple rule.",
)
NO_PROOF_AT_RISK = Text(
    it="quanto margine sia a rischio non lo diciamo: non abbiamo ancora prove sufficienti",
    en="how much margin is at risk we do not say: we do not have enough proof yet",
)
NO_REASON = Text(
    it="non abbiamo ancora prove sufficienti per dire di più", en="we do not have enough proof yet to say more"
)
SOURCE = Text(it="prova sul passato dell'azienda", en="looking back at the company's past")
TEXTS = (NO_PROOF, NO_PROOF_AT_RISK, NO_REASON, SOURCE)
"""Everything it can say."""


def veil(move: Move, hidden: Collection[str]) -> Move:
    """The move without the numbers in `hidden` (`buys`, `purchases`, `wins`): a plain sentence stands in their place.

    What it is worth stays, at its grade: that is a promise, and the ledger holds it against what happened.
    """
    facts = tuple(fact for fact in move.facts if not _names(fact.sentence, move, hidden))
    unsure = any(number in hidden for number in _subject_of(move))
    if not unsure and len(facts) == len(move.facts):
        return _at_risk(move, hidden)
    return _at_risk(
        replace(
            move,
            reason=_plain_reason(move) if _names(move.reason, move, hidden) else move.reason,
            facts=(*facts, Fact(NO_PROOF.of(), SOURCE.of())),
            p_positive=None if unsure else move.p_positive,
            p_top3=None if unsure else move.p_top3,
        ),
        hidden,
    )


def veil_all(moves: Moves, hidden: Collection[str]) -> Moves:
    """The same of every move shown or held back."""
    shown, held = (tuple(veil(move, hidden) for move in some) for some in (moves.shown, moves.held))
    return replace(moves, shown=shown, held=held)


def chances_in(sentence: Sentence) -> frozenset[str]:
    """The chances a sentence names."""
    return frozenset(sentence.values) & (RESTS_ON.keys() | OF_THE_MOVE)


def _names(sentence: Sentence, move: Move, hidden: Collection[str]) -> bool:
    rests = (number for name in chances_in(sentence) for number in RESTS_ON.get(name, _subject_of(move)))
    return any(number in hidden for number in rests)


def _subject_of(move: Move) -> tuple[str, ...]:
    return {"deal": ("wins",), "customer": ("buys",)}.get(move.subject, ("buys", "wins"))


def _plain_reason(move: Move) -> Sentence:
    play = PLAYS.get(move.play)
    text = play.reason_without_chance if play else None
    return NO_REASON.of() if text is None else Sentence(text, move.reason.values)


def _at_risk(move: Move, hidden: Collection[str]) -> Move:
    """What a customer may take away rests on how often they buy, what a deal may on its being won."""
    rests_on = "wins" if move.subject == "deal" else "purchases"
    if move.at_risk is None or rests_on not in hidden:
        return move
    reason = NO_PROOF_AT_RISK.of() if "at_risk" in move.reason.values else move.reason
    return replace(move, at_risk=None, reason=reason)

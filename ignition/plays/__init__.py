"""The plays: each a reason to act and the act, one file a play. Delete a file and its line here, and it is gone."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from ignition.assumptions import Assumptions
from ignition.candidate import Play
from ignition.plays import activate, advance, answer, close, quit, win_back
from ignition.situation import Situation

PLAYS: dict[str, Play] = {
    play.name: play for play in (win_back.PLAY, activate.PLAY, advance.PLAY, close.PLAY, quit.PLAY, answer.PLAY)
}


def propose(situation: Situation, assumptions: Assumptions) -> ir.Table:
    """Every candidate of every play, as one expression with the columns of `CANDIDATE`."""
    return ibis.union(*(play.propose(situation, assumptions) for play in PLAYS.values()))


__all__ = ["PLAYS", "propose"]

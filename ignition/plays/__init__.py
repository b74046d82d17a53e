"""The plays: each a reason to act and the act, one file a play. Delete a file and its line here, and it is gone."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from ignition.assumptions import Assumptions
from ignition.candidate import Play
from ignition.plays.activate import PLAY as ACTIVATE
from ignition.plays.advance import PLAY as ADVANCE
from ignition.plays.answer import PLAY as ANSWER
from ignition.plays.close import PLAY as CLOSE
from ignition.plays.comparing import usual
from ignition.plays.cover import PLAY as COVER
from ignition.plays.grow import PLAY as GROW
from ignition.plays.quit import PLAY as QUIT
from ignition.plays.rescue import PLAY as RESCUE
from ignition.plays.win_back import PLAY as WIN_BACK
from ignition.situation import Situation

PLAYS: dict[str, Play] = {
    play.name: play for play in (WIN_BACK, ACTIVATE, GROW, RESCUE, ADVANCE, COVER, CLOSE, QUIT, ANSWER)
}


def propose(situation: Situation, assumptions: Assumptions) -> ir.Table:
    """Every candidate of every play, as one expression with the columns of `CANDIDATE`."""
    return ibis.union(*(play.propose(situation, assumptions) for play in PLAYS.values()))


__all__ = ["PLAYS", "propose", "usual"]

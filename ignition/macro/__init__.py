"""The levers of the whole organisation: what could change, what it is worth an hour, and where to begin."""

from ignition.macro.answers import Levers
from ignition.macro.lever import Lever
from ignition.macro.org_moves import OrgMove, OrgPoint, OrgStanding
from ignition.macro.plain import plain
from ignition.macro.roof import levers
from ignition.macro.velocity import Velocity
from ignition.macro.weighing import HOURS_EACH
from ignition.macro.words import TEXTS

__all__ = [
    "HOURS_EACH",
    "TEXTS",
    "Lever",
    "Levers",
    "OrgMove",
    "OrgPoint",
    "OrgStanding",
    "Velocity",
    "levers",
    "plain",
]

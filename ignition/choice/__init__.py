"""Three, two, one: which moves are shown to a person today, and how sure we are that they are the right ones.

`worth` is what an offer returns once its hours are paid, `running` the order in which offers are looked at, `field` one person's
contenders in many drawn worlds, `slots` what is made of them, and `choosing` goes through everybody.
"""

from ignition.choice.choosing import choose
from ignition.choice.field import Field
from ignition.choice.running import CONTENDERS, in_the_running
from ignition.choice.slots import SURE_TO_GAIN, SURE_TO_LEAD, Chosen, Shown
from ignition.choice.worth import LEAST_WORTH, interval, intervals, net_gains

__all__ = [
    "CONTENDERS", "LEAST_WORTH", "SURE_TO_GAIN", "SURE_TO_LEAD", "Chosen", "Field", "Shown", "choose", "in_the_running", "interval",
    "intervals", "net_gains",
]  # fmt: skip

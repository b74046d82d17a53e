"""Hours to moves: the greedy plan and its shadow prices, the bound above it, the simple rule beside it."""

from ignition.allocation.bound import choice_bound, relaxed_optimum, whole_optimum
from ignition.allocation.contest import Contest, contest
from ignition.allocation.fuel import burnt_on, fuel
from ignition.allocation.plan import Plan, allocate
from ignition.allocation.rule import simple_rule
from ignition.allocation.steps import MOST_STEPS, Steps, dose_steps, one_each_subject

__all__ = [
    "MOST_STEPS",
    "Contest",
    "Plan",
    "Steps",
    "allocate",
    "burnt_on",
    "choice_bound",
    "contest",
    "dose_steps",
    "fuel",
    "one_each_subject",
    "relaxed_optimum",
    "simple_rule",
    "whole_optimum",
]

"""Hours to moves: the greedy plan and its shadow prices, the bound above it, the simple rule beside it."""

from ignition.allocation.bound import choice_bound, relaxed_optimum, whole_optimum
from ignition.allocation.plan import Plan, allocate
from ignition.allocation.rule import simple_rule
from ignition.allocation.steps import MOST_STEPS, Steps, dose_steps, one_each_subject

__all__ = [
    "MOST_STEPS",
    "Plan",
    "Steps",
    "allocate",
    "choice_bound",
    "dose_steps",
    "one_each_subject",
    "relaxed_optimum",
    "simple_rule",
    "whole_optimum",
]

"""The simple rule beside the plan: hours in proportion to what is at stake."""

from __future__ import annotations

import numpy as np

from ignition.allocation.steps import one_each_subject, running
from ignition.gains import Floats, Ints, Offers


def simple_rule(offers: Offers, budgets: Floats, rows: Ints | None = None) -> tuple[Ints, Floats]:
    """Hours proportional to elasticity x margin x revenue, to as many offers as get a dose each; rows and their hours.

    `rows`: the offers it may give to, default one for each subject.
    """
    rows = one_each_subject(offers) if rows is None else rows
    elasticity = np.array([offers.responses[name].elasticity for name in offers.plays] or [0.0])
    weight = elasticity[offers.play[rows]] * offers.stake[rows] if len(rows) else np.empty(0)
    order = np.lexsort((-weight, offers.person[rows]))
    rows, weight, person = rows[order], weight[order], offers.person[rows][order]
    so_far = running(weight, person)
    gets_a_dose = budgets[person] * weight >= offers.dose[rows] * so_far
    gets_a_dose &= running((~gets_a_dose).astype(np.float64), person) == 0
    rows, weight, person = rows[gets_a_dose], weight[gets_a_dose], person[gets_a_dose]
    total = np.bincount(person, weight, minlength=len(budgets))
    share = np.minimum(budgets[person] * weight / total[person], offers.most[rows])
    return rows, share

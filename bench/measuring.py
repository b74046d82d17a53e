"""Measured effects beside `obp` on its own synthetic choices, and beside `scikit-uplift`: same data, same run."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bench.figure import Figure, best_of, not_measured
from bench.peers import PeerAbsent, ask
from ignition.estimate import Estimate
from ignition.measuring import Choices, doubly_robust, ips, snips
from ignition.measuring.uplift import auuc_coefficient, qini_coefficient

OBP = "--no-deps --ignore-requires-python obp==0.5.7 'numpy<2' 'scipy<1.12' 'scikit-learn<1.4' 'pandas<2.3' matplotlib seaborn pyyaml tqdm"
"""It declares Python below 3.11, and pins builds that 3.11 has not; with newer ones it runs."""
LEVEL_OFF_POLICY, LEVEL_UPLIFT = 0.01, 1e-6


def measure() -> Iterator[Figure]:
    for name, work in (("obp", _off_policy), ("scikit-uplift", _uplift)):
        try:
            yield from work()
        except PeerAbsent as absent:
            yield not_measured(f"measuring beside {name}", str(absent))


def _off_policy() -> Iterator[Figure]:
    theirs = ask("obp", "off_policy_by_obp.py", OBP)
    choices = Choices(theirs["outcome"], theirs["chance"], theirs["wanted"])
    predicted, expected = theirs["predicted"], theirs["expected"]
    for name, estimate in (
        ("ips", lambda: ips(choices)),
        ("snips", lambda: snips(choices)),
        ("doubly_robust", lambda: doubly_robust(choices, predicted, expected)),
    ):
        ours, peer = estimate(), float(theirs[name])
        assert ours.value is not None
        apart = abs(ours.value / peer - 1)
        speed = float(theirs[f"{name}_seconds"]) / best_of(estimate)
        yield Figure(
            f"{name} of {len(choices.outcome):,} choices; truth {float(theirs['truth']):.4f}; ratio of the times, our interval included",
            f"{_said(ours)}, {_judged(apart, LEVEL_OFF_POLICY)}",
            f"obp {theirs['version']}",
            f"{peer:.4f}",
            speed,
        )


def _uplift() -> Iterator[Figure]:
    theirs = ask("uplift", "uplift_by_scikit_uplift.py", "scikit-uplift")
    outcome, acted, scores = theirs["outcome"], theirs["acted"], theirs["scores"]
    for name, coefficient in (("qini", qini_coefficient), ("auuc", auuc_coefficient)):

        def all_orders(figure=coefficient) -> list[float | None]:
            return [figure(outcome, acted, score) for score in scores]

        apart = float(np.max(np.abs(np.array(all_orders(), dtype=float) - theirs[name])))
        speed = float(theirs[f"{name}_seconds"]) / best_of(all_orders)
        yield Figure(
            f"{name} of {len(outcome):,} customers, {len(scores)} orders; ratio of the times",
            f"{_listed(all_orders())}, {_judged(apart, LEVEL_UPLIFT)}",
            f"scikit-uplift {theirs['version']}",
            _listed(theirs[name].tolist()),
            speed,
        )


def _said(found: Estimate) -> str:
    return f"{found.value:.4f} ({found.low:.4f} to {found.high:.4f}), {found.n_effective:,.0f} effective"


def _listed(values: list[float | None]) -> str:
    return ", ".join(f"{value:.4f}" for value in values if value is not None)


def _judged(apart: float, level: float) -> str:
    return f"apart by {apart:.1e}, {'level' if apart <= level else 'NOT level'} within {level:g}"

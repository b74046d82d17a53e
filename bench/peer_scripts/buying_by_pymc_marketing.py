"""BG/NBD and Pareto/NBD by pymc-marketing, by their MAP: `python ... ANSWER.npz MODEL HISTORIES.npy`, in its own environment."""

from __future__ import annotations

import logging
import sys
import time
import warnings
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pandas as pd
from pymc_marketing import clv

MODELS = {
    "bg_nbd": (clv.BetaGeoModel, ("r", "alpha", "a", "b")),
    "pareto_nbd": (clv.ParetoNBDModel, ("r", "alpha", "s", "beta")),
}
SMALL, WEEKS_AFTER = 100_000, 39


def main(answer: str, model: str, path: str) -> None:
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    x, t_x, seen, *later = np.load(path)
    customers = pd.DataFrame({"customer_id": np.arange(len(x)), "frequency": x, "recency": t_x, "T": seen})
    kind, names = MODELS[model]
    taken = []
    for _ in range(2 if len(x) < SMALL else 1):
        begun = time.perf_counter()
        fitted = kind(data=customers)
        found = fitted.fit(method="map", progressbar=False)
        taken.append(time.perf_counter() - begun)
    told = {"seconds": min(taken), "megabytes": peak_megabytes(), "version": version("pymc-marketing")}
    told["parameters"] = np.array([float(found.posterior[name].squeeze()) for name in names])
    if later:
        expected = fitted.expected_purchases(data=customers, future_t=WEEKS_AFTER).to_numpy().reshape(-1)
        told["mae"] = float(np.mean(np.abs(expected - later[0])))
    np.savez(answer, **told)


def peak_megabytes() -> float:
    """Of this process alone: what `getrusage` says of a child begins at its parent's peak."""
    return float(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) / 1024


if __name__ == "__main__":
    main(*sys.argv[1:])

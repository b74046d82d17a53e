"""BG/NBD and Pareto/NBD by lifetimes: `python ... ANSWER.npz MODEL HISTORIES.npy`, in its own environment."""

from __future__ import annotations

import sys
import time
import warnings
from pathlib import Path

import lifetimes
import numpy as np

MODELS = {"bg_nbd": lifetimes.BetaGeoFitter, "pareto_nbd": lifetimes.ParetoNBDFitter}
SMALL, WEEKS_AFTER = 100_000, 39


def main(answer: str, model: str, path: str) -> None:
    warnings.simplefilter("ignore")
    x, t_x, seen, *later = np.load(path)
    taken = []
    for _ in range(5 if len(x) < SMALL else 1):
        begun = time.perf_counter()
        fitted = MODELS[model]().fit(x, t_x, seen)
        taken.append(time.perf_counter() - begun)
    told = {"seconds": min(taken), "megabytes": peak_megabytes()}
    told |= {"version": lifetimes.__version__, "parameters": fitted.params_.to_numpy()}
    if later:
        expected = fitted.conditional_expected_number_of_purchases_up_to_time(WEEKS_AFTER, x, t_x, seen)
        told["mae"] = float(np.mean(np.abs(expected - later[0])))
    np.savez(answer, **told)


def peak_megabytes() -> float:
    """Of this process alone: what `getrusage` says of a child begins at its parent's peak."""
    return float(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) / 1024


if __name__ == "__main__":
    main(*sys.argv[1:])

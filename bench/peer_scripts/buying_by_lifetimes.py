"""The process that fits with `lifetimes`: `python buying_by_lifetimes.py MODEL HISTORIES.npy`, in the peer's own environment."""

from __future__ import annotations

import json
import resource
import sys
import time
import warnings

import lifetimes
import numpy as np

MODELS = {"bg_nbd": lifetimes.BetaGeoFitter, "pareto_nbd": lifetimes.ParetoNBDFitter}
SMALL, WEEKS_AFTER = 100_000, 39


def main(model: str, path: str) -> None:
    warnings.simplefilter("ignore")
    x, t_x, seen, *later = np.load(path)
    taken = []
    for _ in range(5 if len(x) < SMALL else 1):
        begun = time.perf_counter()
        fitted = MODELS[model]().fit(x, t_x, seen)
        taken.append(time.perf_counter() - begun)
    told = {"seconds": min(taken), "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}
    told |= {"version": lifetimes.__version__, "parameters": fitted.params_.tolist()}
    if later:
        expected = fitted.conditional_expected_number_of_purchases_up_to_time(WEEKS_AFTER, x, t_x, seen)
        told["mae"] = float(np.mean(np.abs(expected - later[0])))
    print(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])

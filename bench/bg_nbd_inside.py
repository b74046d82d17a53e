"""The process that fits with Ignition: `python -m bench.bg_nbd_inside MODEL HISTORIES.npy`. Prints what it took as JSON."""

from __future__ import annotations

import json
import sys
from typing import Any

import numpy as np

from bench.figure import best_of, peak_megabytes
from ignition.predictors import bg_nbd, outlook, pareto_nbd
from ignition.predictors.purchasing import Purchasing

MODELS: dict[str, tuple[Any, Any]] = {
    "bg_nbd": (bg_nbd.fit, outlook.look_ahead),
    "pareto_nbd": (pareto_nbd.fit, pareto_nbd.look_ahead),
}
SMALL, WEEKS_AFTER = 100_000, 39


def main(model: str, path: str) -> None:
    x, t_x, seen, *later = np.load(path)
    fit, look_ahead = MODELS[model]
    taken = best_of(lambda: fit(Purchasing.counted(x, t_x, seen)), times=5 if len(x) < SMALL else 1)
    told = {"seconds": taken, "megabytes": peak_megabytes()}
    fitted = fit(Purchasing.counted(x, t_x, seen))
    told["parameters"] = np.exp(fitted.logs).tolist()
    if later:
        ahead = look_ahead(np.exp(fitted.logs), x, t_x, seen, WEEKS_AFTER)
        told["mae"] = float(np.mean(np.abs(ahead.p_alive * ahead.mean_alive - later[0])))
    print(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])

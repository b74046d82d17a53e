"""Chances of a win by a horizon, by scikit-learn, LightGBM and scikit-survival, from the landmarks Ignition learnt from.

The classifiers learn from landmarks whose horizon was over by the split. Cox's regression of each cause learns from all of them,
those still open as censored; the two causes make one cumulative incidence. Run by the interpreter in which they are installed.
"""

import sys

import lightgbm
import numpy as np
import sklearn
import sksurv
from sklearn.linear_model import LogisticRegression
from sksurv.linear_model import CoxPHSurvivalAnalysis
from sksurv.util import Surv


def main(path, told):
    given = np.load(told)
    x, over, won, later, horizon = (given[name] for name in ("x", "over", "won", "later", "horizon"))
    varying = x[over].std(axis=0) > 0
    x, later = x[:, varying], later[:, varying]
    logistic = LogisticRegression(C=0.3, max_iter=5000).fit(x[over], won[over])
    trees = lightgbm.LGBMClassifier(
        n_estimators=150, learning_rate=0.04, num_leaves=15, min_child_samples=50, verbose=-1, random_state=1
    ).fit(x[over], won[over])
    np.savez(
        path,
        logistic=logistic.predict_proba(later)[:, 1],
        logistic_version=f"scikit-learn {sklearn.__version__}, logistic regression",
        lightgbm=trees.predict_proba(later)[:, 1],
        lightgbm_version=f"lightgbm {lightgbm.__version__}, classifier",
        survival=incidence(x, given["after"], given["exit"], later, horizon),
        survival_version=f"scikit-survival {sksurv.__version__}, Cox by cause",
    )


def incidence(x, after, exit, later, horizon):
    """P(won by the horizon): the hazard of winning where neither has happened yet, day by day."""
    days = np.arange(0, int(horizon) + 1)
    passed = []
    for cause in (0, 1):
        model = CoxPHSurvivalAnalysis(alpha=1.0).fit(x, Surv.from_arrays(exit == cause, np.maximum(after, 0.5)))
        steps = model.predict_cumulative_hazard_function(later, return_array=True)
        at = np.searchsorted(model.unique_times_, days, side="right") - 1
        passed.append(np.where(at >= 0, steps[:, np.maximum(at, 0)], 0.0))
    still = np.exp(-(passed[0] + passed[1]))[:, :-1]
    both = np.diff(passed[0] + passed[1], axis=1)
    share = np.divide(np.diff(passed[0], axis=1), both, out=np.zeros_like(both), where=both > 0)
    return (still * -np.expm1(-both) * share).sum(axis=1)


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Randomised customers, and what scikit-uplift says of four orders of them. Run by the interpreter in which it is installed."""

import sys
import time

import numpy as np
import sklift
from sklift.metrics import qini_auc_score, uplift_auc_score

CUSTOMERS = 100_000


def main(path):
    draw = np.random.default_rng(11)
    easy, acted = draw.random(CUSTOMERS) < 0.4, draw.random(CUSTOMERS) < 0.3
    bought = (draw.random(CUSTOMERS) < 0.15 + 0.2 * (easy & acted)).astype(int)
    good = easy + draw.normal(0, 0.7, CUSTOMERS)
    scores = np.stack([good, np.round(good, 1), draw.normal(size=CUSTOMERS), -good])
    answer = {}
    for name, score_of in (("qini", qini_auc_score), ("auuc", uplift_auc_score)):
        begun = time.perf_counter()
        answer[name] = [score_of(bought, score, acted.astype(int)) for score in scores]
        answer[f"{name}_seconds"] = time.perf_counter() - begun
    np.savez(path, version=sklift.__version__, outcome=bought.astype(float), acted=acted, scores=scores, **answer)


if __name__ == "__main__":
    main(sys.argv[1])

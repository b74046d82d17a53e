"""obp's own synthetic choices, and what obp estimates from them. Run by the interpreter in which obp is installed.

obp imports torch for its neural policies, which are not used here: a placeholder stands in, so that two gigabytes need not be
installed. Nothing that is measured touches it.
"""

import sys
import time
import types

import numpy as np


class _Anything(type):
    def __getattr__(cls, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return cls


class _Absent(metaclass=_Anything):
    pass


class _AbsentModule(types.ModuleType):
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return _Absent


try:
    import torch  # noqa: F401
except ImportError:
    for name in ("torch", "torch.nn", "torch.nn.functional", "torch.optim", "torch.utils", "torch.utils.data"):
        sys.modules[name] = _AbsentModule(name)

import obp  # noqa: E402
from obp.dataset import SyntheticBanditDataset, linear_behavior_policy, logistic_reward_function  # noqa: E402
from obp.ope import (  # noqa: E402
    DoublyRobust,
    InverseProbabilityWeighting,
    RegressionModel,
    SelfNormalizedInverseProbabilityWeighting,
)
from obp.utils import softmax  # noqa: E402
from sklearn.linear_model import LogisticRegression  # noqa: E402

ROUNDS, ACTIONS = 100_000, 10


def main(path):
    dataset = SyntheticBanditDataset(
        n_actions=ACTIONS,
        dim_context=5,
        reward_function=logistic_reward_function,
        behavior_policy_function=linear_behavior_policy,
        random_state=12345,
    )
    logged = dataset.obtain_batch_bandit_feedback(n_rounds=ROUNDS)
    wanted = softmax(5 * logged["expected_reward"])[:, :, None]
    model = RegressionModel(n_actions=ACTIONS, base_model=LogisticRegression(max_iter=1000, random_state=1))
    predicted = model.fit_predict(
        context=logged["context"], action=logged["action"], reward=logged["reward"], n_folds=3, random_state=1
    )
    known = {"reward": logged["reward"], "action": logged["action"], "action_dist": wanted}
    by_chance = {**known, "pscore": logged["pscore"]}
    answer = {}
    for name, estimate in (
        ("ips", lambda: InverseProbabilityWeighting().estimate_policy_value(**by_chance)),
        ("snips", lambda: SelfNormalizedInverseProbabilityWeighting().estimate_policy_value(**by_chance)),
        (
            "doubly_robust",
            lambda: DoublyRobust().estimate_policy_value(**by_chance, estimated_rewards_by_reg_model=predicted),
        ),
    ):
        begun = time.perf_counter()
        answer[name] = estimate()
        answer[f"{name}_seconds"] = time.perf_counter() - begun
    row = np.arange(ROUNDS)
    np.savez(
        path,
        version=obp.__version__,
        truth=dataset.calc_ground_truth_policy_value(logged["expected_reward"], wanted),
        outcome=logged["reward"].astype(float),
        chance=logged["pscore"],
        wanted=wanted[row, logged["action"], 0],
        predicted=predicted[row, logged["action"], 0],
        expected=(wanted * predicted).sum(axis=1)[:, 0],
        **answer,
    )


if __name__ == "__main__":
    main(sys.argv[1])

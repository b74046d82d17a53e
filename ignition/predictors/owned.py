"""What some customers buy, of families that were learnt of before."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from scipy.sparse import csc_array

from ignition.predictors.baskets import coded, ones
from ignition.predictors.purchasing import Wholes


@dataclass(frozen=True, slots=True)
class Owned:
    """Who of some customers buys which of the given families."""

    customers: pa.Array
    bought: csc_array

    def buyers_of(self, family: int) -> Wholes:
        return np.asarray(self.bought.indices[self.bought.indptr[family] : self.bought.indptr[family + 1]])


def owned(bought: pa.Table, families: pa.Array) -> Owned:
    who, customers = coded(bought["customer_id"])
    what = pc.fill_null(pc.index_in(bought["family"], families), -1).to_numpy().astype(np.int64)
    known = what >= 0
    return Owned(customers, ones(who[known], what[known], (len(customers), len(families))))

"""Which column is what, in the exports of the programs people sell with.

The vocabulary is data: one file an entity, each of our fields with the names every program gives it. What a table
is, and out of which program it came, is what most of its columns say.
"""

from __future__ import annotations

from ignition.readers.headers.fit import Fit, best_fit, file_owner
from ignition.readers.headers.vocabulary import normal

__all__ = ["Fit", "best_fit", "file_owner", "normal"]

"""The engine where no single machine holds the customers: the same expressions, models and formulas, over a desk on Spark.

`look` describes everybody and foresees what they bring; `plan` gives out the hours. What passes through the driver is counted
rows: histories with how many customers share them, spells of the latest deals, and of the candidates only those that can get
an hour. On a desk on DuckDB the same code gives the same answer; tests hold the two against each other, and both against
`ignition.ignite`. docs/scale.md says what it costs.
"""

from ignition.scale.looking import Learnt, learn, look
from ignition.scale.planning import Planned, plan

__all__ = ["Learnt", "Planned", "learn", "look", "plan"]

"""Facts of a customer and of a deal, as of a day: Ibis expressions that run the same on DuckDB and on Spark.

`customers.describe(desk, on)` and `deals.describe(desk, on)` fill in the two tables of `ignition.situation`;
`deals.history(desk, on)` and `families.describe(desk, on)` are what the predictors learn from. The desk holds the book as of
the day. No trait or behaviour of a person who sells is ever a feature.
"""

from ignition.features import customers, deals, effort, families

__all__ = ["customers", "deals", "effort", "families"]

"""What happens if we go on as usual: how likely, how much, when, each with its interval and evidence grade.

`customer_base.foresee` and `deals.foresee` fill in the foreseen columns of `ignition.situation`; `forecast.foresee`
adds them up to a revenue with an interval. For whoever asks by name: `pareto_nbd` beside BG/NBD, `buying_ahead` for the
predictive intervals of both, `contracts` and `staying` for customers with a contract, `white_space` for what similar
customers buy. Arrow in, Arrow out; NumPy in between; the same input, the same answer.
"""

from ignition.predictors import customer_base, deals, forecast, white_space

__all__ = ["customer_base", "deals", "forecast", "white_space"]

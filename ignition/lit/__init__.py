"""Lit: a business as the last full run left it, on which one new row re-lights only what it touches.

`light` is a full run that keeps what it worked out; `relight` takes in new rows of one table and works out again the customers
and deals they are about, and the plans of the persons concerned, by the models of the full run. The answer is that of
`ignite(book with the rows, models=lit.models)`. A Lit is a cache: it may be dropped at any time, and is lit again from the Book.
"""

from ignition.lit.again import relight
from ignition.lit.lit import Lit, light

__all__ = ["Lit", "light", "relight"]

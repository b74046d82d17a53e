"""What a deal brings if it is won.

Belief: what is agreed is what was asked times a ratio that won deals share; where nobody wrote an amount, the price list
stands for what was asked; where there is none, the mean of the won deals of the product, pulled to the mean of all.
An amount of zero or below counts as not written. Where it fails: a few deals of another size than all others.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from ignition.predictors.bg_nbd import Floats
from ignition.predictors.deals.rates import Whole, codes
from ignition.predictors.tables import numbers, texts

_STATED_SD = 0.3
"""Standard deviation of the logarithm of agreed over asked, and the weight in deals with which it enters."""
_STATED_WEIGHT = 5.0
_POOLING = 5.0
_WIDEST = 1.0
_LARGEST = 1e120
"""Beyond it a square is no number any more; no deal is."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """Agreed over asked: its mean and its standard deviation, relative to the asked amount."""

    mean: float
    sd: float


@dataclass(frozen=True, slots=True)
class WinAmounts:
    asked: Ratio
    listed: Ratio
    prices: dict[str, float]
    products: tuple[str, ...]
    mean: Floats
    """EUR, of the won deals by product; the first is all of them. NaN where none is known."""
    sd: Floats


def learn_amounts(history: pa.Table) -> WinAmounts:
    """From the won deals of the history."""
    prices = _prices(history)
    won = history.filter(pa.array([exit == "won" for exit in texts(history, "exit")], type=pa.bool_()))
    asked, agreed, listed = (_known(numbers(won, name)) for name in ("amount", "won_amount", "list_price"))
    product = texts(won, "product_id")
    products = ("", *sorted(set(product) - {""}))
    paid = np.where(np.isnan(agreed), asked, agreed)
    mean, sd = _means(paid, codes(product, products), len(products))
    return WinAmounts(_ratio(agreed, asked), _ratio(paid, listed), prices, products, mean, sd)


def expect_amounts(amounts: WinAmounts, described: pa.Table) -> tuple[Floats, Floats]:
    """Mean and standard deviation of what each open deal brings if won; NaN where nothing says."""
    product = texts(described, "product_id")
    asked = _known(numbers(described, "amount"))
    listed = np.array([amounts.prices.get(name, np.nan) for name in product])
    place = codes(product, amounts.products)
    mean = np.where(np.isnan(listed), amounts.mean[place], listed * amounts.listed.mean)
    sd = np.where(np.isnan(listed), amounts.sd[place], listed * amounts.listed.sd)
    mean = np.where(np.isnan(asked), mean, asked * amounts.asked.mean)
    return mean, np.where(np.isnan(asked), sd, asked * amounts.asked.sd)


def _known(amount: Floats) -> Floats:
    return np.where((amount > 0) & (amount < _LARGEST), amount, np.nan)


def _prices(history: pa.Table) -> dict[str, float]:
    prices = _known(numbers(history, "list_price"))
    named = zip(texts(history, "product_id"), prices.tolist(), strict=True)
    return {name: price for name, price in named if name and price == price}


def _ratio(agreed: Floats, asked: Floats) -> Ratio:
    """Log-normal, starting from 1 with the stated spread; a wild ratio counts as one of e, so that no typing error rules."""
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        logs = np.clip(np.log(agreed) - np.log(asked), -_WIDEST, _WIDEST)
    logs = np.sort(logs[~np.isnan(logs)])
    weight = len(logs) + _STATED_WEIGHT
    middle = logs.sum() / weight
    variance = (((logs - middle) ** 2).sum() + _STATED_WEIGHT * _STATED_SD**2) / weight
    mean = float(np.exp(middle + variance / 2))
    return Ratio(mean, mean * float(np.sqrt(np.expm1(variance))))


def _means(paid: Floats, product: Whole, products: int) -> tuple[Floats, Floats]:
    known = ~np.isnan(paid)
    if not known.any():
        return np.full(products, np.nan), np.full(products, np.nan)
    paid, product = paid[known], product[known]
    order = np.lexsort((paid, product))
    paid, product = paid[order], product[order]
    overall = float(paid.mean())
    count = np.bincount(product, minlength=products) + _POOLING
    mean = (np.bincount(product, weights=paid, minlength=products) + _POOLING * overall) / count
    square = (np.bincount(product, weights=paid**2, minlength=products) + _POOLING * float((paid**2).mean())) / count
    mean[0], square[0] = overall, float((paid**2).mean())
    # with one deal there is no spread to see: half the mean is stated
    stated = (overall / 2) ** 2 / len(paid)
    return mean, np.sqrt(np.maximum(square - mean**2, 0.0) + stated)

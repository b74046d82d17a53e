"""Pictures as SVG text: a frame with scales, and the few marks they need. No library, no script, nothing from outside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10


@dataclass(frozen=True, slots=True)
class Scale:
    """From a value to a place on the page."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        span = self.high - self.low or 1.0
        return round(self.start + (value - self.low) / span * (self.end - self.start), 1)

    def ticks(self, about: int = 5) -> list[float]:
        """Round values within the scale.

        >>> Scale(0, 0.35, 0, 100).ticks()
        [0.0, 0.1, 0.2, 0.3]
        """
        step = round_step((self.high - self.low) / about)
        first, last = ceil(self.low / step - 1e-9), floor(self.high / step + 1e-9)
        return [round(step * count, 10) for count in range(first, last + 1)]


def round_step(about: float) -> float:
    """The round number nearest above: 1, 2 or 5 with zeros.

    >>> round_step(0.07), round_step(2300)
    (0.1, 5000.0)
    """
    if about <= 0:
        return 1.0
    power = 10.0 ** floor(log10(about))
    return float(next(power * unit for unit in (1, 2, 5, 10) if power * unit >= about * (1 - 1e-9)))


def svg(width: int, height: int, says: str, *parts: str) -> str:
    """The picture; `says` is what somebody hears who does not see it."""
    return f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{escape(says)}">{"".join(parts)}</svg>'


def line(x1: float, y1: float, x2: float, y2: float, css: str) -> str:
    return f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" class="{css}"/>'


def dot(x: float, y: float, css: str, radius: float = 5) -> str:
    return f'<circle cx="{x}" cy="{y}" r="{radius}" class="{css}"/>'


def cross(x: float, y: float, css: str) -> str:
    return f'<path d="M{x - 5} {y - 5}L{x + 5} {y + 5}M{x - 5} {y + 5}L{x + 5} {y - 5}" class="{css}"/>'


def triangle(x: float, y: float, css: str) -> str:
    return f'<path d="M{x} {y - 5}L{x + 5} {y + 4}L{x - 5} {y + 4}Z" class="{css}"/>'


def label(x: float, y: float, text: str, css: str = "", anchor: str = "start") -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}" class="{css}">{escape(text)}</text>'


def across(y: Scale, left: float, right: float, say: Callable[[float], str]) -> str:
    """Level lines with their values on the left."""
    return "".join(
        line(left, y(tick), right, y(tick), "grid") + label(left - 8, y(tick) + 4, say(tick), "small", "end")
        for tick in y.ticks()
    )

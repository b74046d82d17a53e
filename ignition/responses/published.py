"""Effects that others published: believed, but never by more than half."""

from __future__ import annotations

import math
from dataclasses import dataclass

from ignition.responses.prior import ElasticityPrior

MOST_BELIEVED = 0.5
"""What is published is what was found large enough to publish: at least half of it is taken off."""


@dataclass(frozen=True, slots=True)
class Published:
    """An elasticity of effort that somebody published: `effect`, the standard error they state, and where it can be read.

    It enters times `cut` (a half at most) and with a standard deviation of as much as that mean, or more where its own error is.
    Source: effects found again are about half as large (Open Science Collaboration 2015, Science 349). It fails for studies of
    another trade, which no cut makes fit.

    >>> believed = Published(0.6, 0.1, "A study, 2020").prior
    >>> round(believed.median, 2), round(believed.sigma, 2)
    (0.21, 0.83)
    """

    effect: float
    sd: float
    source: str
    cut: float = MOST_BELIEVED

    def __post_init__(self) -> None:
        if not (math.isfinite(self.effect) and self.effect > 0 and self.sd >= 0):
            raise ValueError("a published effect must be above 0, its sd at least 0")
        if not 0 < self.cut <= MOST_BELIEVED:
            raise ValueError("of a published effect at most half is believed")

    @property
    def mean(self) -> float:
        return self.effect * self.cut

    @property
    def prior(self) -> ElasticityPrior:
        """LogNormal with this mean, and a standard deviation of at least as much."""
        spread = max(self.mean, self.sd)
        sigma = math.sqrt(math.log1p((spread / self.mean) ** 2))
        return ElasticityPrior(self.mean * math.exp(-(sigma**2) / 2), sigma)

"""What the open deals bring if we go on as usual: learnt once (`learn`), applied to any deal described (`score`), or both (`foresee`).

Two answers, one entrance (`model`). `landmarks`: rates by age and month (`baseline`) times what the facts say (`design`, `hazards`,
`curve`), without the columns that only the end can tell (`guard`), as far as past days bear it out (`validation`); `learning` goes
through them in order and `slopes` says what each fact is associated with. Where too little ended for that, the pooled `rates` and
what they mean for a deal (`outlook`), mended by last quarter (`calibration`). `amounts` says what a deal brings if it is won,
`grading` what all of it stands on.
"""

from __future__ import annotations

from ignition.predictors.deals.grading import note
from ignition.predictors.deals.model import DealModel, effects, foresee, learn, score

__all__ = ["DealModel", "effects", "foresee", "learn", "note", "score"]

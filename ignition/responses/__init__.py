"""What one more hour changes: priors where nothing was measured, a manager's judgement where somebody gave one, and what the data say."""

from ignition.responses.curve import Response
from ignition.responses.hazard import Slope
from ignition.responses.judgement import JudgedResponse, Judgement
from ignition.responses.judges import Came, Stated, miscalibration, pool
from ignition.responses.learnt import LearntElasticity, believe, believe_lift
from ignition.responses.pooled_judgement import PooledJudgement
from ignition.responses.prior import ElasticityPrior
from ignition.responses.published import Published
from ignition.responses.reading import Reading, read
from ignition.responses.verbs import say_response

__all__ = [
    "Came",
    "ElasticityPrior",
    "JudgedResponse",
    "Judgement",
    "LearntElasticity",
    "PooledJudgement",
    "Published",
    "Reading",
    "Response",
    "Slope",
    "Stated",
    "believe",
    "believe_lift",
    "miscalibration",
    "pool",
    "read",
    "say_response",
]

"""What one more hour changes: priors where nothing was measured, a manager's judgement where somebody gave one."""

from ignition.responses.curve import Response
from ignition.responses.judgement import JudgedResponse, Judgement
from ignition.responses.prior import ElasticityPrior

__all__ = ["ElasticityPrior", "JudgedResponse", "Judgement", "Response"]

"""What effort went where, and what came of it."""

from __future__ import annotations

from ignition.features.effort.describing import EFFORT, describe

__all__ = ["EFFORT", "describe"]

"""Records of many documents, bound into one Book: whose each is, and each thing once."""

from __future__ import annotations

from ignition.binding.bind import bind

__all__ = ["bind"]

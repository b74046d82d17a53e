"""Where documents come from. Each source *fetches*: a stream of documents, and problems where one cannot be had."""

from __future__ import annotations

from ignition.sources.archive import is_archive, open_archive
from ignition.sources.folder import fetch

__all__ = ["fetch", "is_archive", "open_archive"]

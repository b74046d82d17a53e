"""Static files: hashed names and compressed copies once collected, plain ones before (in tests)."""

from __future__ import annotations

from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage


class CollectedWhereThere(CompressedManifestStaticFilesStorage):
    manifest_strict = False

    def hashed_name(self, name: str, content: Any = None, filename: Any = None) -> str:
        try:
            return str(super().hashed_name(name, content, filename))
        except ValueError:
            return name

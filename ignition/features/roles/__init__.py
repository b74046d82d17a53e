"""Which part people at customers have in buying: as it is stated, or as their job title makes one guess."""

from __future__ import annotations

from ignition.features.roles.knowing import FOREVER, contact_roles
from ignition.features.roles.reading import role_of_title, stated_role

__all__ = ["FOREVER", "contact_roles", "role_of_title", "stated_role"]

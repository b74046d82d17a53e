"""What is kept about a person: all of it, told to them, and no more than is said."""

from __future__ import annotations

import json

from ignition_web.privacy.flows import what_is_kept
from ignition_web.team.models import User


def test_a_person_is_told_all_that_names_them_and_nothing_of_others(world):
    kept = what_is_kept(world.bob)
    assert kept["person"]["email"] == "bob@bianchi.example"
    assert kept["seen by"] == ["Alice", "Erin"]
    assert [customer["name"] for customer in kept["customers"]] == ["Cliente di Bob"]
    told = json.dumps(kept)
    assert not any(f"di {name}" in told for name in ("Alice", "Charlie", "Dora", "Erin"))


def test_about_a_person_only_this_is_stored():
    """No trait, no behaviour: a new field here is a decision about people, and belongs before this test."""
    fields = {field.name for field in User._meta.concrete_fields}
    assert fields == {
        "id", "password", "last_login", "public_id", "email", "name", "role", "language", "weekly_hours", "is_active", "created_at"
    }  # fmt: skip


def test_the_engine_is_told_of_a_person_only_the_hours(world):
    from ignition_web.team.tables import people

    assert people().column_names == ["person_id", "weekly_hours"]

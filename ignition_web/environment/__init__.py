"""What the product takes from its environment, and the sentence when it cannot be used."""

from __future__ import annotations

import os
from functools import cache
from typing import Any

from ignition_web.environment.variables import VARIABLES, WrongValue, read_environment

__all__ = ["VARIABLES", "WrongSettings", "WrongValue", "environment", "read_environment"]


class WrongSettings(Exception):
    """The product cannot start with these settings."""

    def __init__(self, wrong: list[WrongValue]) -> None:
        super().__init__("\n".join(value.say("en") for value in wrong))
        self.wrong = wrong


@cache
def environment() -> dict[str, Any]:
    """The checked values of this process; raises `WrongSettings` naming every wrong one."""
    values, wrong = read_environment(os.environ)
    if wrong:
        raise WrongSettings(wrong)
    return values

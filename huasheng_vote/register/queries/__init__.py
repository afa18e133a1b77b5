"""Reads of the register."""

from huasheng_vote.register.queries.own import kept_by_register
from huasheng_vote.register.queries.roll import (
    buildings,
    claims,
    heads_of_account,
    in_force,
    owner_roles,
    parties_of_account,
    roll_units,
    units_of_account,
)

__all__ = (
    "buildings",
    "claims",
    "heads_of_account",
    "in_force",
    "kept_by_register",
    "owner_roles",
    "parties_of_account",
    "roll_units",
    "units_of_account",
)

"""Reads of the register."""

from huasheng_vote.register.queries.roll import (
    buildings,
    heads_of_account,
    in_force,
    owner_roles,
    parties_of_account,
    roll_units,
    units_of_account,
)

__all__ = ("buildings", "heads_of_account", "in_force", "owner_roles", "parties_of_account", "roll_units", "units_of_account")

"""Reads of the owners' vote."""

from huasheng_vote.assemblies.queries.conveners import convener_roles

__all__ = ("convener_roles",)

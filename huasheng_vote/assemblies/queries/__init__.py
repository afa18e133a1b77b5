"""Reads of the owners' vote."""

from huasheng_vote.assemblies.queries.conveners import convener_roles
from huasheng_vote.assemblies.queries.speakers import proxy_roles

__all__ = ("convener_roles", "proxy_roles")

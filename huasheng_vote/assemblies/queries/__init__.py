"""Reads of the owners' vote."""

from huasheng_vote.assemblies.queries.conveners import convener_roles
from huasheng_vote.assemblies.queries.own import kept_by_assemblies, kept_by_law
from huasheng_vote.assemblies.queries.speakers import proxy_roles

__all__ = ("convener_roles", "kept_by_assemblies", "kept_by_law", "proxy_roles")

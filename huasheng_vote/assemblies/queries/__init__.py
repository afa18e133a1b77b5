"""Reads of the owners' vote."""

from huasheng_vote.assemblies.queries.conveners import CONVENING
from huasheng_vote.assemblies.queries.own import kept_by_assemblies, kept_by_law
from huasheng_vote.assemblies.queries.speakers import ENTRUSTED, ON_ROLL

__all__ = ("CONVENING", "ENTRUSTED", "ON_ROLL", "kept_by_assemblies", "kept_by_law")

"""Reads about people."""

from huasheng_vote.people.queries.accounts import estate_by_slug, granted_roles, live_session
from huasheng_vote.people.queries.approvals import approval, signatures, signed_for

__all__ = ("approval", "estate_by_slug", "granted_roles", "live_session", "signatures", "signed_for")

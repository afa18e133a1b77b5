"""Reads about people."""

from huasheng_vote.people.queries.accounts import account, estate_by_slug, granted_roles, live_session, roles_held
from huasheng_vote.people.queries.approvals import approval, signatures, signed_for
from huasheng_vote.people.queries.devices import devices
from huasheng_vote.people.queries.personas import is_offered, personas

__all__ = (
    "account",
    "approval",
    "devices",
    "estate_by_slug",
    "granted_roles",
    "is_offered",
    "live_session",
    "personas",
    "roles_held",
    "signatures",
    "signed_for",
)

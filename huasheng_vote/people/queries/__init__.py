"""Reads about people."""

from huasheng_vote.people.queries.accounts import GRANTED, account, account_by_phone, estate_by_slug, live_session, roles_held
from huasheng_vote.people.queries.approvals import approval, names, open_approval, requests, signatures, signed_for
from huasheng_vote.people.queries.devices import devices
from huasheng_vote.people.queries.experts import CHECKED, checked_fields, directory, skill, skills_of, standing_skill
from huasheng_vote.people.queries.offices import grant, grants_of, offices, roles_between
from huasheng_vote.people.queries.own import Kept, estates_of, kept_by_law, kept_by_people, own_data
from huasheng_vote.people.queries.personas import is_offered, personas

__all__ = (
    "CHECKED",
    "GRANTED",
    "Kept",
    "account",
    "account_by_phone",
    "approval",
    "checked_fields",
    "devices",
    "directory",
    "estate_by_slug",
    "estates_of",
    "grant",
    "grants_of",
    "is_offered",
    "kept_by_law",
    "kept_by_people",
    "live_session",
    "names",
    "offices",
    "open_approval",
    "own_data",
    "personas",
    "requests",
    "roles_between",
    "roles_held",
    "signatures",
    "signed_for",
    "skill",
    "skills_of",
    "standing_skill",
)

"""Tables of the people: accounts and roles, sign-in, approvals, declared skills."""

from huasheng_vote.people.models.accounts import Account, Estate, Persona, RoleGrant
from huasheng_vote.people.models.approvals import Approval, ApprovalSignature
from huasheng_vote.people.models.sign_in import LoginSession, OneTimeCode, RateCount
from huasheng_vote.people.models.skills import Skill

__all__ = (
    "Account",
    "Approval",
    "ApprovalSignature",
    "Estate",
    "LoginSession",
    "OneTimeCode",
    "Persona",
    "RateCount",
    "RoleGrant",
    "Skill",
)

"""Who may do what: roles, acts, and one right per act that can say why not. Incompatible pairs of roles are data. Source: `domain/trust.md`, GR 31–39.

Everybody imports from here. A right answers only *may this person*; whether the act is possible now is asked later by the act itself.
"""

from huasheng_vote.rules.access.acts import Act
from huasheng_vote.rules.access.right import EVERYONE, Right
from huasheng_vote.rules.access.rights import RIGHTS
from huasheng_vote.rules.access.roles import (
    COMMITTEE,
    CONVENERS,
    GRANTABLE,
    INCOMPATIBLE,
    OWNERS,
    SECOND_FACTOR,
    STAFF,
    SUPERVISORS,
    SYSTEM,
    VOTERS,
    WEIGHT,
    Actor,
    Role,
    clashing,
    in_force,
)
from huasheng_vote.rules.access.why import why_not

__all__ = [
    "COMMITTEE",
    "CONVENERS",
    "EVERYONE",
    "GRANTABLE",
    "INCOMPATIBLE",
    "OWNERS",
    "RIGHTS",
    "SECOND_FACTOR",
    "STAFF",
    "SUPERVISORS",
    "SYSTEM",
    "VOTERS",
    "WEIGHT",
    "Act",
    "Actor",
    "Right",
    "Role",
    "clashing",
    "in_force",
    "why_not",
]

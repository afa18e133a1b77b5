"""Who somebody is to an estate: roles, groups of them, pairs that nobody may hold at once, and who is acting. Source: `domain/trust.md`, GR 31–39."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person is to one estate at one moment. Derived from dated facts on every request, never copied."""

    OWNER = "owner"
    CO_OWNER = "co_owner"
    PROXY = "proxy"
    VOTER = "voter"
    OCCUPANT = "occupant"
    NEIGHBOUR_HEAD = "neighbour_head"
    CLERK = "clerk"
    COMMITTEE_MEMBER = "committee_member"
    CHAIR = "chair"
    EXPERT_OWNER = "expert_owner"
    COMMUNITY_SUPERVISOR = "community_supervisor"
    OWNER_AUDITOR = "owner_auditor"
    CONVENER = "convener"
    BIDDER = "bidder"
    PROPERTY_COMPANY = "property_company"
    ADMINISTRATOR = "administrator"


OWNERS = frozenset({Role.OWNER, Role.CO_OWNER})
VOTERS = OWNERS | {Role.VOTER}  # with those who have sold since the roll of a running vote was frozen
COMMITTEE = frozenset({Role.COMMITTEE_MEMBER, Role.CHAIR})
CONVENERS = COMMITTEE | {Role.CONVENER}
SUPERVISORS = frozenset({Role.COMMUNITY_SUPERVISOR})
STAFF = CONVENERS | SUPERVISORS | {Role.NEIGHBOUR_HEAD, Role.CLERK, Role.ADMINISTRATOR}
SECOND_FACTOR = CONVENERS | SUPERVISORS | {Role.CLERK, Role.ADMINISTRATOR}  # roles that sign in with TOTP as well
GRANTABLE = STAFF | {Role.OWNER_AUDITOR, Role.OCCUPANT, Role.PROPERTY_COMPANY}  # given by a dated grant; the others follow from other facts

# Pairs that no person may hold at once: checked when a role is granted and again at every act.
INCOMPATIBLE: frozenset[frozenset[Role]] = frozenset(
    frozenset(pair)
    for pair in (
        (Role.NEIGHBOUR_HEAD, Role.CLERK),
        (Role.BIDDER, Role.COMMITTEE_MEMBER),
        (Role.BIDDER, Role.CHAIR),
        (Role.BIDDER, Role.EXPERT_OWNER),
        *((Role.ADMINISTRATOR, other) for other in sorted(CONVENERS | SUPERVISORS | {Role.CLERK, Role.NEIGHBOUR_HEAD, Role.OWNER_AUDITOR})),
        *((Role.PROPERTY_COMPANY, other) for other in sorted(CONVENERS | SUPERVISORS | {Role.CLERK, Role.NEIGHBOUR_HEAD, Role.PROXY})),
    )
)

WEIGHT = (
    *(Role.CHAIR, Role.COMMITTEE_MEMBER, Role.CONVENER),
    Role.COMMUNITY_SUPERVISOR,
    Role.ADMINISTRATOR,
    *(Role.CLERK, Role.NEIGHBOUR_HEAD, Role.EXPERT_OWNER),
    *(Role.OWNER, Role.CO_OWNER, Role.VOTER, Role.PROXY),
    Role.OWNER_AUDITOR,
    Role.OCCUPANT,
    *(Role.BIDDER, Role.PROPERTY_COMPANY),
)


@dataclass(frozen=True)
class Actor:
    """Who is acting in this estate: an account (None: a visitor; 0: the system itself), the roles its facts give it now, and how it signed in."""

    account: int | None = None
    roles: frozenset[Role] = frozenset()
    second_factor: bool = False
    stepped_up: bool = False

    @property
    def acting_as(self) -> str:
        """The role a log line names: the weightiest one held."""
        return next((role for role in WEIGHT if role in self.roles), "system" if self.account == 0 else "visitor")

    def is_any(self, *roles: Role) -> bool:
        return not self.roles.isdisjoint(roles)


SYSTEM = Actor(account=0)


def in_force(roles: frozenset[Role]) -> frozenset[Role]:
    """The roles as they count together: an expert owner is one only while an owner, and an owner's place on a frozen roll adds nothing to it."""
    return roles - ({Role.VOTER} if roles & OWNERS else {Role.EXPERT_OWNER})


def clashing(roles: frozenset[Role]) -> bool:
    """Whether the roles contain an incompatible pair."""
    return any(pair <= roles for pair in INCOMPATIBLE)

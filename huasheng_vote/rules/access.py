"""Who may do what: roles, acts, and one right per act that can say why not. Incompatible pairs of roles are data. Source: `domain/trust.md`, GR 31–39.

A right answers only *may this person*; whether the act is possible now is asked later by the act itself.
"""

from dataclasses import dataclass
from enum import StrEnum

from huasheng_vote.rules.refusal import Why


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


class Act(StrEnum):
    """Everything a person can do or look at that not everybody may."""

    # people
    SIGN_OUT = "sign_out"
    SEE_OWN = "see_own"
    SET_SECOND_FACTOR = "set_second_factor"
    CHANGE_OWN_PHONE = "change_own_phone"
    CHANGE_OWN_MAIL = "change_own_mail"
    EXPORT_OWN = "export_own"
    CLOSE_ACCOUNT = "close_account"
    SERVE_AT_COUNTER = "serve_at_counter"
    SEE_OFFICES = "see_offices"
    GRANT_ROLE = "grant_role"
    SEE_APPROVALS = "see_approvals"
    APPROVE = "approve"
    DECLARE_SKILL = "declare_skill"
    CHECK_SKILL = "check_skill"
    # register
    IMPORT_REGISTER = "import_register"
    EDIT_REGISTER = "edit_register"
    SEE_REGISTER = "see_register"
    REVEAL_LINE = "reveal_line"
    ENROL = "enrol"
    CONFIRM_ENROLMENT = "confirm_enrolment"
    DISPUTE_LINE = "dispute_line"
    # proposals
    SUGGEST = "suggest"
    ENDORSE = "endorse"
    COMMENT = "comment"
    MODERATE = "moderate"
    RUN_CAMPAIGN = "run_campaign"
    ANSWER_SUGGESTION = "answer_suggestion"
    DRAFT_PROPOSAL = "draft_proposal"
    PUBLISH_PROPOSAL = "publish_proposal"
    ANSWER_DEMAND = "answer_demand"
    REQUIRE_ASSEMBLY = "require_assembly"
    # assemblies
    SET_UP_ESTATE = "set_up_estate"
    POST_CONVENERS = "post_conveners"
    OBJECT_TO_CONVENERS = "object_to_conveners"
    ANSWER_OBJECTION = "answer_objection"
    ADOPT_RULES = "adopt_rules"
    FILE_ANSWER = "file_answer"
    KEEP_CALENDAR = "keep_calendar"
    CONVENE = "convene"
    GIVE_NOTICE = "give_notice"
    STOP_ASSEMBLY = "stop_assembly"
    EXTEND_VOTE = "extend_vote"
    CORRECT_ROLL = "correct_roll"
    RECORD_SERVICE = "record_service"
    FILL_BALLOT = "fill_ballot"
    CAST_BALLOT = "cast_ballot"
    SEE_DESK = "see_desk"
    SEE_DOORS = "see_doors"
    SEE_PHONE = "see_phone"
    SEE_PARTICIPANTS = "see_participants"
    ISSUE_PAPERS = "issue_papers"
    RECEIVE_PAPER = "receive_paper"
    ENTER_PAPER = "enter_paper"
    LOOK_AT_PAPER = "look_at_paper"
    RECORD_COUNT = "record_count"
    RECORD_PROXY = "record_proxy"
    RESOLVE_REVIEW = "resolve_review"
    OBJECT = "object"
    CALL_BACK = "call_back"
    OPEN_ROLL = "open_roll"
    DESTROY_MATERIAL = "destroy_material"
    # projects
    OPEN_PROJECT = "open_project"
    WRITE_DESIGN = "write_design"
    SIGN_DESIGN = "sign_design"
    # notices
    HAND_OUT_PAPER = "hand_out_paper"
    # the log
    ACKNOWLEDGE_LOSS = "acknowledge_loss"
    NAME_WITNESS = "name_witness"


@dataclass(frozen=True)
class Right:
    """Which roles hold it (none: any signed-in person), and whether a fresh code, at most five minutes old, is asked for."""

    roles: frozenset[Role] = frozenset()
    step_up: bool = False


EVERYONE = Right()
RIGHTS: dict[Act, Right] = {
    Act.SIGN_OUT: EVERYONE,
    Act.SEE_OWN: EVERYONE,
    Act.SET_SECOND_FACTOR: Right(step_up=True),
    Act.CHANGE_OWN_PHONE: EVERYONE,
    Act.CHANGE_OWN_MAIL: EVERYONE,
    Act.EXPORT_OWN: Right(step_up=True),
    Act.CLOSE_ACCOUNT: Right(step_up=True),
    Act.SERVE_AT_COUNTER: Right(CONVENERS | SUPERVISORS, step_up=True),
    Act.SEE_OFFICES: Right(CONVENERS | SUPERVISORS | {Role.ADMINISTRATOR}),
    Act.GRANT_ROLE: Right(CONVENERS | SUPERVISORS | {Role.ADMINISTRATOR}, step_up=True),
    Act.SEE_APPROVALS: Right(CONVENERS | SUPERVISORS | {Role.ADMINISTRATOR}),
    Act.APPROVE: Right(CONVENERS | SUPERVISORS, step_up=True),
    Act.DECLARE_SKILL: Right(OWNERS),
    Act.CHECK_SKILL: Right(COMMITTEE | SUPERVISORS),
    Act.IMPORT_REGISTER: Right(CONVENERS | SUPERVISORS),
    Act.EDIT_REGISTER: Right(CONVENERS | SUPERVISORS),
    Act.SEE_REGISTER: Right(CONVENERS | SUPERVISORS | {Role.CLERK}),
    Act.REVEAL_LINE: Right(CONVENERS | SUPERVISORS, step_up=True),
    Act.ENROL: EVERYONE,
    Act.CONFIRM_ENROLMENT: Right(CONVENERS | SUPERVISORS),
    Act.DISPUTE_LINE: Right(OWNERS),
    Act.SUGGEST: Right(OWNERS | {Role.OCCUPANT}),
    Act.ENDORSE: Right(OWNERS),
    Act.COMMENT: Right(OWNERS | COMMITTEE | SUPERVISORS | {Role.OCCUPANT}),
    Act.MODERATE: Right(COMMITTEE | SUPERVISORS),
    Act.RUN_CAMPAIGN: Right(COMMITTEE),
    Act.ANSWER_SUGGESTION: Right(COMMITTEE),
    Act.DRAFT_PROPOSAL: Right(COMMITTEE | {Role.EXPERT_OWNER}),
    Act.PUBLISH_PROPOSAL: Right(COMMITTEE),
    Act.ANSWER_DEMAND: Right(CONVENERS | SUPERVISORS),
    Act.REQUIRE_ASSEMBLY: Right(OWNERS),
    Act.SET_UP_ESTATE: Right(frozenset({Role.ADMINISTRATOR})),
    Act.POST_CONVENERS: Right(SUPERVISORS | {Role.ADMINISTRATOR}, step_up=True),
    Act.OBJECT_TO_CONVENERS: Right(OWNERS),
    Act.ANSWER_OBJECTION: Right(SUPERVISORS),
    Act.ADOPT_RULES: Right(CONVENERS),
    Act.FILE_ANSWER: Right(CONVENERS | SUPERVISORS),
    Act.KEEP_CALENDAR: Right(CONVENERS | SUPERVISORS | {Role.ADMINISTRATOR}),
    Act.CONVENE: Right(CONVENERS),
    Act.GIVE_NOTICE: Right(CONVENERS, step_up=True),
    Act.STOP_ASSEMBLY: Right(CONVENERS, step_up=True),
    Act.EXTEND_VOTE: Right(CONVENERS),
    Act.CORRECT_ROLL: Right(CONVENERS),
    Act.RECORD_SERVICE: Right(CONVENERS | SUPERVISORS | {Role.NEIGHBOUR_HEAD}),
    Act.FILL_BALLOT: Right(VOTERS | {Role.PROXY}),
    Act.CAST_BALLOT: Right(VOTERS | {Role.PROXY}, step_up=True),
    Act.SEE_DESK: Right(CONVENERS | SUPERVISORS),
    Act.SEE_DOORS: Right(CONVENERS | SUPERVISORS | {Role.NEIGHBOUR_HEAD}),
    Act.SEE_PHONE: Right(CONVENERS | SUPERVISORS | {Role.NEIGHBOUR_HEAD}, step_up=True),
    Act.SEE_PARTICIPANTS: Right(VOTERS | CONVENERS | SUPERVISORS),
    Act.ISSUE_PAPERS: Right(CONVENERS | SUPERVISORS),
    Act.RECEIVE_PAPER: Right(CONVENERS | SUPERVISORS | {Role.NEIGHBOUR_HEAD}),
    Act.ENTER_PAPER: Right(frozenset({Role.CLERK})),
    Act.LOOK_AT_PAPER: Right(CONVENERS | SUPERVISORS, step_up=True),
    Act.RECORD_COUNT: Right(CONVENERS | SUPERVISORS, step_up=True),
    Act.RECORD_PROXY: Right(CONVENERS | SUPERVISORS),
    Act.RESOLVE_REVIEW: Right(CONVENERS | SUPERVISORS, step_up=True),
    Act.OBJECT: Right(VOTERS),
    Act.CALL_BACK: Right(SUPERVISORS | {Role.OWNER_AUDITOR}),
    Act.OPEN_ROLL: Right(SUPERVISORS | {Role.OWNER_AUDITOR}, step_up=True),
    Act.DESTROY_MATERIAL: Right(CONVENERS | SUPERVISORS, step_up=True),
    Act.OPEN_PROJECT: Right(COMMITTEE),
    Act.WRITE_DESIGN: Right(frozenset({Role.EXPERT_OWNER})),
    Act.SIGN_DESIGN: Right(frozenset({Role.EXPERT_OWNER}), step_up=True),
    Act.ACKNOWLEDGE_LOSS: Right(CONVENERS | SUPERVISORS, step_up=True),
    Act.NAME_WITNESS: Right(CONVENERS | SUPERVISORS, step_up=True),
    Act.HAND_OUT_PAPER: Right(CONVENERS | SUPERVISORS | {Role.NEIGHBOUR_HEAD}),
}


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
SYSTEM = Actor(account=0)


def why_not(act: Act, actor: Actor) -> Why | None:
    """The reason this actor may not do the act; None if it may."""
    right = RIGHTS[act]
    if actor.account is None:
        return Why.NOT_SIGNED_IN
    held = actor.roles & right.roles if right.roles else actor.roles
    if right.roles and not held:
        return Why.NOT_ALLOWED
    if clashing(actor.roles):
        return Why.INCOMPATIBLE_ROLES
    if held and held <= SECOND_FACTOR and right.roles and not actor.second_factor:
        return Why.NEEDS_SECOND_FACTOR
    if right.step_up and not actor.stepped_up:
        return Why.NEEDS_STEP_UP
    return None


def in_force(roles: frozenset[Role]) -> frozenset[Role]:
    """The roles as they count together: an expert owner is one only while an owner, and an owner's place on a frozen roll adds nothing to it."""
    return roles - ({Role.VOTER} if roles & OWNERS else {Role.EXPERT_OWNER})


def clashing(roles: frozenset[Role]) -> bool:
    """Whether the roles contain an incompatible pair."""
    return any(pair <= roles for pair in INCOMPATIBLE)

"""Rights on the way to a decision: suggestions, proposals, the owners' assembly."""

from huasheng_vote.rules.access.acts import Act
from huasheng_vote.rules.access.right import Right
from huasheng_vote.rules.access.roles import COMMITTEE, CONVENERS, OWNERS, SUPERVISORS, VOTERS, Role

RIGHTS: dict[Act, Right] = {
    # proposals
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
    # assemblies
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
}

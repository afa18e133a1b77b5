"""Rights around persons and papers: accounts, the register, notices, the log."""

from huasheng_vote.rules.access.acts import Act
from huasheng_vote.rules.access.right import EVERYONE, Right
from huasheng_vote.rules.access.roles import COMMITTEE, CONVENERS, OWNERS, SUPERVISORS, Role

RIGHTS: dict[Act, Right] = {
    # people
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
    # register
    Act.IMPORT_REGISTER: Right(CONVENERS | SUPERVISORS),
    Act.EDIT_REGISTER: Right(CONVENERS | SUPERVISORS),
    Act.SEE_REGISTER: Right(CONVENERS | SUPERVISORS | {Role.CLERK}),
    Act.REVEAL_LINE: Right(CONVENERS | SUPERVISORS, step_up=True),
    Act.ENROL: EVERYONE,
    Act.CONFIRM_ENROLMENT: Right(CONVENERS | SUPERVISORS),
    Act.DISPUTE_LINE: Right(OWNERS),
    # notices
    Act.HAND_OUT_PAPER: Right(CONVENERS | SUPERVISORS | {Role.NEIGHBOUR_HEAD}),
    # the log
    Act.ACKNOWLEDGE_LOSS: Right(CONVENERS | SUPERVISORS, step_up=True),
    Act.NAME_WITNESS: Right(CONVENERS | SUPERVISORS, step_up=True),
}

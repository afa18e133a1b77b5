"""Rights where decisions are carried out: each area with lines of its own."""

from huasheng_vote.rules.access.acts import Act
from huasheng_vote.rules.access.right import Right
from huasheng_vote.rules.access.roles import COMMITTEE, SUPERVISORS, Role

RIGHTS: dict[Act, Right] = {
    # committee
    Act.SEE_COMMITTEE: Right(COMMITTEE | SUPERVISORS),
    Act.RUN_COMMITTEE: Right(COMMITTEE),
    Act.SIGN_MINUTES: Right(COMMITTEE, step_up=True),
    Act.DECIDE_IN_COMMITTEE: Right(COMMITTEE, step_up=True),
    Act.NOTE_ELECTION: Right(COMMITTEE | SUPERVISORS),
    Act.ASK_FOR_SEAL: Right(COMMITTEE),
    Act.USE_SEAL: Right(COMMITTEE, step_up=True),
    # projects
    Act.OPEN_PROJECT: Right(COMMITTEE),
    Act.WRITE_DESIGN: Right(frozenset({Role.EXPERT_OWNER})),
    Act.SIGN_DESIGN: Right(frozenset({Role.EXPERT_OWNER}), step_up=True),
}

"""Rights where decisions are carried out: each area with lines of its own."""

from huasheng_vote.rules.access.acts import Act
from huasheng_vote.rules.access.right import Right
from huasheng_vote.rules.access.roles import COMMITTEE, Role

RIGHTS: dict[Act, Right] = {
    # projects
    Act.OPEN_PROJECT: Right(COMMITTEE),
    Act.WRITE_DESIGN: Right(frozenset({Role.EXPERT_OWNER})),
    Act.SIGN_DESIGN: Right(frozenset({Role.EXPERT_OWNER}), step_up=True),
}

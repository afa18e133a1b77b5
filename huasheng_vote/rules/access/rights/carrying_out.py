"""Rights where decisions are carried out: each area with lines of its own."""

from huasheng_vote.rules.access.acts import Act
from huasheng_vote.rules.access.right import EVERYONE, Right
from huasheng_vote.rules.access.roles import COMMITTEE, OWNERS, SUPERVISORS, Role

EXPERTS = frozenset({Role.EXPERT_OWNER})
BIDDERS = frozenset({Role.BIDDER})
HOLDERS = frozenset({Role.COMMITTEE_MEMBER}) | SUPERVISORS | EXPERTS

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
    Act.CONFIRM_EMERGENCY: Right(SUPERVISORS, step_up=True),
    Act.WRITE_DESIGN: Right(EXPERTS),
    Act.SIGN_DESIGN: Right(EXPERTS, step_up=True),
    # procurement: who holds a place on one tender the act itself finds out
    Act.REGISTER_SUPPLIER: EVERYONE,
    Act.CHECK_SUPPLIER: Right(COMMITTEE | SUPERVISORS),
    Act.BLACKLIST_SUPPLIER: Right(COMMITTEE, step_up=True),
    Act.SEE_TENDER_DRAFTS: Right(COMMITTEE | SUPERVISORS | EXPERTS),
    Act.DRAFT_TENDER: Right(COMMITTEE | EXPERTS),
    Act.REVIEW_TENDER: Right(frozenset({Role.CHAIR}) | EXPERTS, step_up=True),
    Act.PUBLISH_TENDER: Right(COMMITTEE, step_up=True),
    Act.RUN_TENDER: Right(COMMITTEE),
    Act.CANCEL_TENDER: Right(COMMITTEE, step_up=True),
    Act.HOLD_KEY: Right(HOLDERS),
    Act.OPEN_BIDS: Right(HOLDERS, step_up=True),
    Act.BID: Right(BIDDERS),
    Act.SEE_OWN_BIDS: EVERYONE,
    Act.JUDGE: EVERYONE,
    Act.SIGN_JUDGEMENT: Right(step_up=True),
    Act.DRAW_LOT: Right(SUPERVISORS, step_up=True),
    Act.AWARD: Right(COMMITTEE, step_up=True),
    Act.CHALLENGE: Right(OWNERS | BIDDERS),
    Act.ANSWER_CHALLENGE: Right(COMMITTEE),
    Act.RULE_ON_CHALLENGE: Right(SUPERVISORS),
    Act.SIGN_CONTRACT: Right(COMMITTEE | BIDDERS, step_up=True),
    Act.SEE_RED_FLAGS: Right(OWNERS | COMMITTEE | SUPERVISORS | EXPERTS),
}

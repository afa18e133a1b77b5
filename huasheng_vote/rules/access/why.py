"""Whether somebody may, and if not, why."""

from huasheng_vote.rules.access.acts import Act
from huasheng_vote.rules.access.rights import RIGHTS
from huasheng_vote.rules.access.roles import SECOND_FACTOR, Actor, clashing
from huasheng_vote.rules.refusal import Why


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

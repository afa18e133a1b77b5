"""Pages of the people: one blueprint, a module for each concern."""

from huasheng_vote.people.views import (  # noqa: F401  each adds its routes to the blueprint
    approvals,
    devices,
    experts,
    mails,
    offices,
    own,
    phones,
    second_factor,
    sign_in,
)
from huasheng_vote.people.views.blueprint import bp

__all__ = ("bp",)

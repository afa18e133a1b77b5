"""Pages of the register: one blueprint, a module for each concern."""

from huasheng_vote.register.views import (  # noqa: F401  each adds its routes to the blueprint
    corrections,
    enrol,
    imports,
    letters,
    mine,
    units,
)
from huasheng_vote.register.views.blueprint import bp

__all__ = ("bp",)

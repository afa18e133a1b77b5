"""What an act asks for."""

from dataclasses import dataclass

from huasheng_vote.rules.access.roles import Role


@dataclass(frozen=True)
class Right:
    """Which roles hold it (none: any signed-in person), and whether a fresh code, at most five minutes old, is asked for."""

    roles: frozenset[Role] = frozenset()
    step_up: bool = False


EVERYONE = Right()

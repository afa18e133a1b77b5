"""Tables of the owners' vote. What a notice freezes is written once and never edited; the database repeats the states of `rules.flows`."""

from huasheng_vote.assemblies.models import (
    adopted,
    ballots,
    commitments,
    conveners,
    counting,
    doors,
    meetings,
    motions,
    notices,
    papers,
    results,
    rolls,
)

__all__ = (
    "adopted",
    "ballots",
    "commitments",
    "conveners",
    "counting",
    "doors",
    "meetings",
    "motions",
    "notices",
    "papers",
    "results",
    "rolls",
)

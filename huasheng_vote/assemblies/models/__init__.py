"""Tables of the owners' vote. What a notice freezes is written once and never edited; the database repeats the states of `rules.flows`."""

from huasheng_vote.assemblies.models import adopted, conveners, meetings, motions, notices, rolls

__all__ = ("adopted", "conveners", "meetings", "motions", "notices", "rolls")

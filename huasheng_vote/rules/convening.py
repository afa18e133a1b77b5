"""Who convenes a meeting, in which form, and whether votes over the internet bind there (CC 277–278, GR, voting.md validity gate)."""

from enum import StrEnum

from huasheng_vote.rules.ballot import Channel
from huasheng_vote.rules.procedure import Procedure


class Convener(StrEnum):
    """Who may convene. The first assembly has a preparatory group, and so no adopted rules yet."""

    PREPARATORY_GROUP = "preparatory_group"
    RE_ELECTION_GROUP = "re_election_group"
    COMMITTEE = "committee"
    MANAGEMENT_COMMITTEE = "management_committee"
    RESIDENTS_COMMITTEE = "residents_committee"
    SUBDISTRICT_OFFICE = "subdistrict_office"


class Occasion(StrEnum):
    """Why the owners meet: for the first time, as every year, or because a fifth of them or a matter requires it (PMR 13)."""

    FIRST = "first"
    REGULAR = "regular"
    SPECIAL = "special"


class Form(StrEnum):
    """Gathered in a room, or asked in writing (PMR 12)."""

    WRITTEN = "written"
    MEETING = "meeting"


class Online(StrEnum):
    """What subdistrict office and fund office answered in writing: are internet votes on this platform accepted?"""

    ACCEPTED = "accepted"
    OFFICIAL_ONLY = "official_only"
    UNKNOWN = "unknown"


class Scope(StrEnum):
    """Whose question a motion is: everybody's, or that of those who share a part (SPC 3)."""

    ESTATE = "estate"
    BUILDINGS = "buildings"
    UNITS = "units"


def only_consults(answer: Online, procedure: Procedure) -> bool:
    """Whether online votes are a consultation (意向征询) and paper decides: the offices have not accepted them, or the owners not adopted them."""
    return answer is not Online.ACCEPTED or Channel.ONLINE not in procedure.channels


def procedure_for(convener: Convener, adopted: Procedure) -> Procedure:
    """The rules of a meeting: a preparatory group has none that anybody adopted, so every default and no silence rule."""
    return Procedure() if convener is Convener.PREPARATORY_GROUP else adopted

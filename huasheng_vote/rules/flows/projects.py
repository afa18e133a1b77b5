"""The way of a project opened from a resolution."""

from enum import StrEnum

from huasheng_vote.rules.flows import Flow


class ProjectState(StrEnum):
    """Works opened from a resolution, until the last paper is filed."""

    PREPARING = "preparing"
    PROCURING = "procuring"
    BUILDING = "building"
    ACCEPTED = "accepted"
    CLOSED = "closed"
    ABANDONED = "abandoned"


class ProjectAct(StrEnum):
    """The steps of a project."""

    BEGIN_PROCUREMENT = "begin_procurement"
    BEGIN_WORKS = "begin_works"
    ACCEPT = "accept"
    CLOSE = "close"
    ABANDON = "abandon"


_W, _WA = ProjectState, ProjectAct
PROJECT = Flow(
    "project",
    ProjectState.PREPARING,
    {
        (_W.PREPARING, _WA.BEGIN_PROCUREMENT): _W.PROCURING,
        (_W.PREPARING, _WA.ABANDON): _W.ABANDONED,
        (_W.PROCURING, _WA.BEGIN_WORKS): _W.BUILDING,
        (_W.PROCURING, _WA.ABANDON): _W.ABANDONED,
        (_W.BUILDING, _WA.ACCEPT): _W.ACCEPTED,
        (_W.ACCEPTED, _WA.CLOSE): _W.CLOSED,
    },
)

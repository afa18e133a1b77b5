"""Tables of the area. Nothing here is deleted: a version is followed by the next one, a signature stays."""

from huasheng_vote.projects.models.designs import BillItem, Design, DesignStep, DesignVersion
from huasheng_vote.projects.models.projects import Project

__all__ = ("BillItem", "Design", "DesignStep", "DesignVersion", "Project")

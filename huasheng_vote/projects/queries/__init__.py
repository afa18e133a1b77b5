"""Reads of the area, by what is read."""

from huasheng_vote.projects.queries.opened import awaiting, decided, decision, of_resolution, project, projects, way
from huasheng_vote.projects.queries.own import kept_by_projects

__all__ = ("awaiting", "decided", "decision", "kept_by_projects", "of_resolution", "project", "projects", "way")

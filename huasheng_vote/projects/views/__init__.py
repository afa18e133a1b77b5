"""The pages of the area: one blueprint, one module for each thing that is shown."""

from flask import Blueprint

bp = Blueprint("projects", __name__, url_prefix="/<estate>/projects")

from huasheng_vote.projects.views import designs, projects, spending  # noqa: E402, F401  (routes register themselves)

"""The pages of the area: one blueprint, one module for each thing that is shown."""

from flask import Blueprint

bp = Blueprint("committee", __name__, url_prefix="/<estate>/committee")

from huasheng_vote.committee.views import agenda, decisions, meetings, members, minutes, questions, seal  # noqa: E402, F401  (routes register themselves)

"""The pages of the area: one blueprint, one module for each thing that is shown."""

from flask import Blueprint

bp = Blueprint("proposals", __name__, url_prefix="/<estate>")

from huasheng_vote.proposals.views import photos  # noqa: E402, F401  (routes register themselves)

"""The pages of the area: one blueprint, one module for each thing that is shown."""

from flask import Blueprint

from huasheng_vote.labels.register import building

bp = Blueprint("proposals", __name__, url_prefix="/<estate>")
bp.add_app_template_filter(building)

from huasheng_vote.proposals.views import answers, campaigns, demands, photos, proposals, suggestions, writing  # noqa: E402, F401

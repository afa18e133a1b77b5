"""The pages of the area: one blueprint, one module for each thing that is shown."""

from flask import Blueprint

from huasheng_vote.committee import models  # noqa: F401

bp = Blueprint("committee", __name__, url_prefix="/<estate>/committee")

"""The blueprints the pages of the area hang on."""

from flask import Blueprint

bp = Blueprint("home", __name__)
notices = Blueprint("notices", __name__, url_prefix="/<estate>/notices")
journal = Blueprint("journal", __name__, url_prefix="/<estate>/log")

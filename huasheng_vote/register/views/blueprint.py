"""The blueprint all pages of the register hang on."""

from flask import Blueprint

bp = Blueprint("register", __name__, url_prefix="/<estate>/register")

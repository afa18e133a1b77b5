"""The blueprint all pages of people hang on. Sign-in belongs to no estate; the rest stands under one."""

from flask import Blueprint

bp = Blueprint("people", __name__)

"""Pages of the area: three blueprints, because the frame of every page links to notices and log by their own names."""

from huasheng_vote.home.views import door, front, heads, health, log, lookup, loss, mine, notices, onward, search, standing_words, witness  # noqa: F401  each adds its routes
from huasheng_vote.home.views.blueprints import bp, journal
from huasheng_vote.home.views.blueprints import notices as notices_bp

__all__ = ("bp", "journal", "notices_bp")

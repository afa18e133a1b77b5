"""A decision laid down directly: a meeting that is over, and the number its motion was adopted under."""

from sqlalchemy import update

from huasheng_vote.assemblies.models.meetings import Assembly
from huasheng_vote.assemblies.models.motions import Motion
from huasheng_vote.assemblies.models.results import Resolution
from huasheng_vote.database import writing
from huasheng_vote.extensions import db
from tests.builders import Neighbourhood
from tests.voting import CLOSES, LAMPS, noticed


def decide(estate: Neighbourhood, budget: int | None) -> tuple[int, int]:
    """The lamps were passed, with this budget; returns year and number of the decision."""
    meeting = noticed(estate, (LAMPS,))
    with estate.site.unguarded(), writing(0):
        over = {"state": "announced", "closed_at": CLOSES, "published_at": CLOSES, "announced_at": CLOSES}
        db.session.execute(update(Assembly).filter_by(id=meeting.id).values(over))
        db.session.execute(update(Motion).filter_by(id=meeting.motions[0]).values(state="passed", budget=budget))
        db.session.add(Resolution(estate_id=estate.ref.id, year=2026, ordinal=1, motion_id=meeting.motions[0], adopted_at=CLOSES))
    estate.site.at = CLOSES
    return 2026, 1

"""The app starts safely or not at all."""

import pytest

from huasheng_vote.app import create_app
from huasheng_vote.config import Settings
from huasheng_vote.web.access import UnmarkedRoute, refuse_unmarked
from tests.site import Site


def test_an_unmarked_route_keeps_the_app_from_starting(tmp_path):
    app = create_app(Settings(data=tmp_path, database_url="sqlite://", secret_key="x", field_key=bytes(32), testing=True))
    app.add_url_rule("/open", "open", lambda: "")
    with pytest.raises(UnmarkedRoute, match="/open"):
        refuse_unmarked(app)


def test_health_is_answered_with_a_strict_policy(site: Site):
    answer = site.client().get("/healthz")
    assert answer.status_code == 200
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


def test_a_write_outside_an_act_is_refused(estate):
    from huasheng_vote.extensions import db
    from huasheng_vote.people.models import Estate

    db.session.add(Estate(slug="x", name="x", opened_at=estate.site.at))
    with pytest.raises(RuntimeError, match="outside an act"):
        db.session.flush()
    db.session.rollback()

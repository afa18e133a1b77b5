"""What only the demonstration has: people to become by a click, codes on the page."""

from dataclasses import replace

import pyotp
import pytest

from huasheng_vote.database import writing
from huasheng_vote.extensions import db
from huasheng_vote.people.models import Account, Persona
from tests.web.people_helpers import ask, enter, phone_of, signed_in


@pytest.fixture
def persona(estate):
    with estate.site.unguarded(), writing(0):
        db.session.add(Persona(estate_id=estate.ref.id, account_id=estate.staff["周主任"], words="业委会主任", ordinal=1))
    return estate.staff["周主任"]


def test_in_the_demonstration_one_click_becomes_somebody(estate, client, persona):
    assert f'action="/songlu/demo/as/{persona}"' in client.get("/sign-in?estate=songlu").text
    assert client.post(f"/songlu/demo/as/{persona}").status_code == 303
    assert signed_in(estate, client)


def test_only_people_put_up_by_the_demonstration_can_be_become(estate, client, persona):
    assert client.post(f"/songlu/demo/as/{estate.owners['陈一']}").status_code == 404


def test_outside_the_demonstration_nobody_becomes_anybody_by_a_click(estate, client, persona, monkeypatch):
    monkeypatch.setitem(estate.site.app.config, "SETTINGS", replace(estate.site.app.config["SETTINGS"], demo=False))
    assert client.post(f"/songlu/demo/as/{persona}").status_code == 404
    assert not signed_in(estate, client)


def test_the_demonstration_shows_the_code_to_whoever_asked(estate, client):
    ask(client, phone_of(estate, "陈一"))
    page = client.get("/sign-in/code").text
    code = page.split('class="code">')[1][:6]
    assert enter(client, code).status_code == 303
    assert code not in estate.site.client().get("/sign-in").text


def test_without_demonstration_no_page_has_a_banner(tmp_path):
    from huasheng_vote.app import create_app
    from huasheng_vote.config import Settings

    app = create_app(Settings(data=tmp_path, database_url="sqlite://", secret_key="x", field_key=bytes(32), testing=True))
    with app.app_context():
        db.create_all()
        page = app.test_client().get("/sign-in").text
    assert 'class="demo"' not in page


def test_the_demonstration_shows_what_the_authenticator_of_its_holder_shows(estate):
    with estate.site.unguarded(), writing(0):
        db.session.get(Account, estate.staff["周主任"]).totp_secret = "JBSWY3DPEHPK3PXP" * 2
    code = pyotp.TOTP("JBSWY3DPEHPK3PXP" * 2).at(estate.site.at)
    assert code in estate.client("周主任").get("/step-up").text
    assert code not in estate.client("吴委员").get("/step-up").text

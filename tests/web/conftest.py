"""Fixtures of the web tests."""

import pytest

from tests.web.people_helpers import Phones


@pytest.fixture
def phones(site, monkeypatch):
    """Short messages end here."""
    phones = Phones()
    monkeypatch.setitem(site.app.extensions, "sms", phones)
    return phones

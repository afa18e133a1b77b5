"""Fixtures every test shares. Tests that touch the database run twice: on SQLite and on PostgreSQL."""

import os
from collections.abc import Callable, Iterator

import pytest
from flask.testing import FlaskClient

from tests import builders, servers
from tests.site import Site


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Address of a throwaway PostgreSQL, started here unless TEST_POSTGRES names one."""
    with servers.postgres() as url:
        yield url


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def backend(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The app on one of the two databases, created once."""
    folder = tmp_path_factory.mktemp(request.param)
    url = f"sqlite:///{folder / 'test.db'}" if request.param == "sqlite" else request.getfixturevalue("postgres")
    site = Site(folder, url)
    yield site
    site.close()


@pytest.fixture
def site(backend: Site) -> Iterator[Site]:
    """The app with an empty database and the clock at 2026-11-24 10:00 in Changsha."""
    backend.reset()
    with backend.app.app_context():
        yield backend


@pytest.fixture
def estate(site: Site) -> builders.Neighbourhood:
    """A small estate: two buildings, twelve flats, a shop, a parking place; its people by name."""
    return builders.neighbourhood(site)


@pytest.fixture
def forged(site: Site) -> Callable[..., None]:
    """Changes rows that triggers protect, as somebody who holds the whole database can."""
    return site.forge


@pytest.fixture
def client(site: Site) -> FlaskClient:
    return site.client()


def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> None:
    """In CI nothing may be skipped, except what reads the shared folder where that is absent."""
    skipped = call.excinfo is not None and call.excinfo.errisinstance(pytest.skip.Exception)
    if os.environ.get("CI") and skipped and not (item.get_closest_marker("shared_data") and not servers.SHARED.is_dir()):
        raise AssertionError(f"skipped in CI: {item.nodeid}: {call.excinfo and call.excinfo.value}")

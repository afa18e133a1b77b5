"""Fixtures for the rules: no app, no database."""

import pytest

from tests.rules.calculator import Calculator


@pytest.fixture
def calculator(monkeypatch, capsys):
    return Calculator(monkeypatch, capsys)

"""gunicorn's door: `gunicorn wsgi:app`."""

from huasheng_vote.app import create_app

app = create_app()

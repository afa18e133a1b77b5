"""A visitor's phone and the messages that reach it."""

import re
from dataclasses import dataclass, field

from huasheng_vote.extensions import db
from huasheng_vote.people.models import Account


@dataclass
class Phones:
    """Messages by phone, instead of a network."""

    sent: list[tuple[str, str]] = field(default_factory=list)

    def __call__(self, message):
        self.sent.append((message.to, message.words))

    def code(self, to=None):
        """The code in the latest message (to this phone)."""
        return re.findall(r"\d{6}", [words for phone, words in self.sent if to in (None, phone)][-1])[-1]


def phone_of(estate, name):
    return db.session.get(Account, {**estate.owners, **estate.staff}[name]).phone


def wrong(code):
    return f"{(int(code) + 1) % 10**6:06d}"


def shown_digest(page):
    """The digest an approver reads and signs for."""
    return re.search(r'name="digest"[^>]*value="([0-9a-f]{64})"', page)[1]


def ask(client, phone, **query):
    return client.post("/sign-in", query_string=query, data={"phone": phone})


def enter(client, code, **query):
    return client.post("/sign-in/code", query_string=query, data={"code": code})


def signed_in(estate, client):
    return client.get(f"/{estate.ref.slug}/me/devices").status_code == 200

"""One's own data: everything kept about a person, to read, to take along, and to have destroyed as far as the law allows.

Personal Information Protection Law, art. 45 (copy, transfer) and 47 (erasure). What stays: votes by name and signatures for the owners' decisions,
which others' rights rest on; they remain under the account's pseudonym.
"""

from huasheng_vote.journal.log import Context, EstateRef, erase_private
from huasheng_vote.people import queries
from huasheng_vote.people.actions import experts, offices
from huasheng_vote.people.actions.accounts import person
from huasheng_vote.people.actions.sign_in import end_sessions
from huasheng_vote.rules.access import Actor

ERASED = ("account.opened", "account.phone_changed", "account.mail_changed", "account.language_set", "skill.declared")


def close(on: Context) -> None:
    """Destroy name, phone and authenticator, end every office and session, in every estate that knows the person."""
    account = queries.account(on.actor.account or 0)
    everywhere = [on if each.id == on.estate.id else _in(on, each) for each in queries.estates_of(account.id, on.estate.id)]
    for there in everywhere:
        offices.end_all(there, account.id)
        experts.withdraw_all(there, account.id)
    account.name, account.phone, account.phone_digest, account.totp_secret = "", None, None, None
    account.mail, account.closed_at = None, on.at
    end_sessions(account.id, on.at)
    for there in everywhere:
        _say_closed(there, account.id)


def _in(on: Context, estate: EstateRef) -> Context:
    """The same person in another estate, in the roles held there."""
    roles = queries.roles_held(estate.id, on.actor.account or 0, on.at)
    return Context(estate, Actor(on.actor.account, roles, on.actor.second_factor, on.actor.stepped_up), on.at)


def _say_closed(on: Context, account: int) -> None:
    on.record("account.closed", person(on, account), {})
    for subject in (person(on, account), *(f"skill/{each.id}" for each in queries.skills_of(on.estate.id, account))):
        erase_private(on.estate.id, subject, ERASED)

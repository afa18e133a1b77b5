"""How somebody nobody here knows comes to register a company: a code to the phone they type opens an account, at this door only.

At the ordinary door an unknown phone gets no message. Here it does, so messages are limited for each phone as everywhere, and for the estate as a
whole: nobody sends messages at the estate's cost without end. A phone that is known gets the same answers, and signs its own account in.
"""

from datetime import datetime, timedelta

from huasheng_vote.journal.log import Context
from huasheng_vote.people.actions import codes, limits
from huasheng_vote.people.actions.accounts import account_for_phone, phone_digest
from huasheng_vote.people.actions.sign_in import count_message
from huasheng_vote.rules.refusal import Why

PURPOSE = "newcomer"
PER_HOUR, PER_DAY = 20, 60


def request_code(estate_id: int, phone: str, at: datetime) -> str:
    """A code for this phone (as `rules.phone` keeps it), to be sent after the transaction. Local."""
    limits.count(f"newcomer/hour/{estate_id}", PER_HOUR, timedelta(hours=1), at)
    limits.count(f"newcomer/day/{estate_id}", PER_DAY, timedelta(days=1), at)
    count_message(phone_digest(phone), at)
    return codes.issue(PURPOSE, _bound(estate_id, phone), at)


def attempt(estate_id: int, phone: str, code: str, at: datetime) -> Why | None:
    """Why the code does not open; a wrong one is counted. Local."""
    return codes.attempt(PURPOSE, _bound(estate_id, phone), code, at)


def open_account(on: Context, phone: str, name: str, code: str) -> int:
    """The account of the phone that the code was sent to, under the name given where there is none yet. It holds no role."""
    codes.use(PURPOSE, _bound(on.estate.id, phone), code, on.at)
    return account_for_phone(on, phone, name)


def _bound(estate_id: int, phone: str) -> str:
    return f"{estate_id}/{phone_digest(phone)}"

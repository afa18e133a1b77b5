"""One-time codes: six digits, hashed at rest, ten minutes, five wrong tries, once.

`subject` is whatever the code is bound to (a phone, an account), never shown and never stored in the clear. Wrong tries must be remembered
although the act is refused, so a code is checked in two steps:

    why = web.act.local(codes.attempt, purpose, subject, code, at)    counts a wrong try; says why not, or None
    web.act.act(fn, …) with codes.use(purpose, subject, code, at)     inside the act: takes the code, or refuses
"""

import hmac
import secrets
from datetime import datetime, timedelta

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import delete, select

from huasheng_vote.extensions import db
from huasheng_vote.keys import keyring
from huasheng_vote.notices.channels import Mail, Message, SendMail, SendMessage
from huasheng_vote.people.actions import limits
from huasheng_vote.people.models import OneTimeCode
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.sheet.cells import squeezed

LIFE = timedelta(minutes=10)
TRIES = 5
DIGITS = 6
LONGEST = 64  # what is longer was never a code


def issue(purpose: str, subject: str, at: datetime, life: timedelta = LIFE) -> str:
    """A new code; an earlier one of the same purpose and subject is void."""
    _sweep(at)
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
    bound = _bound(purpose, subject)
    db.session.execute(delete(OneTimeCode).filter_by(purpose=purpose, subject=bound))
    db.session.add(OneTimeCode(purpose=purpose, subject=bound, digest=_digest(bound, code), expires_at=at + life, tries=0))
    return code


def attempt(purpose: str, subject: str, code: str, at: datetime) -> Why | None:
    """Why the code does not open anything, or None. A wrong one is counted; run in a transaction that commits."""
    found = _find(purpose, subject)
    why = _why_not(found, code, at)
    if found is not None and why is Why.WRONG_CODE:
        found.tries += 1
    return why


def use(purpose: str, subject: str, code: str, at: datetime) -> None:
    """Take the code, so that nobody takes it again; refuses one that does not open."""
    found = _find(purpose, subject)
    why = _why_not(found, code, at)
    if why is not None:
        raise Refused(why, field="code")
    db.session.delete(found)


def send(phone: str, code: str) -> None:
    """The code to its phone, by the channel the app was given. Call it after the transaction: no lock waits for a network."""
    deliver(Message(phone, _worded(code), code))


def send_by_mail(address: str, code: str) -> None:
    """The code to a mail address, in the same words. Refuses where the mail server took it not."""
    channel: SendMail = current_app.extensions["mail"]
    try:
        channel(Mail(address, _("验证码"), _worded(code), code))
    except OSError as problem:
        current_app.logger.warning("a code by mail was not sent: %s", type(problem).__name__)
        raise Refused(Why.MAIL_NOT_SENT, field="mail") from problem


def _worded(code: str) -> str:
    return str(_("【华盛议事】验证码 %(code)s，十分钟内有效。请不要告诉任何人，工作人员也不会问您要。", code=code))


def tell(phone: str, words: str) -> None:
    """A message without a code."""
    deliver(Message(phone, words))


def deliver(message: Message) -> None:
    channel: SendMessage = current_app.extensions["sms"]
    channel(message)


def _find(purpose: str, subject: str) -> OneTimeCode | None:
    found: OneTimeCode | None = db.session.scalar(select(OneTimeCode).filter_by(purpose=purpose, subject=_bound(purpose, subject)))
    return found


def _why_not(found: OneTimeCode | None, code: str, at: datetime) -> Why | None:
    if found is None:
        return Why.WRONG_CODE
    if at > found.expires_at:
        return Why.CODE_EXPIRED
    if found.tries >= TRIES:
        return Why.CODE_SPENT
    typed = _digest(found.subject, squeezed(code[:LONGEST]))
    return None if hmac.compare_digest(found.digest, typed) else Why.WRONG_CODE


def _bound(purpose: str, subject: str) -> str:
    return keyring().digest(f"code-subject/{purpose}", subject)


def _digest(bound: str, code: str) -> str:
    return keyring().digest("code", f"{bound}/{code}")


def _sweep(at: datetime) -> None:
    """Codes a day past their time, and counters out of their window, are of no use to anybody."""
    db.session.execute(delete(OneTimeCode).where(OneTimeCode.expires_at < at - timedelta(days=1)))
    limits.sweep(at)

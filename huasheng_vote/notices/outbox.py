"""The outbox: an act enqueues, the worker sends, failures come back later and at last give up.

A delivery is marked after it was handed over, so a crash in between sends it twice rather than never.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from flask_babel import force_locale
from sqlalchemy import insert, select

from huasheng_vote.extensions import db
from huasheng_vote.journal.leaf import canonical
from huasheng_vote.journal.log import Context
from huasheng_vote.labels import notices as labels
from huasheng_vote.notices.channels import Addressee, Mail, Message
from huasheng_vote.notices.models import Channel, Delivery, DeliveryState, Notice

WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720))  # after the first, second … failure
SENT_HERE = (Channel.SMS, Channel.REGISTER, Channel.MAIL)  # the app and paper wait for a person
AT_ONCE = 200  # deliveries a round of the worker takes

NOTICE_ID = db.metadata.tables[Notice.__tablename__].c.id
PUT_NOTICES = insert(NOTICE_ID.table).returning(NOTICE_ID, sort_by_parameter_order=True)
PUT_DELIVERIES = insert(db.metadata.tables[Delivery.__tablename__])

FindAddressee = Callable[[int, int | None, int | None, datetime], Addressee]


class UnknownNotice(ValueError):
    """A code without words, or facts other than its words name: a mistake in the calling area."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One thing to be told to one account or one party; neither: to everybody, on the board."""

    account: int | None
    party: int | None
    code: str
    facts: dict[str, str | int]
    channels: tuple[Channel, ...] = (Channel.APP, Channel.SMS)


def enqueue(
    on: Context,
    account_id: int | None,
    party_id: int | None,
    code: str,
    facts: dict[str, str | int],
    channels: Iterable[Channel] = (Channel.APP, Channel.SMS),
) -> int:
    """Put a notice into the outbox, within the caller's act and under the caller's leaf. Neither account nor party: for everybody, on the board.

    The facts must be exactly those that the code's sentence names: nothing can travel along unseen."""
    return enqueue_all(on, [Telling(account_id, party_id, code, facts, tuple(channels))])[0]


def enqueue_all(on: Context, tellings: Sequence[Telling]) -> list[int]:
    """The same for many, in one statement for the notices and one for their deliveries."""
    if not tellings:
        return []
    to = db.session.connection()  # thousands are told of one vote: straight to the driver
    ids = [int(id) for id in to.execute(PUT_NOTICES, [_row(on, each) for each in tellings]).scalars()]
    waiting = [
        {"estate_id": on.estate.id, "notice_id": id, "channel": way, "due_at": on.at}
        for id, each in zip(ids, tellings, strict=True)
        for way in (each.channels if each.account or each.party else ())
    ]
    if waiting:
        to.execute(PUT_DELIVERIES, waiting)
    return ids


def _row(on: Context, telling: Telling) -> dict[str, Any]:
    named = labels.facts_of(telling.code)
    if named != set(telling.facts):
        raise UnknownNotice(f"{telling.code} takes {sorted(named or [])}, not {sorted(telling.facts)}")
    return {
        "estate_id": on.estate.id,
        "account_id": telling.account,
        "party_id": telling.party,
        "code": telling.code,
        "facts": canonical(telling.facts).decode(),
        "at": on.at,
    }


def due(at: datetime, limit: int = AT_ONCE) -> list[int]:
    """Ids of deliveries to try now, the longest waiting first."""
    return list(
        db.session.scalars(
            select(Delivery.id)
            .where(Delivery.state == DeliveryState.WAITING, Delivery.due_at <= at, Delivery.channel.in_(SENT_HERE))
            .order_by(Delivery.due_at, Delivery.id)
            .limit(limit)
        )
    )


def hand_over(delivery_id: int, at: datetime) -> str:
    """Send one delivery, outside any transaction; returns what went wrong, or nothing."""
    delivery = db.session.get_one(Delivery, delivery_id)
    notice = db.session.get_one(Notice, delivery.notice_id)
    find: FindAddressee = current_app.extensions["addressee"]
    to = find(notice.estate_id, notice.account_id, notice.party_id, at)
    try:
        return _send(Channel(delivery.channel), to, notice)
    except Exception as problem:  # a provider may fail in any way; the next delivery must not suffer
        current_app.logger.warning("delivery %s by %s failed: %s", delivery_id, delivery.channel, type(problem).__name__)
        return type(problem).__name__


def _send(channel: Channel, to: Addressee, notice: Notice) -> str:
    address = {Channel.SMS: to.phone, Channel.REGISTER: to.registered, Channel.MAIL: to.mail}[channel]
    if not address:
        return "no_address"
    with force_locale(to.language):
        subject, words = labels.subject(notice.code), sentence(notice)
    if channel is not Channel.MAIL:
        current_app.extensions["sms"](Message(address, f"【{subject}】{words}"))
    else:
        current_app.extensions["mail"](Mail(address, subject, words))
    return ""


def settle(delivery_id: int, problem: str, at: datetime) -> None:
    """Note how sending went; a mail follows the first message where an address is known. A local change: it decides nothing."""
    delivery = db.session.get_one(Delivery, delivery_id)
    delivery.attempts, delivery.problem = delivery.attempts + 1, problem
    if delivery.channel == Channel.SMS and delivery.attempts == 1:
        _mail_too(delivery, at)
    if not problem:
        delivery.state, delivery.sent_at = DeliveryState.SENT, at
    elif problem == "no_address" or delivery.attempts > len(WAITS):
        delivery.state = DeliveryState.UNREACHABLE
    else:
        delivery.due_at = at + WAITS[delivery.attempts - 1]


def _mail_too(message: Delivery, at: datetime) -> None:
    notice = db.session.get_one(Notice, message.notice_id)
    find: FindAddressee = current_app.extensions["addressee"]
    mailed = select(Delivery.id).filter_by(estate_id=notice.estate_id, notice_id=notice.id, channel=Channel.MAIL)
    if find(notice.estate_id, notice.account_id, notice.party_id, at).mail and db.session.scalar(mailed) is None:
        db.session.add(Delivery(estate_id=notice.estate_id, notice_id=notice.id, channel=Channel.MAIL, due_at=at))


def confirm(estate_id: int, notice_ids: Iterable[int], channel: Channel, at: datetime) -> None:
    """Notices read in the app or put into a hand. A local change."""
    rows = db.session.scalars(
        select(Delivery)
        .filter_by(estate_id=estate_id, channel=channel, state=DeliveryState.WAITING)
        .where(Delivery.notice_id.in_(list(notice_ids)))
    )
    for delivery in rows:
        delivery.state, delivery.sent_at = DeliveryState.SENT, at


def sentence(notice: Notice) -> str:
    """What the notice says, in the language in force."""
    return labels.sentence(notice.code, facts_of(notice))


def facts_of(notice: Notice) -> dict[str, Any]:
    facts: dict[str, Any] = json.loads(notice.facts)
    return facts

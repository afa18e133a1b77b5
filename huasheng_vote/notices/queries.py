"""Reads of the outbox: the board, a person's own list, the print list."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, Select, or_, select

from huasheng_vote.extensions import db
from huasheng_vote.notices.models import Channel, Delivery, DeliveryState, Notice

NEWEST = (Notice.at.desc(), Notice.id.desc())


def board(estate_id: int) -> Select[Notice]:
    """What was told to everybody, newest first; the caller cuts pages."""
    return select(Notice).filter_by(estate_id=estate_id, account_id=None, party_id=None).order_by(*NEWEST)


def own(estate_id: int, account_id: int, parties: Collection[int]) -> Select[Notice, str]:
    """What was told to this account or to a party it speaks for, with its place in the app."""
    return (
        select(Notice, Delivery.state)
        .outerjoin(
            Delivery, (Delivery.estate_id == Notice.estate_id) & (Delivery.notice_id == Notice.id) & (Delivery.channel == Channel.APP)
        )
        .where(Notice.estate_id == estate_id, _addressed(account_id, parties))
        .order_by(*NEWEST)
    )


def unread(estate_id: int, account_id: int, parties: Collection[int]) -> list[Notice]:
    """Own notices not yet opened in the app."""
    return list(db.session.scalars(own(estate_id, account_id, parties).where(Delivery.state == DeliveryState.WAITING)))


def _addressed(account_id: int, parties: Collection[int]) -> ColumnElement[bool]:
    return or_(Notice.account_id == account_id, Notice.party_id.in_(parties))


def to_print(estate_id: int) -> list[Notice]:
    """Notices that wait to be handed over on paper, oldest first."""
    return list(
        db.session.scalars(
            select(Notice)
            .join(Delivery, (Delivery.estate_id == Notice.estate_id) & (Delivery.notice_id == Notice.id))
            .where(Notice.estate_id == estate_id, Delivery.channel == Channel.PRINT, Delivery.state == DeliveryState.WAITING)
            .order_by(Notice.at, Notice.id)
        )
    )

"""Reads of comments."""

from dataclasses import dataclass, field

from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.people.models import Account
from huasheng_vote.proposals.models import Comment


@dataclass(frozen=True)
class Said:
    """A comment with its replies, each in the order of time."""

    comment: Comment
    author: str
    replies: list["Said"] = field(default_factory=list)


def comment(estate_id: int, comment_id: int) -> Comment | None:
    found: Comment | None = db.session.scalar(select(Comment).filter_by(estate_id=estate_id, id=comment_id))
    return found


def said(estate_id: int, **about: int) -> list[Said]:
    """The comments about one thing: `suggestion_id=` or `proposal_id=`."""
    rows = db.session.execute(
        select(Comment, Account.name)
        .join(Account, Account.id == Comment.author_id)
        .filter(Comment.estate_id == estate_id)
        .filter_by(**about)
        .order_by(Comment.id)
    )
    threads: dict[int, Said] = {}
    for row, author in rows:
        if row.parent_id is None:
            threads[row.id] = Said(row, author)
        else:
            threads[row.parent_id].replies.append(Said(row, author))
    return list(threads.values())

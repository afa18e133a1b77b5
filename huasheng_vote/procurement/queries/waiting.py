"""What waits for somebody in buying, one small function for each sort of thing, in the module that reads it."""

from collections.abc import Callable, Iterator
from datetime import datetime

from huasheng_vote.procurement.queries import award_tasks, bids, enquiries, opening_tasks, progress, staffing_tasks, suppliers, tenders
from huasheng_vote.rules.access import Actor
from huasheng_vote.web.task import Task

SOURCES: tuple[Callable[[int, Actor, datetime], Iterator[Task]], ...] = (
    suppliers.waiting_to_be_checked,
    tenders.to_review,
    tenders.to_publish,
    enquiries.to_answer,
    opening_tasks.waiting,
    progress.waiting,
    *award_tasks.SOURCES,
    bids.to_confirm,
    staffing_tasks.waiting,
)
"""Called with the estate's id, who asks, and the moment."""

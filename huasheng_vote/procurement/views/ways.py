"""What a tender's page leads to. Each module that has a page about a tender says here when, and for whom, there is something to see or to do."""

from collections.abc import Callable
from typing import Any

from huasheng_vote.procurement.models import Tender

Offered = Callable[[Tender], bool]
WAYS: list[tuple[str, Any, Offered]] = []


def way(endpoint: str, words: Any) -> Callable[[Offered], Offered]:
    """Marks the function that says whether the link is offered to this reader now; the endpoint takes `tender_id`."""

    def mark(offered: Offered) -> Offered:
        WAYS.append((endpoint, words, offered))
        return offered

    return mark


def ways(tender: Tender) -> list[tuple[str, Any]]:
    """Endpoint and words of every link this reader has now, in the order of the modules."""
    return [(endpoint, words) for endpoint, words, offered in WAYS if offered(tender)]

"""Opening and closing a call for ideas."""

from datetime import datetime

from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context
from huasheng_vote.proposals.actions.once import earlier, person
from huasheng_vote.proposals.models import Campaign
from huasheng_vote.proposals.queries import campaigns
from huasheng_vote.rules.refusal import Refused, Why


def open_campaign(on: Context, key: str, title: str, text: str, since: datetime, until: datetime) -> int:
    """Call for ideas. Refuses an end that is not after the start, or has passed."""
    before = earlier(on, Campaign, key, title=title, text=text)
    if before is not None:
        return before.id
    if until <= max(since, on.at):
        raise Refused(Why.ENDS_BEFORE_START, field="until")
    made = Campaign(
        estate_id=on.estate.id, key=key, title=title, text=text, since=since, until=until, author_id=person(on), created_at=on.at
    )
    db.session.add(made)
    db.session.flush()
    facts = {"title": title, "text": text, "since": since.isoformat(), "until": until.isoformat()}
    on.record("campaign.opened", f"campaign/{made.id}", facts, {"key": key, "account": person(on)})
    return made.id


def close_campaign(on: Context, campaign_id: int) -> None:
    """End the call early. Refuses one that is over."""
    found = campaigns.campaign(on.estate.id, campaign_id)
    if found is None:
        raise Refused(Why.NOT_FOUND)
    if on.at >= found.ends:
        raise Refused(Why.ALREADY_DONE)
    found.closed_at = on.at
    db.session.flush()
    on.record("campaign.closed", f"campaign/{campaign_id}", {})

"""Calls for ideas: the list, one as a poster, opening and closing one."""

from typing import Any

from flask import url_for

from huasheng_vote.labels import proposals as labels
from huasheng_vote.proposals.actions import campaigns as acts
from huasheng_vote.proposals.forms.campaigns import CampaignForm
from huasheng_vote.proposals.models import Campaign
from huasheng_vote.proposals.queries import campaigns, suggestions
from huasheng_vote.proposals.queries.suggestions import Wanted
from huasheng_vote.proposals.views import bp
from huasheng_vote.rules.access import Act
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web.access import may, public
from huasheng_vote.web.act import act, submit
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.state import now, the_estate


@bp.get("/campaigns")
@public
def campaigns_list() -> Any:
    return page("proposals/campaigns.html", campaigns=campaigns.all_campaigns(the_estate().id))


@bp.get("/campaigns/new")
@may(Act.RUN_CAMPAIGN)
def campaign_form() -> Any:
    return page("proposals/campaign_form.html", form=CampaignForm(data={"since": now()}))


@bp.post("/campaigns/new")
@may(Act.RUN_CAMPAIGN)
def open_campaign() -> Any:
    form = CampaignForm()
    said = (form.key.data, form.title.data, form.text.data, form.since.data, form.until.data)
    made = submit(form, acts.open_campaign, *said) if form.validate() else None
    if made is None:
        return page("proposals/campaign_form.html", form=form)
    return done(url_for("proposals.campaign", campaign_id=made))


@bp.get("/campaigns/<int:campaign_id>")
@public
def campaign(campaign_id: int) -> Any:
    found = _found(campaign_id)
    rows, total = suggestions.listed(the_estate().id, Wanted(campaign=campaign_id))
    outcome = campaigns.outcome(the_estate().id, campaign_id)
    return page("proposals/campaign.html", call=found, rows=rows, total=total, outcome=outcome, labels=labels)


@bp.get("/campaigns/<int:campaign_id>/close")
@may(Act.RUN_CAMPAIGN)
def campaign_closing(campaign_id: int) -> Any:
    return page("proposals/campaign_close.html", call=_found(campaign_id))


@bp.post("/campaigns/<int:campaign_id>/close")
@may(Act.RUN_CAMPAIGN)
def close_campaign(campaign_id: int) -> Any:
    act(acts.close_campaign, campaign_id)
    return done(url_for("proposals.campaign", campaign_id=campaign_id))


def _found(campaign_id: int) -> Campaign:
    found = campaigns.campaign(the_estate().id, campaign_id)
    if found is None:
        raise Refused(Why.NOT_FOUND)
    return found

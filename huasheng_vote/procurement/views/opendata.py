"""Open data of a purchase, for whoever analyses it: its releases as they were published."""

from typing import Any

from flask import Response, jsonify
from flask_babel import lazy_gettext as _

from huasheng_vote.extensions import db
from huasheng_vote.people.models import Estate
from huasheng_vote.procurement.models import Tender
from huasheng_vote.procurement.opendata import facts, packages
from huasheng_vote.procurement.opendata import publishing as read
from huasheng_vote.procurement.queries import tenders
from huasheng_vote.procurement.views import bp
from huasheng_vote.procurement.views.ways import way
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web.access import public
from huasheng_vote.web.state import now, the_estate


@way("procurement.releases", _("开放数据（OCDS）"))
def _released(tender: Tender) -> bool:
    return tender.published_at is not None


@bp.get("/<int:tender_id>/releases.json")
@public
def releases(tender_id: int) -> Any:
    """The release package of one purchase."""
    tender = tenders.tender(the_estate().id, tender_id)
    if tender.published_at is None:
        raise Refused(Why.NOT_FOUND)
    return package_of(tender_id)


@bp.get("/releases.json")
@public
def all_releases() -> Any:
    """The release package of the whole estate."""
    return package_of(None)


def package_of(tender_id: int | None) -> Response:
    """The package under the public address of what it tells."""
    here = the_estate()
    address = facts.address_of(here.slug)
    uri = address("procurement.releases", tender_id=tender_id) if tender_id else address("procurement.all_releases")
    publisher = db.session.get_one(Estate, here.id).name
    answer: Response = jsonify(packages.package(uri, publisher, read.releases(here.id, tender_id), now()))
    return answer

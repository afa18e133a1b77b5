"""Red flags, for owners and the committee, with what each means and does not mean."""

from typing import Any

from huasheng_vote.labels import flags as labels
from huasheng_vote.procurement.queries import flags
from huasheng_vote.procurement.views import bp
from huasheng_vote.rules.access import Act
from huasheng_vote.rules.redflags import Code, Flag
from huasheng_vote.web.access import may
from huasheng_vote.web.pages import page
from huasheng_vote.web.state import the_estate


@bp.get("/flags")
@may(Act.SEE_RED_FLAGS)
def red_flags() -> Any:
    """Each of the ten with what was seen, nothing seen, or too little to compare with."""
    here = the_estate().id
    found, suppliers, tenders = flags.findings(here), flags.names(here), flags.titles(here)
    sections = [
        {
            "code": code,
            "label": labels.FLAGS[code],
            "applies": code not in found.not_applicable,
            "flags": [_shown(flag, suppliers, tenders) for flag in found.flags if flag.code is code],
        }
        for code in Code
    ]
    return page("procurement/flags.html", sections=sections, opened=len(tenders), raised=len(found.flags))


def _shown(flag: Flag, suppliers: dict[Any, str], tenders: dict[Any, str]) -> dict[str, Any]:
    return {
        "tender_id": flag.purchase,
        "title": tenders.get(flag.purchase),
        "supplier": suppliers.get(flag.supplier),
        "seen": labels.seen(flag),
    }

"""What anybody may read of a meeting: the list, its page, the official notice, the poster."""

from typing import Any

from flask import g, url_for
from flask_babel import gettext

from huasheng_vote.assemblies.queries import adopted, meetings
from huasheng_vote.assemblies.queries.calendar import holidays
from huasheng_vote.assemblies.queries.retention import kept_until
from huasheng_vote.assemblies.views import bp
from huasheng_vote.assemblies.views.phrases import rule_rows
from huasheng_vote.assemblies.views.related import related
from huasheng_vote.assemblies.views.shown import Shown, calendar, readable, shown
from huasheng_vote.labels import assemblies as labels
from huasheng_vote.rules.access import Act, why_not
from huasheng_vote.rules.flows.assemblies import ASSEMBLY, AssemblyState
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web.access import allowed, public
from huasheng_vote.web.pages import page
from huasheng_vote.web.state import now, the_actor, the_estate


@bp.get("/assemblies")
@public
def index() -> Any:
    rows = meetings.meetings(the_estate().id, drafts=allowed(Act.CONVENE))
    return page(
        "assemblies/meetings.html",
        rows=[(each, *labels.STATES[each.state]) for each in rows],
        may_draft=allowed(Act.CONVENE),
        may_set_up=any(allowed(act) for act in (Act.SET_UP_ESTATE, Act.CONVENE, Act.POST_CONVENERS)),
    )


@bp.get("/assemblies/<int:assembly_id>")
@public
def assembly(assembly_id: int) -> Any:
    it = shown(readable(assembly_id))
    here = the_estate().id
    version = it.row.rule_version_id and next(each for each in adopted.rule_versions(here) if each.id == it.row.rule_version_id)
    return page(
        "assemblies/meeting.html",
        it=it,
        events=_events(it),
        related=related(it.row),
        rules=rule_rows(it.terms.procedure),
        version=version or None,
        paper=adopted.document(here, version.document_id) if version else None,
        acts={each.value for each in ASSEMBLY.possible(AssemblyState(it.row.state))},
        may_convene=allowed(Act.CONVENE),
        may_serve=allowed(Act.RECORD_SERVICE),
        may_paper=allowed(Act.ISSUE_PAPERS),
        may_receive=allowed(Act.RECEIVE_PAPER),
        may_enter=allowed(Act.ENTER_PAPER),
        may_destroy=why_not(Act.DESTROY_MATERIAL, the_actor()) in (None, Why.NEEDS_STEP_UP),
        kept_until=kept_until(it.row) if it.row.noticed_at else None,
    )


@bp.get("/assemblies/<int:assembly_id>/notice")
@public
def notice(assembly_id: int) -> Any:
    """The official paper, once notice is given."""
    return _official(assembly_id, "assemblies/notice.html")


@bp.get("/assemblies/<int:assembly_id>/poster")
@public
def poster(assembly_id: int) -> Any:
    return _official(assembly_id, "assemblies/poster.html")


def _official(assembly_id: int, template: str) -> Any:
    row = readable(assembly_id)
    if row.noticed_at is None:
        raise Refused(Why.NOT_FOUND)
    return page(template, **paper_facts(shown(row)))


def paper_facts(it: Shown) -> dict[str, Any]:
    """What the notice says, given or only previewed."""
    address = url_for("assemblies.assembly", assembly_id=it.row.id, _external=True)
    number = gettext("%(estate)s业会〔%(year)s〕%(n)s号", estate=g.estate.name, year=it.row.year, n=it.row.ordinal)
    adopted_rows = [row for row in rule_rows(it.terms.procedure) if row.value]
    return {
        "it": it,
        "address": address,
        "number": number,
        "rules": [(row.name, row.value, row.source) for row in adopted_rows],
        "dated": it.row.noticed_at or now(),
        "events": _events(it),
    }


def _events(it: Shown) -> list[Any]:
    titles = {
        "review": gettext("名册公示核对开始"),
        "review_until": gettext("名册公示核对结束"),
        "noticed": gettext("发出通知，名册、规则和全文冻结"),
        "opens": gettext("开始表决"),
        "closes": gettext("截止表决"),
        "counting": gettext("公开计票"),
        "objections": gettext("结果异议期预计结束"),
    }
    return calendar(it.row, holidays(it.row.estate_id, now()), titles, it.terms.procedure.objection_days)

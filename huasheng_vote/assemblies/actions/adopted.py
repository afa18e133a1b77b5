"""What the owners adopted, entered field by field beside the paper it stands in; and the offices' written answer on internet votes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from huasheng_vote.assemblies.actions.papers import Paper, keep
from huasheng_vote.assemblies.models.adopted import OnlineAnswer, RuleVersion
from huasheng_vote.assemblies.queries.adopted import rule_versions
from huasheng_vote.extensions import db
from huasheng_vote.journal.leaf import canonical
from huasheng_vote.journal.log import Context
from huasheng_vote.rules.calendar import local_day
from huasheng_vote.rules.convening import Online
from huasheng_vote.rules.procedure import Procedure
from huasheng_vote.rules.refusal import Refused, Why


@dataclass(frozen=True)
class Adoption:
    """When and how the owners adopted a version of their rules, and the paper that says so."""

    title: str
    source: str
    adopted_on: date
    paper: Paper


def adopt_rules(on: Context, adoption: Adoption, fields: Mapping[str, Any]) -> int:
    """Enter the next version; only the fields given are adopted, everything else stays at its default. Returns the version."""
    if adoption.adopted_on > local_day(on.at):
        raise Refused(Why.NOT_YET, field="adopted_on")
    Procedure.of(fields)
    earlier = rule_versions(on.estate.id)
    version = earlier[0].version + 1 if earlier else 1
    row = RuleVersion(
        estate_id=on.estate.id,
        version=version,
        title=adoption.title,
        source=adoption.source,
        adopted_on=adoption.adopted_on,
        document_id=keep(on, adoption.paper),
        fields=canonical(dict(fields)).decode(),
        entered_by=on.actor.account,
        entered_at=on.at,
    )
    db.session.add(row)
    db.session.flush()
    facts = {"title": adoption.title, "source": adoption.source, "adopted_on": adoption.adopted_on.isoformat(), "fields": dict(fields)}
    on.record("rules.adopted", f"rules/{version}", {**facts, "document": adoption.paper.digest})
    return version


def file_answer(on: Context, answer: Online, subdistrict: Paper | None = None, fund_office: Paper | None = None) -> None:
    """File what the offices answered. An answer needs both papers; without them it is unknown, and internet votes only consult."""
    papers = {"subdistrict": subdistrict, "fund_office": fund_office}
    missing = next((name for name, paper in papers.items() if paper is None), None)
    if answer is not Online.UNKNOWN and missing:
        raise Refused(Why.MISSING_VALUE, field=missing)
    kept = {name: keep(on, paper) for name, paper in papers.items() if paper}
    row = OnlineAnswer(
        estate_id=on.estate.id,
        answer=answer,
        subdistrict_id=kept.get("subdistrict"),
        fund_office_id=kept.get("fund_office"),
        filed_by=on.actor.account,
        filed_at=on.at,
    )
    db.session.add(row)
    db.session.flush()
    on.record("online.answered", "online", {"answer": answer.value, **{name: paper.digest for name, paper in papers.items() if paper}})

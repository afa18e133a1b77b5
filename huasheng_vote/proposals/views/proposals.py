"""Proposals as everybody reads them: the list, one in any version, what changed, its papers, what is said about it."""

from typing import Any

from flask import url_for
from flask_babel import gettext as _

from huasheng_vote.labels import proposals as labels
from huasheng_vote.proposals.actions import suggestions as sayings
from huasheng_vote.proposals.forms.proposals import PublishForm
from huasheng_vote.proposals.forms.suggestions import CommentForm, ReasonForm
from huasheng_vote.proposals.queries import comments, proposals, suggestions
from huasheng_vote.proposals.queries.proposals import Worked
from huasheng_vote.proposals.views import bp
from huasheng_vote.proposals.views.idea import Replies
from huasheng_vote.rules.access import Act
from huasheng_vote.rules.flows.proposals import PROPOSAL
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web import media
from huasheng_vote.web.access import allowed, may, public
from huasheng_vote.web.act import submit
from huasheng_vote.web.filters import yuan
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.state import the_estate


@bp.get("/proposals")
@public
def proposals_list() -> Any:
    rows = proposals.all_proposals(the_estate().id, drafts=allowed(Act.DRAFT_PROPOSAL))
    return page("proposals/proposals.html", rows=rows, labels=labels)


@bp.get("/proposals/<int:proposal_id>")
@public
def proposal(proposal_id: int) -> Any:
    return proposal_page(proposal_id)


@bp.get("/proposals/<int:proposal_id>/versions/<int:number>")
@public
def proposal_version(proposal_id: int, number: int) -> Any:
    """One wording, and how it differs from the one before."""
    found = readable(proposal_id, number)
    before = proposals.proposal(the_estate().id, proposal_id, number - 1) if number > 1 else None
    lines = proposals.difference(before.scope, found.scope) if before else []
    changes = _changes(before, found) if before else []
    return page("proposals/version.html", it=found, before=before, lines=lines, changes=changes, labels=labels)


def _changes(before: Worked, after: Worked) -> list[tuple[Any, Any, Any]]:
    """What differs besides the text: name, money, answers, papers; each with both values in words."""

    def said(it: Worked) -> list[tuple[Any, Any]]:
        answers = [(labels.ASKED[asked], labels.ANSWERS[answer]) for asked, answer in it.answers.items()]
        papers = "、".join(paper.title for paper in it.papers) or "—"
        money = [(_("估算费用"), yuan(it.cost)), (_("钱从哪里来"), labels.SOURCES[it.source])]
        return [(_("名称"), it.title), *money, *answers, (_("属于"), labels.MATTERS[it.matter]), (_("附件"), papers)]

    return [(name, was, now) for (name, was), (_name, now) in zip(said(before), said(after), strict=True) if was != now]


@bp.get("/proposals/<int:proposal_id>/papers/<name>")
@public
def paper(proposal_id: int, name: str) -> Any:
    shown = readable(proposal_id).published_at is not None
    found = proposals.paper(the_estate().id, proposal_id, name)
    if found is None:
        raise Refused(Why.NOT_FOUND)
    return media.send(found.name, shown_as=f"{found.title.removesuffix('.pdf')}.pdf", shared=shown)


@bp.post("/proposals/<int:proposal_id>/comments")
@may(Act.COMMENT)
def comment_proposal(proposal_id: int) -> Any:
    form = CommentForm(prefix="say-")
    return _saying(proposal_id, form, sayings.About(proposal_id=proposal_id), say=form)


@bp.post("/proposals/<int:proposal_id>/comments/<int:parent_id>")
@may(Act.COMMENT)
def reply_proposal(proposal_id: int, parent_id: int) -> Any:
    form = CommentForm(prefix=f"reply-{parent_id}-")
    about = sayings.About(proposal_id=proposal_id, parent_id=parent_id)
    return _saying(proposal_id, form, about, replies=Replies({parent_id: form}))


def _saying(proposal_id: int, form: CommentForm, about: sayings.About, **shown: Any) -> Any:
    made = submit(form, sayings.comment, form.key.data, about, form.text.data) if form.validate() else None
    if made is None:
        return proposal_page(proposal_id, wrong=form, **shown)
    return done(url_for("proposals.proposal", proposal_id=proposal_id) + f"#comment-{made}")


def readable(proposal_id: int, number: int | None = None) -> Worked:
    """The proposal, if it is published or the reader writes proposals; else there is no such page."""
    found = proposals.proposal(the_estate().id, proposal_id, number)
    if found is None or not (found.published_at or allowed(Act.DRAFT_PROPOSAL)):
        raise Refused(Why.NOT_FOUND)
    return found


def proposal_page(proposal_id: int, *, wrong: Any = None, **forms: Any) -> Any:
    """The latest version with everything around it; `wrong` is the form just sent that has to be put right."""
    found, estate = readable(proposal_id), the_estate().id
    shown = {
        "say": CommentForm(None, prefix="say-"),
        "replies": Replies(),
        "publishing": PublishForm(None) if allowed(Act.PUBLISH_PROPOSAL) else None,
        "withdrawing": ReasonForm(None) if allowed(Act.PUBLISH_PROPOSAL) else None,
    }
    return page(
        "proposals/proposal.html",
        status=wrong.status if wrong is not None else 200,
        it=found,
        wrong=wrong,
        possible=PROPOSAL.possible(found.state),
        versions=proposals.versions(estate, proposal_id),
        meetings=proposals.meetings(estate, proposal_id),
        ideas=suggestions.adopted_by(estate, proposal_id),
        said=comments.said(estate, proposal_id=proposal_id),
        labels=labels,
        **{**shown, **forms},
    )

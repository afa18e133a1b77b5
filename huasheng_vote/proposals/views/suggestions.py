"""Suggestions: the list, writing one, one with everything said about it."""

from collections.abc import Callable
from typing import Any

from flask import request, url_for

from huasheng_vote.labels import proposals as labels
from huasheng_vote.labels.register import building as building_words
from huasheng_vote.proposals.actions import suggestions as acts
from huasheng_vote.proposals.forms.suggestions import CommentForm, SuggestionForm
from huasheng_vote.proposals.queries import campaigns, suggestions
from huasheng_vote.proposals.queries.similar import similar
from huasheng_vote.proposals.queries.suggestions import PAGE, Sort, Wanted
from huasheng_vote.proposals.views import bp, drafts
from huasheng_vote.proposals.views.idea import idea_page
from huasheng_vote.register.queries import buildings
from huasheng_vote.rules.access import Act
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web.access import may, public
from huasheng_vote.web.act import act, submit
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.state import now, the_actor, the_estate


@bp.get("/suggestions")
@public
def suggestions_list() -> Any:
    wanted = _wanted()
    rows, total = suggestions.listed(the_estate().id, wanted)
    return page(
        "proposals/suggestions.html",
        rows=rows,
        total=total,
        pages=-(-total // PAGE),
        wanted=wanted,
        asked={name: value for name, value in request.args.items() if value and name != "page"},
        call=campaigns.open_campaign(the_estate().id, now()),
        buildings=[(each.id, building_words(each.name)) for each in buildings(the_estate().id)],
        states=[(state, named[0]) for state, named in labels.SUGGESTION_STATES.items()],
        labels=labels,
    )


def _wanted() -> Wanted:
    """The list asked for; anything unknown in the address asks for nothing."""
    asked = request.args
    return Wanted(
        category=asked["category"] if asked.get("category") in labels.CATEGORIES else "",
        building=row_number(asked.get("building", "")),
        state=asked["state"] if asked.get("state") in labels.SUGGESTION_STATES else "",
        campaign=row_number(asked.get("campaign", "")),
        words=asked.get("q", "").replace("\0", "")[:40].strip(),
        sort=Sort.NEW if asked.get("sort") == Sort.NEW else Sort.ENDORSED,
        page=min(row_number(asked.get("page", "")) or 1, 100_000),
    )


def row_number(text: str) -> int | None:
    """A number in the address's query, or nothing."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


@bp.get("/suggestions/new")
@may(Act.SUGGEST)
def suggestion_form() -> Any:
    call = campaigns.campaign(the_estate().id, row_number(request.args.get("campaign", "")) or 0)
    form = SuggestionForm(buildings(the_estate().id), data={"campaign": str(call.id) if call and call.open_at(now()) else ""})
    return _form_page(form, {})


@bp.post("/suggestions/new")
@may(Act.SUGGEST)
def write_suggestion() -> Any:
    """Three steps at one address: checked for mistakes, shown beside similar ideas, published."""
    form = SuggestionForm(buildings(the_estate().id))
    form.validate()
    photos = drafts.keep_photos(form)
    step = request.form.get("step", "check")
    if form.errors or step == "edit":
        return _form_page(form, photos)
    if step != "publish":
        alike = similar(the_estate().id, form.title.data, form.place.data or "")
        return page("proposals/suggestion_check.html", form=form, photos=photos, similar=alike, labels=labels)
    idea = acts.Idea(
        title=form.title.data,
        category=form.category.data,
        text=form.text.data,
        place=form.place.data or "",
        building_id=form.building_id,
        campaign_id=form.campaign_id,
    )
    made = submit(form, acts.suggest, form.key.data, idea, list(photos.values()))
    return _form_page(form, photos) if made is None else done(url_for("proposals.suggestion", suggestion_id=made))


def _form_page(form: SuggestionForm, photos: dict[str, acts.StoredPhoto]) -> Any:
    call = campaigns.campaign(the_estate().id, form.campaign_id or 0)
    return page("proposals/suggestion_form.html", form=form, photos=photos, call=call)


@bp.get("/suggestions/similar")
@public
def similar_suggestions() -> Any:
    """What is already there about a title, while it is being typed."""
    title = request.args.get("title", "").replace("\0", "")[:80]
    return page("proposals/_similar.html", similar=similar(the_estate().id, title))


@bp.get("/suggestions/<int:suggestion_id>")
@public
def suggestion(suggestion_id: int) -> Any:
    return idea_page(suggestion_id)


@bp.get("/suggestions/<int:suggestion_id>/endorsement")
@public
def endorsement(suggestion_id: int) -> Any:
    found = suggestions.suggestion(the_estate().id, suggestion_id)
    if found is None:
        raise Refused(Why.NOT_FOUND)
    return page("proposals/_endorsement.html", **_endorsement(found.root))


def _endorsement(root: int) -> dict[str, Any]:
    estate = the_estate().id
    return {
        "root": root,
        "endorsements": suggestions.endorsements(estate, root),
        "endorsed": suggestions.endorses(estate, root, the_actor().account),
    }


@bp.post("/suggestions/<int:suggestion_id>/endorsement")
@may(Act.ENDORSE)
def endorse(suggestion_id: int) -> Any:
    return _endorsing(acts.endorse, suggestion_id)


@bp.post("/suggestions/<int:suggestion_id>/endorsement/withdraw")
@may(Act.ENDORSE)
def withdraw_endorsement(suggestion_id: int) -> Any:
    return _endorsing(acts.withdraw_endorsement, suggestion_id)


def _endorsing(fn: Callable[..., int], suggestion_id: int) -> Any:
    root = act(fn, suggestion_id)
    back = url_for("proposals.suggestion", suggestion_id=root)
    return done(back, "proposals/_endorsement.html", **_endorsement(root))


@bp.post("/suggestions/<int:suggestion_id>/comments")
@may(Act.COMMENT)
def comment(suggestion_id: int) -> Any:
    form = CommentForm(prefix="say-")
    return _saying(suggestion_id, form, acts.About(suggestion_id=suggestion_id), say=form)


@bp.post("/suggestions/<int:suggestion_id>/comments/<int:parent_id>")
@may(Act.COMMENT)
def reply(suggestion_id: int, parent_id: int) -> Any:
    form = CommentForm(prefix=f"reply-{parent_id}-")
    return _saying(suggestion_id, form, acts.About(suggestion_id=suggestion_id, parent_id=parent_id), replies={parent_id: form})


def _saying(suggestion_id: int, form: CommentForm, about: acts.About, **shown: Any) -> Any:
    made = submit(form, acts.comment, form.key.data, about, form.text.data) if form.validate() else None
    if made is None:
        return idea_page(suggestion_id, wrong=form, **shown)
    return done(url_for("proposals.suggestion", suggestion_id=suggestion_id) + f"#comment-{made}")

"""Suggesting, endorsing, commenting: what owners and occupants do with ideas."""

from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context
from huasheng_vote.people.actions import limits
from huasheng_vote.proposals.actions.once import digest, earlier, person
from huasheng_vote.proposals.models import MOST_PHOTOS, Comment, Endorsement, Suggestion, SuggestionPhoto
from huasheng_vote.proposals.queries import campaigns, comments, suggestions
from huasheng_vote.proposals.queries import proposals as proposal_reads
from huasheng_vote.register.models import Building
from huasheng_vote.rules.flows.proposals import ProposalState
from huasheng_vote.rules.refusal import Refused, Why

A_DAY = timedelta(days=1)
MOST_SUGGESTIONS, MOST_COMMENTS = 20, 100  # per person and day: a default of this app, against floods


@dataclass(frozen=True)
class Idea:
    """What somebody suggests."""

    title: str
    category: str
    text: str
    place: str = ""
    building_id: int | None = None
    campaign_id: int | None = None


@dataclass(frozen=True)
class StoredPhoto:
    """A photo in the store, with the evidence its camera wrote down."""

    name: str
    thumbnail: str
    sha256: str
    width: int
    height: int
    taken: str = ""
    place: str = ""


def suggest(on: Context, key: str, idea: Idea, photos: list[StoredPhoto]) -> int:
    """Publish an idea at once. The same form again is the same idea; refuses a closed call, a foreign building, a seventh photo."""
    said = _plain(idea) | {"photos": [photo.sha256 for photo in photos]}
    before = earlier(on, Suggestion, key, digest=digest(said))
    if before is not None:
        return before.id
    _check(on, idea, photos)
    limits.count(f"suggest/{person(on)}", MOST_SUGGESTIONS, A_DAY, on.at)
    made = Suggestion(estate_id=on.estate.id, key=key, digest=digest(said), author_id=person(on), created_at=on.at, **asdict(idea))
    db.session.add(made)
    db.session.flush()
    made.root_id = made.id
    for ordinal, photo in enumerate(photos):
        shown = {name: getattr(photo, name) for name in ("name", "thumbnail", "sha256", "width", "height")}
        db.session.add(SuggestionPhoto(estate_id=on.estate.id, suggestion_id=made.id, ordinal=ordinal, **shown))
    db.session.flush()
    facts = {"category": idea.category, "digest": made.digest, "photos": said["photos"]}
    private = _plain(idea) | {"key": key, "account": person(on), "photos": [asdict(photo) for photo in photos]}
    on.record("suggestion.published", f"suggestion/{made.id}", facts, private)
    return made.id


def _plain(idea: Idea) -> dict[str, Any]:
    """The idea for hashing and the log, which hold no nulls."""
    return {name: value for name, value in asdict(idea).items() if value is not None}


def _check(on: Context, idea: Idea, photos: list[StoredPhoto]) -> None:
    if len(photos) > MOST_PHOTOS:
        raise Refused(Why.TOO_MANY_FILES, field="photos", most=MOST_PHOTOS, chosen=len(photos))
    stands = select(Building.id).filter_by(estate_id=on.estate.id, id=idea.building_id)
    if idea.building_id is not None and db.session.scalar(stands) is None:
        raise Refused(Why.BAD_VALUE, field="building")
    if idea.campaign_id is not None:
        call = campaigns.campaign(on.estate.id, idea.campaign_id)
        if call is None or not call.open_at(on.at):
            raise Refused(Why.CAMPAIGN_NOT_OPEN, field="campaign")


def endorse(on: Context, suggestion_id: int) -> int:
    """Support an idea, once per person; support for a merged idea goes to the one it went into. Returns the idea it counts for."""
    root = _shown(on, _shown(on, suggestion_id).root).id
    if not suggestions.endorses(on.estate.id, root, person(on)):
        db.session.add(Endorsement(estate_id=on.estate.id, suggestion_id=root, account_id=person(on), since=on.at))
        db.session.flush()
        on.record("suggestion.endorsed", f"suggestion/{root}", {}, {"account": person(on)})
    return root


def withdraw_endorsement(on: Context, suggestion_id: int) -> int:
    """Take back one's support, of the idea and of whatever was merged into it."""
    found = suggestions.suggestion(on.estate.id, suggestion_id)
    if found is None:
        raise Refused(Why.NOT_FOUND)
    live = suggestions.live_endorsements(on.estate.id, found.root, person(on))
    for endorsement in live:
        endorsement.until = on.at
    if live:
        db.session.flush()
        on.record("suggestion.endorsement_withdrawn", f"suggestion/{found.root}", {}, {"account": person(on)})
    return found.root


@dataclass(frozen=True)
class About:
    """What a comment is about: a suggestion or a proposal, and the comment it answers."""

    suggestion_id: int | None = None
    proposal_id: int | None = None
    parent_id: int | None = None


def comment(on: Context, key: str, about: About, text: str) -> int:
    """Say something about an idea or a proposal. Refuses a reply to a reply, and words about what is hidden or not published."""
    before = earlier(on, Comment, key, text=text)
    if before is not None:
        return before.id
    _check_about(on, about)
    limits.count(f"comment/{person(on)}", MOST_COMMENTS, A_DAY, on.at)
    made = Comment(
        estate_id=on.estate.id, key=key, author_id=person(on), acting_as=on.actor.acting_as, text=text, created_at=on.at, **asdict(about)
    )
    db.session.add(made)
    db.session.flush()
    facts = {name: value for name, value in asdict(about).items() if value is not None} | {"digest": digest(text)}
    on.record("comment.published", f"comment/{made.id}", facts, {"key": key, "account": person(on), "text": text})
    return made.id


def _check_about(on: Context, about: About) -> None:
    if about.suggestion_id is not None:
        _shown(on, about.suggestion_id)
    else:
        proposal = proposal_reads.row(on.estate.id, about.proposal_id or 0)
        if proposal is None or proposal.state == ProposalState.DRAFT:
            raise Refused(Why.NOT_FOUND)
    if about.parent_id is None:
        return
    parent = comments.comment(on.estate.id, about.parent_id)
    if parent is None or (parent.suggestion_id, parent.proposal_id) != (about.suggestion_id, about.proposal_id):
        raise Refused(Why.NOT_FOUND)
    if parent.parent_id is not None:
        raise Refused(Why.REPLY_TO_A_REPLY)
    if parent.hidden_at is not None:
        raise Refused(Why.HIDDEN_NOW)


def _shown(on: Context, suggestion_id: int | None) -> Suggestion:
    found = suggestions.suggestion(on.estate.id, suggestion_id or 0)
    if found is None:
        raise Refused(Why.NOT_FOUND)
    if found.hidden_at is not None:
        raise Refused(Why.HIDDEN_NOW)
    return found

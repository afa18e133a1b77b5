"""What tests of ideas need: an idea, a photo, a wording, a key per form."""

import io
import itertools
import json

from PIL import Image
from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.journal.models import JournalLeaf
from huasheng_vote.proposals.actions import proposals, suggestions
from huasheng_vote.rules.lawbook import Answer, Asked, Matter

_keys = itertools.count()
TITLE = "中心花园一半路灯晚上不亮"
QUESTIONS = dict.fromkeys(Asked, Answer.NO)


def key():
    """As a form would carry it: another one each time."""
    return f"{next(_keys):032x}"


def jpeg(color="#1d5c49", size=(40, 30)):
    out = io.BytesIO()
    Image.new("RGB", size, color).save(out, "JPEG")
    return out.getvalue()


def act(estate, who, fn, *args, **kwargs):
    return estate.site.act(estate.ref, estate.actor(who), fn, *args, **kwargs)


def suggest(estate, who="陈一", title=TITLE, **more):
    idea = suggestions.Idea(**{"title": title, "category": "lighting", "text": "四十二盏里有一半不亮。", **more})
    return act(estate, who, suggestions.suggest, key(), idea, [])


def wording(**more):
    said = {"title": "更换小区路灯", "scope": "更换 42 盏路灯。", "cost": 24_800_000, "source": "maintenance_fund"}
    return proposals.Wording(**{**said, "answers": QUESTIONS, "otherwise": Matter.USE_FUND, **more})


def draft(estate, ideas=(), **more):
    return act(estate, "吴委员", proposals.draft, key(), wording(**more), ideas)


def leaves(estate, kind):
    """The facts of the estate's log lines of one type, in order."""
    bodies = db.session.scalars(select(JournalLeaf.body).filter_by(estate_id=estate.ref.id, type=kind).order_by(JournalLeaf.index))
    return [json.loads(body)["facts"] for body in bodies]

"""我的数据: what is kept about me, a copy to take along, and closing the account."""

from datetime import date
from typing import Any

from flask import Response, g, json
from flask_babel import gettext

from huasheng_vote.journal.leaf import stamp
from huasheng_vote.labels import SECTIONS
from huasheng_vote.people import queries
from huasheng_vote.people.actions import own
from huasheng_vote.people.views.blueprint import bp
from huasheng_vote.people.views.way import home_of
from huasheng_vote.people.written import written
from huasheng_vote.rules.access import Act
from huasheng_vote.web import session as web_session
from huasheng_vote.web.access import may
from huasheng_vote.web.act import act
from huasheng_vote.web.filters import day
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.state import now, the_actor


@bp.get("/<estate>/me/data")
@may(Act.SEE_OWN)
def my_data() -> Any:
    """On the page everything but how one voted; the copy to take along, behind a fresh code, has that too."""
    sections = [(SECTIONS.get(code, code), [written(row) for row in rows]) for code, rows in _kept().items()]
    return page("people/my_data.html", sections=sections)


@bp.get("/<estate>/me/data.json")
@may(Act.EXPORT_OWN)
def export_own() -> Any:
    body = {"estate": g.estate.slug, "at": stamp(now())} | _kept(fresh_code=True)
    name = "attachment; filename=my-data.json"
    text = json.dumps(body, ensure_ascii=False, indent=2, sort_keys=False)
    return Response(text, mimetype="application/json", headers={"Content-Disposition": name})


@bp.get("/<estate>/me/close")
@may(Act.CLOSE_ACCOUNT)
def account_to_close() -> Any:
    rows = [
        (gettext("会销毁"), gettext("姓名、手机号、邮箱、动态口令、专长依据；所有设备退出；所有职务结束。")),
        (gettext("依法保留"), gettext("您投过的票、提过的建议、签过的审批。它们只记在一串代号下，别人的权利要靠它们。")),
        *((title, _until(last)) for title, last in queries.kept_by_law(the_actor().account or 0, g.estate.id)),
        (gettext("不受影响"), gettext("业主名册上的登记：您仍然是业主，可以再到现场登记手机号。")),
    ]
    return page("people/close.html", rows=rows)


@bp.post("/<estate>/me/close")
@may(Act.CLOSE_ACCOUNT)
def close_account() -> Any:
    act(own.close)
    web_session.signed_out()
    return done(home_of(g.estate))


def _kept(*, fresh_code: bool = False) -> queries.Kept:
    return queries.own_data(g.estate.id, the_actor().account or 0, now(), fresh_code=fresh_code)


def _until(last: date | None) -> str:
    if last is None:
        return str(gettext("会议结束后至少再保存三年，默认五年"))
    return str(gettext("到 %(day)s", day=day(last, True)))

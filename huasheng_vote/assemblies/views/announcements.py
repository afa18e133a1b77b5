"""The announcement in its official form, and the same for other programs: CSV, JSON, PDF. And the owners' decisions by number."""

import csv
import io
import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, abort, g, render_template, url_for
from flask_babel import gettext as _

from huasheng_vote.assemblies.models.results import Result
from huasheng_vote.assemblies.queries import results as read
from huasheng_vote.assemblies.queries.commitments import committed
from huasheng_vote.assemblies.queries.figures import Inequality
from huasheng_vote.assemblies.queries.meetings import terms
from huasheng_vote.assemblies.queries.results import MotionFinding
from huasheng_vote.assemblies.views.channels import came_words
from huasheng_vote.assemblies.views.reader import Vote, the_vote
from huasheng_vote.assemblies.views.verdicts import VerdictView, verdict_of
from huasheng_vote.journal import checkpoints
from huasheng_vote.journal.log import head_code
from huasheng_vote.labels import voting
from huasheng_vote.rules.calendar import local_day
from huasheng_vote.rules.exact import show_area
from huasheng_vote.rules.lawbook import Measure
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web.access import public
from huasheng_vote.web.pages import page
from huasheng_vote.web.pdf import can_print, pdf

bp = Blueprint("announcements", __name__, url_prefix="/<estate>")


@bp.get("/assemblies/<int:assembly_id>/announcement")
@public
def announcement(assembly_id: int) -> Any:
    """The official paper, one page to print and post."""
    checkable = bool(committed(g.estate.id, assembly_id))
    return page("assemblies/announcement.html", **_paper(assembly_id), can_print=can_print(), checkable=checkable)


@bp.get("/assemblies/<int:assembly_id>/announcement.pdf")
@public
def as_pdf(assembly_id: int) -> Any:
    """The same as a file, where the server can draw one; else the page prints from the browser."""
    paper = _paper(assembly_id)
    if not can_print():
        raise Refused(Why.NO_PDF)
    body = pdf(render_template("assemblies/announcement_print.html", **paper))
    return _download(body, "application/pdf", f"announcement-{assembly_id}.pdf")


@bp.get("/assemblies/<int:assembly_id>/announcement.json")
@public
def as_json(assembly_id: int) -> Any:
    """The figures for other programs, areas in square metres as text."""
    vote, published, found = _announced(assembly_id)
    body = {
        "assembly": {
            "title": vote.meeting.title,
            "announced_on": _day(vote.meeting.announced_at),
            "number": f"{published.year}-{published.ordinal}",
            "online": "consultation" if vote.only_consults else "counted",
        },
        "motions": [_as_object(each) for each in found],
    }
    return _download(json.dumps(body, ensure_ascii=False, indent=1).encode(), "application/json", f"announcement-{assembly_id}.json")


@bp.get("/assemblies/<int:assembly_id>/announcement.csv")
@public
def as_csv(assembly_id: int) -> Any:
    """One line per inequality. Every cell is text, so that no spreadsheet reads a title as a formula."""
    _vote, _published, found = _announced(assembly_id)
    file = io.StringIO()
    writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([_("议题"), _("结论"), _("比较"), _("左边"), _("右边"), _("要求"), _("成立"), _("还差")])
    writer.writerows([as_text(cell) for cell in row] for each in found for row in _lines(each))
    return _download(("\ufeff" + file.getvalue()).encode(), "text/csv; charset=utf-8", f"announcement-{assembly_id}.csv")


@bp.get("/resolutions")
@public
def resolutions() -> Any:
    """Every decision of the owners."""
    return page("assemblies/resolutions.html", decided=read.resolutions(g.estate.id))


@bp.get("/resolutions/<int:year>/<int:ordinal>")
@public
def resolution(year: int, ordinal: int) -> Any:
    """One decision by its number."""
    decided = read.resolution(g.estate.id, year, ordinal)
    found = next(each for each in read.findings(g.estate.id, decided.assembly.id) if each.motion.id == decided.motion.id)
    consulted = terms(decided.assembly).only_consults
    return page("assemblies/resolution.html", decided=decided, verdict=verdict_of(found), only_consults=consulted)


def _day(at: datetime | None) -> str:
    return local_day(at).isoformat() if at else ""


def as_text(cell: str) -> str:
    """A cell that begins like a formula gets an apostrophe in front, as spreadsheets themselves write text."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def _announced(assembly_id: int) -> tuple[Vote, Result, list[MotionFinding]]:
    vote = the_vote(assembly_id)
    published = read.result(vote.known.estate_id, assembly_id) if vote.over else abort(404)
    if published.ordinal is None:
        raise Refused(Why.NOT_ANNOUNCED_YET)
    return vote, published, read.findings(vote.known.estate_id, assembly_id)


def _paper(assembly_id: int) -> dict[str, Any]:
    vote, published, found = _announced(assembly_id)
    verdicts: list[VerdictView] = [verdict_of(each) for each in found]
    motions = vote.known.motions.values()
    return {
        "meeting": vote.meeting,
        "closes": vote.closes,
        "published": published,
        "only_consults": vote.only_consults,
        "verdicts": verdicts,
        "came": came_words(vote),
        "roll": max((motion.roll for motion in motions), key=lambda roll: roll.heads or 0),
        "check_code": _check_code(vote.known.estate_id),
        "url": url_for("announcements.announcement", assembly_id=assembly_id, _external=True),
    }


def _check_code(estate_id: int) -> str:
    """That of the newest signed head: what is printed must be found again in the list of heads."""
    signed = checkpoints.latest(estate_id)
    return signed.code if signed else head_code(estate_id)


def _as_object(found: MotionFinding) -> dict[str, Any]:
    figures = found.figures
    return {
        "ordinal": found.motion.ordinal,
        "title": found.motion.title,
        "class": found.motion.class_,
        "matter": found.motion.matter,
        "outcome": found.outcome.value,
        "roll": {"heads": figures.roll.heads, "area": show_area(figures.roll.area or 0)},
        "counts": {answer: {"heads": each.heads, "area": show_area(each.area or 0)} for answer, each in figures.chosen.items()},
        "tests": [_as_test(test) for test in figures.tests],
        **({"resolution": f"{found.resolution.year}-{found.resolution.ordinal}"} if found.resolution else {}),
    }


def _as_test(test: Inequality) -> dict[str, Any]:
    return {
        "test": test.part.value,
        "measure": test.measure.value,
        "left": _shown(test, test.left),
        "right": _shown(test, test.right),
        "bar": f"{test.bar.share.numerator}/{test.bar.share.denominator}",
        "inclusive": test.bar.inclusive,
        "holds": test.bar.holds(test.left, test.right),
        "short_by": _shown(test, test.bar.short_by(test.left, test.right)),
    }


def _lines(found: MotionFinding) -> Iterable[list[str]]:
    for test in found.figures.tests:
        each = _as_test(test)
        name = _("参与") if each["test"] == "quorum" else _("同意")
        measure = _("面积 m²") if test.measure is Measure.AREA else _("人数")
        sign = "≥" if test.bar.inclusive else ">"
        yield [
            found.motion.title,
            str(voting.OUTCOMES[found.outcome]),
            f"{name} {measure}",
            each["left"],
            each["right"],
            f"{sign} {each['bar']}",
            str(_("是") if each["holds"] else _("否")),
            each["short_by"],
        ]


def _shown(test: Inequality, amount: int) -> str:
    return show_area(amount) if test.measure is Measure.AREA else str(amount)


def _download(body: bytes, media: str, name: str) -> Response:
    return Response(body, content_type=media, headers={"Content-Disposition": f'attachment; filename="{name}"'})

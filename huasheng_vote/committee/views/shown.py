"""What the pages share: names as the reader may see them, who may see what is not posted, and buttons that are an act."""

from collections.abc import Callable
from typing import Any

from flask import request
from flask_babel import gettext

from huasheng_vote.assemblies.queries import results
from huasheng_vote.committee.queries import decisions
from huasheng_vote.labels import committee as labels
from huasheng_vote.labels.projects import number as of_owners
from huasheng_vote.rules.access import Act
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web.access import allowed
from huasheng_vote.web.act import submit
from huasheng_vote.web.filters import masked
from huasheng_vote.web.forms import Form
from huasheng_vote.web.state import the_estate


def insider() -> bool:
    """Whether the reader sees what is not posted yet: the committee and its supervisors."""
    return allowed(Act.SEE_COMMITTEE)


def shown_to_all(posted: Any) -> None:
    """What is not posted is not there for others."""
    if not posted and not insider():
        raise Refused(Why.NOT_FOUND)


def named(name: str) -> str:
    """A member's name: whole within the committee, masked for everybody else."""
    return name if insider() else masked(name)


def press(fn: Callable[..., Any], *args: Any) -> Form:
    """A button that is an act; the form says what was refused."""
    form = Form()
    if form.validate():
        submit(form, fn, *args)
    return form


def page_number() -> int:
    """Which page of a list was asked for; the first where that makes no sense."""
    asked = request.args.get("page", "")
    return max(int(asked), 1) if asked.isascii() and asked.isdecimal() and len(asked) < 7 else 1


def bases() -> list[tuple[str, str]]:
    """Decisions of the committee and of the owners that something may rest on, the latest first."""
    here = the_estate().id
    own = [
        (f"committee-{each.year}-{each.ordinal}", f"{labels.number(each.year, each.ordinal)} {each.title}")
        for each in decisions.passed(here)
    ]
    owners = [
        (
            f"owners-{each.resolution.year}-{each.resolution.ordinal}",
            f"{of_owners(each.resolution.year, each.resolution.ordinal)} {each.motion.title}",
        )
        for each in results.resolutions(here)
    ]
    return own + owners


def quoted(decision: tuple[int, int] | None, resolution: tuple[int, int] | None) -> str:
    """What something rests on, as it is quoted."""
    if decision:
        return labels.number(*decision)
    return of_owners(*resolution) if resolution else gettext("没有依据")

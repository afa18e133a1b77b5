"""The estate's calendar of days off: as announced, year by year, and entered by hand where the library ends."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import groupby
from typing import Any

from flask import url_for

from huasheng_vote.assemblies.actions import calendar as acts
from huasheng_vote.assemblies.forms.setup import YearForm
from huasheng_vote.assemblies.models.adopted import CalendarDay
from huasheng_vote.assemblies.queries.calendar import announced_years, calendar_days
from huasheng_vote.assemblies.views import bp
from huasheng_vote.labels.assemblies import HOLIDAY_SOURCES, holiday
from huasheng_vote.rules.access import Act
from huasheng_vote.rules.calendar import local_day
from huasheng_vote.web.access import may, public
from huasheng_vote.web.act import act, submit
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.state import now, the_estate


@bp.get("/calendar")
@public
def calendar() -> Any:
    """The years from last year on, and whether next year is announced."""
    here, year = the_estate().id, local_day(now()).year
    days = [each for each in calendar_days(here) if each.day.year >= year - 1]
    years = [(number, list(_runs(each))) for number, each in groupby(days, key=lambda day: day.day.year)][::-1]
    missing = [each for each in (year, year + 1) if each not in announced_years(here)]
    return page("assemblies/calendar.html", years=years, missing=missing, seeded=bool(days), holiday=holiday, sources=HOLIDAY_SOURCES)


def _runs(days: Iterable[CalendarDay]) -> Iterator[list[CalendarDay]]:
    """Days of one kind and name that follow one another."""
    run: list[CalendarDay] = []
    for each in days:
        if run and (each.day, each.kind, each.name) != (run[-1].day + timedelta(days=1), run[-1].kind, run[-1].name):
            yield run
            run = []
        run.append(each)
    if run:
        yield run


@bp.post("/calendar")
@may(Act.KEEP_CALENDAR)
def seed_calendar() -> Any:
    act(acts.seed_calendar)
    return done(url_for("assemblies.calendar"))


@bp.get("/calendar/year")
@may(Act.KEEP_CALENDAR)
def year_form() -> Any:
    return page("assemblies/calendar_year.html", form=YearForm())


@bp.post("/calendar/year")
@may(Act.KEEP_CALENDAR)
def enter_year() -> Any:
    form = YearForm()
    if form.validate():
        submit(form, acts.enter_year, form.year.data, form.off.days, form.worked.days, form.source.data)
    return page("assemblies/calendar_year.html", form=form) if form.errors else done(url_for("assemblies.calendar"))

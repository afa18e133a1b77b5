"""The record of a counting."""

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import BooleanField
from wtforms.validators import InputRequired

from huasheng_vote.assemblies.actions.counting import Counting
from huasheng_vote.assemblies.actions.papers import Paper
from huasheng_vote.proposals.forms.fields import Moment
from huasheng_vote.web.forms import Form, Paragraphs, Text


class CountForm(Form):
    """Where and when, by which three owners, how the seals were found; the sheet they signed."""

    place = Text(_("计票地点"), 100)
    began_at = Moment(_("什么时候开始的"))
    caller = Text(_("唱票人"), 30)
    counter = Text(_("计票人"), 30)
    overseer = Text(_("监票人"), 30)
    unrelated = BooleanField(_("三人都不是候选人，也不是候选人的亲属"), [InputRequired(_("要先确认这一点。"))])
    seals = Paragraphs(_("票箱封条的情况"), 500, render_kw={"rows": 2})
    signed = BooleanField(_("三人和见证人都在计票单上签了名"), [InputRequired(_("要先确认这一点。"))])
    sheet = FileField(_("签了名的计票单（扫描或照片，可不传）"))

    def counting(self, sheet: Paper | None) -> Counting:
        """What was typed, as the act takes it."""
        people = (self.caller.data, self.counter.data, self.overseer.data)
        return Counting(self.place.data, self.began_at.data, *people, self.seals.data, sheet)


class PressForm(Form):
    """A button and nothing else."""

"""Ballot papers: asking for one, taking one in, typing one in, settling one."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import HiddenField, SelectField, ValidationError
from wtforms.fields.choices import SelectChoice

from huasheng_vote.assemblies.actions.paper_look import Decision
from huasheng_vote.assemblies.actions.paper_receive import Arrived, Way
from huasheng_vote.assemblies.forms.fields import OpenMoment, UnitLines, one_of
from huasheng_vote.assemblies.queries.frozen import FrozenMotion
from huasheng_vote.labels import words
from huasheng_vote.labels.papers import VERDICTS, WAYS
from huasheng_vote.rules.papers import Entry, Fault, Signature, read_box, read_serial, read_signature
from huasheng_vote.rules.refusal import Refused
from huasheng_vote.web.forms import Form, Paragraphs, Text

KEYS = {"inputmode": "numeric", "autocomplete": "off"}


class SerialField(Text):
    """A serial as typed, checked by its last digit."""

    def pre_validate(self, form: Any) -> None:
        super().pre_validate(form)
        try:
            self.data = read_serial(self.data)
        except Refused as refused:
            raise ValidationError(words(refused)) from refused


class BoxField(Text):
    """The number beside the ticked box of one motion. Nothing typed: the paper does not ask this motion."""

    options: tuple[str, ...] = ()
    answer: tuple[str, Fault | None] | None = None

    def pre_validate(self, form: Any) -> None:
        super().pre_validate(form)
        self.answer = _parsed(read_box, self.data, self.options) if self.data else None


class SignatureField(Text):
    """The number of who signed."""

    signature: Signature = Signature.NONE

    def pre_validate(self, form: Any) -> None:
        super().pre_validate(form)
        if not self.data:
            return
        try:
            self.signature = read_signature(self.data)
        except Refused as refused:
            raise ValidationError(gettext("请输 1、2 或 0。")) from refused


def _parsed(read: Any, *typed: Any) -> Any:
    try:
        return read(*typed)
    except Refused as refused:
        raise ValidationError(words(refused)) from refused


class SheetForm(Form):
    """What stands on a sheet; a field for each motion is added by `sheet_form`."""

    signature = SignatureField(_("签名"), 3, render_kw=KEYS)
    motions: tuple[FrozenMotion, ...] = ()

    @property
    def boxes(self) -> list[Any]:
        """(motion, its field) in order."""
        return [(motion, self[f"m{motion.id}"]) for motion in self.motions]

    @property
    def entry(self) -> Entry:
        """What was typed, as the acts take it."""
        typed = {str(motion.id): field.answer for motion, field in self.boxes if field.answer}
        faults = {key: fault for key, (_said, fault) in typed.items() if fault}
        return Entry({key: said for key, (said, _fault) in typed.items()}, self.signature.signature, faults)


class EntryForm(SheetForm):
    """A whole sheet, serial first."""

    serial = SerialField(_("票号"), 20, render_kw=KEYS)


class DecisionForm(SheetForm):
    """What the sheet is, after a third look."""

    verdict = one_of(_("这张票"), VERDICTS)
    reason = Paragraphs(_("理由"), 300, render_kw={"rows": 2})
    signature = SignatureField(_("签名"), 3, optional=True, render_kw=KEYS)

    def validate_signature(self, field: Any) -> None:
        """A paper that counts was signed by somebody; of a void one nothing more need be said."""
        if self.verdict.data == "count" and not field.data:
            raise ValidationError(gettext("请输 1、2 或 0。"))

    @property
    def decision(self) -> Decision:
        """What was typed, as the act takes it."""
        return Decision(self.entry if self.verdict.data == "count" else None, self.reason.data)


def sheet_form(kind: type[SheetForm], motions: Iterable[FrozenMotion]) -> Any:
    """A form with a field for each motion, numbered as on the sheet."""
    asked = tuple(motions)
    fields = {f"m{each.id}": BoxField(gettext("议题 %(n)s", n=each.ordinal), 3, optional=True, render_kw=KEYS) for each in asked}
    form = type(kind.__name__, (kind,), {**fields, "motions": asked})()
    for motion, field in form.boxes:
        field.options = tuple(motion.options)
    return form


class SignForm(Form):
    """A signature under exactly what was proposed."""

    digest = HiddenField()


class ReceiveForm(Form):
    """A paper that came. Whoever collects at the doors has nothing to fill in but the serial."""

    serial = SerialField(_("票号"), 20, render_kw=KEYS)
    way = SelectField(_("怎么来的"), choices=[SelectChoice(way, WAYS[way]) for way in (Way.BOX, Way.COLLECTED)], default=Way.BOX)
    received_at = OpenMoment(_("什么时候收到的（不填就是现在）"))

    def arrived(self, keeps_box: bool) -> Arrived:
        """What was typed, as the act takes it."""
        if not keeps_box:
            return Arrived(self.serial.data, Way.COLLECTED)
        return Arrived(self.serial.data, Way(self.way.data), self.received_at.data)


class BuildingForm(Form):
    """Which building's papers to issue."""

    building = Text(_("楼栋"), 40)


class ReissueForm(Form):
    """One more paper: for which door, and why."""

    units = UnitLines(_("哪一户（写一套房屋即可）"), 60, render_kw={"rows": 1})
    reason = Text(_("理由（遗失、污损、业主来要）"), 100)

"""The base of every form: Chinese messages by default, refusals shown where they belong, the text typed kept."""

from typing import Any

from flask_babel import get_locale
from flask_wtf import FlaskForm

from huasheng_vote.labels import words
from huasheng_vote.rules.refusal import Kind, Refused

STATUS = {Kind.FORBIDDEN: 403, Kind.MALFORMED: 422, Kind.CONFLICT: 409, Kind.MISSING: 404, Kind.TOO_MANY: 429}


class Form(FlaskForm):  # type: ignore[misc]
    """Shape of input only. `status` is what the page that shows it again should answer with."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        @property
        def locales(self) -> list[str]:  # type: ignore[override]
            return ["en"] if str(get_locale()) == "en" else ["zh"]

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.form_errors: list[str] = []
        self.refused: Refused | None = None

    def refuse(self, refused: Refused) -> None:
        """Show a refusal in the form; one that concerns the person, not the input, is raised on."""
        if refused.why.kind in (Kind.FORBIDDEN, Kind.MISSING):
            raise refused
        self.refused = refused
        field = self._fields.get(str(refused.facts.get("field", "")))
        if field is None:
            self.form_errors.append(words(refused))
        else:
            field.errors = [*field.errors, words(refused)]

    @property
    def status(self) -> int:
        if self.refused is not None:
            return STATUS[self.refused.why.kind]
        return 422 if self.errors else 200

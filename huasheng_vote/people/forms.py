"""The shape of what people fill in about themselves and each other."""

from flask_babel import lazy_gettext as _

from huasheng_vote.web.forms import Form, Phone, Text

NUMERIC = {"inputmode": "numeric", "autocomplete": "one-time-code"}


class PhoneForm(Form):
    """A phone to sign in with."""

    phone = Phone(_("手机号"), most=40, render_kw={"autocomplete": "tel"})


class CodeForm(Form):
    """A code from a short message."""

    code = Text(_("短信验证码"), most=40, render_kw=NUMERIC)


class TotpForm(Form):
    """A code from an authenticator app."""

    code = Text(_("动态口令"), most=40, render_kw=NUMERIC)

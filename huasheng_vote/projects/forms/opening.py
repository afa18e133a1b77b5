"""Opening a project asks for nothing but the press of a button: what is done stands on the page above it."""

from huasheng_vote.web.forms import Form


class OpenForm(Form):
    """No fields: title, money and scope are those the owners voted."""

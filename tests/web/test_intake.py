"""What is sent unsealed to a marked view never touches a disk, whoever parses the form first."""

import tempfile

import pytest

from huasheng_vote.sealing import Attachment, Offer
from huasheng_vote.web import intake
from tests.web.bare import bare_app


@pytest.fixture
def client(tmp_path, monkeypatch):
    """An application whose check of forged forms reads the form before the view, and a disk that takes nothing."""
    app = bare_app(tmp_path)
    app.request_class = intake.Request
    app.config.update(MAX_CONTENT_LENGTH=None, WTF_CSRF_ENABLED=False)
    app.before_request(lambda: intake.request.form.get("csrf_token") and None)
    sent = []
    app.add_url_rule(
        "/held", "held", intake.in_memory(lambda: sent.append(intake.offer_sent({"price", "file"})) or "taken"), methods=["POST"]
    )
    app.add_url_rule("/other", "other", lambda: "taken", methods=["POST"])

    def no_disk(*_args, **_kwargs):
        raise AssertionError("a temporary file")

    monkeypatch.setattr("werkzeug.formparser.SpooledTemporaryFile", no_disk)
    monkeypatch.setattr(tempfile, "TemporaryFile", no_disk)
    client = app.test_client()
    client.sent = sent
    return client


PART = '--edge\r\nContent-Disposition: form-data; name="{}"\r\n\r\n{}\r\n'


def post(client, address, size):
    """Put together here: the test client's own encoder would use a temporary file."""
    fields = PART.format("csrf_token", "x") + PART.format("price", "1\r\n2") + PART.format('empty"; filename="', "")
    file = PART.format('file"; filename="安全.pdf', "z" * size) + "--edge--\r\n"
    return client.post(address, data=(fields + file).encode(), content_type="multipart/form-data; boundary=edge")


def test_a_large_file_stays_in_memory(client):
    assert post(client, "/held", 3_000_000).status_code == 200
    assert client.sent == [Offer((("price", "1\n2"),), (Attachment("file", "安全.pdf", b"z" * 3_000_000),))]


def test_other_views_parse_as_always(client):
    with pytest.raises(AssertionError, match="a temporary file"):
        post(client, "/other", 3_000_000)


def test_more_than_an_envelope_is_refused(client):
    assert post(client, "/held", intake.MOST).status_code == 413
    assert client.sent == []

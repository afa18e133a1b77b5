"""Ways out: a short message, a mail. Each is a function given at start-up, so that an installation can put its own provider there."""

import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import parse_qs, unquote, urlsplit

import click

TIMEOUT = 20  # seconds a mail server may take


@dataclass(frozen=True)
class Message:
    """A short message to a phone. `code` repeats the one-time code in it, for the demonstration's banner."""

    to: str
    words: str
    code: str = ""


@dataclass(frozen=True)
class Mail:
    """A letter in plain text. `code` as in a message."""

    to: str
    subject: str
    words: str
    code: str = ""


@dataclass(frozen=True)
class Addressee:
    """How somebody can be reached, and in which language; empty where nothing is known."""

    name: str = ""
    phone: str = ""
    mail: str = ""
    language: str = "zh"
    registered: str = ""
    """The phone in the register, where it is a party that is told."""


SendMessage = Callable[[Message], None]
SendMail = Callable[[Mail], None]


def print_message(message: Message) -> None:
    """The SMS adapter where no provider is set: the server's console."""
    click.echo(f"SMS {message.to}: {message.words}", err=True)


def print_mail(mail: Mail) -> None:
    """The mail adapter where no server is set: the console."""
    click.echo(f"MAIL {mail.to}: {mail.subject}\n{mail.words}", err=True)


def smtp(url: str) -> SendMail:
    """A sender for `smtp://user:password@host:587?from=committee@example.org` (STARTTLS) or `smtps://…` (TLS from the start)."""
    parts = urlsplit(url)
    sender = parse_qs(parts.query).get("from", [f"noreply@{parts.hostname}"])[0]

    def send(mail: Mail) -> None:
        letter = EmailMessage()
        letter["From"], letter["To"], letter["Subject"] = sender, mail.to, mail.subject
        letter.set_content(mail.words)
        with _connect(parts.scheme, parts.hostname or "localhost", parts.port) as server:
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
            server.send_message(letter)

    return send


def _connect(scheme: str, host: str, port: int | None) -> smtplib.SMTP:
    """Encrypted wherever the server can; a password never travels in the clear beyond this machine."""
    context = ssl.create_default_context()
    if scheme == "smtps":
        return smtplib.SMTP_SSL(host, port or 465, timeout=TIMEOUT, context=context)
    server = smtplib.SMTP(host, port or 587, timeout=TIMEOUT)
    server.ehlo()
    if server.has_extn("starttls"):
        server.starttls(context=context)
    elif host not in ("localhost", "127.0.0.1"):
        server.close()
        raise smtplib.SMTPNotSupportedError("the mail server offers no encryption")
    return server

"""The store for what people hand in: photos and PDF papers, typed by their content, under names nobody can guess.

A folder of the data directory, or an S3 bucket where `S3_URL` names one (`s3://bucket/prefix`; `?endpoint=` for other makers' stores).
What a file means, and who may read it, the area that took it knows; here are bytes only.
"""

import os
import re
import secrets
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import parse_qs, urlsplit

from flask import Flask, current_app

from huasheng_vote.config import Settings
from huasheng_vote.rules.refusal import Refused, Why

MEGABYTE = 1024 * 1024
NAME = re.compile(r"[0-9a-f]{32}\.(?:jpg|png|webp|pdf|env)")


class Kind(StrEnum):
    """The kinds of file kept; the value is the ending of the stored name. Sealed envelopes tell nothing by their content and no form takes one."""

    JPEG = "jpg"
    PNG = "png"
    WEBP = "webp"
    PDF = "pdf"
    ENVELOPE = "env"


PICTURES = frozenset({Kind.JPEG, Kind.PNG, Kind.WEBP})
PAPERS = frozenset({Kind.PDF})
MEDIA_TYPES = {
    Kind.JPEG: "image/jpeg",
    Kind.PNG: "image/png",
    Kind.WEBP: "image/webp",
    Kind.PDF: "application/pdf",
    Kind.ENVELOPE: "application/octet-stream",
}
LARGEST = {Kind.JPEG: 15 * MEGABYTE, Kind.PNG: 15 * MEGABYTE, Kind.WEBP: 15 * MEGABYTE, Kind.PDF: 20 * MEGABYTE}


def kind_of(data: bytes) -> Kind | None:
    """What the bytes themselves say; the name and the type the sender gave are not asked."""
    if data.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Kind.WEBP
    return Kind.PDF if data.startswith(b"%PDF-") else None


def accept(data: bytes, among: frozenset[Kind], field: str = "") -> Kind:
    """The kind of a file handed in. Refuses any other kind, and one too large for its kind."""
    kind = kind_of(data)
    if kind is None or kind not in among:
        raise Refused(Why.WRONG_FILE, field=field, kinds="、".join(sorted(each.name for each in among)))
    if len(data) > LARGEST[kind]:
        raise Refused(Why.FILE_TOO_LARGE, field=field, megabytes=LARGEST[kind] // MEGABYTE)
    return kind


class Store(Protocol):
    """Keeps bytes under a name of its own making."""

    def put(self, data: bytes, kind: Kind) -> str:
        """Keep the bytes; the name returned is random."""

    def open(self, name: str) -> bytes | None:
        """The bytes of that name, or None where there are none."""

    def discard(self, name: str) -> None:
        """Forget the bytes; no complaint where there are none."""


def new_name(kind: Kind) -> str:
    return f"{secrets.token_hex(16)}.{kind}"


class LocalStore:
    """Files in 256 folders by the first byte of their name, readable by this user only."""

    def __init__(self, root: Path):
        self._root = root

    def put(self, data: bytes, kind: Kind) -> str:
        name = new_name(kind)
        path = self._path(name)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        return name

    def open(self, name: str) -> bytes | None:
        if not NAME.fullmatch(name):
            return None
        try:
            return self._path(name).read_bytes()
        except FileNotFoundError:
            return None

    def discard(self, name: str) -> None:
        if NAME.fullmatch(name):
            self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self._root / name[:2] / name


class S3Store:
    """The same in a bucket."""

    def __init__(self, url: str):
        import boto3  # only where a large installation switched it on

        parts = urlsplit(url)
        endpoint = parse_qs(parts.query).get("endpoint", [None])[0]
        self._client: Any = boto3.client("s3", endpoint_url=endpoint)
        self._bucket, self._prefix = parts.netloc, parts.path.strip("/")

    def put(self, data: bytes, kind: Kind) -> str:
        name = new_name(kind)
        self._client.put_object(Bucket=self._bucket, Key=self._key(name), Body=data, ContentType=MEDIA_TYPES[kind])
        return name

    def open(self, name: str) -> bytes | None:
        if not NAME.fullmatch(name):
            return None
        try:
            body: bytes = self._client.get_object(Bucket=self._bucket, Key=self._key(name))["Body"].read()
        except self._client.exceptions.NoSuchKey:
            return None
        return body

    def discard(self, name: str) -> None:
        if NAME.fullmatch(name):
            self._client.delete_object(Bucket=self._bucket, Key=self._key(name))

    def _key(self, name: str) -> str:
        return f"{self._prefix}/{name}" if self._prefix else name


def init_app(app: Flask, settings: Settings) -> None:
    app.extensions["store"] = S3Store(settings.s3_url) if settings.s3_url else LocalStore(settings.data / "files")


def store() -> Store:
    """The store of this application."""
    found: Store = current_app.extensions["store"]
    return found

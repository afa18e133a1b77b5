"""Settings, read once from the environment. Every default is safe for a single machine with nothing else installed."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

HTMX_CDN = "https://cdn.jsdelivr.net"
HTMX_URL = f"{HTMX_CDN}/npm/htmx.org@2.0.11/dist/htmx.min.js"
HTMX_INTEGRITY = "sha384-2OatzQy1H+Zd/IIrjr1TcuDGqLXeHhbooAyJY1KdQMKnr4LZ22k31GBLdYKHmVjg"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What an operator may choose; `docs/operating.md` explains each."""

    data: Path
    database_url: str
    secret_key: str
    field_key: bytes
    redis_url: str | None = None
    s3_url: str | None = None
    smtp_url: str | None = None
    htmx_source: str = "cdn"
    public_url: str = "http://127.0.0.1:8000"
    ocds_prefix: str = "huasheng"
    log_name: str = "huasheng-vote"
    log_key_file: Path | None = None
    high_water_file: Path | None = None
    demo: bool = False
    https: bool = False
    testing: bool = False

    @property
    def sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")


def from_environment(environ: Mapping[str, str] = os.environ) -> Settings:
    """Settings of this process; keys that nobody set are made once and kept, readable by the owner only, under the data folder."""
    data = Path(environ.get("HUASHENG_DATA", "var")).resolve()
    data.mkdir(parents=True, exist_ok=True)
    return Settings(
        data=data,
        database_url=_driver(environ.get("DATABASE_URL") or f"sqlite:///{data / 'huasheng.db'}"),
        secret_key=environ.get("SECRET_KEY") or kept_key(data / "secret.key"),
        field_key=bytes.fromhex(environ.get("FIELD_KEY") or kept_key(data / "field.key")),
        redis_url=environ.get("REDIS_URL") or None,
        s3_url=environ.get("S3_URL") or None,
        smtp_url=environ.get("SMTP_URL") or None,
        htmx_source=environ.get("HTMX_SOURCE", "cdn"),
        public_url=(environ.get("PUBLIC_URL") or f"http://127.0.0.1:{environ.get('PORT') or 8000}").rstrip("/"),
        ocds_prefix=environ.get("OCDS_PREFIX") or "huasheng",
        log_name=environ.get("HUASHENG_LOG_NAME") or "huasheng-vote",
        log_key_file=_path(environ.get("LOG_KEY_FILE")),
        high_water_file=_path(environ.get("HIGH_WATER_FILE")),
        demo=environ.get("HUASHENG_DEMO") == "1",
        https=environ.get("HUASHENG_HTTPS") == "1",
    )


def kept_key(path: Path) -> str:
    """64 hex digits from the file, written first where it is missing."""
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text("ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32))
    return path.read_text("ascii").strip()


def _path(text: str | None) -> Path | None:
    return Path(text).resolve() if text else None


def _driver(url: str) -> str:
    """Hosts still hand out `postgres://`; SQLAlchemy wants the driver named."""
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url

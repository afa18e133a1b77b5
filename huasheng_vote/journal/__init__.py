"""The one append-only log of an estate: every act writes one leaf in its own transaction (RFC 6962 hashing)."""

# Rows outside the log: they deliver, steer sign-in, or are signatures over the log itself, and decide nothing. Everything else changes with a leaf.
LOCAL_TABLES = (
    "alembic_version",
    "checkpoint",
    "cosignature",
    "delivery",
    "draft_file",
    "import_draft",
    "idempotency_key",
    "login_session",
    "notice",
    "one_time_code",
    "persona",
    "rate_count",
    "uptime",
)
